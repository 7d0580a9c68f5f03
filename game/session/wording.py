"""Numbers and prose of a run put into words, as the desk reads them at that moment."""

from __future__ import annotations

from attrs import frozen

from game.engine.faults import RunFault
from game.engine.memory import Memory
from game.engine.program import Program, Values
from game.engine.run import Run
from game.engine.translate import Env
from game.script.evaluator import ValueFault
from game.script.model import Row
from game.script.prose import Prose, bind_prose, render
from game.script.prose import format_number as format_number
from game.session.views import FigureView, Status


@frozen
class Wording:
    """Renders the texts and figures of one program."""

    program: Program

    def text(self, prose: Prose | None, values: Values, memory: Memory, this: float | None = None) -> str:
        """A text with its figures filled in; empty for none."""
        if prose is None:
            return ""
        bound = self.bound(prose)
        if len(bound.parts) == 1 and isinstance(bound.parts[0], str):  # no figure in it, as in most texts
            return bound.parts[0]
        env = Env(self.program, values, memory, this)
        try:
            return render(bound, env, self.program.bands)
        except ValueFault as error:
            raise RunFault(str(error)) from error

    def bound(self, prose: Prose) -> Prose:
        """The text with its words resolved, worked out once."""
        key = id(prose)
        known = self.program.prose_cache.get(key)
        if known is None:
            known = self.program.prose_cache[key] = bind_prose(prose, self.program.scope)
        return known

    def number(self, value: float, form: str) -> str:
        """A figure in its format or band."""
        return format_number(value, form, self.program.bands)

    def row(self, row: Row, run: Run) -> FigureView:
        """A line of the ledger, or a landmark, as it stands."""
        return self.row_at(row, run.values, run.memory)

    def row_at(self, row: Row, values: Values, memory: Memory) -> FigureView:
        """The same for any moment: unknown beats seen, seen beats claimed."""
        call = self.program.call
        status, value = Status.CLAIMED, ""
        if row.unknown_when is not None and call(row.unknown_when, values, memory):
            status = Status.UNKNOWN
        if row.seen is not None and row.seen_when is not None and call(row.seen_when, values, memory):
            status = Status.SEEN
            value = self.number(float(call(row.seen, values, memory)), row.format)
        elif status is Status.CLAIMED:
            value = self.number(float(call(row.claimed, values, memory)), row.format)
        worded = row.format in self.program.bands
        return FigureView(row.id, row.label, value, row.unit, status, row.note, row.group, row.chart, worded=worded)
