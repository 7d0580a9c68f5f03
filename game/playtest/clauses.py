"""Every condition of a story and every part of it, numbered, with its place: what plays can be asked to see both ways.

A condition is a `when`, a `needs`, an `{if}` of a text, or any other key that holds or does not. Its parts are its
comparisons and single names, where there are two or more. Conditions inside numbers (`when(a, b, c)`), and with them
those of the model's rules, are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from attrs import frozen

from game.engine.translate import Env
from game.script.checker import Scope, bind
from game.script.evaluator import evaluate
from game.script.faults import Place
from game.script.linker import proses
from game.script.model import Scenario
from game.script.prose import Branch, Prose
from game.script.scenes import Scene
from game.script.shapes import Formula
from game.script.syntax import Expr, Logic, Not, begins_at
from game.script.written import written

Ask = Callable[[Env], bool]
Note = Callable[[int, bool], None]


@frozen
class Clause:
    """A condition, or a part of one. `of` is the number of the condition; its own for a whole one.

    `where` says in words where it stands. `always` is said of what the story means to hold always, such as the last
    desk. `text_if` and `text_else` say whether an `{if}` has anything to say on either side.
    """

    number: int
    of: int
    where: str
    text: str
    place: Place
    always: bool = False
    text_if: bool = False
    text_else: bool = False


@frozen
class Site:
    """One condition: its clauses, the whole one first, and how to ask it."""

    clauses: tuple[Clause, ...]
    expr: Expr

    def asker(self, note: Note) -> Ask:
        """A function that asks this condition of a moment, and notes how it and its parts came out."""
        own, parts = self.clauses[0].number, self.clauses[1:]
        numbers = iter([c.number for c in parts])
        inner = _asker(self.expr, numbers if parts else None, note)

        def ask(env: Env) -> bool:
            value = inner(env)
            note(own, value)
            return value

        return ask


def _asker(expr: Expr, numbers: Iterator[int] | None, note: Note) -> Ask:
    match expr:
        case Logic("and", a, b):
            first, second = _asker(a, numbers, note), _asker(b, numbers, note)
            return lambda env: first(env) and second(env)
        case Logic(_, a, b):
            first, second = _asker(a, numbers, note), _asker(b, numbers, note)
            return lambda env: first(env) or second(env)
        case Not(x):
            inner = _asker(x, numbers, note)
            return lambda env: not inner(env)
        case _ if numbers is None:
            return lambda env: bool(evaluate(expr, env))
        case _:
            number = next(numbers)

            def ask(env: Env) -> bool:
                value = bool(evaluate(expr, env))
                note(number, value)
                return value

            return ask


@frozen
class Clauses:
    """All conditions of a story. `formulas` and `branches` find the site of a condition by its identity."""

    every: tuple[Clause, ...]
    formulas: dict[int, Site]
    branches: dict[int, Site]

    @classmethod
    def of(cls, scenario: Scenario, scope: Scope) -> Clauses:
        """Look through a story."""
        numbers = count()
        every: list[Clause] = []

        def site(where: str, expr: Expr, place: Place, last: bool, branch: Branch | None = None) -> Site:
            own = next(numbers)
            sides = (branch.then, branch.otherwise) if branch else (Prose(), Prose())
            said = [bool(side.plain().strip()) for side in sides]
            found = [Clause(own, own, where, written(expr), place.shifted(begins_at(expr)), last, *said)]
            atoms = list(_atoms(expr))
            if len(atoms) > 1:
                starts = [place.shifted(begins_at(atom)) for atom in atoms]
                pairs = zip(atoms, starts, strict=True)
                found += [Clause(next(numbers), own, where, written(atom), start, last) for atom, start in pairs]
            every.extend(found)
            return Site(tuple(found), bind(expr, scope))

        formulas = {id(f): site(w, f.expr, f.place, last) for w, f, last in _formulas(scenario)}
        branches = {
            id(b): site("an `{if}`", b.test, b.place, False, b) for prose in proses(scenario) for b in _branches(prose)
        }
        return cls(tuple(every), formulas, branches)


def _branches(prose: Prose) -> Iterator[Branch]:
    for part in prose.parts:
        if isinstance(part, Branch):
            yield part
            yield from _branches(part.then)
            yield from _branches(part.otherwise)


def _atoms(expr: Expr) -> Iterator[Expr]:
    """The comparisons and single names of a condition, from left to right."""
    match expr:
        case Logic(_, a, b):
            yield from _atoms(a)
            yield from _atoms(b)
        case Not(x):
            yield from _atoms(x)
        case _:
            yield expr


def _formulas(scenario: Scenario) -> Iterator[tuple[str, Formula, bool]]:
    """Every condition that is not in a text: where it stands, and whether it is meant to hold always."""
    desks = scenario.header.desks
    yield from ((f"`when` of the desk `{d.id}`", d.when, d is desks[-1]) for d in desks)
    if scenario.world.in_charge is not None:
        yield "`in_charge`", scenario.world.in_charge, False
    yield from ((f"the condition `{c.id}`", c.to, False) for c in scenario.figures.conditions)
    for row in (*scenario.figures.ledger, *scenario.figures.landmarks):
        if row.unknown_when is not None:
            yield f"`unknown_when` of the row `{row.id}`", row.unknown_when, False
        if row.seen_when is not None and row.seen is not None:
            yield f"`seen_when` of the row `{row.id}`", row.seen_when, False
    for scene in scenario.scenes:
        yield from ((where, formula, False) for where, formula in _of_scene(scene))
    for person in scenario.people:
        yield from ((f"a `status` of `{person.id}`", s.when, False) for s in person.status if s.when is not None)
        yield from ((f"the fate `{person.id}.{f.id}`", f.when, False) for f in person.fates if f.when is not None)
    for part in (*scenario.endings.parts, *scenario.endings.cut_parts):
        yield from ((f"the ending `{part.id}.{e.id}`", e.when, False) for e in part.endings if e.when is not None)
    yield from ((f"the line `{b.label}` of `brief`", b.when, False) for b in scenario.debrief.brief if b.when)
    yield from (("a line of `chair`", h.when, False) for h in scenario.debrief.chair if h.when is not None)


def _of_scene(scene: Scene) -> Iterator[tuple[str, Formula]]:
    if scene.when is not None:
        yield f"`when` of `{scene.id}`", scene.when
    rows = ((c, f"{scene.id}.{c.id}") for c in scene.choices)
    steps = ((s, f"{scene.id}.{f.id}.{s.id}") for f in scene.fields for s in f.steps)
    for part, name in (*rows, *steps):
        if part.needs is not None:
            yield f"`needs` of `{name}`", part.needs
        yield from ((f"`when` of what comes later of `{name}`", item.when) for item in part.later if item.when)
