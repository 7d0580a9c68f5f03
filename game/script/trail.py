"""From an offset in a value to the line and column of the file it was written on.

A value is not the text of the file: a block loses its indentation, a wrapped line its break, an expression its double
spaces. What both have is the same words in the same order, so the trail is followed word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from game.script.faults import Place

_WORD, _SPACE = re.compile(r"\S*"), re.compile(r"\s*")


def _end(what: re.Pattern[str], text: str, start: int, stop: int | None = None) -> int:
    """Where a run of words or of spaces ends."""
    match = what.match(text, start, len(text) if stop is None else stop)
    return match.end() if match is not None else start


class Trail:
    """Follows a value through the lines of its file; cheapest when asked in rising order."""

    def __init__(self, value: str, place: Place, lines: Sequence[str]) -> None:
        self.value, self.place, self.lines = value, place, lines
        self._rewind()

    def _rewind(self) -> None:
        self.offset, self.line, self.column = 0, self.place.line, self.place.column
        self._skip_space()

    def _text(self) -> str:
        return self.lines[self.line - 1] if self.line <= len(self.lines) else ""

    def _skip_space(self) -> None:
        """On to the next character that is not a space, over line ends too."""
        while True:
            text = self._text()
            self.column = _end(_SPACE, text, self.column - 1) + 1
            if self.column <= len(text) or self.line >= len(self.lines):
                return
            self.line, self.column = self.line + 1, 1

    def at(self, offset: int) -> Place:
        """The place of an offset of the value."""
        if not self.lines:
            return self.place.shifted(offset)
        if offset < self.offset:
            self._rewind()
        while self.offset < offset:
            end = _end(_WORD, self.value, self.offset, offset)
            self.column += end - self.offset
            if end < offset:
                end = _end(_SPACE, self.value, end, offset)
            if end < len(self.value) and not self.value[end].isspace() and self.value[end - 1].isspace():
                self._skip_space()
            self.offset = end
        text = self._text()
        return Place(self.place.file, self.line, min(self.column, len(text) + 1), text)


class Along(Place):
    """The place of a value that may not stand on one line, or not as it is written; `shifted` follows its trail.

    It begins `by` characters further on than another place. Where that is, is found when somebody asks: a file has ten
    thousand such places, and a reader of faults sees three.
    """

    __slots__ = ("_by", "_lines", "_of", "_value")

    def __init__(self, value: str, of: Place, lines: Sequence[str], by: int = 0) -> None:
        for name, given in (("_value", value), ("_of", of), ("_lines", lines), ("_by", by)):
            object.__setattr__(self, name, given)

    def __getattr__(self, name: str) -> Any:
        """File, line, column and text, before they are known."""
        if name not in _FOUND:
            raise AttributeError(name)
        at = self._of.shifted(self._by) if self._by else self._of
        for item in _FOUND:
            object.__setattr__(self, item, getattr(at, item))
        return getattr(at, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self.plain() == (other.plain() if isinstance(other, Along) else other)

    def __hash__(self) -> int:
        return hash(self.plain())

    def __reduce__(self) -> tuple[Any, ...]:
        """It is kept as the place that it is."""
        return Place, (self.file, self.line, self.column, self.text)

    def plain(self) -> Place:
        """The place it is, with nothing to follow."""
        return Place(self.file, self.line, self.column, self.text)

    def shifted(self, by: int) -> Place:
        """The place `by` characters further on in the value."""
        value = self._value
        if self.text.startswith(value, self.column - 1) and not value[by : by + 1].isspace():
            return Place(self.file, self.line, self.column + by, self.text)  # as it is written, on one line
        return Trail(value, self.plain(), self._lines).at(by)


_FOUND = ("file", "line", "column", "text")


def along(value: str, place: Place, lines: Sequence[str], by: int = 0) -> Place:
    """A place `by` characters after another, whose offsets count in `value`."""
    if not lines:
        return place.shifted(by) if by else place
    return Along(value, place, lines, by)
