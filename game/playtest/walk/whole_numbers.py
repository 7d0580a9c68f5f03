"""Which figures are small whole numbers whatever is played: those that start so, and that nothing makes otherwise.

A proof over every effect that may ever write the figure. Where it does not go through the figure is an ordinary number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import define, field

from game.engine.program import Values
from game.playtest.walk.alive import Alive
from game.script.checker import bind
from game.script.linker import form_scope
from game.script.scenes import Effect
from game.script.syntax import Arithmetic, Call, Expr, Name, Negate, Number, SceneRef

WIDEST = 1 << 16
EXACT = 2.0**53  # whole numbers beyond it are not told apart


@define(eq=False)
class Wholes:
    """Answers for one story; `values` are those the walk starts with."""

    alive: Alive
    worked: Mapping[str, Expr]
    values: Values
    ranges: dict[str, tuple[int, int]] = field(factory=dict[str, tuple[int, int]])
    _constants: dict[str, float] = field(init=False)

    def __attrs_post_init__(self) -> None:
        program = self.alive.program
        written: dict[str, list[Effect]] = {}
        for scene in self.alive.course.scenes.values():
            for effect in (*scene.effects, *(e for p in scene.parts for e in p.effects)):
                written.setdefault(effect.target, []).append(effect)
        parameters = {p.id: self.values[program.slots[p.id]] for p in program.scenario.world.parameters}
        self._constants = {**program.layout.constants, **parameters}
        for name in program.slots:
            bounds = self._bounds(name)
            if bounds is not None:
                self.ranges[name] = bounds
        while True:  # what rests on a figure that is none is none itself
            wrong = [n for n in self.ranges if not all(self._keeps(e) for e in written.get(n, ()))]
            if not wrong:
                return
            for name in wrong:
                del self.ranges[name]

    def range(self, name: str) -> tuple[int, int] | None:
        """Its lowest and highest value, if it is a small whole number."""
        return self.ranges.get(name)

    def _bounds(self, name: str) -> tuple[int, int] | None:
        program = self.alive.program
        slot = program.slots.get(name)
        if slot is None or slot not in program.ranges or any(rule.target == name for rule in program.rules):
            return None
        low, high = program.ranges[slot]
        whole = all(abs(x) < EXACT and x == int(x) for x in (low, high, self.values[slot]))
        if not (whole and 0 <= high - low < WIDEST and low <= self.values[slot] <= high):
            return None
        return int(low), int(high)

    def _keeps(self, effect: Effect) -> bool:
        program = self.alive.program
        if program.scope.symbols[effect.target].words or effect.target in program.layout.flags:
            return True
        expr = bind(effect.amount.expr, form_scope(program.scope))
        return self.size(expr) is not None

    def size(self, expr: Expr) -> float | None:
        """The largest a whole expression can be, either way; None if it may be no whole number, or too large."""
        found = self._size(expr)
        return found if found is not None and found < EXACT else None

    def _size(self, expr: Expr) -> float | None:
        match expr:
            case Number(value):
                return abs(value) if value == int(value) else None
            case Name(name):
                return self._name(name)
            case SceneRef("visits" | "turns_since"):
                return 999.0
            case Negate(x):
                return self.size(x)
            case Arithmetic("+" | "-", a, b):
                return self._both(a, b, lambda x, y: x + y)
            case Arithmetic("*", a, b):
                return self._both(a, b, lambda x, y: x * y)
            case Arithmetic():
                return None
            case Call("when", (_, a, b)):
                return self._both(a, b, max)
            case Call("round", (x,)) | Call("min" | "max", (x,)):
                return self.size(x)
            case Call("min" | "max" | "clamp", args):
                sizes = [self.size(a) for a in args]
                known = [s for s in sizes if s is not None]
                return max(known) if len(known) == len(sizes) else None
            case _:
                return None

    def _both(self, a: Expr, b: Expr, join: Callable[[float, float], float]) -> float | None:
        x, y = self.size(a), self.size(b)
        return None if x is None or y is None else join(x, y)

    def _name(self, name: str) -> float | None:
        if name in self._constants:
            value = self._constants[name]
            return abs(value) if value == int(value) else None
        if name in self.worked:
            return self.size(self.worked[name])
        bounds = self.range(name)
        return None if bounds is None else float(max(abs(bounds[0]), abs(bounds[1])))
