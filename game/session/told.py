"""What the desk is told of its figures, and when. The law: it is told what it can read, while it can read it.

A desk can be read while something waits to be signed. A turn was told what its ledger showed when something last waited
in it; what the rules of that turn made of the figures afterwards was told to nobody. A turn in which nothing waited was
told nothing, and once a run is over the ledger stays as it was last read.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from game.engine.faults import RunFault
from game.engine.memory import Memory
from game.engine.program import Values
from game.engine.run import Run
from game.script.model import Row
from game.script.shapes import Formula
from game.script.tongue import _
from game.session.views import FigureView, Status
from game.session.wording import Wording

Figure = tuple[float | None, str, str]
"""A figure as it was told: as a number (None where it was unknown), in words, and how well it was known."""


@frozen
class Told:
    """What the desk was told of its figures in a turn, by the id of the row.

    `truth` has the rows that can be seen, as they were at that moment, whether or not one who looked would have seen
    all of it (number, in words; None and nothing where that could not be worked out, as before a harvest that it
    divides by); it is for the debrief alone.
    """

    turn: str
    figures: dict[str, Figure]
    truth: dict[str, tuple[float | None, str]]


@frozen
class Reading:
    """A moment at which the desk could be read: the turn, and how everything stood."""

    turn: str
    values: Values
    memory: Memory

    @classmethod
    def of(cls, run: Run) -> Reading:
        """The desk as it stands now. Nothing that happens afterwards changes a reading."""
        return cls(run.turn_id, list(run.values), run.memory.fork())

    def row(self, row: Row, wording: Wording) -> FigureView:
        """A line of the ledger as it was read."""
        return wording.row_at(row, self.values, self.memory)

    def told(self, wording: Wording) -> Told:
        """All that was read, and what a row would have said if somebody had gone and looked."""
        rows = wording.program.scenario.figures.ledger
        figures = {row.id: self._figure(row, wording) for row in rows}
        truth = {r.id: self._truth(r.real or r.seen, r.format, wording) for r in rows if r.seen is not None}
        return Told(self.turn, figures, truth)

    def _figure(self, row: Row, wording: Wording) -> Figure:
        view = self.row(row, wording)
        formula = row.seen if view.status is Status.SEEN and row.seen else row.claimed
        known = view.status is not Status.UNKNOWN
        number = float(wording.program.call(formula, self.values, self.memory)) if known else None
        return number, view.value, str(view.status)

    def _truth(self, formula: Formula, form: str, wording: Wording) -> tuple[float | None, str]:
        try:
            value = float(wording.program.call(formula, self.values, self.memory))
        except RunFault:
            return None, ""
        return value, wording.number(value, form)


def amount(value: str, unit: str) -> str:
    """A value in words with its unit, where it has one."""
    return f"{value} {unit}".rstrip()


def last_seen(row: Row, tellings: Sequence[Told], labels: dict[str, str]) -> str:
    """What a row said when somebody had last gone and looked, and in which turn; empty if nobody ever did."""
    for told in reversed(tellings):
        _, words, status = told.figures[row.id]
        if status == Status.SEEN:
            return f"{amount(words, row.unit)}, {labels[told.turn]}"
    return ""


def last_told(row: Row, tellings: Sequence[Told], labels: dict[str, str]) -> str:
    """What a row said last and how well that was known; and where it is older, what was seen last. As sentences."""
    for told in reversed(tellings):
        number, words, status = told.figures[row.id]
        if number is not None:
            seen = last_seen(row, tellings, labels) if status != Status.SEEN else ""
            said = _("Last told: {words}, as {status} ({labels}).").format(
                words=amount(words, row.unit), status=status, labels=labels[told.turn]
            )
            return _("{said} Last seen: {seen}.").format(said=said, seen=seen) if seen else said
    return _("Nothing told yet.")
