"""Whether a walk can take the fast way, and the ground it stands on: what every turn brings, and how each cell is kept.

The fast way is for stories of decisions, effects, conditions and rules. Looks, storylets and standing orders are for
the reference walk. Where every live cell is a small whole number a state is packed into one; otherwise it is a tuple.
"""

from __future__ import annotations

from attrs import define, field, frozen

from game.engine.memory import Memory
from game.engine.program import Program, Values
from game.engine.run import Run
from game.playtest.walk.alive import Alive
from game.playtest.walk.cells import Cell, Of, ordered_by
from game.playtest.walk.clauses import Asked
from game.playtest.walk.found import Target
from game.playtest.walk.still import opened
from game.playtest.walk.whole_numbers import Wholes
from game.script.checker import bind
from game.script.linker import form_scope
from game.script.syntax import Expr

MOST_ANSWERS = 200  # to one decision: more would make a very long function


class NotFast(Exception):  # noqa: N818 - not an error: a reason to take the other way
    """The fast way is not for this story. The message says why."""


@frozen
class Slot:
    """Where a cell lies in a packed state: its lowest bit, its width, and what is taken off before it is packed."""

    shift: int
    width: int
    low: int

    @property
    def mask(self) -> int:
        """Its bits."""
        return ((1 << self.width) - 1) << self.shift


@define(eq=False)
class Ground:
    """Everything the generated code of one walk is made from."""

    alive: Alive
    start: Run
    packed: bool
    asked: Asked = field(factory=dict[Target, tuple[Expr, ...]])
    fixed: dict[int, Values] = field(factory=dict[int, Values])
    slots: dict[Cell, Slot] = field(factory=dict[Cell, Slot])
    wholes: Wholes = field(init=False)
    worked: dict[str, Expr] = field(init=False)
    bits: int = 0

    def __attrs_post_init__(self) -> None:
        program, course = self.program, self.alive.course
        inside = form_scope(program.scope)
        figures = program.scenario.figures
        self.worked = {i.id: bind(i.to.expr, inside) for i in (*figures.derived, *figures.conditions)}
        self.wholes = Wholes(self.alive, self.worked, self.start.values)
        for turn in (*course.played, *course.silent):
            self.fixed[turn] = opened(self.start, turn)[0]

    @property
    def program(self) -> Program:
        """The story."""
        return self.alive.program

    def memory(self, turn: int) -> Memory:
        """What was remembered when the walk began, as asked in a turn."""
        memory = self.start.memory.fork()
        memory.turn = float(turn)
        return memory

    def slot(self, cell: Cell) -> Slot:
        """The place of a cell in a packed state. Raises NotFast if it is no small whole number."""
        found = self.slots.get(cell)
        if found is None:
            low, high = self._range(cell)
            found = self.slots[cell] = Slot(self.bits, max(1, (high - low).bit_length()), low)
            self.bits += found.width
        return found

    def _range(self, cell: Cell) -> tuple[int, int]:
        turns = len(self.program.turns)
        match cell.of:
            case Of.SIGNED | Of.CAME:
                return 0, 1
            case Of.VISITS | Of.LAST:
                return 0, turns
            case _:
                bounds = self.wholes.range(cell.name)
                if bounds is None:
                    raise NotFast(f"`{cell.name}` is not a small whole number")
                return bounds


def need_fast(alive: Alive) -> None:
    """Whether the fast way is for this story. Raises NotFast, saying why not."""
    program, course = alive.program, alive.course
    if program.levers:
        raise NotFast("it has standing orders")
    if any(True for turn in course.silent for beat in program.beats for _ in program.earlier(alive.cut, turn, beat.id)):
        raise NotFast("something is signed in turns that nobody plays")
    for spot in course.spots.values():
        if spot.looks:
            raise NotFast("it has days for looks")
        if spot.storylets:
            raise NotFast("it has storylets")
        for scene in spot.papers:
            if ordered_by(scene):
                raise NotFast("it has standing orders")
            answers = 1
            for row in (scene.choices, *(f.steps for f in scene.fields)):
                answers *= max(1, len(row))
            if answers > MOST_ANSWERS:
                raise NotFast(f"`{scene.id}` has more than {MOST_ANSWERS} answers")
