"""Which way a number moves the measures of a story: up, down, not at all, or nobody can say.

The sign of an expression in a name is worked out over its tree: sums, differences, the smaller and the larger keep it,
a factor keeps or turns it where its own sign is known, and whatever asks a question of the name (`when`, a comparison,
a table that rises and falls) makes it unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from itertools import pairwise

from attrs import Factory, define

from game.script.aftermath import Direction
from game.script.model import Scenario
from game.script.syntax import Arithmetic, Call, Compare, Expr, Logic, Name, Negate, Not, Number, TableCall, children


class Sign(IntEnum):
    """How a result moves when a name rises."""

    DOWN = -1
    NONE = 0
    UP = 1
    UNKNOWN = 2


def both(a: Sign, b: Sign) -> Sign:
    """Of two ways at once."""
    if Sign.NONE in (a, b):
        return a if b is Sign.NONE else b
    return a if a is b else Sign.UNKNOWN


def turned(sign: Sign) -> Sign:
    """The other way."""
    return {Sign.UP: Sign.DOWN, Sign.DOWN: Sign.UP}.get(sign, sign)


@define(eq=False)
class Signs:
    """The signs of a scenario. `watched` names are asked for by somebody, so nobody can say what they are good for."""

    scenario: Scenario
    watched: frozenset[str]
    _better: dict[str, int] = Factory(dict[str, int])

    @classmethod
    def of(cls, scenario: Scenario, looked_at: Iterable[Expr]) -> Signs:
        """The signs of a scenario, and every name that is looked at."""
        return cls(scenario, frozenset(n for expr in looked_at for n in names(expr)))

    def better(self, name: str) -> int:
        """1 where more of a name is better in each measure, -1 where less is, 0 where it is neither or unknown."""
        if name not in self._better:
            self._better[name] = self._work_out(name)
        return self._better[name]

    def _work_out(self, name: str) -> int:
        moving = {name: Sign.UP}
        world, figures = self.scenario.world, self.scenario.figures
        steps = [*((r.target, r.to.expr) for r in world.rules), *((d.id, d.to.expr) for d in figures.derived)]
        for _ in range(len(steps) + 1):  # a sign only ever becomes less certain: this ends
            before = dict(moving)
            for target, expr in steps:
                moving[target] = both(moving.get(target, Sign.NONE), self.sign(expr, moving))
            if moving == before:
                break
        moved = {n for n, sign in moving.items() if sign is not Sign.NONE}
        scenes = self.scenario.scenes
        amounts = [e.amount.expr for s in scenes for e in s.effects]
        amounts += [e.amount.expr for s in scenes for c in (*s.choices, *(x for f in s.fields for x in f.steps))
                    for e in c.effects]  # fmt: skip
        if moved & self.watched or any(moved & names(expr) for expr in amounts):
            return 0
        found = {
            self.sign(m.to.expr, moving) if m.direction is Direction.MORE else turned(self.sign(m.to.expr, moving))
            for m in self.scenario.debrief.measures
        } - {Sign.NONE}
        return int(found.pop()) if len(found) == 1 and Sign.UNKNOWN not in found else 0

    def sign(self, expr: Expr, moving: dict[str, Sign]) -> Sign:
        """How an expression moves when the names in `moving` do."""
        match expr:
            case Name(name):
                return moving.get(name, Sign.NONE)
            case Negate(x):
                return turned(self.sign(x, moving))
            case Arithmetic("+", a, b) | Call("min" | "max", (a, b)):
                return both(self.sign(a, moving), self.sign(b, moving))
            case Arithmetic("-", a, b):
                return both(self.sign(a, moving), turned(self.sign(b, moving)))
            case Arithmetic("*", a, Number(n)) | Arithmetic("*", Number(n), a):
                return self.sign(a, moving) if n > 0 else turned(self.sign(a, moving)) if n < 0 else Sign.NONE
            case Arithmetic("/", a, Number(n)) if n != 0:
                return self.sign(a, moving) if n > 0 else turned(self.sign(a, moving))
            case Call("round", (a, *_)) | Call("clamp", (a, Number(), Number())):
                return self.sign(a, moving)
            case TableCall(table, x):
                return self._along(table, self.sign(x, moving))
            case Compare() | Logic() | Not() | Arithmetic() | Call():
                asked = any(moving.get(n, Sign.NONE) is not Sign.NONE for n in names(expr))
                return Sign.UNKNOWN if asked else Sign.NONE
            case _:
                return Sign.NONE

    def _along(self, table: str, sign: Sign) -> Sign:
        points = next(t.points for t in self.scenario.world.tables if t.id == table)
        steps = {(b[1] > a[1]) - (b[1] < a[1]) for a, b in pairwise(points)} - {0}
        if sign is Sign.NONE or not steps:
            return Sign.NONE
        return Sign.UNKNOWN if len(steps) > 1 else sign if steps == {1} else turned(sign)


def names(expr: Expr) -> frozenset[str]:
    """Every name in an expression."""
    found = frozenset((expr.id,)) if isinstance(expr, Name) else frozenset[str]()
    return found.union(*(names(child) for child in children(expr)))
