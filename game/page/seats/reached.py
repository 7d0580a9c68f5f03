"""Who has reached this server: anybody from another machine, as a teacher wants to know; and a page that watches."""

from __future__ import annotations

import time
from math import inf

from attrs import define
from starlette.types import ASGIApp, Receive, Scope, Send

LATELY = 30.0  # seconds; an open page looks every twelve


@define
class Reached:
    """Passes everything on, and notes the first request that did not come from this machine itself."""

    app: ASGIApp
    own: frozenset[str]
    outside: bool = False
    watched: float = -inf

    def is_watched(self) -> bool:
        """Whether some page has looked lately for what has changed: then it is to be told that the class is over."""
        return time.monotonic() - self.watched < LATELY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look where it comes from."""
        if str(scope.get("path", "")).endswith("/mark"):
            self.watched = time.monotonic()
        client = scope.get("client")
        if client and client[0] not in self.own:
            self.outside = True
        await self.app(scope, receive, send)
