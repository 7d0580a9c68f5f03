"""How long work takes, on a line of a terminal that counts up: how many plays, how fast, how long still."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from attrs import Factory, define

WIDE = 72  # a line that becomes shorter covers what it said before
MINUTES = 90  # a span of more seconds is told in minutes


def _show(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)


@define
class Progress:
    """Counts up. `what` says what is being done."""

    what: str = ""
    show: Callable[[str], None] = _show
    clock: Callable[[], float] = time.perf_counter
    began: float = Factory(lambda self: self.clock(), takes_self=True)

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are done."""
        self.show(f"\r{self.line(done, total):<{WIDE}}" + ("\n" if done >= total else ""))

    def line(self, done: int, total: int) -> str:
        """The line."""
        head = f"{self.what}{done:,} of {total:,} plays"
        spent = self.clock() - self.began
        if not done or spent <= 0:
            return head
        left = (total - done) * spent / done
        return f"{head}, {done / spent:,.0f} a second" + (f", {_span(left)} left" if done < total else "")


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < MINUTES else f"{seconds / 60:.0f} min"
