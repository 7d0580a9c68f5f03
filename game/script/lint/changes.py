"""What a part of a turn may change, whatever of it comes and is signed: each scene comes once in a turn at most."""

from __future__ import annotations

from typing import TypeAlias

from attrs import Factory, define

from game.script.lint.model import PLACES, Model
from game.script.lint.reading import holds, number
from game.script.lint.state import State
from game.script.lint.values import NO, YES, Range
from game.script.lint.watcher import Part
from game.script.scenes import Choice, Effect, Scene, Step

Row: TypeAlias = "tuple[str, tuple[Choice | Step, ...]]"
SLACK = 1e-6


def rows_of(scene: Scene) -> tuple[Row, ...]:
    """The choices as one row, or the steps of each field."""
    return (("", scene.choices),) if scene.choices else tuple((f.id, f.steps) for f in scene.fields)


def path_of(scene: Scene, field: str, part: Part) -> str:
    """What `seen` calls a choice or a step."""
    return ".".join((scene.id, field, part.id) if field else (scene.id, part.id))


def may_be_stuck(row: tuple[Part, ...], at: State) -> bool:
    """Whether all of a row may be locked: then the desk opens all of it."""
    return all(p.needs is not None and holds(at.names.bound(p.needs.expr), at) & NO for p in row)


@define(eq=False)
class Changes:
    """What a beat may do to the numbers, words and facts it began with; each scene comes once in a turn at most."""

    model: Model
    entry: State
    _sets: dict[str, Range] = Factory(dict[str, Range])
    _adds: dict[str, Range] = Factory(dict[str, Range])
    _new: State | None = None

    def arrival(self, scene: Scene, at: State) -> None:
        """Count in that a scene may come, and what may be signed of it."""
        new = self._new = self._new or self.entry.copy()
        new.visit(scene.id, surely=False)
        self._add([self._sum(scene.effects, at)])
        for field, row in rows_of(scene):
            stuck = may_be_stuck(row, at)
            open_now = [p for p in row if stuck or p.needs is None or holds(at.names.bound(p.needs.expr), at) & YES]
            for part in open_now:
                path = path_of(scene, field, part)
                new.say(path, new.fact(path) | YES)
            self._add([self._sum(part.effects, at) for part in open_now])

    def _sum(self, effects: tuple[Effect, ...], at: State) -> dict[str, Range]:
        """What effects add to numbers; what they set is noted at once."""
        model, new = self.model, self._new
        assert new is not None
        total: dict[str, Range] = {}
        for effect in effects:
            name = effect.target
            if name in model.ranges and effect.op != "=":
                low, high = _amount(model, effect, at)
                old = total.get(name, (0.0, 0.0))
                total[name] = (old[0] + min(0.0, low), old[1] + max(0.0, high))
                continue
            value = model.effect(effect, at)
            if isinstance(value, tuple):
                old = self._sets.get(name, value)
                self._sets[name] = (min(old[0], value[0]), max(old[1], value[1]))
            else:
                old_value = new.values[name]
                new.values[name] = old_value | value  # type: ignore[operator]
        return total

    def _add(self, ways: list[dict[str, Range]]) -> None:
        """One of several ways is taken."""
        for name in {n for way in ways for n in way}:
            low = min(way.get(name, (0.0, 0.0))[0] for way in ways)
            high = max(way.get(name, (0.0, 0.0))[1] for way in ways)
            old = self._adds.get(name, (0.0, 0.0))
            self._adds[name] = (old[0] + low, old[1] + high)

    def applied(self, *, wide: bool) -> State:
        """How everything may stand. `wide` gives numbers that move their whole range."""
        new, model = self._new or self.entry.copy(), self.model
        for name in self._sets.keys() | self._adds.keys():
            old = new.values[name]
            assert isinstance(old, tuple)
            value = self._sets.get(name, old)
            low, high = self._adds.get(name, (0.0, 0.0))
            if any(round(x, PLACES) != x for x in (low, high)):
                low, high = low - SLACK, high + SLACK  # the engine rounds after each effect
            moved = (min(old[0], value[0]) + low, max(old[1], value[1]) + high)
            kept = model.clamped(name, model.ranges[name] if wide else moved)
            new.values[name] = (min(old[0], kept[0]), max(old[1], kept[1]))
        new.forget()
        return new


def _amount(model: Model, effect: Effect, at: State) -> Range:
    low, high = number(model.names.bound(effect.amount.expr), at)
    return (low, high) if effect.op == "+=" else (-high, -low)
