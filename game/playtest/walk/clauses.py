"""Why something is never reached: which part of its condition never holds where it is asked. Pure.

A condition is taken apart at its `and`s, named conditions followed to what they mean. Each part is a target of a second
walk; where one is never reached, that is the reason.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TypeAlias

from game.engine.program import Program
from game.playtest.coverage import names_of
from game.playtest.walk.cells import named_parts
from game.playtest.walk.found import Target, What
from game.script.header import Cut
from game.script.shapes import Formula
from game.script.syntax import Expr, Logic, Name
from game.script.written import written

Asked: TypeAlias = Mapping[Target, tuple[Expr, ...]]
MOST_PARTS = 12


def clause(target: Target, number: int) -> Target:
    """The target that stands for one part of a condition holding where it is asked; -1 for its being asked at all."""
    return What.CLAUSE, f"{target[0]} {target[1]} {number}"


def asked_of(program: Program, cut: Cut | None, missing: Iterable[Target]) -> Asked:
    """The parts of the conditions of what was not reached."""
    conditions = {c.id: c.to.expr for c in program.scenario.figures.conditions}
    whens = dict(_whens(program, cut))
    found: dict[Target, tuple[Expr, ...]] = {}
    for target in missing:
        when = whens.get(target)
        parts = tuple(_parts(when.expr, conditions)) if when is not None else ()
        found[target] = parts[:MOST_PARTS]
    return found


def _whens(program: Program, cut: Cut | None) -> Iterator[tuple[Target, Formula | None]]:
    scenario = program.scenario
    for scene in scenario.scenes:
        yield (What.SCENE, scene.id), scene.when
        for name, part in named_parts(scene):
            yield (What.CHOICE, name), part.needs
    for part in scenario.endings.of(cut.id if cut else ""):
        for ending in part.endings:
            yield (What.ENDING, f"{part.id}.{ending.id}"), ending.when
    for person in scenario.people:
        for fate in person.fates:
            yield (What.FATE, f"{person.id}.{fate.id}"), fate.when


def _parts(expr: Expr, conditions: Mapping[str, Expr]) -> Iterator[Expr]:
    match expr:
        case Logic("and", a, b):
            yield from _parts(a, conditions)
            yield from _parts(b, conditions)
        case Name(name) if name in conditions and isinstance(conditions[name], Logic):
            yield from _parts(conditions[name], conditions)
        case _:
            yield expr


def because(program: Program, target: Target, parts: tuple[Expr, ...], reached: Container[Target]) -> str:
    """Why a whole walk never came to something."""
    what, name = target
    if what is What.CHOICE:
        scene = next(s for s in program.scenario.scenes if any(name in row for row in names_of(s)))
        if (What.SCENE, scene.id) not in reached:
            return f"`{scene.id}` never comes"
    if clause(target, -1) not in reached:
        return "no play comes to where it would be asked for" if what is What.SCENE else "no play comes so far"
    never = [part for n, part in enumerate(parts) if clause(target, n) not in reached]
    where = _where(program, target)
    if never:
        return " and ".join(f"`{written(part)}`" for part in never[:3]) + f" never holds {where}"
    if len(parts) > 1:
        return f"each part of its condition holds somewhere, but never all of them together {where}"
    if what in (What.ENDING, What.FATE):
        return "whenever it would hold, one that stands before it holds too"
    scene = program.scenes[name.partition(".")[0]]
    if scene.desk not in ("", "any"):
        return f"nobody sits at its desk, `{scene.desk}`, when it would come {where}"
    return f"something besides its condition is in the way {where}: its desk, its cooldown, or others before it"


def _where(program: Program, target: Target) -> str:
    what, name = target
    if what in (What.ENDING, What.FATE):
        return "at the end of a play"
    scene = program.scenes[name.partition(".")[0]]
    labels = [program.turns[program.turn_index[turn]].in_sentence for turn in scene.turns]
    if not labels:
        return "where it is asked"
    return "in " + (" or ".join(labels) if len(labels) <= 3 else f"any of its {len(labels)} turns")
