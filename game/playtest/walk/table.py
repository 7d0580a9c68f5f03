"""The shortest loop: where each answer of a place leads to one place only, and looks at a few small cells.

What an answer does then depends on the bits of those cells alone. It is worked out once for each of their values that
occurs, by the generated `edges`, and looked up ever after; all other cells pass through.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from attrs import define, field

MOST_BITS = 16  # of the cells that are looked at: so many values a table may have


@define(eq=False)
class Table:
    """One place of a fast walk, ready to be counted. `to` has the aim of each answer, `looked` the bits it looks at.

    `passed` has for each aim the bits that pass through to it.
    """

    edges: Callable[..., None]
    to: tuple[int, ...]
    looked: int
    passed: tuple[int, ...]
    count: Callable[..., int] = field(init=False)
    _rows: dict[tuple[int, ...], _Rows] = field(factory=dict[tuple[int, ...], "_Rows"])

    def __attrs_post_init__(self) -> None:
        self.count = self._compile()

    def _compile(self) -> Callable[..., int]:
        outs = "".join(f", o{n}" for n in range(len(self.passed)))
        answers = range(len(self.to))
        lines = [f"def count(items, C, F{outs}):", " T = Row(F)"]
        lines += [f" g{n} = o{n}.get" for n in range(len(self.passed))]
        lines += [" for s, v in items:", f"  f{''.join(f', t{a}' for a in answers)} = T[s & {self.looked}]"]
        lines += ["  if f != 1: h = v & C; v = h + (v - h) * f"]
        lines += [f"  r{n} = s & {bits}" for n, bits in enumerate(self.passed)]
        for answer, aim in enumerate(self.to):
            lines += [f"  if t{answer} is not None:", f"   t = r{aim} + t{answer}", f"   o{aim}[t] = g{aim}(t, 0) + v"]
        lines += [" return T.marks"]
        space: dict[str, Any] = {"__builtins__": {}, "Row": self._row}
        exec(compile("\n".join(lines), "<table>", "exec"), space)  # noqa: S102 - numbers and our own words only
        return space["count"]

    def _row(self, factors: Sequence[int]) -> _Rows:
        known = tuple(factors)
        if known not in self._rows:
            self._rows[known] = _Rows(self.edges, len(self.to), factors)
        return self._rows[known]


class _Rows(dict[int, tuple[int | None, ...]]):
    """For the bits that are looked at: what a path then counts for, and where each answer leads; None if locked."""

    def __init__(self, edges: Callable[..., None], answers: int, factors: Sequence[int]) -> None:
        super().__init__()
        self.edges, self.answers, self.factors, self.marks = edges, answers, factors, 0

    def __missing__(self, bits: int) -> tuple[int | None, ...]:
        found: list[tuple[int, int, int, int]] = []
        self.edges(bits, found.append)
        row: list[int | None] = [self.factors[len(found)], *[None] * self.answers]
        for digit, _, state, marks in found:
            row[1 + max(0, digit)] = state
            self.marks |= marks
        self[bits] = answer = tuple(row)
        return answer
