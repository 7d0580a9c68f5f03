"""One run for a whole class: its pages on the projector, and the form in which the teacher enters raised hands.

The pages are those of one player; in place of the form stands the count. A tie is told, and a discussion decides.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from game.classroom import symbols
from game.classroom.room import Room
from game.classroom.views import Ballot, Outcome, Phase
from game.classroom.votes import CLASS_SEAT, MOST_OF_A_REASON
from game.engine.faults import RefusedDecision
from game.page.guard.forms import fields_of
from game.page.house import House, onward
from game.page.play.desk import Desk, Held, Standing
from game.page.play.routes import show
from game.page.play.visit import Visit
from game.page.seats.rooms import Rooms
from game.page.teacher.door import COOKIE, Teaching, is_here, teaching
from game.script.tongue import _
from game.session.door import one_line
from game.session.game import Game
from game.session.written import Page


@frozen
class VoteDesk:
    """The desk of a whole class."""

    rooms: Rooms
    room: Room
    phase: Phase

    async def standing(self, game: Game) -> Standing:
        """Where the class stands, and what it votes on."""
        after, ask = self.phase in (Phase.DEBRIEF, Phase.ENDED), game.view().ask
        lead = await self.rooms.ask(self.room.class_code)
        ballot = await self.rooms.ask(self.room.ballot, ask) if ask and lead == game.code() else None
        over = game.run.over
        return Standing(
            name=_("The class"),
            lead="" if after else lead,
            ballot=ballot,
            rewinds=after,
            closes=after,
            debriefs=after or over,
            home="/teacher",
            placed=ballot.placed if ballot else "",
            projected=True,
            begins="" if after or not over else "/teacher/do",
            afterwards=((("/teacher/slides", _("The slides")),) if after else ())
            + (("/teacher/votes", _("Votes so far")),),
        )

    async def signed(self, before: str, game: Game) -> str:  # noqa: ARG002 - only counted hands sign here
        """Nothing is signed past the vote."""
        if self.phase in (Phase.DEBRIEF, Phase.ENDED):
            return game.code()
        raise Held(_("This class votes: enter the raised hands."))

    async def wrote(self, game: Game, page: Page) -> str:  # noqa: ARG002 - it is the class's
        """Keep the page that the class wrote together."""
        await self.rooms.ask(self.room.send_page, CLASS_SEAT, page.reader, page.text)
        return _("It is kept with the class.")


async def vote_desk(rooms: Rooms, request: Request) -> Desk | None:
    """The class's desk, for the teacher on her own machine; None for anybody else."""
    token = request.cookies.get(COOKIE, "")[:64]
    room = await rooms.look(rooms.by_id, rooms.only) if token and rooms.only and is_here(request) else None
    if room is None:
        return None
    kept = await rooms.look(room.kept)
    if not kept.vote or not symbols.is_teacher(token, kept.secret, room.id):
        return None
    return VoteDesk(rooms, room, Phase(kept.phase))


def vote_routes(house: House, rooms: Rooms) -> list[BaseRoute]:
    """The addresses of a vote."""
    return [
        Route("/teacher/run", teaching(house, rooms, _run), methods=["GET"]),
        Route("/teacher/vote", teaching(house, rooms, _vote), methods=["GET", "POST"]),
        Route("/teacher/votes", teaching(house, rooms, _votes), methods=["GET"]),
    ]


async def _run(at: Teaching) -> Response:
    """To where the class stands."""
    return onward(at.request, f"/run/{await at.rooms.ask(at.room.class_code)}")


async def _vote(at: Teaching) -> Response:
    """Hands were counted."""
    if at.request.method == "GET":  # a page that was made here, in another language
        return await _run(at)
    run = await at.rooms.ask(at.room.class_run)
    ask = Game.at(run).view().ask
    form = await fields_of(at.request)
    if ask is None or form.get("scene") != ask.scene or form.get("decision") != str(len(run.decisions) + 1):
        return await _run(at)  # sent twice, or from a page of before: it is signed already
    ballot = await at.rooms.ask(at.room.ballot, ask)
    counts, expected, chosen = hands(ballot, form, "hands"), hands(ballot, form, "expected"), talked(ballot, form)
    reason = str(form.get("reason", ""))[:MOST_OF_A_REASON]
    try:
        result, recorded = await at.rooms.ask(at.room.vote, ballot, counts, chosen, reason=reason, predicted=expected)
    except RefusedDecision:
        return await _run(at)
    if recorded is not None and recorded.outcome not in (Outcome.WAITS, Outcome.OVER):
        return onward(at.request, f"/run/{recorded.code}")
    says = recorded.says if recorded else _("No answer has most hands: talk, then mark what is decided.")
    given: dict[str, object] = {"counts": _typed(counts), "expected": _typed(expected), "reason": one_line(reason)}
    return await _again(at, alert=says, tied=result.tied, counted=True, **given)


async def _again(at: Teaching, **given: object) -> Response:
    """The papers as they lie, folded, with what was counted."""
    code = await at.rooms.ask(at.room.class_code)
    desk = VoteDesk(at.rooms, at.room, Phase((await at.rooms.ask(at.room.kept)).phase))
    with at.house.games.lent(code) as game:
        return show(Visit(at.request, at.house, desk, game, await desk.standing(game), code), 409, **given)


async def _votes(at: Teaching) -> Response:
    """Every vote so far: what was expected, how hands were raised, what was signed."""
    code, votes = await at.rooms.ask(at.room.class_code), await at.rooms.ask(at.room.votes)
    return at.page("votes.html.j2", room=await at.rooms.ask(at.room.view), votes=votes, code=code)


def _typed(counts: Mapping[str, Mapping[str, int]]) -> dict[tuple[str, str], int]:
    """Counts as they are shown again."""
    return {(field, name): count for field, row in counts.items() for name, count in row.items() if count}


def hands(ballot: Ballot, form: Mapping[str, object], column: str) -> dict[str, dict[str, int]]:
    """The hands of each answer in a column of the form, by their places."""
    found: dict[str, dict[str, int]] = {}
    for at, row in enumerate(ballot.rows):
        counts = [_number(form.get(f"{column}.{at}.{place}")) for place in range(len(row.answers))]
        found[row.field] = {name: number for (name, _say), number in zip(row.answers, counts, strict=True)}
    return found


def talked(ballot: Ballot, form: Mapping[str, object]) -> dict[str, str]:
    """What was decided by talking, by its place in the form."""
    found: dict[str, str] = {}
    for at, row in enumerate(ballot.rows):
        place = _number(form.get(f"chosen.{at}", ""), -1)
        if 0 <= place < len(row.answers):
            found[row.field] = row.answers[place][0]
    return found


def _number(sent: object, otherwise: int = 0) -> int:
    text = str(sent or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else otherwise
