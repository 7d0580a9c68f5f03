"""Which conditions can never hold in a lesson: what only scenes it does not keep, or turns beyond it, could bring.

Three answers, `True`, `False` and `None` for what may be either way. It errs to one side only: what is called
impossible is so on every path, and much that is impossible passes as possible.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import attrs
from attrs import frozen

from game.script.model import Scenario, VariableKind
from game.script.scenes import Effect, Scene
from game.script.shapes import Formula
from game.script.syntax import Compare, Expr, Logic, Name, Not, Number, SceneRef

T = TypeVar("T")


@frozen
class Possible:
    """What a lesson leaves open: the scenes that may come, the turns, and what nothing in it ever moves."""

    scenes: frozenset[str]
    last: int
    turns: Mapping[str, int]
    still: Mapping[str, str | bool | float]
    conditions: Mapping[str, Expr]

    def never(self, expr: Expr) -> bool:
        """Whether a condition cannot hold."""
        return self.holds(expr, 0) is False

    def holds(self, expr: Expr, depth: int) -> bool | None:
        """Whether it always holds, never, or may do either."""
        if depth > 20:
            return None
        match expr:
            case Logic(op, a, b):
                left, right = self.holds(a, depth + 1), self.holds(b, depth + 1)
                decisive = op == "or"
                if decisive in (left, right):
                    return decisive
                return None if None in (left, right) else not decisive
            case Not(x):
                inner = self.holds(x, depth + 1)
                return None if inner is None else not inner
            case SceneRef("seen", scene):
                return None if scene in self.scenes else False
            case Name(name) if name in self.conditions:
                return self.holds(self.conditions[name], depth + 1)
            case Name(name):
                value = self.still.get(name)
                return value if isinstance(value, bool) else None
            case Compare():
                return self._compare(expr)
            case _:
                return None

    def _compare(self, expr: Compare) -> bool | None:
        match expr.a, expr.b:
            case Name(name), Name(word) if isinstance(self.still.get(name), str):
                return (self.still[name] == word) == (expr.op == "==")
            case Name("turn"), Name(turn) if turn in self.turns:
                at = self.turns[turn]
                beyond = at > self.last + 1  # one more: a run that is over stands at the turn after its last
                return False if beyond and expr.op in ("==", ">=", ">") else None
            case SceneRef("visits", scene), Number(value) if scene not in self.scenes:
                tests = {
                    "==": value == 0,
                    "!=": value != 0,
                    ">": value < 0,
                    ">=": value <= 0,
                    "<": value > 0,
                    "<=": value >= 0,
                }
                return tests.get(expr.op)
            case _:
                return None


def possible(scenario: Scenario, scenes: frozenset[str], last: str) -> Possible:
    """What may be so in a lesson that can bring these scenes and ends with this turn."""
    turns = {t.id: i for i, t in enumerate(scenario.header.turns)}
    moved = {rule.target for rule in scenario.world.rules}
    for scene in scenario.scenes:
        if scene.id in scenes:
            moved |= {effect.target for effect in _effects(scene)}
    still: dict[str, str | bool | float] = {}
    for v in scenario.figures.variables:
        if v.id not in moved and not v.carried:
            still[v.id] = v.starts == "yes" if v.kind is VariableKind.FLAG else v.starts
            if v.kind is VariableKind.NUMBER:
                del still[v.id]
    conditions = {c.id: c.to.expr for c in scenario.figures.conditions}
    return Possible(scenes, turns.get(last, len(turns)), turns, still, conditions)


def pruned(value: T, open_: Possible) -> T:
    """A value without the items of its lists whose `when` never holds, or that ask about a scene that cannot come."""
    return cast(T, _pruned(value, open_))


def _pruned(value: Any, open_: Possible) -> Any:
    if isinstance(value, tuple):
        items = cast(tuple[Any, ...], value)
        return tuple(_pruned(item, open_) for item in items if not _closed(item, open_))
    cls = cast(type[Any], type(value))
    if not attrs.has(cls):
        return value
    fresh: dict[str, Any] = {}
    for item in attrs.fields(cls):
        if "kind" in item.metadata:
            old: Any = getattr(value, item.name)
            new: Any = _pruned(old, open_)
            if new != old:
                fresh[item.name] = new
    return attrs.evolve(value, **fresh) if fresh else value


def _closed(item: Any, open_: Possible) -> bool:
    when, scene = getattr(item, "when", None), getattr(item, "scene", "")
    return (isinstance(when, Formula) and open_.never(when.expr)) or bool(scene and scene not in open_.scenes)


def _effects(scene: Scene) -> tuple[Effect, ...]:
    return (*scene.effects, *(e for part in scene.parts for e in part.effects))
