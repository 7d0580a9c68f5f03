"""The door of a class, and the pages of a seat: the class code, a tag and a resume code, what the class does together.

Nobody is asked for a name. Opening an address takes no seat; only the key that says so does, and pressed twice it is
the same seat.
"""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from game.classroom import symbols
from game.classroom.room import Room
from game.classroom.views import NotNow, Outcome, Phase, RoomView, SeatView
from game.engine.faults import RefusedDecision
from game.page.guard.forms import fields_of
from game.page.house import House, onward
from game.page.seats.cookie import give, take
from game.page.seats.desk import AFTER, KEEP, debrief_bar, mark_of, seat_of
from game.page.seats.rooms import Rooms
from game.page.seats.wrong import WrongCodes
from game.script.tongue import N_, _
from game.session.door import shown
from game.session.game import Game
from game.session.letters import CodeError
from game.session.past import past_of
from game.session.sealed import SaveError
from game.session.trouble import Misasked

LONGEST = 80
DELETED = N_("The class is over and deleted. This page stays as long as you leave it open: print it now to keep it.")


def class_routes(house: House, rooms: Rooms) -> list[BaseRoute]:
    """Their addresses. The last one is short enough to be typed: the class code itself."""
    front = Front(house, rooms)
    return [
        Route("/", front.door, methods=["GET"]),
        Route("/join", front.join, methods=["POST"]),
        Route("/resume", front.resume, methods=["POST"]),
        Route("/leave", front.leave, methods=["POST"]),
        Route("/seat", front.seat, methods=["GET"]),
        Route("/seat/after", front.after, methods=["POST"]),
        Route("/seat/mark", front.mark, methods=["GET"]),
        Route("/seat/class", front.together, methods=["GET"]),
        Route("/seat/class", front.predict, methods=["POST"]),
        Route("/{code}", front.short, methods=["GET"]),
    ]


class Front:
    """The pages before and beside those of a run."""

    def __init__(self, house: House, rooms: Rooms) -> None:
        self.house, self.rooms, self.wrong = house, rooms, WrongCodes()

    async def door(self, request: Request) -> Response:
        """Where a class code is typed; whoever has a seat goes to it."""
        found = await seat_of(self.rooms, request)
        if found is not None and not found[1].removed:
            return onward(request, "/seat")
        if found is None and await self._is_deleted():
            response = self.house.page(request, "over.html.j2")
            take(response)
            return response
        return self._door(request, removed=found is not None)

    async def _is_deleted(self) -> bool:
        """Whether the one class that is held here has been deleted."""
        return bool(self.rooms.only) and await self.rooms.look(self.rooms.store.room, self.rooms.only) is None

    def _door(self, request: Request, status: int = 200, **given: Any) -> Response:
        usual: dict[str, Any] = {"code": "", "trouble": "", "removed": False, "resumes": False, "resume": ""}
        headers = self.house.shelf.headers()
        usual["header"] = headers[0] if len(headers) == 1 else None
        return self.house.page(request, "class_door.html.j2", status, **{**usual, **given})

    async def short(self, request: Request) -> Response:
        """The class code as an address: the same door, with the code filled in."""
        typed = str(request.path_params["code"])
        if len(typed) > 12 or not symbols.class_code(typed):
            raise HTTPException(404)
        await self.rooms.ready()
        room = await self.rooms.look(self.rooms.by_code, typed)
        if room is None:
            return await self._wrong(request, code=typed)
        found = await seat_of(self.rooms, request)
        if found is not None and found[0].id == room.id and not found[1].removed:
            return onward(request, "/seat")
        return self._door(request, code=symbols.class_code(typed))

    async def join(self, request: Request) -> Response:
        """A seat for whoever has the class code; for whoever has a seat in that class, her own."""
        form = await fields_of(request)
        typed = str(form.get("code", ""))[:LONGEST]
        await self.rooms.ready()
        room = await self.rooms.look(self.rooms.by_code, typed)
        if room is None:
            return await self._wrong(request, code=shown(typed))
        found = await seat_of(self.rooms, request)
        if found is not None and found[0].id == room.id:
            return onward(request, "/seat")
        if (await self.rooms.look(room.view)).vote:
            says = _("This class plays one run together, on the projector: raise your hand.")
            return self._door(request, 409, code=symbols.class_code(typed), trouble=says)
        try:
            seat = await self.rooms.ask(room.join)
        except NotNow as error:
            return self._door(request, 409, code=symbols.class_code(typed), trouble=str(error))
        return self._seated(request, room, seat, "/seat")

    async def resume(self, request: Request) -> Response:
        """The seat of a resume code, on this device too."""
        form = await fields_of(request)
        typed, code = str(form.get("resume", ""))[:LONGEST], str(form.get("code", ""))[:LONGEST]
        await self.rooms.ready()
        room = await self.rooms.look(self._room_for, code)
        seat = await self.rooms.ask(room.sit_down, typed) if room is not None else None
        if room is None or seat is None:
            return await self._wrong(request, code=shown(code), resume=shown(typed), resumes=True)
        if seat.removed:
            return self._door(request, 409, trouble=seat.says)
        return self._seated(request, room, seat, f"/run/{seat.code}" if seat.code else "/seat")

    def _room_for(self, code: str) -> Room | None:
        """The room of a class code; where a server holds one class, nobody has to say which."""
        return self.rooms.by_id(self.rooms.only) if self.rooms.only and not code.strip() else self.rooms.by_code(code)

    def _seated(self, request: Request, room: Room, seat: SeatView, path: str) -> Response:
        response = onward(request, path)
        give(response, request, room.id, seat.number, seat.token)
        return response

    async def _wrong(self, request: Request, **typed: Any) -> Response:
        """A wrong code: only these are slow, and they are for everybody."""
        if not await self.wrong.answer():
            says = _("Too many wrong codes are being tried. Wait a moment, then type yours again.")
            return self._door(request, 429, trouble=says, **typed)
        says = _("No class here has this code. Compare it with the board: it has six signs, and never 0, O, 1, I or L.")
        if typed.get("resumes"):
            says = _("This is the resume code of no seat here. Compare it with what you wrote down, letter by letter.")
        return self._door(request, 404, trouble=says, **typed)

    async def leave(self, request: Request) -> Response:
        """Let this device forget the seat; its resume code opens it again."""
        response = onward(request, "/")
        take(response)
        return response

    async def _mine(self, request: Request) -> tuple[Room, SeatView] | None:
        found = await seat_of(self.rooms, request)
        return None if found is None or found[1].removed else found

    async def seat(self, request: Request) -> Response:
        """Who she is here, what comes, and the way to her desk."""
        found = await self._mine(request)
        if found is None:
            return onward(request, "/")
        room, seat = found
        view, first = await self.rooms.look(room.view), await self.rooms.look(room.first_code)
        code = seat.code or first
        return self._seat_page(request, seat, view, code=code, fresh=code == first)

    def _seat_page(
        self, request: Request, seat: SeatView, room: RoomView, status: int = 200, **given: Any
    ) -> Response:
        header = self.house.shelf.header(room.scenario)
        cut = next((c for c in header.cuts if c.id == room.cut), None)
        usual: dict[str, Any] = {"trouble": "", "after": "", "over": seat.phase in AFTER, "header": header, "cut": cut}
        usual["begun"] = debrief_bar(seat, str(given.get("code", "")), over=seat.ended)
        return self.house.page(request, "seat.html.j2", status, seat=seat, mark=mark_of(seat), **{**usual, **given})

    async def after(self, request: Request) -> Response:
        """Begin a second lesson from her own first one, by its run code."""
        found = await self._mine(request)
        if found is None:
            return onward(request, "/")
        room, seat = found
        view = await self.rooms.look(room.view)
        typed = str((await fields_of(request)).get("after", "")).strip()[: LONGEST * 4]
        try:
            before = self.house.games.fresh(typed)
            past = past_of(room.program, view.cut, before, shown(typed))
            game = Game.new(room.program, past.seed, view.cut, past.carried, past=past.decisions)
        except (CodeError, SaveError, RefusedDecision, Misasked) as error:
            trouble = _("It cannot be begun like that: {error}.").format(error=shown(str(error)))
            given: dict[str, Any] = {"code": seat.code, "fresh": True, "trouble": trouble}
            return self._seat_page(request, seat, view, 422, after=shown(typed), **given)
        answer = await self.rooms.ask(room.begin, seat.number, game.run)
        told = "" if answer.outcome is Outcome.SIGNED else "?told=other"
        return onward(request, f"/run/{answer.code}{told}")

    async def mark(self, request: Request) -> Response:
        """What a page that watches compares; it costs no replay."""
        found = await self._mine(request)
        told: dict[str, object] = {"mark": mark_of(found[1]) if found else ""}
        if found and found[1].phase is Phase.ENDED:
            told["told"] = _(KEEP)
        elif found is None and await self._is_deleted():
            told |= {"over": True, "told": _(DELETED)}
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    async def together(self, request: Request) -> Response:
        """What the class is asked to predict, or how it has split."""
        found = await self._mine(request)
        if found is None:
            return onward(request, "/")
        return await self._together(request, *found)

    async def _together(self, request: Request, room: Room, seat: SeatView, **given: Any) -> Response:
        asked = await self.rooms.look(room.asked) if seat.phase is Phase.ASKED else None
        split = await self.rooms.beside(room.shown) if seat.phase is Phase.REVEALED else None
        usual: dict[str, Any] = {"asked": asked, "split": split, "kept": False, "mark": mark_of(seat)}
        usual["begun"] = debrief_bar(seat, seat.code, over=seat.ended)
        return self.house.page(request, "class_now.html.j2", seat=seat, **{**usual, **given})

    async def predict(self, request: Request) -> Response:
        """What she predicts."""
        found = await self._mine(request)
        if found is None:
            return onward(request, "/")
        room, seat = found
        form = await fields_of(request)
        question, answer = str(form.get("question", ""))[:700], str(form.get("answer", ""))[:200]
        await self.rooms.ask(room.predict, seat.number, question, answer)
        return onward(request, "/seat/class")
