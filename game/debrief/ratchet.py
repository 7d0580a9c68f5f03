"""How a claim became a quota, a row and a sentence a year, from the figures each turn closed with. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from game.debrief.understanding_views import RatchetColumn, RatchetRow, RatchetView
from game.engine.faults import RunFault
from game.engine.run import Run
from game.script.aftermath import Fold
from game.script.evaluator import Environment, Value
from game.script.papers import Column, Ratchet
from game.script.prose import format_number
from game.script.shapes import Formula
from game.script.understanding import ratchet_scope
from game.session.moment import Moment, as_turn_closed, at_the_end

NONE = "-"


@frozen
class _Year:
    """A moment that knows the columns of a year and of the year before."""

    run: Environment
    columns: Mapping[str, float]

    def value(self, name: str) -> Value:
        return self.columns[name] if name in self.columns else self.run.value(name)

    def seen(self, scene: str, rest: tuple[str, ...]) -> bool:
        return self.run.seen(scene, rest)

    def visits(self, scene: str) -> float:
        return self.run.visits(scene)

    def turns_since(self, scene: str) -> float:
        return self.run.turns_since(scene)

    def table(self, name: str, x: float) -> float:
        return self.run.table(name, x)

    def noise(self, name: str) -> float:
        return self.run.noise(name)


def ratchet(run: Run, declared: Ratchet) -> RatchetView:
    """The rows of all years that this run has gone through to their end."""
    columns = tuple(RatchetColumn(c.id, c.label, c.note) for c in declared.columns)
    rows = tuple(_rows(run, declared))
    return RatchetView(declared.lead, columns, rows, declared.caution, declared.sources, declared.head)


def _rows(run: Run, declared: Ratchet) -> Iterator[RatchetRow]:
    scope = ratchet_scope(declared, run.program.scope)
    end = at_the_end(run)
    before: dict[str, float] | None = None
    for period, turns in _years(run, declared.calendar):
        values = {c.id: _value(run, c, turns) for c in declared.columns}
        known = {name: value or 0.0 for name, value in values.items()}
        last = {f"last_{name}": value for name, value in (before or dict.fromkeys(known, 0.0)).items()}
        moment = Moment(run.program, _Year(end.env, {**known, **last, "first": float(before is None)}), scope)
        say = next(s.text for s in declared.says if moment.holds(s.when))
        words = tuple(_words(c, values[c.id]) for c in declared.columns)
        yield RatchetRow(period, tuple(values.values()), words, moment.say(say))
        before = known


def _years(run: Run, calendar: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The periods that are over, with the places of their turns."""
    for period in next(c for c in run.program.scenario.debrief.calendars if c.id == calendar).periods:
        turns = tuple(run.program.turn_index[t] for t in period.turns)
        if turns and max(turns) < len(run.closed):
            yield period.said, turns


def _value(run: Run, column: Column, turns: tuple[int, ...]) -> float | None:
    """A figure of a year; None where it cannot be worked out, as a share of a harvest that was not brought in."""
    try:
        top = _fold(run, column.to, column.fold, turns)
        below = _fold(run, column.per, column.fold, turns) if column.per is not None else 1.0
    except RunFault:
        return None
    return top / below if below else None


def _fold(run: Run, formula: Formula, fold: Fold, turns: tuple[int, ...]) -> float:
    values = [as_turn_closed(run, i).number(formula) for i in turns]
    if fold is Fold.LAST:
        return values[-1]
    return sum(values) / (len(values) if fold is Fold.MEAN else 1)


def _words(column: Column, value: float | None) -> str:
    return NONE if value is None else format_number(value, column.format, {})
