"""Who plays, and under whose rules: the one seam between a player's pages and whoever lets her play.

A page shows a `Standing`, and asks a `Desk` before and after a signature. Whoever plays alone has a desk that allows
everything and keeps nothing; a class puts its own in that place, and no page is written twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeAlias

from attrs import frozen
from starlette.requests import Request
from starlette.responses import Response

from game.classroom.views import Ballot
from game.script.tongue import _
from game.session.game import Game
from game.session.written import Page


class Held(Exception):  # noqa: N818 - no fault: what was chosen is not signed, and the words say why
    """Nothing may be signed now."""


@frozen
class Standing:
    """How a player stands. The empty one may do everything.

    `lead`: the run code she goes on from, where that is another than her page's; `lead_told` is why, as a word for the
    address. `held`: why nothing may be signed now, in words. `notice`: what is to be told above her page, and `ways`
    from there, each an address and what it is called. `watch`: where the page looks by itself whether this has changed,
    and is loaded anew if so; `mark` is what it compares, and `often` says that it should not take long. `ballot`: what
    a class votes on that signs together. `waits`: the scene at which she waits for everybody; `released`: the
    last one from which she was let go on. `resume`: the code that opens her seat, told in place of the run code.
    `sends`: what becomes of a page that she writes, where it is sent to somebody. `placed`: which signature comes next,
    and of how many. `projected`: a whole class reads from afar. `begins`: where its debrief is begun, and `afterwards`
    what else there is at the end, each an address and what it is called. `over`: nothing is signed here any more, and
    `told` is what a debrief says of it. Empty for none.
    """

    name: str = ""
    lead: str = ""
    lead_told: str = ""
    held: str = ""
    notice: str = ""
    ways: tuple[tuple[str, str], ...] = ()
    rewinds: bool = True
    closes: bool = True
    debriefs: bool = True
    watch: str = ""
    mark: str = ""
    often: bool = False
    ballot: Ballot | None = None
    waits: str = ""
    released: str = ""
    resume: str = ""
    sends: str = ""
    placed: str = ""
    projected: bool = False
    over: bool = False
    told: str = ""
    begins: str = ""
    afterwards: tuple[tuple[str, str], ...] = ()
    home: str = "/"
    home_label: str = ""


class Desk(Protocol):
    """A player's place. A game is lent for the call and must not be moved or kept."""

    async def standing(self, game: Game) -> Standing:
        """How she stands, at the run that her page shows."""
        ...

    async def signed(self, before: str, game: Game) -> str:
        """Something was signed: the game as it is now, and the code of before.

        Gives the code to go on from, and behind it what its address should say besides.

        Raises Held if it may not be signed after all.
        """
        ...

    async def wrote(self, game: Game, page: Page) -> str:
        """She has written her page. Gives what became of it, in words."""
        ...


Seats: TypeAlias = Callable[[Request], Awaitable[Desk | Response]]
"""Who asks: her desk, or what she is answered instead (such as the way to the door)."""


@frozen
class OwnDesk:
    """Whoever plays alone."""

    async def standing(self, game: Game) -> Standing:  # noqa: ARG002 - it is the same everywhere
        """Nothing is held and nothing is kept."""
        return Standing()

    async def signed(self, before: str, game: Game) -> str:  # noqa: ARG002 - any code may follow any other
        """Every signature counts."""
        return game.code()

    async def wrote(self, game: Game, page: Page) -> str:  # noqa: ARG002 - there is nowhere to keep it
        """A page is the writer's own."""
        return _("It is kept nowhere but on this page: print it, or copy it.")


async def alone(_request: Request) -> Desk | Response:
    """Everybody has a desk of her own."""
    return OwnDesk()
