"""What can be known of a number before it is worked out: that it is whole, and how large it can be.

A whole number needs no rounding, a bounded one no look whether it is finite. Only what is declared counts: variables of
the story, which nothing but effects change, and effects keep them in their range. Where nothing is known, nothing is
left out.
"""

from __future__ import annotations

from functools import cached_property
from math import inf

from attrs import define

from game.engine.program import Program
from game.script.checker import bind
from game.script.model import Variable, VariableKind
from game.script.scenes import Effect
from game.script.syntax import Arithmetic, Call, Expr, Name, Negate, Number, SceneRef

_WHOLE = frozenset({"turn", "turn_index"})


@define(slots=False)
class Bounds:
    """What is known of the numbers of one program."""

    program: Program

    @cached_property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """Low and high of every number variable."""
        return {v.id: (v.low, v.high) for v in self._numbers}

    @cached_property
    def whole(self) -> frozenset[str]:
        """Variables that are whole numbers at every time: they start so, and every effect leaves them so."""
        changed: dict[str, list[Expr]] = {}
        for effect in self._effects():
            changed.setdefault(effect.target, []).append(bind(effect.amount.expr, self.program.scope))
        found = {v.id for v in self._numbers if all(map(float.is_integer, (float(v.starts), v.low, v.high)))}
        while True:
            fails = {name for name in found if not all(self._is_whole(x, found) for x in changed.get(name, ()))}
            if not fails:
                return frozenset(found)
            found -= fails

    def is_whole(self, expr: Expr) -> bool:
        """Whether a bound expression gives a whole number whenever it is asked."""
        return self._is_whole(expr, self.whole)

    def largest(self, expr: Expr) -> float:
        """No value of a bound expression is further from 0 than this; infinite where that is not known."""
        match expr:
            case Number(value):
                return abs(value)
            case Name(name) if name in self.ranges:
                return max(map(abs, self.ranges[name]))
            case Name(name) if name in _WHOLE:
                return float(len(self.program.turns))
            case Negate(x):
                return self.largest(x)
            case Arithmetic("+" | "-", a, b):
                return self.largest(a) + self.largest(b)
            case Arithmetic("*", a, b):
                found = self.largest(a) * self.largest(b)
                return inf if found != found else found
            case Call("when", (_, a, b)):
                return max(self.largest(a), self.largest(b))
            case Call("min" | "max" | "clamp", args):
                return max(map(self.largest, args))
            case _:
                return inf

    @property
    def _numbers(self) -> list[Variable]:
        """Number variables that nothing but effects can change."""
        set_by_rules = {rule.target for rule in self.program.rules}
        set_by_cuts = {name for cut in self.program.cuts.values() for name in cut.settings}
        set_by_cuts |= {name for setting in self.program.scenario.world.settings for name in setting.set}
        figures = self.program.scenario.figures
        return [
            v for v in figures.variables
            if v.kind is VariableKind.NUMBER and v.id not in set_by_rules | set_by_cuts and not v.carried
        ]  # fmt: skip

    def _effects(self) -> list[Effect]:
        found: list[Effect] = []
        for scene in self.program.scenario.scenes:
            parts = scene.parts
            found += [*scene.effects, *(e for part in parts for e in part.effects)]
        return found

    def _is_whole(self, expr: Expr, known: frozenset[str] | set[str]) -> bool:
        match expr:
            case Number(value):
                return value.is_integer()
            case Name(name):
                return name in known or name in _WHOLE or name in self.program.layout.constants
            case SceneRef("visits" | "turns_since", _, _):
                return True
            case Negate(x):
                return self._is_whole(x, known)
            case Arithmetic("+" | "-" | "*", a, b):
                return self._is_whole(a, known) and self._is_whole(b, known)
            case Call("when", (_, a, b)):
                return self._is_whole(a, known) and self._is_whole(b, known)
            case Call("min" | "max" | "clamp", args):
                return all(self._is_whole(x, known) for x in args)
            case _:
                return False
