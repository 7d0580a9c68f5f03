"""Answers that are no choice: the same as another of their scene, or never better than it in anything that is counted.

**The same**: two answers that may be open together do the same, no condition asks for them, and the same is read after.

**Worse**: one answer differs from another only in numbers that it adds, and every one of those numbers is asked for by
measures alone, directly or through figures and rules, always in one direction; and in each it moves the measure to the
worse side. A number that any condition, any text or any row of the ledger asks for is never counted as worse: somebody
may want it. So what is told here is certain, and told seldom; what nobody takes in machine plays, `playtest` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from attrs import define

from game.script.aftermath import Explain, Measure
from game.script.faults import Faults
from game.script.lint.changes import path_of, rows_of
from game.script.lint.signs import Signs
from game.script.lint.walk import parts
from game.script.lint.watcher import Part
from game.script.model import Scenario
from game.script.prose import Prose, expressions
from game.script.scenes import Effect, Scene, Step
from game.script.shapes import Formula
from game.script.syntax import Expr, Name, Number, SceneRef, children
from game.script.world import Rule


@define(eq=False)
class Options:
    """What is asked of signatures, and of which names, anywhere in a scenario."""

    scenario: Scenario
    signed: frozenset[str]
    signs: Signs

    @classmethod
    def of(cls, scenario: Scenario, others: Iterable[Any]) -> Options:
        """All that is asked for."""
        everything = (scenario, *others)
        signed: set[str] = set()
        for expr in _expressions(everything):
            signed |= set(_signatures(expr))
        return cls(scenario, frozenset(signed), Signs.of(scenario, _watched(everything)))


def _expressions(value: Any) -> Iterator[Expr]:
    for item in parts(value):
        if isinstance(item, Formula):
            yield item.expr
        elif isinstance(item, Prose):
            yield from expressions(item)


def _signatures(expr: Expr) -> Iterator[str]:
    if isinstance(expr, SceneRef) and expr.rest:
        yield ".".join((expr.scene, *expr.rest))
    for child in children(expr):
        yield from _signatures(child)


def _watched(value: Any) -> Iterator[Expr]:
    """Every expression that somebody may look at, but those of measures, rules and effects: these are followed."""
    quiet = {id(f) for item in parts(value) for f in _followed(item)}
    for item in parts(value):
        if isinstance(item, Formula) and id(item) not in quiet:
            yield item.expr
        elif isinstance(item, Prose):
            yield from expressions(item)
        elif isinstance(item, Explain):
            yield Name(item.id)


def _followed(item: Any) -> tuple[Formula, ...]:
    match item:
        case Rule(to=to) | Measure(to=to):
            return (to,)
        case Effect(amount=amount):
            return (amount,)
        case _:
            return ()


def no_choice(scenario: Scenario, others: Iterable[Any], faults: Faults) -> None:
    """Every answer of a scene that is the same as another, or worse in everything that is counted."""
    options = Options.of(scenario, others)
    for scene in scenario.scenes:
        for field, row in rows_of(scene):
            for a, b in combinations(row, 2):
                _compare(options, scene, field, a, b, faults)


def _compare(options: Options, scene: Scene, field: str, a: Part, b: Part, faults: Faults) -> None:
    if {path_of(scene, field, a), path_of(scene, field, b)} & options.signed or not _alike(a, b):
        return
    if a.needs is not None and b.needs is not None and a.needs.text != b.needs.text:
        return  # one may be for who cannot take the other
    if a.stance is b.stance and _texts(a) == _texts(b) and _effects(a) == _effects(b):
        faults.add("same-choice", b.place, one=a.id, other=b.id, scene=scene.id)
        return
    for better, worse in ((a, b), (b, a)):
        if better.needs is None and _worse(options.signs, worse, better):
            faults.add("worse-choice", worse.place, worse=worse.id, better=better.id, scene=scene.id)


def _alike(a: Part, b: Part) -> bool:
    """Whether two answers give the same orders and lead to the same later."""

    def orders(part: Part) -> list[tuple[str, str, float | None]]:
        own = (*part.orders, *((part.order,) if isinstance(part, Step) and part.order else ()))
        return sorted((o.lever, o.step, o.value) for o in own)

    later = [[(i.turn, i.when.text if i.when else "", i.text) for i in p.later] for p in (a, b)]
    value = [p.value.text if isinstance(p, Step) and p.value else "" for p in (a, b)]
    return orders(a) == orders(b) and later[0] == later[1] and value[0] == value[1]


def _texts(part: Part) -> tuple[Prose | None, ...]:
    return part.after, part.brief_after, part.file


def _effects(part: Part) -> list[tuple[str, str, str]]:
    return sorted((e.target, e.op, e.amount.text) for e in part.effects)


def _worse(signs: Signs, worse: Part, better: Part) -> bool:
    """Whether one differs from another only in numbers, each of which it moves to the worse side."""
    mine, theirs = _added(worse), _added(better)
    if mine is None or theirs is None:
        return False
    differing = {n for n in mine.keys() | theirs.keys() if mine.get(n, 0.0) != theirs.get(n, 0.0)}
    moved = [(signs.better(name), mine.get(name, 0.0) - theirs.get(name, 0.0)) for name in differing]
    return bool(moved) and all(sign * by < 0 for sign, by in moved)


def _added(part: Part) -> dict[str, float] | None:
    """What an answer adds to each number; None where it does something else too."""
    found: dict[str, float] = {}
    for effect in part.effects:
        if effect.op == "=" or not isinstance(effect.amount.expr, Number):
            return None
        amount = effect.amount.expr.value
        found[effect.target] = found.get(effect.target, 0.0) + (amount if effect.op == "+=" else -amount)
    return found
