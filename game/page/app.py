"""The application: one player's pages behind the guard, and whatever else a server puts beside them.

A class gives its own `seats` and `front`; every page between them is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from starlette.applications import Starlette
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from game.page import static
from game.page.guard.doors import Doors
from game.page.guard.faults import Faults, handlers
from game.page.guard.headers import Policies
from game.page.guard.sizes import MOST_SECONDS, Sizes
from game.page.guard.tongue import Tongues
from game.page.guard.trial import Trials
from game.page.house import House
from game.page.play.front import front_routes
from game.page.play.routes import play_routes

LEAST_SQUEEZED = 2_048


class Pages(Starlette):
    """Routes, and words for what they refuse. What falls through is the guard's, and not answered here as well."""

    def build_middleware_stack(self) -> ASGIApp:
        """Nothing but the routes and the refusals."""
        return ExceptionMiddleware(self.router, handlers=dict(self.exception_handlers))


def application(
    house: House, hosts: Iterable[str], front: Sequence[BaseRoute] | None = None, *, patience: float = MOST_SECONDS
) -> ASGIApp:
    """A server's pages.

    `hosts` are the names it may be asked by; `front` the pages before the first of a run, or beside them; `patience` is
    how many seconds may pass until all that is sent has come.
    """
    routes = [*(front_routes(house) if front is None else front), *play_routes(house), static.ROUTE]
    pages = Pages(routes=routes, exception_handlers=dict(handlers(house).items()))
    pages.router.redirect_slashes = False
    inner = Doors(Sizes(pages, seconds=patience), frozenset(host.lower() for host in hosts))
    told = Faults(inner, house)
    spoken = Tongues(Trials(told), house.shelf.languages, house.speaks)
    return Policies(GZipMiddleware(spoken, minimum_size=LEAST_SQUEEZED, compresslevel=4))
