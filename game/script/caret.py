"""The line of a file with a caret under what is meant, right also under tabs and under signs two columns wide."""

from __future__ import annotations

from game.script.cells import cells

WIDEST = 100  # columns of a line that are shown
BEFORE = 60  # columns that may stand before the caret
TAB = "    "


def pointed(text: str, column: int, length: int = 1) -> tuple[str, str]:
    """The part of a line around a column that counts from 1, and carets under `length` of its signs."""
    at = min(column - 1, len(text))
    start = at
    while start > 0 and cells(text[start - 1 : at].replace("\t", TAB)) <= BEFORE:
        start -= 1
    end, room = start, WIDEST
    while end < len(text) and room >= 2:
        room -= cells(text[end].replace("\t", TAB))
        end += 1
    shown = text[start:end].replace("\t", TAB)
    before = cells(text[start:at].replace("\t", TAB))
    under = cells(text[at : min(at + max(length, 1), end)].replace("\t", TAB))
    return shown, " " * before + "^" * max(under, 1)
