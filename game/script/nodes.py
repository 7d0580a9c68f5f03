"""What a file of a scenario is made of before it means anything: texts, lists and mappings, each with its place.

Most places are never asked for, so a node keeps where it stands and makes the place when somebody asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from attrs import define, field

from game.script.faults import Place
from game.script.within import Part


@define(eq=False)
class Sheet:
    """A file as lines, for places."""

    file: str
    lines: list[str]

    def place(self, line: int, column: int) -> Place:
        """The place of a line and column that count from 0; never beyond the end of its line."""
        lines = self.lines
        text = lines[line] if 0 <= line < len(lines) else ""
        return Place(self.file, line + 1, min(column, len(text)) + 1, text)

    def part(self, line: int, column: int) -> Part:
        """The same for a mapping, whose keys can be asked for."""
        lines = self.lines
        text = lines[line] if 0 <= line < len(lines) else ""
        return Part(self.file, line + 1, min(column, len(text)) + 1, text, lines)

    def under(self, line: int) -> Place:
        """Where the words of a block begin whose sign stands on a line."""
        text = self.lines[line + 1] if line + 1 < len(self.lines) else ""
        return Place(self.file, line + 2, len(text) - len(text.lstrip()) + 1, text)


Spot: TypeAlias = tuple[Sheet, int, int]


def _placed(at: Place | Spot) -> Place:
    return at if isinstance(at, Place) else at[0].place(at[1], at[2])


@define
class Text:
    """A scalar; `block` if it was written as a `|` block, `quoted` if in quotes."""

    value: str
    at: Place | Spot = field(eq=False, repr=False)
    block: bool = False
    quoted: bool = field(default=False, eq=False)

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the file it stands in."""
        return () if isinstance(self.at, Place) else self.at[0].lines

    @property
    def place(self) -> Place:
        """Where its words begin: under the sign of a block, past a quote."""
        if self.block and not isinstance(self.at, Place):
            return self.at[0].under(self.at[1])
        place = _placed(self.at)
        return place.shifted(1) if self.quoted else place


@define
class Listing:
    """A list."""

    items: tuple[Node, ...]
    at: Place | Spot = field(eq=False, repr=False)

    @property
    def place(self) -> Place:
        """Where it begins."""
        return _placed(self.at)


@define
class Mapping:
    """A mapping, in its order."""

    pairs: tuple[tuple[Text, Node], ...]
    at: Place | Spot = field(eq=False, repr=False)

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.at if isinstance(self.at, Place) else self.at[0].part(self.at[1], self.at[2])

    def get(self, key: str) -> Node | None:
        """The value of a key."""
        return next((v for k, v in self.pairs if k.value == key), None)


Node: TypeAlias = Text | Listing | Mapping
