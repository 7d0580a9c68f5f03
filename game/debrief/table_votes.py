"""The votes of a class as a table for a spreadsheet: a row for each answer that hands could be raised for. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.debrief.group.votes import Voted
from game.debrief.table import Cell, Column, written

VOTES = (
    Column("signature", "which signature of the run it was, counted from 1; empty for where days were spent"),
    Column("turn", "the turn in words"),
    Column("paper", "the title of what was signed"),
    Column("line", "the line of a form; empty for a paper that is answered as a whole"),
    Column("answer", "an answer, in words"),
    Column("expected_to_win", "hands that were raised before, for what would win; empty if nobody was asked"),
    Column("hands", "hands that were raised for it"),
    Column("signed", "1 for the answer that was signed, else 0"),
    Column("decided", "hands: what was signed had more than any other; talk: a discussion decided"),
    Column("reason", "why, where the class said so"),
)


def votes_table(votes: Sequence[Voted]) -> str:
    """The table as text."""
    return written(VOTES, _rows(votes))


def _rows(votes: Sequence[Voted]) -> Iterator[tuple[Cell, ...]]:
    for vote in votes:
        about = (vote.number or None, vote.turn, vote.title)
        for row in vote.rows:
            decided = "hands" if row.by_hands else "talk"
            for a in row.answers:
                guessed = a.predicted if row.expected else None
                yield (*about, row.label, a.say, guessed, a.hands, int(a.signed), decided, vote.reason)
