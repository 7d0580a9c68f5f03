"""Names that nobody asks for: set and never read, or declared and never used at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from game.script.aftermath import Explain
from game.script.faults import Faults, Place
from game.script.header import Pause
from game.script.lint.walk import figures, parts
from game.script.model import Row, Scenario
from game.script.prose import Prose, expressions
from game.script.scenes import Effect, Field
from game.script.shapes import Formula
from game.script.syntax import Expr, Name, NoiseCall, TableCall, children
from game.script.world import Rule


def unread(scenario: Scenario, others: Iterable[Any], faults: Faults) -> None:
    """Every declared name that is read nowhere. `others` are the files that are read after the run."""
    read, set_names, used = _uses((scenario, *others))
    for what, name, place in _declared(scenario):
        if name in read or name in used:
            continue
        if name in set_names:
            faults.add("never-read", place, what=what, name=name)
        else:
            faults.add("never-used", place, what=what, name=name)


def _names(expr: Expr) -> Iterator[str]:
    match expr:
        case Name(name) | NoiseCall(name):
            yield name
        case TableCall(table):
            yield table
        case _:
            pass
    for child in children(expr):
        yield from _names(child)


def _uses(values: tuple[Any, ...]) -> tuple[set[str], set[str], set[str]]:
    """Names that are read, names that are set, and names that are used in another way: bands, landmarks, aliases."""
    read, set_names, used = set[str](), set[str](), set[str]()
    inside: list[Formula] = []  # read under a condition: they belong to what they set
    for item in parts(values):
        match item:
            case Rule(target=target, to=to):
                set_names.add(target)
                read |= set(_names(to.expr)) - {target}
                inside.append(to)
            case Effect(target=target, amount=amount):
                set_names.add(target)
                read |= set(_names(amount.expr)) - {target}
                inside.append(amount)
            case Explain(id=name):
                read.add(name)
            case Row(format=form):
                used.add(form)
            case Field(format=form, beside=beside, sets=sets):
                used |= {form, *beside}
                set_names.add(sets)
            case Pause(beside=beside):
                used |= set(beside)
            case Prose():
                for expr in expressions(item):
                    read |= set(_names(expr))
                used |= {f.format for f in figures(item)}
            case _:
                pass
    skip = {id(f) for f in inside}
    for item in parts(values):
        if isinstance(item, Formula) and id(item) not in skip:
            read |= set(_names(item.expr))
    return read, set_names, used


def _declared(scenario: Scenario) -> Iterator[tuple[str, str, Place]]:
    """Everything that could be asked for, with what it is."""
    world, figures = scenario.world, scenario.figures
    known = set(world.aliases.values())
    for what, items in (
        ("parameter", world.parameters),
        ("value by season", world.seasons),
        ("series", world.series),
        ("stock", world.stocks),
        ("flow", world.flows),
        ("draw", world.draws),
        ("lever", world.levers),
        ("table", world.tables),
        ("variable", figures.variables),
        ("figure", figures.derived),
        ("condition", figures.conditions),
        ("band", figures.bands),
        ("landmark", figures.landmarks),
    ):
        yield from ((what, item.id, item.place) for item in items if item.id not in known)
