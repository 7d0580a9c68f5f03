"""How much may be sent, and how slowly: 64 KiB a request, and ten seconds for all of it.

What is sent is read to its end before a page sees it, so that no page waits for a slow sender.
"""

from __future__ import annotations

import asyncio

from attrs import frozen
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.page.guard.refusal import Refusal

MOST_BYTES = 64 * 1024
MOST_SECONDS = 10.0
LONGEST_ADDRESS = 2_048


@frozen
class Sizes:
    """Lets in what is small enough and comes in time."""

    app: ASGIApp
    most: int = MOST_BYTES
    seconds: float = MOST_SECONDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read what is sent, then hand it on whole."""
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            raise Refusal(414)
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdecimal() or int(declared[:20]) > self.most:
            raise Refusal(413)
        try:
            async with asyncio.timeout(self.seconds):
                body = await self._body(receive)
        except TimeoutError as error:
            raise Refusal(408) from error
        if body is None:
            return  # whoever sent it has gone
        told = False

        async def whole() -> Message:
            nonlocal told
            if told:
                return await receive()
            told = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, whole, send)

    async def _body(self, receive: Receive) -> bytes | None:
        """All that is sent; None if the sender has gone. Raises Refusal for too much."""
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return None
            part = message.get("body", b"")
            size += len(part)
            if size > self.most:
                raise Refusal(413)
            parts.append(part)
            if not message.get("more_body", False):
                return b"".join(parts)
