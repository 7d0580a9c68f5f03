"""Whether anybody has reached this server from another machine: what a teacher wants to know before the class comes."""

from __future__ import annotations

from attrs import define
from starlette.types import ASGIApp, Receive, Scope, Send


@define
class Reached:
    """Passes everything on, and notes the first request that did not come from this machine itself."""

    app: ASGIApp
    own: frozenset[str]
    outside: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look where it comes from."""
        client = scope.get("client")
        if client and client[0] not in self.own:
            self.outside = True
        await self.app(scope, receive, send)
