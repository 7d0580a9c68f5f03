"""How much of the processor one device may have, and one address: more than a school's worth, and never everybody's.

A school may share one address, so nothing is refused for where it comes from and the first two seconds of work are
free; who goes on to use more than her share is answered later, one request at a time, while all others go on as before.
Devices behind one address are told apart by their cookies, so that one of them that floods waits by itself; whoever
invents cookies has the address's share and no more. What this machine itself sends, or a proxy that it was told of, is
not measured.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Generator
from typing import Any

from attrs import define, field
from starlette.types import ASGIApp, Receive, Scope, Send

SHARE = 0.1  # of one processor, for an address: a hundred students who open a page every ten seconds
OWN = 0.02  # for a device: two pages a second, and few enough that hardly an answer to somebody else meets one of them
AT_ONCE = 2.0  # seconds of work: a hundred who join and begin to read in the same moment
WIRE = 0.0005  # what reading a request costs before it comes here
MOST_WAITING = 256
MOST_KNOWN = 4_096
BUSY = b"Too much at once. Wait a moment and load the page again. Nothing that was signed is lost.\n"


@define
class Share:
    """What one address, or one device, has left, in seconds of work; `rate` is what comes back in a second."""

    rate: float = SHARE
    left: float = field(factory=lambda: AT_ONCE)
    at: float = field(factory=time.monotonic)
    waiting: int = 0
    turn: asyncio.Lock = field(factory=asyncio.Lock)

    def now(self) -> float:
        """What is left now; below nought, what was had too much."""
        moment = time.monotonic()
        self.left, self.at = min(AT_ONCE, self.left + (moment - self.at) * self.rate), moment
        return self.left

    async def come(self) -> None:
        """Wait until something is left, one after the other."""
        self.waiting += 1
        try:
            async with self.turn:
                while (left := self.now()) < 0:
                    await asyncio.sleep(-left / self.rate)
                self.charge(WIRE)
        finally:
            self.waiting -= 1

    def charge(self, seconds: float) -> None:
        """So much was worked."""
        self.left = self.now() - seconds


@define
class Shares:
    """Passes on what is within a share, and lets the rest wait; `free` are addresses that are not measured."""

    app: ASGIApp
    free: frozenset[str]
    _known: dict[str, Share] = field(factory=dict[str, Share], init=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for a turn, then measure what the answer costs."""
        address = scope["client"][0] if scope.get("client") else ""
        if address in self.free:
            await self.app(scope, receive, send)
            return
        cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
        own, everybodys = self._share(f"{address} {hash(cookies)}", OWN), self._share(address, SHARE)
        for share in (own, everybodys):  # her own first: while she waits for that, nobody waits for her
            if share.waiting >= MOST_WAITING:
                share.charge(WIRE)
                await _busy(send)
                return
            await share.come()
        await Measured(self.app(scope, receive, send), (own, everybodys))

    def _share(self, whose: str, rate: float) -> Share:
        """The share of an address or a device; whoever has used nothing of hers is not remembered."""
        if whose not in self._known and len(self._known) >= MOST_KNOWN:
            used = {a: s for a, s in self._known.items() if s.waiting or s.now() < AT_ONCE}
            self._known = dict(list(used.items())[-MOST_KNOWN // 2 :])
        return self._known.setdefault(whose, Share(rate))


class Measured:
    """Something awaited whose own work is charged, not what it waits for."""

    def __init__(self, what: Awaitable[None], shares: tuple[Share, ...]) -> None:
        self.steps, self.shares = what.__await__(), shares

    def __await__(self) -> Generator[Any, Any, None]:
        """Go on step by step."""
        sent: Any = None
        thrown: BaseException | None = None
        while True:
            began = time.thread_time()
            try:
                asked = self.steps.send(sent) if thrown is None else self.steps.throw(thrown)
            except StopIteration:
                return
            finally:
                worked = time.thread_time() - began
                for share in self.shares:
                    share.charge(worked)
            sent = thrown = None
            try:
                sent = yield asked
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is for the one who waits inside
                thrown = error


async def _busy(send: Send) -> None:
    """The cheapest answer there is."""
    head = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"5"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 503, "headers": head})
    await send({"type": "http.response.body", "body": BUSY})
