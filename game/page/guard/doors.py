"""Who may ask: only under a name that this server was told it has, and send only from a page of its own.

A page of somebody else's that makes a browser send here is refused by its Origin; a name in somebody else's domain that
is made to point here, by its Host.
"""

from __future__ import annotations

from attrs import frozen
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from game.page.guard.refusal import Refusal

READS = frozenset({"GET", "HEAD"})
FOREIGN = frozenset({"cross-site", "same-site"})


@frozen
class Doors:
    """Lets in what names one of `hosts` (such as `127.0.0.1:8000`)."""

    app: ASGIApp
    hosts: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the Host, and at the Origin of what is sent."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        if headers.getlist("host") != [headers.get("host", "")] or not self.knows(headers.get("host", "")):
            raise Refusal(421)
        if scope["method"] not in READS and not self.own(headers):
            raise Refusal(403)
        await self.app(scope, receive, send)

    def knows(self, host: str) -> bool:
        """Whether a host is one of ours."""
        return host.lower() in self.hosts

    def own(self, headers: Headers) -> bool:
        """Whether something was sent from a page of ours, or by a program that is no browser."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "") not in FOREIGN
        scheme, _bar, host = origin.partition("://")
        return scheme in ("http", "https") and self.knows(host)
