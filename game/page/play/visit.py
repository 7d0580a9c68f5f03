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
from starlette.responses import HTMLResponse, Response

from game.page.games import measured
from game.page.house import FRESH, House, link, onward
from game.page.play.desk import Desk, Standing
from game.page.text import Words
from game.session.game import Game
from game.session.letters import bare


@frozen
class Visit:
    """Who asks for what. The game is lent: only a signature moves it."""

    request: Request
    house: House
    desk: Desk
    game: Game
    standing: Standing
    code: str

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
            if typed != code and request.method == "GET":
                rest = str(request.url.path).rpartition(typed)[2]
                return onward(request, f"/run/{code}{rest}")
            return await handler(Visit(request, house, desk, game, standing, code))

    return endpoint


async def ready(house: House, code: str) -> None:
    """See that the story of a code is open; reading one takes half a second, and others must not wait for it."""
    name = house.shelf.name_of(code)
    if not house.shelf.is_open(name):
        await run_in_threadpool(house.shelf.program, name)
