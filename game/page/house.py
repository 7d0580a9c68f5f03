"""What all pages of a server share: the stories, the games, who may sit where, and how a page is made.

A page is a template filled with frozen views; every word in it is escaped. Its language is that of its address
(`/zh-Hans/...`), or the server's own where the address names none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from typing import Any, cast

from attrs import define, field
from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from game.debrief.html import equipped
from game.page.games import Games
from game.page.guard.trial import BESIDE
from game.page.play.desk import Seats, Standing, alone
from game.page.shelf import Shelf
from game.page.static import address
from game.page.text import Words
from game.script.tongue import _, language, ngettext
from game.session.door import one_line

NAMES = {"en": "English", "zh-Hans": "简体中文", "qps": "⟦Testers⟧"}  # as their readers write them
DATA = "application/json"
FRESH = "private, no-cache"
RUNS = "/run/"


@define
class House:
    """A server's pages. `seats` says who asks; `speaks` is the language of addresses that name none."""

    shelf: Shelf
    seats: Seats = alone
    speaks: str = field(factory=language)
    name: str = "Ten Thousand Jin"
    games: Games = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.games = Games(self.shelf)

    def page(self, request: Request, template: str, status: int = 200, **given: Any) -> Response:
        """A page of HTML."""
        return HTMLResponse(self.text(request, template, **given), status, headers={"Cache-Control": FRESH})

    def text(self, request: Request, template: str, **given: Any) -> str:
        """The same as text."""
        usual: dict[str, Any] = {
            "_": _,
            "ngettext": ngettext,
            "language": language(),
            "link": partial(link, request),
            "tongues": self.tongues(request),
            "standing": Standing(),
            "house": self.name,
            "words": Words(()),
            "at": here(request),
        }
        return environment().get_template(template).render({**usual, **given})

    def tongues(self, request: Request) -> list[Mapping[str, str]]:
        """Every language with the address of this same page in it."""
        path = here(request)
        return [
            {"tag": tag, "name": NAMES.get(tag, tag), "to": link(request, path, tag, self.speaks)}
            for tag in self.shelf.languages
        ]


def here(request: Request) -> str:
    """The place of a page within the server, without its language."""
    path, root = str(request.scope["path"]), str(request.scope.get("root_path", ""))
    return path.removeprefix(root) or "/"


def link(request: Request, path: str, tongue: str | None = None, speaks: str = "") -> str:
    """An address within this server: in the language of the page, or in another; of a run, in the trial it is in."""
    beside = str(request.scope.get("beside", ""))
    root = str(request.scope.get("root_path", "")).removesuffix(beside)
    within = f"{beside}{path}" if path.startswith(RUNS) else path
    if tongue is None:
        return root + within
    outer = root.removesuffix(f"/{request.scope.get('tongue', '')}")
    return f"{outer}{within}" if tongue == speaks else f"{outer}/{tongue}{within}"


def link_beside(request: Request, first: str, path: str) -> str:
    """The address of a run's page in a trial beside the first run of that code; in none for an empty one."""
    root = str(request.scope.get("root_path", "")).removesuffix(str(request.scope.get("beside", "")))
    return f"{root}/{BESIDE}/{first}{path}" if first else f"{root}{path}"


def onward(request: Request, path: str) -> Response:
    """The answer to whoever has sent something: go there and read. A page that is loaded again signs nothing.

    The script of a page asks for the address alone, so that the next page is made once and not twice.
    """
    to = link(request, path)
    if request.headers.get("accept") == DATA:
        return JSONResponse({"to": to}, headers={"Cache-Control": "no-store"})
    return RedirectResponse(to, 303)


@cache
def environment() -> Environment:
    """The templates of the face, and those of the debrief behind them."""
    loaders = [PackageLoader("game.page", "templates"), PackageLoader("game.debrief", "templates")]
    made = equipped(ChoiceLoader(loaders))
    cast("dict[str, Any]", made.globals).update({"asset": address})
    cast("dict[str, Any]", made.filters).update({"one_line": one_line})
    return made
