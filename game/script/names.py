"""Every name a scenario declares, with its kind: the scope that expressions and texts are checked against.

Nothing is undeclared and nothing is declared twice. Turn ids are numbers (their place in the order), so that
`turn >= autumn_1959` and `removed_turn < winter_1960` read as they should.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.script.checker import Kind, Scope, Symbol
from game.script.faults import Faults, Place
from game.script.model import Scenario, VariableKind

_LANGUAGE = "and or not min max clamp round table when noise seen visits turns_since"
RESERVED = frozenset({"turn", "turn_index", "season", "played_cut", "this", *_LANGUAGE.split()})
_KINDS = {VariableKind.FLAG: Kind.CONDITION, VariableKind.WORD: Kind.WORD, VariableKind.NUMBER: Kind.NUMBER}


def declared(scenario: Scenario) -> Iterator[tuple[Symbol, Place]]:
    """Each declaration of the scenario as a symbol, with its place."""
    world, figures = scenario.world, scenario.figures
    for p in world.parameters:
        yield Symbol(p.id, Kind.NUMBER, unit=p.unit), p.place
    for v in (*world.seasons, *world.series, *world.levers):
        yield Symbol(v.id, Kind.NUMBER, unit=v.unit), v.place
    for s in (*world.stocks, *world.flows):
        yield Symbol(s.id, Kind.NUMBER, unit=s.unit), s.place
    for d in world.draws:
        yield Symbol(d.id, Kind.NUMBER), d.place
    for v in figures.variables:
        words = v.words if v.kind is VariableKind.WORD else ()
        yield Symbol(v.id, _KINDS[v.kind], words=words, unit=v.unit, shown=v.shown), v.place
    for f in figures.derived:
        yield Symbol(f.id, Kind.NUMBER, unit=f.unit), f.place
    for c in figures.conditions:
        yield Symbol(c.id, Kind.CONDITION), c.place
    for t in scenario.header.turns:
        yield Symbol(t.id, Kind.NUMBER), t.place


def build_scope(scenario: Scenario, faults: Faults) -> Scope:
    """The scope of a scenario; faults for names declared twice or reserved."""
    header = scenario.header
    seasons = tuple(dict.fromkeys(t.season for t in header.turns if t.season))
    symbols = {
        "turn": Symbol("turn", Kind.NUMBER),
        "turn_index": Symbol("turn_index", Kind.NUMBER),
        "season": Symbol("season", Kind.WORD, words=seasons),
        "played_cut": Symbol("played_cut", Kind.WORD, words=("full", *(c.id for c in header.cuts))),
    }
    for symbol, place in declared(scenario):
        if symbol.id in RESERVED:
            faults.add("reserved-name", place, name=symbol.id)
        elif symbol.id in symbols:
            faults.add("declared-twice", place, "name", name=symbol.id)
        symbols[symbol.id] = symbol
    return Scope(
        symbols=symbols,
        tables=frozenset(t.id for t in scenario.world.tables),
        draws=frozenset(d.id for d in scenario.world.draws),
        scenes={s.id: s.paths() for s in scenario.scenes},
    )
