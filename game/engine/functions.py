"""Every expression of a story as a function, made when it is first asked for.

A story of ten thousand scenes has a hundred thousand expressions, and a play comes to some of them. Those whose tree is
no more than a comparison of a figure with a number are closures, which cost a hundredth of what compiling costs and
give the same; all others are made by whoever made this table.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from game.script.checker import Kind, Scope, bind, form_scope
from game.script.model import Scenario
from game.script.shapes import Formula
from game.script.syntax import Compare, Expr, Logic, Name, Number

if TYPE_CHECKING:
    from game.engine.memory import Memory
    from game.engine.translate import Layout

Values: TypeAlias = list[float]
Reader: TypeAlias = "Callable[[Values, Memory], float | bool]"
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def all_formulas(scenario: Scenario, scope: Scope) -> Iterator[Formula]:
    """Every formula that may be called, form values and the amounts of effects on numbers among them."""
    from game.script.linker import formulas

    yield from (f for f, _ in formulas(scenario))
    for scene in scenario.scenes:
        for form in scene.fields:
            yield from (v for v in (form.value, *(s.value for s in form.steps)) if v is not None)
        parts = scene.parts
        effects = (*scene.effects, *(e for p in parts for e in p.effects))
        yield from (e.amount for e in effects if scope.symbols[e.target].kind is Kind.NUMBER)


class Functions(Mapping[str, Reader]):
    """By the text of an expression, and `@name` for figures and conditions that are worked out.

    Whoever goes through all of them has all of them made.
    """

    def __init__(
        self, scenario: Scenario, scope: Scope, made: Mapping[str, Reader], make: Callable[[Expr], Reader]
    ) -> None:
        self.made = dict(made)
        self._scenario, self._scope, self._make = scenario, scope, make
        self._inside = form_scope(scope)
        self._whole = False

    def of(self, formula: Formula) -> Reader:
        """The function of a formula of this story."""
        found = self.made.get(formula.text)
        if found is None:
            found = self.made[formula.text] = self._make(bind(formula.expr, self._inside))
        return found

    def _all(self) -> dict[str, Reader]:
        if not self._whole:
            for formula in all_formulas(self._scenario, self._scope):
                self.of(formula)
            self._whole = True
        return self.made

    def __getitem__(self, text: str) -> Reader:
        found = self.made.get(text)
        return self._all()[text] if found is None else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def at_once(expr: Expr, layout: Layout) -> Reader | None:
    """The function of a bound expression that is simple enough to need no compiling; None for all others."""
    match expr:
        case Number(value):
            return lambda _values, _memory: value
        case Name(name) if name in layout.slots and name not in layout.flags:
            return _figure(layout.slots[name])
        case Compare(op, Name(name), Number(number)) if name in layout.slots and name not in layout.flags:
            return _comparison(_COMPARE[op], layout.slots[name], number)
        case Logic(op, a, b):
            left, right = at_once(a, layout), at_once(b, layout)
            return None if left is None or right is None else _both(op, left, right)
        case _:
            return None


def _figure(slot: int) -> Reader:
    return lambda values, _memory: values[slot]


def _comparison(compare: Callable[[float, float], bool], slot: int, number: float) -> Reader:
    return lambda values, _memory: compare(values[slot], number)


def _both(op: str, left: Reader, right: Reader) -> Reader:
    if op == "and":
        return lambda values, memory: left(values, memory) and right(values, memory)
    return lambda values, memory: left(values, memory) or right(values, memory)
