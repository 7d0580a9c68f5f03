"""Each scene as Python source over the one list: whether it may come, what its coming changes, what is open, what a
signature changes.

The source says what run.py and select.py do, with everything settled beforehand that is settled: a clamp that cannot
bite, a rounding of whole numbers, a test of a bounded one is left out. With a journal, a function first notes what it
is about to overwrite: the slots, and their values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeAlias

from attrs import Factory, frozen

from game.engine.clock import PLACES
from game.engine.program import Program
from game.engine.swift.bounds import Bounds
from game.engine.swift.layout import Names, Slots
from game.script.checker import Kind, bind
from game.script.codegen import to_python
from game.script.evaluator import FAR
from game.script.model import Beat
from game.script.scenes import Choice, Effect, Scene, Step
from game.script.shapes import Formula
from game.script.syntax import Expr, Number

MOST_LOOKED_UP = 6  # conditions in a row; its table has two to the power of them


class Wording(Protocol):
    """Writes the texts of a scene as an expression that gives them; what `@0@` stands for goes into what is given."""

    def comes(self, scene: Scene, given: list[Any]) -> str: ...
    def labels(self, row: Sequence[Choice | Step]) -> tuple[str, ...] | None: ...
    def signed(self, scene: Scene, part: Choice | Step, given: list[Any]) -> str: ...


Options: TypeAlias = tuple[tuple[int, str], ...]


@frozen
class Open:
    """What is open of a scene: the digits of each row; `row` is the first. With labels that never change, these too."""

    rows: tuple[tuple[int, ...], ...]
    row: tuple[int, ...] = ()
    options: Options | None = None


NOTHING_OPEN = Open(())


@frozen
class Text:
    """The source of a function: its lines, and what `@0@`, `@1@` ... in them stand for."""

    lines: tuple[str, ...]
    given: tuple[Any, ...] = ()


@frozen
class Source:
    """Writes the functions of one program."""

    program: Program
    slots: Slots
    names: Names
    bounds: Bounds
    wording: Wording | None = None  # how what a function says is written, where it says anything
    tables: dict[object, object] = Factory(dict[object, object])

    def expr(self, formula: Formula) -> str:
        """An expression of the story."""
        return to_python(self.bound(formula), self.names)

    def bound(self, formula: Formula) -> Expr:
        """An expression with its words resolved."""
        return bind(formula.expr, self.program.scope)

    def asked(self, formula: Formula) -> Text:
        """A derived figure or a condition."""
        return Text((f"return {self.expr(formula)}",))

    def desk(self) -> Text:
        """Which desk the player sits at: its number."""
        desks = self.program.scenario.header.desks
        lines = (f"if {self.expr(desk.when)}: return {number}" for number, desk in enumerate(desks))
        return Text((*lines, "return 0"))

    def guard(self, scene: Scene, again: bool) -> Text | None:
        """Whether a scene of this turn and beat may come now; None where nothing can keep it away.

        `again`: it might have come in another turn.
        """
        last = f"S[{self.slots.last[scene.id]}]"
        turn = f"S[{self.slots.figures.slots['turn']}]"
        tests: list[str] = []
        if again and scene.once:
            tests.append(f"{last} < 0.0")
        if scene.cooldown:
            tests.append(f"({last} < 0.0 or {turn} - {last} >= {float(scene.cooldown)})")
        desks = [desk.id for desk in self.program.scenario.header.desks]
        if scene.desk != "any" and len(desks) > 1:
            tests.append(f"desk(S) == {desks.index(scene.desk or self.program.first_desk)}")
        if scene.when is not None:
            tests.append(self.expr(scene.when))
        return Text((f"return {' and '.join(tests)}",)) if tests else None

    def come(self, scene: Scene, journal: bool) -> Text:
        """A scene's coming: counted, its effects; gives the open digits of each row, none if nothing is signed."""
        visits, last = self.slots.visits[scene.id], self.slots.last[scene.id]
        body = [f"S[{visits}] += 1.0", f"S[{last}] = S[{self.slots.figures.slots['turn']}]"]
        body += self.effects(scene.effects)
        given: list[Any] = []
        if self.wording is not None:
            body.append(f"say({self.wording.comes(scene, given)})")
        body.append(f"return {self.opened(scene.rows, given)}")
        return self.written([visits, last, *self.targets(scene.effects)], body, journal, given)

    def opened(self, rows: Sequence[Sequence[Choice | Step]], given: list[Any]) -> str:
        """The open digits of each row: looked up by what holds, in a table that is given."""
        if not rows:
            return "_none"
        if len(rows) == 1:
            return self.row(rows[0], given, whole=True)
        return f"_Rows(({', '.join(self.row(row, given, whole=False) for row in rows)},))"

    def row(self, row: Sequence[Choice | Step], given: list[Any], whole: bool) -> str:
        """Which digits of a row are open; where none would be, all are. A whole answer is of a scene with one row."""
        asked = [part.needs for part in row if part.needs is not None]
        if len(asked) > MOST_LOOKED_UP:
            tests = ", ".join("True" if part.needs is None else self.expr(part.needs) for part in row)
            return f"_Rows((_open(({tests},)),))" if whole else f"_open(({tests},))"
        labels = self.wording.labels(row) if self.wording is not None and whole else None
        table: list[object] = []
        for number in range(1 << len(asked)):
            held = iter(range(len(asked)))
            free = tuple(n for n, part in enumerate(row) if part.needs is None or number >> next(held) & 1)
            free = free or tuple(range(len(row)))
            options = tuple((n, labels[n]) for n in free) if labels else None
            table.append(Open((free,), free, options) if whole else free)
        answer = table[0] if len(table) == 1 else tuple(table)
        given.append(self.tables.setdefault(answer, answer))  # one for all rows of a form
        name = f"@{len(given) - 1}@"
        if len(table) == 1:
            return name
        return f"{name}[{as_number(self.expr(needs) for needs in asked)}]"

    def sign(self, scene: Scene, source: str, part: Choice | Step, journal: bool) -> Text:
        """What a signed choice or step changes, standing orders apart. A form says what follows once all is signed."""
        slot = self.slots.signed[source]
        body = [f"S[{slot}] = 1.0", *self.effects(part.effects)]
        given: list[Any] = []
        if self.wording is not None and scene.choices:
            body.append(f"say({self.wording.signed(scene, part, given)})")
        return self.written([slot, *self.targets(part.effects)], body, journal, given)

    def stage(self, beat: Beat, journal: bool) -> Text:
        """The rules of a stage, then rounding."""
        rules = [rule for rule in self.program.rules if rule.stage == beat.then]
        slots = self.slots.figures.slots
        body = [f"S[{slots[rule.target]}] = {self.expr(rule.to)}" for rule in rules]
        computed = self.program.computed[beat.then]
        for slot in computed:
            body += [f"S[{slot}] = x = _near(S[{slot}], {PLACES})", "if not -1e15 < x < 1e15: raise _Far"]
        return self.written(computed, body, journal)

    def written(self, writes: Iterable[int], body: Sequence[str], journal: bool, given: Sequence[Any] = ()) -> Text:
        """A function that overwrites slots; with a journal it first notes which, and what stood in them."""
        if not journal:
            return Text(tuple(body), tuple(given))
        slots = tuple(dict.fromkeys(writes))
        old = ", ".join(f"S[{slot}]" for slot in slots)
        note = f"note((@{len(given)}@, {old}))"
        return Text((note, *body), (*given, slots))

    def targets(self, effects: Iterable[Effect]) -> list[int]:
        """The slots that effects write."""
        return [self.slots.figures.slots[effect.target] for effect in effects]

    def effects(self, effects: Iterable[Effect]) -> Iterator[str]:
        """Effects, in their order."""
        for effect in effects:
            yield from self.effect(effect)

    def effect(self, effect: Effect) -> Iterator[str]:
        """One change, kept in its range and rounded."""
        layout = self.slots.figures
        slot = layout.slots[effect.target]
        low, high = self.program.ranges[slot]
        symbol = self.program.scope.symbols[effect.target]
        if symbol.kind is not Kind.NUMBER:
            word = effect.amount.text
            number = float(symbol.words.index(word)) if symbol.words else float(word == "yes")
            if effect.op == "=" and low <= number <= high:
                yield f"S[{slot}] = {number!r}"
                return
            amount: Expr = Number(number)
        else:
            amount = self.bound(effect.amount)
            if effect.op == "=" and isinstance(amount, Number) and low <= amount.value <= high:
                yield f"S[{slot}] = {round(float(amount.value), PLACES)!r}"
                return
        value = to_python(amount, self.names)
        yield f"x = {value}" if effect.op == "=" else f"x = S[{slot}] {effect.op[0]} {value}"
        largest = self.bounds.largest(amount) + (0.0 if effect.op == "=" else self._largest_held(effect.target))
        if not largest < FAR:
            yield f"if not {-FAR!r} < x < {FAR!r}: raise _Far"
        whole = effect.target in self.bounds.whole and self.bounds.is_whole(amount)
        kept = _kept(low, high, _grows(effect.op, amount) if effect.target in self.bounds.ranges else 0)
        yield f"S[{slot}] = {kept if whole else f'_near({kept}, {PLACES})'}"

    def _largest_held(self, name: str) -> float:
        return max(map(abs, self.bounds.ranges[name])) if name in self.bounds.ranges else float("inf")


def as_number(tests: Iterable[str]) -> str:
    """What conditions come to as one number, a bit for each, the lowest first: where in a table to look."""
    return " + ".join(f"({test}){f' * {1 << n}' if n else ''}" for n, test in enumerate(tests))


def _grows(op: str, amount: Expr) -> int:
    """1 where a change can only raise a figure that was in its range, -1 where it can only lower it, else 0."""
    if op == "=" or not isinstance(amount, Number) or amount.value == 0:
        return 0
    return 1 if (amount.value > 0) == (op == "+=") else -1


def _kept(low: float, high: float, grows: int) -> str:
    """The value between its bounds; a bound that cannot be passed is not asked."""
    if grows > 0:
        return f"({high!r} if x >= {high!r} else x)"
    if grows < 0:
        return f"({low!r} if x <= {low!r} else x)"
    return f"({low!r} if x <= {low!r} else {high!r} if x >= {high!r} else x)"


__all__ = ["NOTHING_OPEN", "Open", "Options", "Source", "as_number"]
