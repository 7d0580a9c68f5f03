"""The model under a moment of which not everything is known: its start, a new turn, a stage of rules, an effect.

It repeats what the engine does with numbers (`engine/clock.py`), with ranges in their place. A stock or a flow is taken
to keep to its declared range; orders may be any that the story holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf

from attrs import define

from game.script.header import Cut
from game.script.lint.reading import number
from game.script.lint.state import Names, State
from game.script.lint.values import EITHER, NO, YES, Range, Value, hull, meet, point
from game.script.model import Scenario, Variable
from game.script.orders import Order
from game.script.scenes import Effect
from game.script.syntax import Expr
from game.script.world import Draw, Lever

PLACES = 9
CLIP = 2.5


@define(eq=False)
class Model:
    """The model of a scenario, with what does not change from play to play."""

    names: Names
    ranges: dict[str, Range]
    stages: dict[str, tuple[tuple[str, Expr], ...]]
    levers: dict[str, tuple[Range, ...]]
    fixed: dict[str, tuple[float, ...]]

    @classmethod
    def of(cls, names: Names) -> Model:
        """The model of a scenario."""
        scenario = names.scenario
        world = scenario.world
        ranges = {s.id: (s.low, s.high) for s in (*world.stocks, *world.flows)}
        ranges |= {v.id: (v.low, v.high) for v in scenario.figures.variables if v.kind == "number"}
        stages = {
            b.then: tuple((r.target, names.bound(r.to.expr)) for r in world.rules if r.stage == b.then)
            for b in scenario.header.beats
        }
        ordered = _orders(scenario)
        turns = range(len(scenario.header.turns))
        levers = {v.id: tuple(_lever(v, t, ordered.get(v.id, []), scenario) for t in turns) for v in world.levers}
        return cls(names, ranges, stages, levers, dict(_tracks(scenario)))

    def start(self, cut: Cut | None) -> State:
        """What may be so before the first turn."""
        scenario = self.names.scenario
        world = scenario.world
        at = State(self.names, {t.id: point(float(i)) for i, t in enumerate(scenario.header.turns)})
        at.values |= {name: point(0.0) for name in (*self.fixed, *self.levers, *(d.id for d in world.draws))}
        at.values |= {s.id: point(0.0) for s in (*world.stocks, *world.flows)}
        at.values |= {v.id: _beginning(v) for v in scenario.figures.variables}
        at.values |= {"turn": point(0.0), "turn_index": point(0.0), "season": frozenset({0.0})}
        at.values["played_cut"] = frozenset({0.0})
        given = {**(world.settings[0].set if world.settings else {}), **(cut.settings if cut else {})}
        for p in world.parameters:
            value = given.get(p.id, p.value)
            spread = [round(value * (1 + p.varies * sign * CLIP), PLACES) for sign in (-1, 1)]
            at.values[p.id] = hull(point(x) for x in spread) if p.varies else point(value)
        for stock in world.stocks:
            at.put(stock.id, _rounded(number(self.names.bound(stock.starts.expr), at)))
        return at

    def open(self, at: State, index: int, played: str) -> None:
        """A turn begins: its history, its chance, the orders that may stand."""
        scenario = self.names.scenario
        turn = scenario.header.turns[index]
        at.forget()
        at.turn = index
        seasons = self.names.scope.symbols["season"].words
        at.values["turn"] = at.values["turn_index"] = point(float(index))
        at.values["season"] = frozenset({float(seasons.index(turn.season)) if turn.season else 0.0})
        words = self.names.scope.symbols["played_cut"].words
        at.values["played_cut"] = frozenset({float(words.index(played or "full"))})
        for name, track in self.fixed.items():
            at.values[name] = point(track[index])
        for draw in scenario.world.draws:
            at.values[draw.id] = (-CLIP, CLIP) if draw.kind is Draw.NORMAL else (0.0, 1.0)
        for name, track in self.levers.items():
            at.values[name] = track[index]

    def stage(self, at: State, stage: str) -> None:
        """The rules of a stage, in their order, then the rounding."""
        rules = self.stages.get(stage, ())
        for target, expr in rules:
            at.put(target, self.kept(target, number(expr, at)))
        for target in {t for t, _ in rules}:
            value = at.values[target]
            assert isinstance(value, tuple)
            at.values[target] = _rounded(value)
        at.forget()

    def kept(self, name: str, value: Range) -> Range:
        """A range within the declared one; as it is, where it has nothing in common with that."""
        return meet(value, self.ranges[name]) or value

    def effect(self, effect: Effect, at: State) -> Value:
        """What an effect makes of its target."""
        symbol = self.names.scope.symbols[effect.target]
        if symbol.words:
            return frozenset({float(symbol.words.index(effect.amount.text))})
        if effect.target not in self.ranges:
            return YES if effect.amount.text == "yes" else NO
        amount = number(self.names.bound(effect.amount.expr), at)
        if effect.op == "=":
            return self.clamped(effect.target, amount)
        old = at.values[effect.target]
        assert isinstance(old, tuple)
        low, high = amount if effect.op == "+=" else (-amount[1], -amount[0])
        return self.clamped(effect.target, (old[0] + low, old[1] + high))

    def clamped(self, name: str, value: Range) -> Range:
        """As the engine keeps what an effect changed within its range."""
        low, high = self.ranges[name]
        return _rounded((max(low, min(high, value[0])), max(low, min(high, value[1]))))


def _rounded(value: Range) -> Range:
    return (value[0] if value[0] == -inf else round(value[0], PLACES)), (
        value[1] if value[1] == inf else round(value[1], PLACES)
    )


def _beginning(v: Variable) -> Value:
    if v.kind == "word":
        return frozenset(range(len(v.words))) if v.carried else frozenset({float(v.words.index(v.starts))})
    if v.kind == "flag":
        return EITHER if v.carried else (YES if v.starts == "yes" else NO)
    return point(float(v.starts))


def _tracks(scenario: Scenario) -> Iterator[tuple[str, tuple[float, ...]]]:
    world = scenario.world
    yield from ((s.id, s.values) for s in world.series)
    order = {name: i for i, name in enumerate(world.season_order)}
    for value in world.seasons:
        yield value.id, tuple(value.values[order[t.season]] for t in scenario.header.turns)


def _orders(scenario: Scenario) -> dict[str, list[Order]]:
    """Every order of the story, by its lever."""
    found: dict[str, list[Order]] = {}

    def note(orders: Iterable[Order], lever: str = "") -> None:
        for order in orders:
            found.setdefault(order.lever or lever, []).append(order)

    note(scenario.header.each_look)
    for scene in scenario.scenes:
        for part in scene.choices:
            note(part.orders)
        for field in scene.fields:
            for step in field.steps:
                note((*step.orders, *((step.order,) if step.order else ())), field.sets)
    return found


def _lever(lever: Lever, index: int, orders: list[Order], scenario: Scenario) -> Range:
    """Every value a lever may have in a turn: under any order of the story, none, or a successor's."""
    world = scenario.world
    neutral, line = lever.neutral[index], lever.line[index]
    if not lever.open[index]:
        return point(neutral)
    steps = {s.id: s.k for s in world.order_steps}
    ks = {world.standing_k, *(steps.get(o.step, world.standing_k) for o in orders if o.value is None)}
    wanted = {o.value for o in orders if o.value is not None}
    if lever.successor_value is not None:
        wanted.add(lever.successor_value)
    else:
        ks.add(lever.successor)
    found = [*wanted, *(neutral + k * (line - neutral) for k in ks)]
    return hull(point(max(lever.low, min(lever.high, x))) for x in found)
