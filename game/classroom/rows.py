"""A class as rows: what a room and a seat are kept as. Whatever a row was read from, it is looked at before it is used.

A results file may be somebody else's, or half of it; what no program of ours can have written is refused by its name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from attrs import fields, frozen

from game.classroom import symbols
from game.classroom.views import Phase

_HEX = re.compile(r"[0-9a-f]+")
_LATEST = 32_503_680_000.0  # the year 3000, as a moment
_LONGEST = 5_000
_MOST = 2**31


class Unsound(ValueError):  # noqa: N818
    """No row of ours; the words name the column."""


@frozen
class RoomKept:
    """A room as it is kept."""

    id: str
    class_code: str
    secret: str
    scenario: str
    logic: str
    cut: str
    seed: int
    vote: bool
    phase: str
    stop: str
    asked: str
    locked: bool
    recovered: bool
    seats: int
    opened: float
    ends: float
    keep_until: float

    def __attrs_post_init__(self) -> None:
        """Raises Unsound."""
        _look_at(self)
        phases, clear = frozenset(Phase), set(self.class_code) <= set(symbols.CLEAR)
        for name, sound in (
            ("id", _HEX.fullmatch(self.id) and len(self.id) == 32),
            ("secret", _HEX.fullmatch(self.secret) and len(self.secret) == 64),
            ("class_code", clear and len(self.class_code) == symbols.CODE_LENGTH),
            ("phase", self.phase in phases),
        ):
            if not sound:
                raise Unsound(name)


@frozen
class SeatKept:
    """A seat as it is kept."""

    room: str
    number: int
    tag: str
    code: str
    decisions: int
    signatures: int
    turn: str
    scene: str
    pause: str
    released: str
    ended: bool
    removed: bool
    signed_at: float
    seen_at: float

    def __attrs_post_init__(self) -> None:
        """Raises Unsound."""
        _look_at(self)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and (value.isprintable() or not value)


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < _MOST


def _is_moment(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value) and 0 <= value < _LATEST


_KINDS: dict[str, Callable[[Any], bool]] = {
    "str": _is_text,
    "int": _is_count,
    "bool": lambda value: isinstance(value, bool),
    "float": _is_moment,
}
_LOOKS = {
    kind: tuple((part.name, _KINDS[str(part.type)]) for part in fields(kind)) for kind in (RoomKept, SeatKept)
}


def _look_at(row: RoomKept | SeatKept) -> None:
    for name, sound in _LOOKS[type(row)]:
        if not sound(getattr(row, name)):
            raise Unsound(name)
