"""How generated code says a cell: as a local, read out of the state once; and how it packs locals into a state again.

Nothing an author wrote reaches the code: cells are numbers here, values are numbers, ids never appear.
"""

from __future__ import annotations

from attrs import define, evolve, field

from game.engine.memory import NEVER
from game.playtest.walk.cells import Cell, Cells, Of
from game.playtest.walk.ground import Ground, NotFast
from game.script.checker import bind
from game.script.codegen import to_python
from game.script.linker import form_scope
from game.script.shapes import Formula
from game.script.syntax import Arithmetic, Call, Compare, Expr, Logic, Negate, Not, Number, TableCall

SMALL = 1 << 31  # whole literals below it are written without a point: comparing whole numbers is quicker


@define(eq=False)
class Lines:
    """Source that grows."""

    found: list[str] = field(factory=list[str])
    depth: int = 1

    def put(self, text: str) -> None:
        """A line at this depth."""
        self.found.append(" " * self.depth + text)


@define(eq=False)
class Speech:
    """The cells of one generated function: which local holds each as it stands at this point of the code."""

    ground: Ground
    source: tuple[Cell, ...]  # the live cells of the place it begins at
    turn: int
    lines: Lines
    held: dict[Cell, str] = field(factory=dict[Cell, str])
    numbers: dict[Cell, int] = field(factory=dict[Cell, int])
    loaded: set[Cell] = field(factory=set[Cell])
    touched: set[Cell] = field(factory=set[Cell])  # what some answer writes

    def again(self) -> None:
        """Begin another answer: every cell as the state has it."""
        self.held.clear()

    def matters(self, cell: Cell) -> bool:
        """Whether anything may still read the cell: if not, nothing is written there."""
        return cell in self.source or cell in self.held

    def number(self, cell: Cell) -> int:
        """The number of a cell in this function's locals."""
        return self.numbers.setdefault(cell, len(self.numbers))

    def value(self, cell: Cell) -> str:
        """The cell as it stands here: a local, or a literal where no play changes it."""
        if cell in self.held:
            return self.held[cell]
        if cell not in self.ground.alive.changing:
            return self._fixed(cell)
        return self._out_of_state(cell)

    def _fixed(self, cell: Cell) -> str:
        memory, name = self.ground.memory(self.turn), cell.name
        match cell.of:
            case Of.SIGNED:
                return str(int(name in memory.signed))
            case Of.CAME:
                return str(int(name in memory.last))
            case Of.VISITS:
                return str(memory.visits.get(name, 0))
            case Of.LAST:
                return str(int(memory.last[name]) + 1 if name in memory.last else 0)
            case _:
                return self.literal(self.ground.fixed[self.turn][self.ground.program.slots[name]])

    def literal(self, value: float) -> str:
        """A number as source."""
        if self.ground.packed and abs(value) < SMALL and value == int(value):
            return str(int(value))
        return repr(value)

    # what is read: the words of an expression

    def says(self, expr: Expr) -> str:
        """A bound expression as source."""
        return to_python(self._plain(expr), self)

    def formula(self, formula: Formula) -> str:
        """A formula of the story as source."""
        return self.says(bind(formula.expr, form_scope(self.ground.program.scope)))

    def part(self, expr: Expr) -> str:
        """A part of a condition, as an author wrote it, as source."""
        return self.says(bind(expr, form_scope(self.ground.program.scope)))

    def condition(self, formula: Formula | None) -> str | bool:
        """A condition as source; worked out now where nothing it reads can change."""
        if formula is None:
            return True
        ground = self.ground
        if not ground.alive.reader.formula(formula) & ground.alive.changing:
            return bool(ground.program.call(formula, ground.fixed[self.turn], ground.memory(self.turn)))
        return self.formula(formula)

    def _plain(self, expr: Expr) -> Expr:
        """Whole literals as whole numbers, where states are packed."""
        if not self.ground.packed:
            return expr
        match expr:
            case Number(value):
                return evolve(expr, value=int(value)) if abs(value) < SMALL and value == int(value) else expr
            case Negate(x) | Not(x):
                return type(expr)(self._plain(x))
            case TableCall(table, x):
                return TableCall(table, self._plain(x))
            case Arithmetic(op, a, b):
                return Arithmetic(op, self._plain(a), self._plain(b))
            case Compare(op, a, b):
                return Compare(op, self._plain(a), self._plain(b))
            case Logic(op, a, b):
                return Logic(op, self._plain(a), self._plain(b))
            case Call(function, args):
                return Call(function, tuple(self._plain(a) for a in args))
            case _:
                return expr

    def name(self, name: str) -> str:
        """A declared name."""
        layout = self.ground.program.layout
        if name in layout.constants:
            return self.literal(layout.constants[name])
        if name in self.ground.worked:
            return self.says(self.ground.worked[name])
        value = self.value(Cell(Of.VALUE, name))
        return f"({value} != 0)" if name in layout.flags else value

    def seen(self, scene: str, rest: tuple[str, ...]) -> str:
        """Whether a scene has come, or an answer was signed."""
        cell = Cell(Of.SIGNED, ".".join((scene, *rest))) if rest else Cell(Of.CAME, scene)
        return f"({self.value(cell)} != 0)"

    def visits(self, scene: str) -> str:
        """How often a scene has come."""
        return self.value(Cell(Of.VISITS, scene))

    def turns_since(self, scene: str) -> str:
        """Turns since a scene last came; a cell keeps the turn's number and one, or 0 for never."""
        last = self.value(Cell(Of.LAST, scene))
        return f"({self.turn + 1} - {last} if {last} else {int(NEVER)})"

    def table(self, name: str) -> str:
        """The points of a curve."""
        points = self.ground.program.layout.tables[name]
        return repr(points)

    def noise(self, name: str) -> str:
        """A draw of this turn."""
        return self.name(name)

    # what is written

    def hold(self, cell: Cell, source: str) -> None:
        """The cell becomes this."""
        local = f"y{self.number(cell)}"
        if self.held.get(cell) == local or not source.lstrip("-").isdigit():
            self.lines.put(f"{local} = {source}")
            self.held[cell] = local
        else:
            self.held[cell] = source

    def settle(self, cells: Cells) -> None:
        """Give cells a local of their own, since what comes next may or may not write them."""
        for cell in sorted(c for c in cells if self.matters(c)):
            local = f"y{self.number(cell)}"
            if self.held.get(cell) != local:
                self.lines.put(f"{local} = {self.value(cell)}")
                self.held[cell] = local

    # states

    def load(self) -> list[str]:
        """The lines that read out of the state what this function looked at; none where the loop takes it apart."""
        if not self.ground.packed:
            return []
        found: list[str] = []
        for cell in sorted(self.loaded, key=lambda c: self.number(c)):
            slot = self.ground.slot(cell)
            bits = (1 << slot.width) - 1
            part = f"(s >> {slot.shift}) & {bits}" if slot.shift else f"s & {bits}"
            found.append(f"x{self.number(cell)} = " + (f"({part}) + {slot.low}" if slot.low else part))
        return found

    def pattern(self) -> str:
        """What stands for the state in a loop over states."""
        if self.ground.packed:
            return "s"
        return "(" + "".join(f"x{self.number(cell)}, " for cell in self.source) + ")" if self.source else "s"

    def state(self, aim: tuple[Cell, ...]) -> str:
        """The state as it stands here, with the live cells of where it goes to."""
        if not self.ground.packed:
            return "(" + "".join(f"{self.value(cell)}, " for cell in aim) + ")"
        text, bits = "s", 0
        self.touched |= self.held.keys() & set(self.source)
        for cell, held in self.held.items():
            slot = self.ground.slot(cell) if cell in aim else None
            if slot is None:
                continue
            if slot.width == 1 and not slot.low and held == "1":
                bits |= slot.mask
            else:
                old = self._out_of_state(cell)
                shifted = f"(({held} - {old}) << {slot.shift})" if slot.shift else f"({held} - {old})"
                text += f" + {shifted}"
        gone = sum(self.ground.slot(cell).mask for cell in set(self.source) - set(aim))
        text = f"({text}) & {~gone}" if gone else text
        return f"({text}) | {bits}" if bits else text

    def _out_of_state(self, cell: Cell) -> str:
        if cell not in self.source:
            raise NotFast(f"what is read of `{cell.name}` is not known to be live")
        self.loaded.add(cell)
        return f"x{self.number(cell)}"
