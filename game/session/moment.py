"""Expressions and texts that no run compiled, read at a moment of one: the reference evaluator over a run's values."""

from __future__ import annotations

from attrs import frozen

from game.engine.faults import RunFault
from game.engine.memory import Memory
from game.engine.program import Program, Values
from game.engine.run import Run
from game.engine.translate import Env
from game.script.checker import Scope, bind
from game.script.evaluator import Environment, ValueFault, evaluate
from game.script.prose import Prose, bind_prose, render
from game.script.shapes import Formula
from game.script.tongue import _


@frozen
class Moment:
    """A moment of a run: what was so then, and (with all it signed) what may be asked of scenes."""

    program: Program
    env: Environment
    scope: Scope

    def holds(self, condition: Formula | None) -> bool:
        """Whether a condition holds; none always does."""
        return condition is None or bool(self._value(condition))

    def number(self, formula: Formula) -> float:
        """The value of an expression."""
        return float(self._value(formula))

    def say(self, text: Prose) -> str:
        """A text with its figures filled in."""
        try:
            return render(bind_prose(text, self.scope), self.env, self.program.bands)
        except ValueFault as error:
            raise RunFault(str(error)) from error

    def _value(self, formula: Formula) -> float | bool:
        try:
            return evaluate(bind(formula.expr, self.scope), self.env)
        except ArithmeticError as error:
            at = formula.place
            raise RunFault(
                _("{file}:{line}:{column}: {error} in `{text}`").format(
                    file=at.file, line=at.line, column=at.column, error=error, text=formula.text
                )
            ) from error


def at_the_end(run: Run) -> Moment:
    """The end of a run, or where it stands."""
    return of(run.program, run.values, run.memory)


def as_turn_closed(run: Run, index: int) -> Moment:
    """The end of a turn, or where the run stands in it; of scenes, all that the run came to is known."""
    values = run.closed[index] if index < len(run.closed) else run.values
    return of(run.program, values, run.memory)


def of(program: Program, values: Values, memory: Memory) -> Moment:
    """A moment by its values."""
    return Moment(program, Env(program, values, memory), program.scope)
