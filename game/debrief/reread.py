"""Files that a debrief reads once and again when they change: their stamps, and what is said where one is faulty."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from game.script.faults import Fault
from game.script.tongue import _


def stamp(path: Path) -> object:
    """What tells one state of a file from the next; None where it cannot be seen."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size)


def unread(part: str, errors: Sequence[Fault]) -> str:
    """The first of some faults, how many more there are, and who names them. `part` says what was to be read."""
    others = _(", and {errors} more").format(errors=len(errors) - 1) if len(errors) > 1 else ""
    told = _("{part} could not be read: {headline}{others}.").format(
        part=part, headline=errors[0].headline(), others=others
    )
    return _("{told} `uv run main.py check` names them all.").format(told=told)
