"""A decision to which every answer may be locked at once: the desk then opens all of them, and none was closed."""

from __future__ import annotations

from game.script.faults import Faults
from game.script.lint.changes import Part, rows_of
from game.script.model import Scenario


def all_locked(scenario: Scenario, faults: Faults) -> None:
    """Note every scene with a row of answers that may all be locked."""
    for scene in scenario.scenes:
        if any(row and not _open(row) for _, row in rows_of(scene)):
            faults.add("dead-end", scene.place, id=scene.id)


def _open(row: tuple[Part, ...]) -> bool:
    """Whether one can always be signed: it needs nothing, or another needs just the opposite."""
    needs = {" ".join(part.needs.text.split()) for part in row if part.needs is not None}
    return any(part.needs is None for part in row) or any({f"not {text}", f"not ({text})"} & needs for text in needs)
