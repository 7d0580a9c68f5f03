"""From an offset in a value to the line and column of the file it was written on.

A value is not the text of the file: a block loses its indentation, a wrapped line its break, an expression its double
spaces. What both have is the same words in the same order, so the trail is followed word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs
from attrs import frozen

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


@frozen
class Along(Place):
    """The place of a value that may not stand on one line, or not as it is written; `shifted` follows its trail."""

    value: str = attrs.field(default="", eq=False, repr=False)
    lines: Sequence[str] = attrs.field(default=(), eq=False, repr=False)

    def shifted(self, by: int) -> Place:
        """The place `by` characters further on in the value."""
        return Trail(self.value, Place(self.file, self.line, self.column, self.text), self.lines).at(by)


def along(value: str, place: Place, lines: Sequence[str]) -> Place:
    """A place whose offsets count in `value`."""
    if not lines:
        return place
    return Along(place.file, place.line, place.column, place.text, value, lines)
