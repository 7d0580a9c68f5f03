"""Ranges on one scale in plain characters: a bar from low to high, the middle and one's own mark on it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from game.debrief.blocks import Range, Ranges
from game.session.tables import number

ENDS, LINE, MIDDLE, MARK = ("├", "┤"), "─", "●", "◆"
LEAST = 10
Place: TypeAlias = Callable[[float], int]


def ends(block: Ranges) -> tuple[float, float]:
    """The scale of all rows: from nought (or the lowest) to the highest; of a share, to the whole."""
    numbers = [n for row in block.rows for n in (row.low, row.high, row.middle, row.mark) if n is not None]
    return min(0.0, *numbers), max(0.0, block.whole, *numbers)


def scale(block: Ranges, width: int) -> str:
    """The two ends of the scale, over the ends of the bars."""
    low, high = (number(end, block.places) for end in ends(block))
    return low + " " * max(1, max(LEAST, width) - len(low) - len(high)) + high


def bars(block: Ranges, width: int) -> tuple[str, ...]:
    """One bar a row, all on one scale, each so many columns wide."""
    columns = max(LEAST, width)
    low, high = ends(block)
    span = (high - low) or 1.0

    def place(value: float) -> int:
        return round((value - low) / span * (columns - 1))

    return tuple(_bar(row, columns, place(row.low), place(row.high), place) for row in block.rows)


def _bar(row: Range, columns: int, start: int, end: int, place: Place) -> str:
    cells = [" "] * columns
    cells[start : end + 1] = LINE * (end + 1 - start)
    cells[start], cells[end] = ENDS if start != end else (MIDDLE, MIDDLE)
    if row.middle is not None:
        cells[place(row.middle)] = MIDDLE
    if row.mark is not None:
        cells[place(row.mark)] = MARK
    return "".join(cells).rstrip()
