"""What must hold before a scenario can run at all: nothing empty, upside down, shadowed, circular or without end.

A scenario that passes here cannot make the engine fail on its frame; what it computes may be wrong, never dangerous.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from game.script.checker import Kind, Scope
from game.script.faults import Faults, Place, nearest
from game.script.model import Scenario, VariableKind
from game.script.syntax import Expr, Name, children
from game.script.within import within

MOST_WORK = 2_000  # parts of expressions that reading one worked-out figure may lead to
_START = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,15})?")


def link_frame(scenario: Scenario, scope: Scope, faults: Faults) -> None:
    """Check the frame of a scenario."""
    _turns(scenario, faults)
    _lengths(scenario, faults)
    _ranges(scenario, faults)
    _variables(scenario, scope, faults)
    _worked_out(scenario, faults)
    for what, found in _ids(scenario):
        faults.twice(found, what)
    levers, steps = {v.id for v in scenario.world.levers}, {s.id for s in scenario.world.order_steps}
    for order in scenario.header.each_look:
        if order.lever not in levers:
            faults.add("unknown-lever", order.named, name=order.lever, hint=nearest(order.lever, levers))
        if order.step and order.step not in steps:
            hint = nearest(order.step, steps)
            faults.add("unknown-step", order.place, name=order.step, hint=hint)


def _turns(scenario: Scenario, faults: Faults) -> None:
    header, world = scenario.header, scenario.world
    for what, found in (("turn", header.turns), ("beat", header.beats), ("desk", header.desks)):
        if not found:
            faults.add("missing-key", header.place, "frame", what=what)
    loud = [i for i, t in enumerate(header.turns) if not t.silent]
    if header.turns and not loud:
        faults.add("silent-turn", header.turns[0].place)
    begun = ""
    for number, turn in enumerate(header.turns):
        if turn.begins and turn.begins < begun:
            faults.add("out-of-order", within(turn.place, "begins"), "turn", id=turn.id)
        begun = max(begun, turn.begins)
        if turn.silent and loud and number < loud[-1]:
            faults.add("silent-turn", within(turn.place, "silent"), "early", id=turn.id)
        if turn.days < 0:
            faults.add("range", within(turn.place, "days"), "turn_days", id=turn.id)
        if world.seasons and turn.season not in world.season_order:
            hint = nearest(turn.season, world.season_order) or "one of " + ", ".join(world.season_order)
            faults.add("unknown-season", within(turn.place, "season"), id=turn.id, hint=hint)
    for scene in scenario.scenes:
        if scene.days < 1 or scene.cooldown < 0:
            at = within(scene.place, "days" if scene.days < 1 else "cooldown")
            faults.add("range", at, "days", id=scene.id)
        if scene.cooldown and scene.once:
            faults.add("once", within(scene.place, "cooldown"), id=scene.id)


def _lengths(scenario: Scenario, faults: Faults) -> None:
    for length in (scenario.header.length, *(c.length for c in scenario.header.cuts)):
        if length is not None and 0 < length.most_signatures < length.least_signatures:
            faults.add("range", within(length.place, "most_signatures"), "signatures")


def _ranges(scenario: Scenario, faults: Faults) -> None:
    world = scenario.world
    for item in (*world.stocks, *world.flows, *world.levers, *world.parameters, *scenario.figures.variables):
        if item.low > item.high:
            faults.add("range", within(item.place, "high"), "upside_down", id=item.id)


def _variables(scenario: Scenario, scope: Scope, faults: Faults) -> None:
    for v in scenario.figures.variables:
        fits = _START.fullmatch(v.starts) and v.low <= float(v.starts) <= v.high
        if v.kind is VariableKind.NUMBER and not fits:
            faults.add("bad-start", within(v.place, "starts"), id=v.id, value=v.starts)
        if v.kind is not VariableKind.WORD and v.words:
            faults.add("bad-start", within(v.place, "words"), "words", id=v.id, kind=v.kind)
    for symbol in scope.symbols.values():
        if symbol.kind is not Kind.WORD:
            continue
        own = next((v.place for v in scenario.figures.variables if v.id == symbol.id), None)
        place = own or scenario.header.place
        for word in symbol.words:
            if word in scope.symbols and scope.symbols[word].kind is Kind.WORD:
                faults.add("declared-twice", within(place, "words", word), "word", name=word, id=symbol.id)
        for word in {w for w in symbol.words if own and symbol.words.count(w) > 1}:
            faults.add("declared-twice", within(place, "words", word, word), what="word", name=word)


def _worked_out(scenario: Scenario, faults: Faults) -> None:
    """Figures and conditions may use each other, not in a circle, and not so that reading one never ends."""
    figures = scenario.figures
    items = {d.id: d.to for d in (*figures.derived, *figures.conditions)}
    work: dict[str, int] = {}
    open_now: list[str] = []

    def cost(name: str) -> int:
        if name in work:
            return work[name]
        place = items[name].place
        if name in open_now:
            ring = " -> ".join([*open_now[open_now.index(name) :], name])
            faults.add("circle", place, name=name, ring=ring)
            return 1
        if len(open_now) > 100:
            faults.add("figure-size", place, "long", name=name)
            return 1
        open_now.append(name)
        total = sum(1 + (cost(n) if n in items else 0) for n in _parts(items[name].expr))
        open_now.pop()
        if total > MOST_WORK:
            faults.add("figure-size", place, name=name, most=MOST_WORK)
            total = 1
        work[name] = total
        return total

    for name in items:
        cost(name)


def _parts(expr: Expr) -> Iterator[str]:
    """Every node of an expression: a name's id, or nothing."""
    yield expr.id if isinstance(expr, Name) else ""
    for child in children(expr):
        yield from _parts(child)


def _ids(scenario: Scenario) -> Iterator[tuple[str, Iterable[tuple[str, Place]]]]:
    header, world, figures = scenario.header, scenario.world, scenario.figures
    yield "beat", ((b.id, b.place) for b in header.beats)
    yield "desk", ((d.id, d.place) for d in header.desks)
    yield "cut", ((c.id, c.place) for c in header.cuts)
    yield "table", ((t.id, t.place) for t in world.tables)
    yield "setting", ((s.id, s.place) for s in world.settings)
    yield "order step", ((s.id, s.place) for s in world.order_steps)
    yield "band", ((b.id, b.place) for b in figures.bands)
    for scene in scenario.scenes:
        yield "field", ((f.id, f.place) for f in scene.fields)
        for form in scene.fields:
            yield "step", ((s.id, s.place) for s in form.steps)
