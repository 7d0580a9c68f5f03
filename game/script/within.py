"""From a part of a file to the line inside it that is meant: the key, and the word under it, that a finding names.

A part keeps where it begins and the lines of its file, nothing else. Where one of its keys stands is looked for in the
lines when a finding asks, which is never in a scenario without a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from game.script.faults import Place


class Part(Place):
    """The place of a mapping, with the lines of its file."""

    __slots__ = ("lines",)
    lines: Sequence[str]

    def __init__(self, file: str, line: int, column: int, text: str, lines: Sequence[str]) -> None:
        super().__init__(file, line, column, text)
        object.__setattr__(self, "lines", lines)

    def __reduce__(self) -> tuple[Any, ...]:
        """It is kept as a place alone."""
        return Place, (self.file, self.line, self.column, self.text)


def within(place: Place, key: str, *words: str) -> Place:
    """Where the value of a key begins in a part, or the words under it, each after the one before it.

    What is not there leaves the place as it was: at the last word found, or where the part begins.
    """
    if not isinstance(place, Part):
        return place
    spot = _value(place, key)
    if spot is None:
        return place
    line, column = spot
    found = _at(place, line, column)
    for word in words:
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        for row, text in _under(place, line):
            match = pattern.search(text, column if row == line else 0)
            if match is not None:
                found, line, column = _at(place, row, match.start()), row, match.end()
                break
        else:
            return found
    return found


def _at(part: Part, row: int, column: int) -> Place:
    return Place(part.file, row + 1, column + 1, part.lines[row])


def _value(part: Part, key: str) -> tuple[int, int] | None:
    """The row and column at which the value of a key begins; that of the key, where the value is below it."""
    depth = part.column - 1
    named = re.compile(rf"[\"']?{re.escape(key)}[\"']? *:(?:\s+|$)")
    if part.text[depth : depth + 1] == "{":
        match = named.search(part.text, depth)
        return None if match is None else (part.line - 1, match.end())
    for row, text in _rows(part, depth):
        match = named.match(text, depth)
        if match is not None:
            ends = match.end() < len(text) and text[match.end()] not in "|>#"
            return row, match.end() if ends else depth
    return None


def _rows(part: Part, depth: int) -> Iterator[tuple[int, str]]:
    """The rows of a part that begin at its own depth."""
    for row in range(part.line - 1, len(part.lines)):
        text = part.lines[row]
        indent = len(text) - len(text.lstrip(" "))
        if row == part.line - 1 or indent == depth:
            yield row, text
        elif indent < depth and text.strip() and text[indent] != "#":
            return


def _under(part: Part, first: int) -> Iterator[tuple[int, str]]:
    """The rows of a value, from the one that has its key; one that is found below another is looked for on."""
    depth = part.column - 1
    yield first, part.lines[first]
    for row in range(first + 1, len(part.lines)):
        text = part.lines[row]
        indent = len(text) - len(text.lstrip(" "))
        if text.strip() and (indent < depth or (indent == depth and not text.startswith("-", indent))):
            return
        yield row, text
