"""A student's desk in a class: the same pages as for one player, under the class's rules.

Where her seat stands is asked of the room, and her page leads there. What she signs is taken by the room or it is not
signed; the words say why, and her page keeps what she marked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256

from attrs import frozen
from starlette.requests import Request
from starlette.responses import Response

from game.classroom.room import Room
from game.classroom.seats import AHEAD, OTHER
from game.classroom.views import NotNow, Outcome, Phase, SeatView, placed
from game.page.house import onward
from game.page.play.desk import Desk, Held, Seats, Standing
from game.page.seats.cookie import pass_of, take
from game.page.seats.rooms import Rooms
from game.script.tongue import N_, _
from game.session.game import Game
from game.session.written import Page

AFTER = frozenset({Phase.DEBRIEF, Phase.ENDED})
TOLD: Mapping[str, str] = {"ahead": AHEAD, "other": OTHER}
TOGETHER: Mapping[Phase, str] = {
    Phase.PAUSED: N_("Your teacher has paused the class: read on, nothing is signed now."),
    Phase.ASKED: N_("Your teacher asks the class to guess how it has signed."),
    Phase.REVEALED: N_("Your teacher shows how the class has split."),
}

SHOWN = frozenset({Phase.ASKED, Phase.REVEALED})
KEEP = N_("The class has ended. Keep this debrief now: print it, or keep it as a file.")
SENDS = N_(
    "Your page goes to your teacher, without your name. The class sees it only if your teacher chooses to show it."
)


@frozen
class ClassDesk:
    """A seat that was proved, for one request."""

    rooms: Rooms
    room: Room
    seat: SeatView
    told: str = ""

    async def standing(self, game: Game) -> Standing:
        """How she stands; what she may do follows from the phase of the room."""
        seat, after = self.seat, self.seat.phase in AFTER
        code, lead = game.code(), ""
        if not after and code != seat.code:
            lead = await self.rooms.ask(self.room.come_back, seat.number, code)
        held = "" if seat.may_sign or seat.phase is Phase.DEBRIEF else seat.says
        together = TOGETHER.get(seat.phase)
        notices = [_(TOLD[self.told])] if self.told in TOLD else []
        notices += [_(together)] if together else []
        signs = game.run.pending is not None and game.run.pending.plan is None  # to go and look is no signature
        begun, leads = debrief_bar(seat, game.code(), over=game.run.over)
        return Standing(
            name=seat.tag,
            lead=lead,
            lead_told="ahead" if lead and lead != code else "",
            held=held,
            notice=" ".join([begun, *notices] if begun else notices),
            ways=leads or ((("/seat/class", _("Go there")),) if seat.phase in SHOWN else ()),
            rewinds=after,
            closes=after,
            debriefs=after,
            watch="/seat/mark",
            mark=mark_of(seat),
            often=not seat.may_sign,
            home="/seat",
            waits="" if after else seat.waits,
            released=seat.released,
            resume="" if after else seat.resume,
            placed=placed(seat.signatures + 1, seat.of) if signs and not after else "",
            over=seat.phase is Phase.ENDED,
            told=_(KEEP) if seat.phase is Phase.ENDED else "",
            sends=_(SENDS) if seat.phase is Phase.DEBRIEF else "",
        )

    async def signed(self, before: str, game: Game) -> str:  # noqa: ARG002 - the room knows what was before
        """Hand it to the room. Raises Held where it is not signed now."""
        answer = await self.rooms.ask(self.room.record, self.seat.number, game.run)
        if answer.outcome in (Outcome.WAITS, Outcome.OVER):
            raise Held(answer.says)
        if answer.outcome in (Outcome.AHEAD, Outcome.OTHER):
            return f"{answer.code}?told={answer.outcome}"
        return answer.code

    async def wrote(self, game: Game, page: Page) -> str:  # noqa: ARG002 - it is her seat's, whatever run it is about
        """Send her page to the teacher: she pressed the key that says so."""
        if await self.rooms.ask(self.room.send_page, self.seat.number, page.reader, page.text):
            return _("It is with your teacher, without your name. Nobody else sees it unless your teacher shows it.")
        return _("It could not be sent: the class has ended. Print it, or copy it.")


def debrief_bar(seat: SeatView, code: str, *, over: bool) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What everybody is told from the debrief on, and the way to her own; nothing before.

    `code` is the run that her page shows, and `over` whether that one is closed.
    """
    if seat.phase not in AFTER:
        return "", ()
    ended = seat.phase is Phase.ENDED
    if over or seat.ended:
        done = code if over else seat.code
        says = _("The class has ended. Keep your debrief now: print it, or keep it as a file.")
        return says if ended else _("The debrief has begun."), ((f"/run/{done}/debrief", _("Go on to the debrief")),)
    says = _(
        "The debrief has begun. Your desk is still open: you can close it, and see the debrief as far as it went. "
        "You can also sign on, for yourself alone: the class keeps what you signed before."
    )
    if ended:
        says = _("The class has ended, and nothing is signed any more. Close your desk, and keep the debrief you have.")
    return says, ((f"/run/{code}/close", _("Close the desk before the end")),)


def mark_of(seat: SeatView) -> str:
    """What a page that watches compares: it changes when anything does that her page should show."""
    asked = seat.asked.key if seat.asked else ""
    told = f"{seat.phase}\n{seat.may_sign}\n{seat.waits}\n{asked}\n{seat.code}\n{seat.removed}"
    return sha256(told.encode()).hexdigest()[:12]


async def seat_of(rooms: Rooms, request: Request) -> tuple[Room, SeatView] | None:
    """The room and the seat of whoever asks; None for whoever has none here."""
    claimed = pass_of(request)
    await rooms.ready()
    room = await rooms.look(rooms.by_id, claimed.room) if claimed else None
    if claimed is None or room is None:
        return None
    try:
        seat = await rooms.look(room.seat, claimed.number, claimed.token)
        if room.has_seen():
            await rooms.ask(room.note_seen)
    except NotNow:  # the class has been deleted
        return None
    return None if seat is None else (room, seat)


async def nobody(_rooms: Rooms, _request: Request) -> Desk | None:
    """There is no other desk than those of seats."""
    return None


def seated(rooms: Rooms, otherwise: Callable[[Rooms, Request], Awaitable[Desk | None]] = nobody) -> Seats:
    """Who asks for a page of a run: her desk, or the way to the door."""

    async def who(request: Request) -> Desk | Response:
        if (desk := await otherwise(rooms, request)) is not None:
            return desk
        found = await seat_of(rooms, request)
        if found is None or found[1].removed:
            response = onward(request, "/")
            if found is not None:
                take(response)
            return response
        room, seat = found
        code = str(request.path_params.get("code", ""))
        if code and seat.code and seat.phase not in AFTER and not room.may_be_ours(code):
            return onward(request, f"/run/{seat.code}?told={Outcome.OTHER}")
        return ClassDesk(rooms, *found, told=request.query_params.get("told", "")[:8])

    return who
