"""Why a figure is what it is: which rule, decision or paper set it, from what, and the sentence that says so.

A trace is a flat list kept while a turn runs; a reason is worked out from it only when somebody asks. Bulk runs keep
no trace and get the reasons of one run by replaying it. A plain trace keeps changes; a chronicle (chronicle.py) also
keeps the moments at which they were made.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from attrs import Factory, define, frozen

from game.engine.memory import Memory


class By(StrEnum):
    """What can set a figure."""

    RULE = "rule"
    DECISION = "decision"
    ARRIVAL = "arrival"  # a paper or an event that changed something by coming


class Moment(StrEnum):
    """Where a run stands when it is asked something, or before something is changed."""

    STARTS = "the values before the first turn"
    OPENS = "a turn has opened"
    BEAT = "a part of the turn opens, and storylets are drawn"
    ASKS = "it is asked which paper comes"
    PLAN = "the day plan is made"
    WAITS = "something waits to be signed"
    EFFECT = "a paper or a signature is about to change a figure"
    STAGE = "the rules of a stage are about to run"
    SETTLED = "the rules of a stage have run, and were rounded"


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

    def note_change(self, change: Change) -> None:
        """A decision, or a paper's coming, has changed a figure."""
        self.changed.append(change)

    def moment(self, what: Moment, values: Sequence[float], memory: Memory, came: Sequence[str] = ()) -> None:
        """The run stands at a moment. A plain trace keeps nothing of it."""

    def settle(self, since: int, slots: Sequence[int], values: Sequence[float]) -> None:
        """A stage has ended and its figures were rounded: the last change of each led to the rounded value."""
        left: set[int] = set()
        for place in range(len(self.ruled) - 1, since - 1, -1):
            turn, number, old, _ = self.ruled[place]
            slot = slots[number]
            if slot not in left:
                left.add(slot)
                self.ruled[place] = (turn, number, old, values[slot])
