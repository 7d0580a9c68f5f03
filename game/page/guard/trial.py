"""The first run of a trial, taken off the address: `/trial/FIRST/run/CODE` is `/run/CODE`, played beside FIRST.

So every way on from a page of a trial leads to a page of it, and nothing is kept anywhere but in the address.
"""

from __future__ import annotations

from attrs import frozen
from starlette.types import ASGIApp, Receive, Scope, Send

BESIDE = "trial"
MOST = 400  # letters of what may be a code; it is measured where it is read


@frozen
class Trials:
    """Takes a first run off the address of a run's page, and of no other."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Move it into the scope."""
        if scope["type"] == "http":
            root = str(scope.get("root_path", ""))
            parts = str(scope["path"]).removeprefix(root).split("/", 4)
            if parts[1:2] == [BESIDE] and parts[3:4] == ["run"] and 0 < len(parts[2]) <= MOST:
                beside = f"/{BESIDE}/{parts[2]}"
                scope = {**scope, "root_path": f"{root}{beside}", "beside": beside, "first": parts[2]}
        await self.app(scope, receive, send)
