"""The line of a file with a caret under what is meant, right also under tabs and under signs two columns wide."""

from __future__ import annotations

import unicodedata

WIDEST = 100  # columns of a line that are shown
BEFORE = 60  # columns that may stand before the caret
TAB = "    "
_NARROW = {"Mn", "Me", "Cf"}  # accents, and marks that take no column of their own


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_cells(sign) for sign in text)


def _cells(sign: str) -> int:
    if " " <= sign <= "~":
        return 1
    if unicodedata.category(sign) in _NARROW:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


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
