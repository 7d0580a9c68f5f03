"""The second half of the game as pages: the debrief of a run, the same as files to keep, and the page one writes.

A debrief costs a second or so, so it is made in a process beside the pages, and the last ones made are kept.
"""

from __future__ import annotations

from asyncio import Lock
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, TypeVar

from attrs import define, field
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from game.debrief.understanding import understanding
from game.debrief.understanding_views import TaskView
from game.page.guard.forms import fields_of
from game.page.house import FRESH, House, link
from game.page.play.beside import Beside, Job
from game.page.play.visit import Visit, visiting
from game.script.tongue import _, language
from game.session.game import Game
from game.session.wrapping import count
from game.session.written import MOST_OF_A_PAGE, Page, tidy

MOST_KEPT = 40
WAY_BACK = Markup("<!-- the way back -->")  # what stands there depends on who asks; the rest of a page does not
KINDS = {"html": "text/html", "md": "text/markdown"}
T = TypeVar("T")


@define
class Made(Generic[T]):
    """The last so many things that were made. Whoever asks for one that is being made waits for it."""

    most: int = MOST_KEPT
    _kept: OrderedDict[object, T] = field(factory=OrderedDict[object, T], init=False)
    _making: dict[object, Lock] = field(factory=dict[object, Lock], init=False)

    async def of(self, asked: object, make: Callable[[], Awaitable[T]]) -> T:
        """One of them, kept or made now."""
        if asked not in self._kept:
            try:
                async with self._making.setdefault(asked, Lock()):
                    if asked not in self._kept:
                        self._keep(asked, await make())
            finally:
                self._making.pop(asked, None)
        found = self._kept.get(asked)
        return await make() if found is None else found

    def _keep(self, asked: object, found: T) -> None:
        self._kept[asked] = found
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)


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
        self.beside = Beside()

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
        run, tongues = link(visit.request, f"/run/{visit.code}"), self.house.tongues(visit.request)
        usual = {"run": run, "tongues": tongues, "writes": writes}
        text = await self._made(visit, "page", {**usual, "way_back": WAY_BACK}, closed=closed)
        back = visit.text("way_back.html.j2", writes=writes, place=place)
        return HTMLResponse(text.replace(WAY_BACK, back, 1), headers={"Cache-Control": FRESH})

    async def _made(self, visit: Visit, kind: str, given: Mapping[str, Any], *, closed: bool) -> str:
        folder = self.house.shelf.folders[visit.game.program.scenario.id]
        first = visit.trial.first if visit.trial else ""
        job = Job(folder, visit.code, closed, language(), kind, given, first)
        asker = visit.standing.name
        return await self.pages.of(
            (job.code, first, closed, job.tongue, kind, given.get("run")), lambda: self.beside.do(job, asker)
        )

    async def _file(self, visit: Visit, *, closed: bool) -> Response:
        kind = str(visit.request.path_params["kind"])
        if kind not in KINDS:
            raise HTTPException(404)
        _allowed(visit, closed=closed)
        text = await self._made(visit, kind, {}, closed=closed)
        name = f'attachment; filename="debrief-{visit.code}.{kind}"'
        return Response(text, media_type=KINDS[kind], headers={"Content-Disposition": name, "Cache-Control": FRESH})

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
    form = await fields_of(request)
    chosen = next((r.label for r in task.readers if r.id == form.get("reader")), "")
    return tidy(chosen, str(form.get("text", "")))
