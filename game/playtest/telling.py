"""A story made anew so that it tells: of each condition that is asked in a play, how it came out.

A program keeps one function for each text of an expression, so conditions that are written alike get texts of their own
here. What a run asks by itself goes through functions that note the answer; the rest asks a `Telling`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TypeVar

from attrs import evolve, frozen

from game.engine.program import Program, build
from game.engine.translate import Env, Reader
from game.playtest.clauses import Ask, Clauses
from game.script.checker import Scope, bind
from game.script.linker import proses
from game.script.model import Scenario
from game.script.prose import Branch, Figure, Prose
from game.script.scenes import Choice, Step
from game.script.shapes import Formula
from game.script.syntax import Expr

P = TypeVar("P", Choice, Step)
HELD, FAILED = 1, 2


@frozen
class Telling:
    """A program that tells: of each condition that is asked, in `flags`, how it came out."""

    program: Program
    clauses: Clauses
    flags: bytearray
    asks: dict[int, Ask]
    figures: dict[int, Expr]

    @classmethod
    def of(cls, scenario: Scenario, scope: Scope) -> Telling:
        """Make a story tell. Conditions get texts of their own, for a program keeps one function for each text."""
        marked = _own_texts(scenario)
        clauses = Clauses.of(marked, scope)
        flags = bytearray(len(clauses.every))

        def note(number: int, value: bool) -> None:
            flags[number] |= HELD if value else FAILED

        program = build(marked, scope)
        # the index passes over storylets that a figure refuses; here each is asked, so that it is known to have failed
        program.storylet_index = evolve(program.storylet_index, readings=())
        sites = (*clauses.formulas.items(), *clauses.branches.items())
        asks = {key: site.asker(note) for key, site in sites}
        for name, formula in _asked_by_engine(marked):
            program.functions.made[name] = _function(program, asks[id(formula)])
        figures = {id(f): bind(f.expr, scope) for prose in proses(marked) for f in _figures(prose)}
        return cls(program, clauses, flags, asks, figures)


def _function(program: Program, ask: Ask) -> Reader:
    return lambda values, memory: ask(Env(program, values, memory))


def _figures(prose: Prose) -> Iterator[Figure]:
    for part in prose.parts:
        if isinstance(part, Figure):
            yield part
        elif isinstance(part, Branch):
            yield from _figures(part.then)
            yield from _figures(part.otherwise)


def _asked_by_engine(scenario: Scenario) -> Iterator[tuple[str, Formula]]:
    """The conditions that a run asks by itself, each with the name of its function."""
    yield from ((f"@{c.id}", c.to) for c in scenario.figures.conditions)
    formulas = [*(d.when for d in scenario.header.desks), scenario.world.in_charge]
    for scene in scenario.scenes:
        formulas.append(scene.when)
        for part in scene.parts:
            formulas += [part.needs, *(item.when for item in part.later)]
    yield from ((f.text, f) for f in formulas if f is not None)


def _own_texts(scenario: Scenario) -> Scenario:
    """The same story, where no two conditions that a run asks are written alike."""
    numbers = count()

    def own(formula: Formula) -> Formula:
        return evolve(formula, text=f"{formula.text} #{next(numbers)}")

    def maybe(formula: Formula | None) -> Formula | None:
        return own(formula) if formula else None

    def part(p: P) -> P:
        return evolve(p, needs=maybe(p.needs), later=tuple(evolve(item, when=maybe(item.when)) for item in p.later))

    scenes = [
        evolve(
            scene,
            when=maybe(scene.when),
            choices=tuple(part(c) for c in scene.choices),
            fields=tuple(evolve(f, steps=tuple(part(s) for s in f.steps)) for f in scene.fields),
        )
        for scene in scenario.scenes
    ]
    desks = tuple(evolve(d, when=own(d.when)) for d in scenario.header.desks)
    return evolve(
        scenario,
        header=evolve(scenario.header, desks=desks),
        world=evolve(scenario.world, in_charge=maybe(scenario.world.in_charge)),
        scenes=tuple(scenes),
    )
