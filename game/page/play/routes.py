"""The pages of a run: the desk, what is signed there, and what can be looked up. Asking changes nothing.

Every address holds the run code. A signature is sent to the page of the run it is signed in, and answered with the
address of the run it makes: loaded again, it signs nothing; sent twice, it is the same signature.
"""

from __future__ import annotations

from attrs import evolve
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from game.debrief.blocks import Drawing
from game.debrief.html import Cited, Names
from game.debrief.linked import Linked
from game.debrief.record import sources
from game.engine.faults import RefusedDecision
from game.page.guard.forms import fields_of
from game.page.house import House, link_beside
from game.page.play.answers import Unmarked, marked, picks_of
from game.page.play.debrief import debrief_routes
from game.page.play.desk import Held
from game.page.play.visit import Handler, Visit, visiting
from game.script.tongue import _
from game.session.describe import pause_at
from game.session.enum_words import BASIS
from game.session.file_page import SAID
from game.session.views import PassedView


def play_routes(house: House) -> list[BaseRoute]:
    """Their addresses."""
    gets: dict[str, Handler] = {
        "": desk,
        "/ledger": ledger,
        "/ledger/{row}": row,
        "/people": people,
        "/words": words,
        "/signed": signed,
        "/record": record,
        "/file": file,
        "/close": close,
    }
    posts: dict[str, Handler] = {"": sign, "/close": closing}
    return [
        *(Route("/run/{code}" + rest, both(house, rest, gets, posts), methods=methods(rest, posts)) for rest in gets),
        *debrief_routes(house),
    ]


def methods(rest: str, posts: dict[str, Handler]) -> list[str]:
    """How a page may be asked."""
    return ["GET", "POST"] if rest in posts else ["GET"]


def both(house: House, rest: str, gets: dict[str, Handler], posts: dict[str, Handler]):
    """One endpoint for reading and sending."""

    async def handler(visit: Visit) -> Response:
        chosen = posts[rest] if visit.request.method == "POST" else gets[rest]
        return await chosen(visit)

    return visiting(house, handler)


async def desk(visit: Visit) -> Response:
    """The desk as it stands; after the last signature, the last pages."""
    return show(visit)


def show(visit: Visit, status: int = 200, **given: object) -> Response:
    """The desk, with what was marked and what is wrong with it."""
    view = visit.game.view()
    end = visit.game.end() if view.ended else None
    intro = visit.game.intro() if not view.decisions else ""
    pause = pause_at(visit.game.run)
    before, rest = parted(view.passed, pause.after if pause and not given.get("trouble") else "")
    usual: dict[str, object] = {"marks": {}, "trouble": "", "alert": "", "wrong": (), "held": visit.standing.held}
    usual |= {"before": before, "rest": rest, "waits": bool(before and pause and pause.after == visit.standing.waits)}
    usual["goes_on"] = bool(pause and pause.after == visit.standing.released)
    usual |= {"counted": False, "counts": {}, "expected": {}, "tied": (), "reason": ""}  # of a class that votes
    return visit.page("desk.html.j2", status, view=view, end=end, intro=intro, **{**usual, **given})


def parted(passed: tuple[PassedView, ...], after: str) -> tuple[tuple[PassedView, ...], tuple[PassedView, ...]]:
    """What came up to the paper after which one predicts, and what came after it; nothing before where it is not here.

    What follows that paper would tell what is to be predicted.
    """
    for at, gone in enumerate(passed):
        for place, paper in enumerate(gone.papers, start=1):
            if paper.id == after:
                left = evolve(gone, later=(), papers=gone.papers[place:])
                here = evolve(gone, papers=gone.papers[:place])
                return (*passed[:at], here), ((left,) if left.papers else ()) + passed[at + 1 :]
    return (), passed


async def sign(visit: Visit) -> Response:
    """Sign what waits, and go on to the run that this makes."""
    sent = await fields_of(visit.request)
    ask = visit.game.view().ask
    marks = marked(ask, sent)
    try:
        picks = picks_of(ask, sent)
    except Unmarked as error:
        return show(visit, 422, marks=marks, trouble=str(error), wrong=error.rows)
    assert ask is not None
    try:
        visit.game.decide(ask.scene, *picks)
    except RefusedDecision as error:
        return show(visit, 422, marks=marks, trouble=str(error))
    try:
        code = await visit.desk.signed(visit.code, visit.game)
    except Held as held:
        return show(again(visit), 409, marks=marks, held=str(held), alert=str(held))
    return visit.onward(code)


def again(visit: Visit) -> Visit:
    """The same visit at the run as it was before something was signed in it."""
    game = visit.house.games.fresh(visit.code)
    return evolve(visit, game=game)


async def ledger(visit: Visit) -> Response:
    """Every figure, and how well it is known; the standing orders."""
    groups: dict[str, list[object]] = {}
    for line in visit.game.ledger():
        groups.setdefault(line.group, []).append(line)
    gives_orders = bool(visit.game.program.scenario.world.levers)
    return visit.page("ledger.html.j2", groups=groups, orders=visit.game.orders(), gives_orders=gives_orders)


async def row(visit: Visit) -> Response:
    """What the desk was told of one figure, turn by turn."""
    chart = visit.game.history(visit.request.path_params["row"])
    if chart is None:
        raise HTTPException(404)
    cited = Cited(frozenset(), {}, Linked())
    return visit.page("row.html.j2", chart=chart, blocks=(Drawing(chart),), names=Names(), cited=cited)


async def people(visit: Visit) -> Response:
    """The people, as the desk knows them now."""
    return visit.page("people.html.j2", people=visit.game.people())


async def words(visit: Visit) -> Response:
    """The words of the time, the places and the map."""
    places, drawn = visit.house.shelf.places(visit.game)
    return visit.page("words.html.j2", terms=visit.game.glossary(), places=places, map=drawn)


async def signed(visit: Visit) -> Response:
    """What was signed, each with the way back to it; the run code."""
    game = visit.game
    made = [(d, game.code(d.number - 1)) for d in game.decisions()]
    first = visit.trial.first if visit.trial else visit.code if game.run.over or visit.standing.name else ""

    def way(code: str) -> str:
        return link_beside(visit.request, first, f"/run/{code}")

    return visit.page("signed.html.j2", made=made, before=game.before(), way=way)


async def record(visit: Visit) -> Response:
    """What was on paper about each paper of this turn, and the sources."""
    game = visit.game
    papers = [(paper, sources(game, (), paper.sources)) for paper in reversed(game.papers())]
    return visit.page("record.html.j2", papers=papers, bases={name: _(says) for name, says in BASIS.items()})


async def file(visit: Visit) -> Response:
    """What lies on the table from earlier desks."""
    found = visit.game.on_file()
    if not found:
        raise HTTPException(404)
    return visit.page("file.html.j2", file=found, said=SAID)


async def close(visit: Visit) -> Response:
    """Whether to close before the end."""
    if visit.game.run.over or not visit.standing.closes:
        raise HTTPException(404)
    return visit.page("close.html.j2")


async def closing(visit: Visit) -> Response:
    """Close it: its debrief, as far as it went."""
    if visit.game.run.over or not visit.standing.closes:
        raise HTTPException(404)
    return visit.onward(visit.code, "/closed")
