"""Figures of a county that `playtest --json` has by name, where a story's model has what they are made of.

What every story has stands in its measures. These few have a fixed name and unit, so that runs of any version can be
held beside each other: deaths as fractions of the people at the start, and two figures as they stood when the chair was
left.
"""

from __future__ import annotations

from game.engine.run import Run
from game.playtest.outcome import STAYED, left_at

SHARES = {"excess_share": "excess", "excess_in_office": "ex_office"}
PEOPLE = "pop0"
WHEN_LEFT = {"trust": "trust", "truth_on_file": "file_truth"}


def promised(run: Run) -> dict[str, float]:
    """The figures of one run; none where the model lacks any of their names."""
    slots = run.program.slots
    if not {PEOPLE, *SHARES.values(), *WHEN_LEFT.values()} <= slots.keys():
        return {}
    people, left = run.values[slots[PEOPLE]], left_at(run)
    then = run.values if left == STAYED else run.closed[left]
    found = {name: run.values[slots[slot]] / people for name, slot in SHARES.items()}
    return found | {name: then[slots[slot]] for name, slot in WHEN_LEFT.items()}
