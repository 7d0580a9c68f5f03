"""The teacher's board as pages: one to hold the class with, one for the wall. Who is where; never what was signed.

Each key is a form of its own, so that everything works without a script. What cannot be done now is said above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from game.classroom import qr
from game.classroom.room import Room
from game.classroom.views import BoardView, NotNow, Phase, PredictView
from game.page.guard.forms import fields_of
from game.page.house import House, onward
from game.page.seats.rooms import Rooms
from game.page.teacher.door import LOST, Teaching, door_routes, teaching
from game.page.teacher.wall import everybody_waits, wall_of
from game.script.tongue import N_, _

PHASES: Mapping[Phase, str] = {
    Phase.OPEN: N_("Joining and reading; nothing is signed yet"),
    Phase.PLAYING: N_("The class is signing"),
    Phase.PAUSED: N_("Paused; everybody can read on"),
    Phase.ASKED: N_("The class guesses"),
    Phase.REVEALED: N_("The split is shown"),
    Phase.DEBRIEF: N_("The debrief; everybody may now go back in a run of their own"),
    Phase.ENDED: N_("Ended"),
}
SURE = frozenset({"clear", "debrief", "end", "forget"})  # what asks to be confirmed


def board_routes(house: House, rooms: Rooms, address: str) -> list[BaseRoute]:
    """Their addresses; `address` is where students open the class."""
    board = Board(house, rooms, address)
    return [
        *door_routes(rooms),
        Route("/teacher", teaching(house, rooms, board.hold), methods=["GET"]),
        Route("/teacher/do", teaching(house, rooms, board.do), methods=["POST"]),
        Route("/teacher/wall", teaching(house, rooms, board.wall), methods=["GET"]),
        Route("/teacher/mark", teaching(house, rooms, board.mark), methods=["GET"]),
        Route("/teacher/qr.svg", teaching(house, rooms, board.code), methods=["GET"]),
    ]


class Board:
    """The pages of the teacher's board."""

    def __init__(self, house: House, rooms: Rooms, address: str) -> None:
        self.house, self.rooms, self.address = house, rooms, address

    async def hold(self, at: Teaching) -> Response:
        """The board with its keys."""
        lost = _("This is the board. The end of the address as typed leads nowhere; for the slides it is /slides.")
        trouble = lost if LOST in at.request.query_params else ""
        return await self._page(at, "teacher_board.html.j2", trouble=trouble)

    async def wall(self, at: Teaching) -> Response:
        """What may be projected: how to join, how many are where, what is asked, what is shown."""
        return await self._page(at, "wall.html.j2", await self.rooms.beside(at.room.predicting))

    async def _page(
        self, at: Teaching, template: str, predict: PredictView | None = None, status: int = 200, **given: object
    ) -> Response:
        view = await self.rooms.beside(at.room.board)
        asked, split = await self.rooms.beside(at.room.asked), await self.rooms.beside(at.room.shown)
        phase = phase_of(view)
        usual: dict[str, object] = {
            "board": view,
            "room": view.room,
            "phase": phase,
            "asked": asked,
            "split": split,
            "predict": predict,
            "wall": wall_of(view, asked, split, predict, phase),
            "revealed": [q.key for q in await self.rooms.beside(at.room.revealed)],
            "address": self.address,
            "mark": mark_of(view),
            "left": minutes_left(view),
            "trouble": "",
            "sure": "",
        }
        return at.page(template, status, **{**usual, **given})

    async def mark(self, at: Teaching) -> Response:
        """What a page that watches compares."""
        view = await self.rooms.beside(at.room.board)
        return JSONResponse({"mark": mark_of(view)}, headers={"Cache-Control": "no-store"})

    async def code(self, at: Teaching) -> Response:
        """The address with the class code, as a QR code."""
        view = await self.rooms.beside(at.room.view)
        picture = qr.svg(f"{self.address}{view.class_code}")
        return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": "private, no-cache"})

    async def do(self, at: Teaching) -> Response:
        """A key was pressed."""
        form = await fields_of(at.request)
        name, about = str(form.get("do", ""))[:20], str(form.get("about", ""))[:700]
        key = keys(at.room, about).get(name)
        if key is None:
            raise HTTPException(400)
        if name in SURE and form.get("sure") != "yes":
            return await self._page(at, "teacher_board.html.j2", sure=name)
        try:
            await self.rooms.beside(key)
        except NotNow as error:
            return await self._page(at, "teacher_board.html.j2", status=409, trouble=str(error))
        if name == "forget":
            return self.house.page(at.request, "forgotten.html.j2")
        return onward(at.request, "/teacher/slides" if (name, about) == ("debrief", "slides") else "/teacher")


def phase_of(view: BoardView) -> str:
    """What the class is doing, in words."""
    if view.room.phase is Phase.PLAYING and everybody_waits(view):
        return _("Everybody waits; “Go on” lets them go on")
    return _(PHASES[view.room.phase])


def keys(room: Room, about: str) -> dict[str, Callable[[], object]]:
    """What each key does, and what it is about where it is about something."""
    number = int(about) if about.isascii() and about.isdecimal() and len(about) < 6 else 0
    return {
        "start": room.start,
        "pause": room.pause,
        "go_on": room.go_on,
        "stop": lambda: room.set_stop(about),
        "extend": lambda: room.extend(number or 5),
        "ask": lambda: room.ask(about),
        "reveal": room.reveal,
        "again": lambda: room.show_again(about),
        "lock": room.lock,
        "unlock": lambda: room.lock(False),
        "remove": lambda: room.remove(number),
        "back": lambda: room.remove(number, False),
        "debrief": room.debrief,
        "clear": room.clear,
        "end": room.end,
        "forget": room.forget,
    }


def minutes_left(view: BoardView) -> int | None:
    """How much of the planned time is left; below nought where it is over, None where it has not begun."""
    room = view.room
    return round((room.ends - room.now) / 60) if room.ends else None


def mark_of(view: BoardView) -> str:
    """A sum over all that a board shows."""
    room = view.room
    told = (room.phase, room.stop, room.asked, room.locked, view.seats and [
        (s.number, s.turn, s.scene, s.signatures, s.ended, s.waiting, s.removed, s.away(room.now), s.idle(room))
        for s in view.seats
    ], view.predicted, minutes_left(view))  # fmt: skip
    return sha256(repr(told).encode()).hexdigest()[:12]
