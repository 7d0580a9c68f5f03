"""The second half of the game as pages: the debrief of a run, the same as files to keep, and the page one writes.

A debrief costs a second or two, so it is made beside the pages, one at a time, and the last ones made are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from anyio import CapacityLimiter, to_thread
from attrs import define, field, frozen
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from game.debrief.build import debrief as build
from game.debrief.explained import with_explained
from game.debrief.html import filled, page
from game.debrief.markdown import as_markdown
from game.debrief.otherwise import by_command, with_recalled
from game.debrief.sheet import Sheet, sheet_of
from game.debrief.understanding import understanding
from game.debrief.understanding_views import TaskView
from game.page.house import FRESH, House, link
from game.page.play.desk import Standing
from game.page.play.visit import Visit, visiting
from game.script.tongue import _, language
from game.session.game import Game
from game.session.wrapping import count
from game.session.written import MOST_OF_A_PAGE, Page, tidy

MOST_KEPT = 24
KINDS = {"html": ("text/html", page), "md": ("text/markdown", as_markdown)}
T = TypeVar("T")


@frozen
class Asked:
    """A debrief as a page: of which run, closed early or not, at which address, for whom, in which language."""

    code: str
    closed: bool
    place: str
    standing: Standing
    tongue: str


@define
class Made(Generic[T]):
    """The last so many things that were made, one at a time, in a thread beside the pages."""

    most: int = MOST_KEPT
    _kept: OrderedDict[object, T] = field(factory=OrderedDict[object, T], init=False)
    _one: CapacityLimiter | None = field(default=None, init=False)

    async def of(self, asked: object, make: Callable[[], T]) -> T:
        """One of them, kept or made now."""
        if asked not in self._kept:
            if self._one is None:  # made where a loop runs
                self._one = CapacityLimiter(1)
            async with self._one:
                if asked not in self._kept:  # whoever asked for the same one before has been waited for
                    self._kept[asked] = await to_thread.run_sync(make)
        self._kept.move_to_end(asked)
        found = self._kept[asked]
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)
        return found


def opened(house: House, code: str, *, closed: bool) -> Game:
    """A game of one's own, closed early where that was asked for."""
    game = house.games.fresh(code)
    if closed:
        game.close_early()
    return game


def sheet(house: House, code: str, *, closed: bool) -> Sheet:
    """The debrief of a run. It takes a second or so."""
    game = opened(house, code, closed=closed)
    view = with_recalled(build(game), game.run, by_command(code))
    return sheet_of(with_explained(view, game))


def debrief_routes(house: House) -> list[BaseRoute]:
    """Their addresses."""
    pages = Debriefs(house)
    return [
        Route("/run/{code}/debrief", visiting(house, pages.ended), methods=["GET"]),
        Route("/run/{code}/closed", visiting(house, pages.closed), methods=["GET"]),
        Route("/run/{code}/debrief.{kind}", visiting(house, pages.as_file), methods=["GET"]),
        Route("/run/{code}/closed.{kind}", visiting(house, pages.closed_as_file), methods=["GET"]),
        Route("/run/{code}/page", visiting(house, pages.writing), methods=["GET", "POST"]),
    ]


class Debriefs:
    """The pages after a run."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.pages: Made[str] = Made()

    async def ended(self, visit: Visit) -> Response:
        """The debrief of a run; of one that is open, what its desk was told."""
        return await self._shown(visit, closed=False)

    async def closed(self, visit: Visit) -> Response:
        """The debrief of a run that was closed early."""
        return await self._shown(visit, closed=True)

    async def as_file(self, visit: Visit) -> Response:
        """The same as a file to keep."""
        return await self._file(visit, closed=False)

    async def closed_as_file(self, visit: Visit) -> Response:
        """The same of a run that was closed early."""
        return await self._file(visit, closed=True)

    async def _shown(self, visit: Visit, *, closed: bool) -> Response:
        _allowed(visit, closed=closed)
        place = "closed" if closed else "debrief"
        writes = task_of(visit.game) is not None
        asked = Asked(visit.code, closed, link(visit.request, ""), visit.standing, language())

        def make() -> str:
            given = filled(sheet(self.house, visit.code, closed=closed))
            return visit.text("debrief.html.j2", **given, writes=writes, place=place)

        return HTMLResponse(await self.pages.of(asked, make), headers={"Cache-Control": FRESH})

    async def _file(self, visit: Visit, *, closed: bool) -> Response:
        kind = str(visit.request.path_params["kind"])
        if kind not in KINDS:
            raise HTTPException(404)
        _allowed(visit, closed=closed)
        media, write = KINDS[kind]

        def make() -> str:
            return write(sheet(self.house, visit.code, closed=closed))

        text = await self.pages.of((visit.code, closed, kind, language()), make)
        name = f'attachment; filename="debrief-{visit.code}.{kind}"'
        return Response(text, media_type=media, headers={"Content-Disposition": name, "Cache-Control": FRESH})

    async def writing(self, visit: Visit) -> Response:
        """The page to write; once it is sent, as it was written."""
        task = task_of(visit.game) if visit.game.run.ended and visit.standing.debriefs else None
        if task is None:
            raise HTTPException(404)
        if visit.request.method == "GET":
            return self._form(visit, task, page=None, trouble="")
        written = await sent(visit.request, task)
        if not written.text or not written.reader:
            missing = _("Nothing was written.") if not written.text else _("Choose whom you write to.")
            return self._form(visit, task, 422, page=written, trouble=missing)
        kept = await visit.desk.wrote(visit.game, written)
        return visit.page("written.html.j2", task=task, page=written, kept=kept, count=count(written.text))

    def _form(self, visit: Visit, task: TaskView, status: int = 200, **given: object) -> Response:
        return visit.page("writing.html.j2", status, task=task, most=MOST_OF_A_PAGE, **given)


def _allowed(visit: Visit, *, closed: bool) -> None:
    """Whether a debrief may be read."""
    if not visit.standing.debriefs or (closed and (visit.game.run.ended or not visit.standing.closes)):
        raise HTTPException(404)


def task_of(game: Game) -> TaskView | None:
    """The page that a story wants written after a run; None if it wants none."""
    task = understanding(game, ()).page
    return task if task is not None and task.readers else None


async def sent(request: Request, task: TaskView) -> Page:
    """What was written, and to whom of those who may be written to."""
    form = await request.form(max_files=0)
    chosen = next((r.label for r in task.readers if r.id == form.get("reader")), "")
    return tidy(chosen, str(form.get("text", "")))
