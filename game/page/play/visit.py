"""One request to a page of a run: the game of its address, who asks, and how she stands.

The run code in the address is the whole state. It is measured before anything is worked out of it, and written as the
game writes it; a page of a run that is not hers to be at leads to where she is.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from attrs import frozen
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from game.page.games import measured
from game.page.house import FRESH, House, link, link_beside, onward
from game.page.play.desk import Desk, Standing
from game.page.text import Words
from game.session.game import Game
from game.session.letters import CodeError, bare
from game.session.trial import trial_line


@frozen
class Trial:
    """What a page of a trial says of it: the line, and the way back to the first run; `first` is that one's code."""

    first: str
    line: str
    back: str


@frozen
class Visit:
    """Who asks for what. The game is lent: only a signature moves it."""

    request: Request
    house: House
    desk: Desk
    game: Game
    standing: Standing
    code: str
    trial: Trial | None = None

    def page(self, template: str, status: int = 200, **given: Any) -> Response:
        """A page of this run."""
        return HTMLResponse(self.text(template, **given), status, headers={"Cache-Control": FRESH})

    def text(self, template: str, **given: Any) -> str:
        """The same as text."""
        usual: dict[str, Any] = {
            "game": self.game,
            "code": self.code,
            "run": link(self.request, f"/run/{self.code}"),
            "view": self.game.view(),
            "standing": self.standing,
            "trial": self.trial,
            "words": Words(self.game.glossary()),
        }
        return self.house.text(self.request, template, **{**usual, **given})

    def onward(self, code: str, rest: str = "") -> Response:
        """On to another page of this run, or of where it has got to."""
        return onward(self.request, f"/run/{code}{rest}")


Handler: TypeAlias = Callable[[Visit], Awaitable[Response]]
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


def visiting(house: House, handler: Handler) -> Endpoint:
    """An endpoint of a run's pages."""

    async def endpoint(request: Request) -> Response:
        typed = str(request.path_params["code"])
        measured(typed)
        desk = await house.seats(request)
        if isinstance(desk, Response):
            return desk
        await ready(house, typed)
        with house.games.lent(typed) as game:
            code = game.code()
            standing = await desk.standing(game)
            if request.method == "GET" and standing.lead and bare(standing.lead) != bare(code):
                told = f"?told={standing.lead_told}" if standing.lead_told else ""
                return onward(request, f"/run/{standing.lead}{told}")
            rest = str(request.url.path).rpartition(typed)[2]
            trial = trial_of(house, request, game, standing)
            if trial is None and "first" in request.scope and request.method == "GET":
                return RedirectResponse(link_beside(request, "", f"/run/{code}{rest}"), 303)
            if typed != code and request.method == "GET":
                return onward(request, f"/run/{code}{rest}")
            return await handler(Visit(request, house, desk, game, standing, code, trial))

    return endpoint


def trial_of(house: House, request: Request, game: Game, standing: Standing) -> Trial | None:
    """The trial that the page of a run is in; None where its address names no first run, or one that is none of it."""
    typed = str(request.scope.get("first", ""))
    if not typed or not standing.rewinds:
        return None
    try:
        measured(typed)
        with house.games.lent(typed) as other:
            first, line, over = other.code(), trial_line(other.run, game.run), other.run.over
    except CodeError:
        return None
    back = link_beside(request, "", f"/run/{first}{'/debrief' if over and standing.debriefs else ''}")
    return Trial(first, line, back) if line else None


async def ready(house: House, code: str) -> None:
    """See that the story of a code is open; reading one takes half a second, and others must not wait for it."""
    name = house.shelf.name_of(code)
    if not house.shelf.is_open(name):
        await run_in_threadpool(house.shelf.program, name)
