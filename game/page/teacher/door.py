"""Whoever holds the class: known by a token that is printed on the teacher's machine, and only there.

Her pages are answered where the connection came in over the loopback address: no device of a student can reach it.
Elsewhere they are not there.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from attrs import frozen
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from game.classroom import symbols
from game.classroom.room import Room
from game.page.house import House, onward
from game.page.seats.rooms import Rooms

COOKIE = "teacher"
LOST = "lost"  # what the board is told where the end of a link was mistyped
HOURS = 12


@frozen
class Teaching:
    """A request of the teacher's, with the room she holds."""

    request: Request
    house: House
    rooms: Rooms
    room: Room

    def page(self, template: str, status: int = 200, **given: object) -> Response:
        """One of her pages."""
        return self.house.page(self.request, template, status, **given)


Handler: TypeAlias = Callable[[Teaching], Awaitable[Response]]
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


def teaching(house: House, rooms: Rooms, handler: Handler) -> Endpoint:
    """An endpoint for the teacher alone; for everybody else there is no such page."""

    async def endpoint(request: Request) -> Response:
        room = await _room(rooms, request)
        if room is None and is_here(request) and rooms.only and await rooms.ask(rooms.store.room, rooms.only) is None:
            return house.page(request, "over.html.j2", 410)
        given = request.cookies.get(COOKIE, "")[:64]
        if room is None or not symbols.is_teacher(given, (await rooms.ask(room.kept)).secret, room.id):
            raise HTTPException(404)
        return await handler(Teaching(request, house, rooms, room))

    return endpoint


def door_routes(rooms: Rooms) -> list[BaseRoute]:
    """The printed link: it gives a cookie and goes on, so that the token does not stay in the address."""

    async def enter(request: Request) -> Response:
        room = await _room(rooms, request)
        token = str(request.path_params["token"])[:64]
        if room is None or not symbols.is_teacher(token, (await rooms.ask(room.kept)).secret, room.id):
            raise HTTPException(404)
        votes = (await rooms.ask(room.view)).vote
        places = {"": "/teacher/run" if votes else "/teacher", "slides": "/teacher/slides"}
        to = places.get(str(request.path_params.get("to", "")).rstrip("/"), f"/teacher?{LOST}=yes")
        response = onward(request, to)
        response.set_cookie(
            COOKIE, token, max_age=HOURS * 3600, path="/", httponly=True, samesite="strict",
            secure=request.url.scheme == "https",
        )  # fmt: skip
        return response

    return [Route(path, enter, methods=["GET"]) for path in ("/teacher/in/{token}", "/teacher/in/{token}/{to:path}")]


async def _room(rooms: Rooms, request: Request) -> Room | None:
    """The room that is held on this machine; None for whoever asks from another."""
    if not is_here(request) or not rooms.only:
        return None
    await rooms.ready()
    room = await rooms.ask(rooms.by_id, rooms.only)
    return room if room is not None and await rooms.ask(room.store.room, room.id) is not None else None


def is_here(request: Request) -> bool:
    """Whether a connection came in over the loopback address of this machine."""
    server = request.scope.get("server")
    try:
        return bool(server) and ipaddress.ip_address(str(server[0])).is_loopback
    except ValueError:
        return False
