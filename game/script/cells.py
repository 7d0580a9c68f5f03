"""How wide a text is in a terminal, in cells: a Chinese character takes two, a mark over a letter none.

English costs nothing: a text of ASCII alone is as wide as it is long, and no table is opened for it.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width

_NARROW = frozenset(["Mn", "Me", "Cf"])


@lru_cache(maxsize=4096)
def width(sign: str) -> int:
    """The cells of one character."""
    if sign.isascii():
        return 1
    if category(sign) in _NARROW:
        return 0
    return 2 if east_asian_width(sign) in ("W", "F") else 1


def cells(text: str) -> int:
    """The cells of a text."""
    return len(text) if text.isascii() else sum(width(sign) for sign in text)


def pad(text: str, room: int, *, right: bool = False) -> str:
    """A text filled up with spaces to so many cells; `right` puts it at the right end."""
    gap = " " * max(0, room - cells(text))
    return gap + text if right else text + gap
