"""What is said of the votes of a class that played one run: an entry for each, the same in every way out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from game.debrief.blocks import Block, Entry, Section, Table, Words
from game.debrief.group.votes import Voted, VotedRow
from game.debrief.sheet import Sheet
from game.script.tongue import N_, _

TITLE = N_("How we voted")
BARS = N_("A full bar: hands raised for an answer. An outlined bar: hands raised before, for what would win.")
HANDS_ONLY = N_("A bar: hands raised for an answer.")
AFTER = "decisions"  # the section that votes stand behind
PAPER = 5.0


def vote_entry(vote: Voted) -> Entry:
    """A vote: each of its lines with the hands, what was signed and how it was decided; why, where that was said."""
    reason = (Words(vote.reason, _("Why:")),) if vote.reason else ()
    return Entry(vote.head, (*map(_table, vote.rows), *reason))


def _table(row: VotedRow) -> Table:
    decided = _("by hands") if row.by_hands else _("by talk")
    guessed = [_("expected to win")] if row.expected else []
    rows = tuple(
        (a.say, *([str(a.predicted)] if row.expected else ()), str(a.hands), decided if a.signed else "")
        for a in row.answers
    )
    heads = (_("answer"), *guessed, _("hands"), _("signed"))
    numbers = range(1, len(heads) - 1)
    return Table(row.label, heads, rows, frozenset(numbers), bars=tuple(reversed(numbers)))


def votes_lead(votes: Sequence[Voted]) -> str:
    """What the bars are."""
    return _(BARS) if any(row.expected for vote in votes for row in vote.rows) else _(HANDS_ONLY)


def with_votes(sheet: Sheet, votes: Sequence[Voted]) -> Sheet:
    """The debrief of a run with the votes of the class that signed it."""
    if not votes:
        return sheet
    made = Section("votes", _(TITLE), votes_lead(votes), tuple(_entries(votes)), paper=PAPER)
    place = next((at + 1 for at, s in enumerate(sheet.sections) if s.id == AFTER), 0)
    return evolve(sheet, sections=(*sheet.sections[:place], made, *sheet.sections[place:]))


def _entries(votes: Sequence[Voted]) -> Iterator[Block]:
    yield from map(vote_entry, votes)
