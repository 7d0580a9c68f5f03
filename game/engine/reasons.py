"""Why a figure is what it is: which rule, decision or paper set it, from what, and the sentence that says so.

A trace is a flat list kept while a turn runs; a reason is worked out from it only when somebody asks. Bulk runs keep
no trace and get the reasons of one run by replaying it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from attrs import Factory, define, frozen


class By(StrEnum):
    """What can set a figure."""

    RULE = "rule"
    DECISION = "decision"
    ARRIVAL = "arrival"  # a paper or an event that changed something by coming


@frozen
class Change:
    """One change of one name: by what, from what to what, in which turn, and why in words."""

    turn: int
    target: str
    by: By
    source: str
    old: float
    new: float
    because: str


@define
class Trace:
    """What happened in a run, in order. `ruled` holds (turn, rule number, old, new)."""

    turn: int = 0
    ruled: list[tuple[int, int, float, float]] = Factory(list[tuple[int, int, float, float]])
    changed: list[Change] = Factory(list[Change])

    def note_rule(self, number: int, old: float, new: float) -> None:
        """A rule has set its target."""
        self.ruled.append((self.turn, number, old, new))

    def settle(self, since: int, slots: Sequence[int], values: Sequence[float]) -> None:
        """A stage has ended and its figures were rounded: the last change of each led to the rounded value."""
        left: set[int] = set()
        for place in range(len(self.ruled) - 1, since - 1, -1):
            turn, number, old, _ = self.ruled[place]
            slot = slots[number]
            if slot not in left:
                left.add(slot)
                self.ruled[place] = (turn, number, old, values[slot])
