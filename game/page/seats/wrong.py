"""Wrong class codes are answered slowly, right ones at once; whose address they come from is never asked.

A school shares one address, so nobody is counted by hers. Each wrong code of the last minute makes the answer to the
next wrong one later; at most so many wait, and whoever comes beyond is told to wait herself.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from attrs import define, field

MINUTE = 60.0
FIRST, MOST = 0.25, 4.0  # seconds
AT_EASE = 20  # wrong codes a minute that a class of thirty may well type
MOST_WAITING = 256


@define
class WrongCodes:
    """How many were wrong lately, and who waits."""

    clock: Callable[[], float] = time.monotonic
    waiting: int = 0
    _wrong: deque[float] = field(factory=lambda: deque[float](maxlen=10_000))

    async def answer(self) -> bool:
        """Wait as long as a wrong code has to; False where too many wait already."""
        now = self.clock()
        while self._wrong and now - self._wrong[0] > MINUTE:
            self._wrong.popleft()
        self._wrong.append(now)
        if self.waiting >= MOST_WAITING:
            return False
        self.waiting += 1
        try:
            await asyncio.sleep(self.delay(len(self._wrong)))
        finally:
            self.waiting -= 1
        return True

    @staticmethod
    def delay(lately: int) -> float:
        """How late a wrong code is answered, after so many in a minute."""
        return min(MOST, FIRST * max(1.0, lately / AT_EASE))
