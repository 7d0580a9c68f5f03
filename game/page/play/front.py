"""The pages before the first of a run: what there is to play, the frame of a story, a run to go on with."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from game.engine.carried import NOTHING
from game.engine.faults import RefusedDecision
from game.page.games import measured
from game.page.guard.forms import fields_of
from game.page.house import House, onward
from game.script.header import Cut, Header
from game.script.tongue import _
from game.session.door import shown
from game.session.dossier import layout_beside, taken_in
from game.session.game import Game
from game.session.letters import CodeError
from game.session.library import new_seed
from game.session.past import past_of, without_a_run
from game.session.sealed import SaveError

LONGEST_LINK = 1_000


def front_routes(house: House) -> list[BaseRoute]:
    """Their addresses."""
    front = Front(house)
    return [
        Route("/", front.first, methods=["GET"]),
        Route("/story/{name}", front.story, methods=["GET"]),
        Route("/begin", front.begin, methods=["POST"]),
        Route("/resume", front.resume, methods=["POST"]),
    ]


class Front:
    """The first pages of a server for whoever plays alone."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def first(self, request: Request) -> Response:
        """What can be played."""
        headers = self.house.shelf.headers()
        if len(headers) == 1:
            return self._story(request, headers[0], alone=True)
        return self.house.page(request, "first.html.j2", headers=headers)

    async def story(self, request: Request) -> Response:
        """What comes before anything is played: the frame, the note, the lessons."""
        return self._story(request, self._header(request.path_params["name"]))

    async def begin(self, request: Request) -> Response:
        """A new run, from its first paper."""
        form = await fields_of(request)
        header = self._header(str(form.get("story", "")))
        cut = self._cut(header, str(form.get("cut", "")))
        after = str(form.get("after", "")).strip() if cut and cut.continues else ""
        file = str(form.get("file", "")).strip() if cut is None else ""
        try:
            game = await run_in_threadpool(self._new, header, cut, after, file)
        except (CodeError, SaveError, RefusedDecision) as error:
            trouble = _("It cannot be begun like that: {error}.").format(error=shown(str(error)))
            return self._story(request, header, status=422, trouble=trouble, after=after[:LONGEST_LINK], file=file)
        self.house.games.keep(game)
        return onward(request, f"/run/{game.code()}")

    async def resume(self, request: Request) -> Response:
        """A run by its code, or by the address of one of its pages."""
        form = await fields_of(request)
        typed = str(form.get("code", "")).strip()[:LONGEST_LINK]
        code = typed.rpartition("/run/")[2].partition("/")[0].partition("?")[0]
        letters = measured(code)
        if not letters:
            raise CodeError(_("the code is empty"))
        return onward(request, f"/run/{letters}")

    def _new(self, header: Header, cut: Cut | None, after: str, file: str) -> Game:
        program = self.house.shelf.program(header.id)
        if cut is None:
            return Game.new(program, new_seed(), "", taken_in(file, program) if file else NOTHING)
        if not after:
            return Game.new(program, new_seed(), cut.id)
        past = past_of(program, cut.id, self.house.games.fresh(after), after)
        return Game.new(program, past.seed, cut.id, past.carried, past=past.decisions)

    def _header(self, name: str) -> Header:
        if name not in self.house.shelf.folders:
            raise HTTPException(404)
        return self.house.shelf.header(name)

    def _cut(self, header: Header, name: str) -> Cut | None:
        """The lesson that was asked for; None for the full run."""
        found = next((cut for cut in header.cuts if cut.id == name), None)
        if found is None and (name or self.house.shelf.cut):
            raise HTTPException(400)
        return found

    def _story(
        self, request: Request, header: Header, *, alone: bool = False, status: int = 200, **given: str
    ) -> Response:
        only = self.house.shelf.cut
        cuts = [cut for cut in header.cuts if only in ("", cut.id)]
        titles = {cut.id: cut.title for cut in header.cuts}
        takes = bool(layout_beside(self.house.shelf.folders[header.id]).earlier(header.id))
        shown_so: dict[str, Any] = {"header": header, "cuts": cuts, "full": not only, "alone": alone, "titles": titles}
        shown_so |= {"takes_file": takes, "without": without_a_run, "trouble": "", "after": "", "file": ""}
        return self.house.page(request, "story.html.j2", status, **{**shown_so, **given})
