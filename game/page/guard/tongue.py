"""The language of an address: `/zh-Hans/run/...` is `/run/...` for whoever reads Chinese. No cookie, no guess."""

from __future__ import annotations

from attrs import frozen
from starlette.types import ASGIApp, Receive, Scope, Send

from game.script.tongue import to_this_reader


@frozen
class Tongues:
    """Speaks to each reader in the language of her address, or else in the server's."""

    app: ASGIApp
    known: tuple[str, ...]
    speaks: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the language off the address."""
        if scope["type"] == "http":
            root = str(scope.get("root_path", ""))
            first = str(scope["path"]).removeprefix(root).split("/")[1:2]
            tag = first[0] if first and first[0] in self.known else ""
            if tag:
                scope = {**scope, "root_path": f"{root}/{tag}", "tongue": tag}
            to_this_reader(tag or self.speaks)
        await self.app(scope, receive, send)
