"""What the desk was told as it was last read in each season, beside what was so then. Pure.

Of an open run it has only what was told.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.debrief.blocks import Block, Entry, Words
from game.debrief.views import DebriefView, KnewRow
from game.script.tongue import _


def knew_blocks(view: DebriefView) -> Iterator[Block]:
    """Each season, with what was told as it was in one line."""
    for turn in view.knew:
        rows = [Words(_knew_row(row)) for row in turn.rows if not _as_it_was(row)]
        same = [f"{row.label}, {_amount(row.truth, row)}" for row in turn.rows if _as_it_was(row)]
        if same:
            rows.append(Words("; ".join(same) + ".", _("Told as it was:")))
        yield Entry(turn.label, tuple(rows))


def _as_it_was(row: KnewRow) -> bool:
    """Whether the desk was told the truth; of an open run, which keeps it, nobody can say."""
    return bool(row.truth) and row.told == row.truth


def _knew_row(row: KnewRow) -> str:
    told = (
        _("told {told} ({status})").format(told=_amount(row.told, row), status=_(str(row.status)))
        if row.told
        else _("not told")
    )
    if not row.truth:
        return f"{row.label}: {told}."
    return _("{label}: {told}; it was {truth}.").format(label=row.label, told=told, truth=_amount(row.truth, row))


def _amount(words: str, row: KnewRow) -> str:
    """A figure with its unit; what is told in words only stands between quotes."""
    return f"{words} {row.unit}" if row.unit else f'"{words}"'
