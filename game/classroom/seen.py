"""When seats were seen: gathered here and written together, so that a thousand who read are one writer and not as many.

It is the one thing of a room that is not in the store at once. What is not yet written when a server dies is some
seconds of it, and the next page that each student asks for makes up for it.
"""

from __future__ import annotations

from math import inf
from threading import Lock

from attrs import define, field

OFTEN = 5.0  # seconds between two notes


@define
class Seen:
    """Seats by number, each with the time at which it was seen last; any thread may note and take."""

    _times: dict[int, float] = field(factory=dict[int, float], init=False)
    _written: float = field(default=-inf, init=False)
    _lock: Lock = field(factory=Lock, init=False)

    def note(self, number: int, now: float) -> None:
        """A seat was seen."""
        with self._lock:
            self._times[number] = now

    def is_due(self, now: float) -> bool:
        """Whether something is to be written, and the last writing is long enough ago."""
        return bool(self._times) and abs(now - self._written) > OFTEN

    def taken(self, now: float) -> dict[int, float]:
        """What is to be written; it is not kept here any longer."""
        with self._lock:
            taken, self._times, self._written = self._times, {}, now
        return taken
