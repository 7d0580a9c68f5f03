"""What may be so at a moment, whoever plays: a value for every name, and what may, must or cannot have come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import Factory, define, frozen

from game.script.checker import Scope, bind, form_scope
from game.script.lint.values import EITHER, NO, YES, Mask, Value, join
from game.script.model import Scenario
from game.script.syntax import Expr, Name, NoiseCall, SceneRef, children

NEVER = 999.0


@define(eq=False)
class Names:
    """What does not change: the scope, what is worked out from what, curves, and which names an expression rests on."""

    scenario: Scenario
    scope: Scope
    worked: dict[str, Expr] = Factory(dict[str, Expr])
    tables: dict[str, tuple[tuple[float, float], ...]] = Factory(dict[str, tuple[tuple[float, float], ...]])
    _bound: dict[int, tuple[Expr, Expr]] = Factory(dict[int, "tuple[Expr, Expr]"])
    _rests: dict[int, tuple[Expr, frozenset[str]]] = Factory(dict[int, "tuple[Expr, frozenset[str]]"])

    @classmethod
    def of(cls, scenario: Scenario, scope: Scope) -> Names:
        """The names of a linked scenario."""
        found = cls(scenario, form_scope(scope))
        for item in (*scenario.figures.derived, *scenario.figures.conditions):
            found.worked[item.id] = found.bound(item.to.expr)
        found.tables = {t.id: tuple((p[0], p[1]) for p in t.points) for t in scenario.world.tables}
        return found

    def bound(self, expr: Expr) -> Expr:
        """An expression with its words resolved."""
        found = self._bound.get(id(expr))
        if found is None:
            found = self._bound[id(expr)] = (expr, bind(expr, self.scope))
        return found[1]

    def rests(self, expr: Expr) -> frozenset[str]:
        """The names a bound expression rests on in the end, and the scenes it asks for."""
        found = self._rests.get(id(expr))
        if found is None:
            found = self._rests[id(expr)] = (expr, frozenset(self._rest(expr)))
        return found[1]

    def _rest(self, expr: Expr) -> Iterator[str]:
        match expr:
            case Name(name) | NoiseCall(name):
                if name in self.worked:
                    yield from self.rests(self.worked[name])
                yield name
            case SceneRef(_, scene):
                yield f"seen {scene}"
            case _:
                for child in children(expr):
                    yield from self.rests(child)


@frozen
class Span:
    """The first and the last turn in which a scene may have come."""

    first: int
    last: int


@define(eq=False)
class State:
    """Everything that may be so at one moment. `facts` says of scenes and choices whether they came or were signed."""

    names: Names
    values: dict[str, Value]
    facts: dict[str, Mask] = Factory(dict[str, int])
    spans: dict[str, Span] = Factory(dict[str, Span])
    turn: int = 0
    narrow: dict[str, Value] = Factory(dict[str, "Value"])  # worked-out figures, where a condition says more of them
    cache: dict[str, Value] = Factory(dict[str, "Value"])

    def copy(self) -> State:
        """The same moment, to be changed on its own."""
        return State(self.names, dict(self.values), dict(self.facts), dict(self.spans), self.turn, dict(self.narrow))

    def branch(self) -> State:
        """The same moment, of which more will be known: `know` and `learn` change it and leave this one alone."""
        return State(self.names, self.values, self.facts, self.spans, self.turn, self.narrow)

    def know(self, name: str, value: Value) -> None:
        """More is known of a value or of a worked-out figure; what it is worked out from stays as it is."""
        if name in self.values:
            self.values = {**self.values, name: value}
        else:
            self.narrow = {**self.narrow, name: value}
        self.cache.clear()

    def learn(self, name: str, mask: Mask) -> None:
        """More is known of a scene or a choice."""
        self.facts = {**self.facts, name: mask}
        self.cache.clear()

    def fact(self, name: str) -> Mask:
        """Whether a scene may have come, or a choice may have been signed."""
        return self.facts.get(name, NO)

    def put(self, name: str, value: Value) -> None:
        """Change a value; what was worked out from it is worked out anew."""
        self.values[name] = value
        self.cache.clear()
        self.narrow.clear()

    def say(self, name: str, mask: Mask) -> None:
        """Change what is known of a scene or a choice."""
        self.facts[name] = mask
        self.cache.clear()

    def visit(self, scene: str, *, surely: bool) -> None:
        """A scene comes, or may come, in this turn."""
        self.say(scene, YES if surely else self.fact(scene) | YES)
        span = self.spans.get(scene)
        self.spans[scene] = Span(span.first if span else self.turn, self.turn)

    def forget(self) -> None:
        """Drop what was worked out."""
        self.cache.clear()
        self.narrow.clear()


def either(states: Iterable[State]) -> State:
    """What may be so in one or another of some moments of one turn."""
    first, *rest = states
    found = first
    for other in rest:
        found = _either(found, other)
    return found


def _either(a: State, b: State) -> State:
    found = a.branch()
    if a.values is not b.values:
        found.values = dict(a.values)
        for name, value in b.values.items():
            mine = found.values[name]
            if mine is not value and mine != value:
                found.values[name] = join(mine, value)
    if a.facts is not b.facts:
        found.facts = {n: a.fact(n) | b.fact(n) for n in a.facts.keys() | b.facts.keys()}
    if a.spans is not b.spans:
        found.spans = dict(a.spans)
        for name, span in b.spans.items():
            mine = a.spans.get(name)
            if mine is not span:
                found.spans[name] = Span(min(mine.first, span.first), max(mine.last, span.last)) if mine else span
    if a.narrow is not b.narrow:
        found.narrow = {n: join(v, b.narrow[n]) for n, v in a.narrow.items() if n in b.narrow}
    return found


__all__ = ["EITHER", "NEVER", "Names", "Span", "State", "either"]
