"""What the desk was told of figures, and when: the only figures that an open run's "why" may name.

A figure was told if a row of the ledger, or a landmark beside a form that waited, gave it as such, claimed or seen,
while something waited to be signed. A row worked out from several figures tells none of them. When a row was last told
in a turn, `last_read` says; that is the moment that is meant where somebody asks why it was what it was in that turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.debrief.why.account import Account, Point
from game.debrief.why.causes import Causes
from game.engine.chronicle import Frame
from game.engine.reasons import Moment
from game.script.model import Row
from game.script.syntax import Name
from game.session.views import FigureView, Status


def told(causes: Causes) -> dict[str, str]:
    """The causes of all figures that the desk was told, with what it was told, in words."""
    account = causes.account
    found: dict[str, str] = {}
    for number, frame in enumerate(account.chronicle.frames):
        for row in read_at(account, number):
            view = row_at(account, row, frame)
            formula = row.seen if view.status is Status.SEEN else row.claimed
            if view.status is not Status.UNKNOWN and formula is not None and isinstance(formula.expr, Name):
                name = causes.find(causes, formula.expr.id, account.at_frame(number))
                found.setdefault(name, said(view))
    return found


def row_at(account: Account, row: Row, frame: Frame) -> FigureView:
    """A row of the ledger as it stood."""
    return account.game.teller.wording.row_at(row, list(frame.values), frame.memory)


def said(view: FigureView) -> str:
    """A figure as the ledger says it, with its unit."""
    return f"{view.value} {view.unit}".strip()


def last_read(account: Account, row: Row, turn: int | None = None) -> Point | None:
    """The last moment of a turn, or of the whole run, at which a row could be read; None if it never could."""
    frames = account.chronicle.frames
    for number in range(len(frames) - 1, -1, -1):
        if turn in (None, frames[number].turn) and any(read is row for read in read_at(account, number)):
            return account.at_frame(number)
    return None


def read_at(account: Account, number: int) -> Iterator[Row]:
    """The rows that could be read at a moment of a run."""
    program, frame = account.program, account.chronicle.frames[number]
    figures = program.scenario.figures
    if frame.what is Moment.WAITS:
        yield from figures.ledger
        planned = account.chronicle.frames[number - 1].what is Moment.PLAN
        if frame.came and not planned:
            beside = {name for form in program.scenes[frame.came[-1]].fields for name in form.beside}
            yield from (row for row in figures.landmarks if row.id in beside)
