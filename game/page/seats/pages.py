"""All pages of one class: the seats, the teacher's, and the player's between them, behind the one guard."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from game.classroom.room import Room
from game.page.app import application
from game.page.guard.shares import Shares
from game.page.house import House
from game.page.seats.desk import seated
from game.page.seats.front import class_routes
from game.page.seats.reached import Reached
from game.page.seats.rooms import Rooms
from game.page.shelf import Shelf
from game.page.teacher.board import board_routes
from game.page.teacher.slides import slide_routes
from game.page.teacher.votes import vote_desk, vote_routes

LOOPBACK = frozenset({"127.0.0.1", "::1"})


def class_pages(
    room: Room,
    folder: Path,
    address: str,
    hosts: Iterable[str],
    own: frozenset[str] = frozenset(),
    *,
    proxied: bool = False,
) -> Reached:
    """The pages of a room. `address` is what students open; `own` are the addresses of this machine itself.

    Where it is `proxied`, every student comes from the proxy's address, and sharing out is the proxy's business.
    """
    shelf = Shelf.of((folder,), room.kept().cut)
    shelf.keep(room.program)
    rooms = Rooms(room.store, shelf, room.id, room.file)
    house = House(shelf, seats=seated(rooms, vote_desk))
    teachers = [*board_routes(house, rooms, address), *vote_routes(house, rooms), *slide_routes(house, rooms)]
    front = [*teachers, *class_routes(house, rooms)]
    pages = application(house, hosts, front)
    return Reached(pages if proxied else Shares(pages, own | LOOPBACK), own)
