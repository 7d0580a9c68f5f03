"""What a run remembers, as cells, and which of them an expression reads and a scene writes.

A cell is one thing that two states can differ in: a figure, whether a scene has come, a signature, a standing order.
All that follows from the turn and the seed alone (history, draws, constants) is no cell.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from attrs import define, field

from game.engine.program import Program
from game.script.scenes import Choice, Effect, Scene, Step
from game.script.shapes import Formula
from game.script.syntax import Arithmetic, Expr, Name, NoiseCall, Number, SceneRef, children


class Of(StrEnum):
    """The kinds of cell."""

    VALUE = "value"  # a stock, a flow, a variable, a lever as it stands
    SIGNED = "signed"  # scene.choice or form.field.step
    CAME = "came"  # whether a scene has ever come
    VISITS = "visits"  # how often
    LAST = "last"  # in which turn it last came
    ORDER = "order"  # the standing order of a lever


class Cell(NamedTuple):
    """One thing that is remembered."""

    of: Of
    name: str


Cells: TypeAlias = frozenset[Cell]
NOTHING: Cells = frozenset()


@define(eq=False)
class Reader:
    """Answers for one program; what it found is kept."""

    program: Program
    levers: Cells = field(init=False)
    in_charge: Cells = field(init=False)
    desks: Cells = field(init=False)
    _worked: dict[str, Expr] = field(init=False)
    _named: dict[str, Cells] = field(factory=dict[str, Cells])
    _written: dict[str, Cells] = field(factory=dict[str, Cells])
    _risky: dict[str, bool] = field(factory=dict[str, bool])

    def __attrs_post_init__(self) -> None:
        figures = self.program.scenario.figures
        self._worked = {item.id: item.to.expr for item in (*figures.derived, *figures.conditions)}
        self.levers = frozenset(Cell(Of.VALUE, lever.id) for _, lever in self.program.levers)
        self.in_charge = self.formula(self.program.in_charge)
        desks = self.program.scenario.header.desks
        self.desks = frozenset().union(*(self.formula(d.when) for d in desks)) if len(desks) > 1 else NOTHING

    def formula(self, formula: Formula | None) -> Cells:
        """What a formula reads; nothing where there is none."""
        return NOTHING if formula is None else self.reads(formula.expr)

    def reads(self, expr: Expr) -> Cells:
        """What an expression reads, derived figures and conditions followed to what they are made of."""
        match expr:
            case Name(name):
                return self._name(name)
            case NoiseCall(draw):
                return frozenset({Cell(Of.VALUE, draw)})
            case SceneRef("seen", scene, rest):
                return frozenset({Cell(Of.SIGNED, ".".join((scene, *rest))) if rest else Cell(Of.CAME, scene)})
            case SceneRef(function, scene):
                return frozenset({Cell(Of.VISITS if function == "visits" else Of.LAST, scene)})
            case _:
                return frozenset[Cell]().union(*(self.reads(part) for part in children(expr)))

    def _name(self, name: str) -> Cells:
        """A bare word of a list is no name of the layout, and reads nothing."""
        if name not in self._named:
            if name in self._worked:
                self._named[name] = self.reads(self._worked[name])
            else:
                known = name in self.program.slots
                self._named[name] = frozenset({Cell(Of.VALUE, name)}) if known else NOTHING
        return self._named[name]

    def may_fail(self, expr: Expr) -> bool:
        """Whether working it out can stop a play: a division by something that varies, or a power."""
        match expr:
            case Name(name) if name in self._worked:
                if name not in self._risky:
                    self._risky[name] = self.may_fail(self._worked[name])
                return self._risky[name]
            case Arithmetic("/", a, Number(value)):
                return value == 0 or self.may_fail(a)
            case Arithmetic("/" | "**", _, _):
                return True
            case _:
                return any(self.may_fail(part) for part in children(expr))

    def effects(self, effects: tuple[Effect, ...]) -> Cells:
        """What effects read: their amounts, and what they add to."""
        found = NOTHING
        for effect in effects:
            symbol = self.program.scope.symbols[effect.target]
            if not symbol.words and effect.target not in self.program.layout.flags:
                found |= self.formula(effect.amount)
            if effect.op != "=":
                found |= {Cell(Of.VALUE, effect.target)}
        return found

    def comes(self, scene: Scene) -> Cells:
        """What decides whether a scene comes, apart from what has come this turn."""
        found = self.formula(scene.when)
        if scene.once and len(scene.turns) != 1:
            found |= {Cell(Of.CAME, scene.id)}
        if scene.cooldown:
            found |= {Cell(Of.LAST, scene.id)}
        return found if scene.desk == "any" else found | self.desks

    def answered(self, scene: Scene) -> Cells:
        """What is read once a scene lies on the desk: what is locked, and what its answers do."""
        found = NOTHING
        for part in scene.parts:
            found |= self.formula(part.needs) | self.effects(part.effects)
        return found

    def writes(self, scene: Scene) -> Cells:
        """Whatever a scene and its answers may change."""
        if scene.id not in self._written:
            self._written[scene.id] = self._writes(scene)
        return self._written[scene.id]

    def _writes(self, scene: Scene) -> Cells:
        found = {Cell(of, scene.id) for of in (Of.CAME, Of.VISITS, Of.LAST)}
        found |= {Cell(Of.VALUE, e.target) for e in scene.effects}
        for name, part in named_parts(scene):
            found.add(Cell(Of.SIGNED, name))
            found |= {Cell(Of.VALUE, e.target) for e in part.effects}
        ordered = ordered_by(scene)
        if scene.kind == "look":
            ordered |= {order.lever for order in self.program.scenario.header.each_look}
        found |= {Cell(Of.ORDER, lever) for lever in ordered}
        return frozenset(found) | (self.levers if ordered else NOTHING)


def named_parts(scene: Scene) -> tuple[tuple[str, Choice | Step], ...]:
    """Every answer of a scene, by the name that conditions know it by."""
    chosen = [(f"{scene.id}.{c.id}", c) for c in scene.choices]
    return (*chosen, *((f"{scene.id}.{f.id}.{s.id}", s) for f in scene.fields for s in f.steps))


def ordered_by(scene: Scene) -> set[str]:
    """The levers that the answers of a scene give orders for."""
    found = {order.lever for part in scene.parts for order in part.orders}
    return found | {form.sets for form in scene.fields if form.sets and any(s.order for s in form.steps)}
