"""What an expression may give, whoever plays: a range of numbers, a set of words, a condition that may hold or fail.

Every answer covers what really happens and maybe more, never less: a warning may be missed and is never wrong. Ends of
ranges are worked out with the very operations the engine uses, and these never change the order of two numbers;
where one might (a power, a point between two of a table), the range is opened a little.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, isnan, nextafter
from typing import TypeAlias

from game.script.evaluator import piecewise, rounded

Range: TypeAlias = tuple[float, float]
Words: TypeAlias = frozenset[float]
Mask: TypeAlias = int
Value: TypeAlias = "Range | Words | Mask"

NO, YES, EITHER = 1, 2, 3
ALL: Range = (-inf, inf)
_OPEN = 1e-12
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_DENIED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def point(x: float) -> Range:
    """One number."""
    return x, x


def hull(parts: Iterable[Range]) -> Range:
    """The smallest range that holds all of them."""
    found = list(parts)
    return min(a for a, _ in found), max(b for _, b in found)


def join(a: Value, b: Value) -> Value:
    """What may be one or the other; both are of one sort."""
    if isinstance(a, tuple) and isinstance(b, tuple):
        return min(a[0], b[0]), max(a[1], b[1])
    if isinstance(a, frozenset) and isinstance(b, frozenset):
        return a | b
    assert isinstance(a, int)
    assert isinstance(b, int)
    return a | b


def meet(a: Range, b: Range) -> Range | None:
    """What is in both; None if nothing is."""
    low, high = max(a[0], b[0]), min(a[1], b[1])
    return (low, high) if low <= high else None


def opened(r: Range) -> Range:
    """A range, a little wider: for operations whose last digit may not keep the order."""
    low, high = r
    return (low, high) if low == high else (low - _OPEN * max(1.0, abs(low)), high + _OPEN * max(1.0, abs(high)))


def _corners(found: list[float]) -> Range:
    return ALL if any(isnan(x) for x in found) else (min(found), max(found))


def arithmetic(op: str, a: Range, b: Range) -> Range:
    """`+ - * / **` of two ranges."""
    match op:
        case "+":
            return _corners([a[0] + b[0], a[1] + b[1]])
        case "-":
            return _corners([a[0] - b[1], a[1] - b[0]])
        case "*":
            return _corners([0.0 if 0.0 in (x, y) else x * y for x in a for y in b])
        case "/":
            return _divided(a, b)
        case _:
            return _power(a, b)


def _divided(a: Range, b: Range) -> Range:
    low, high = b
    if low > 0 or high < 0:
        return _corners([x / y for x in a for y in b])
    if low == 0 < high and (a[0] >= 0 or a[1] <= 0):  # a division by zero is a fault, so what is left is above it
        return (a[0] / high if high != inf else 0.0, inf) if a[0] >= 0 else (-inf, a[1] / high if high != inf else 0.0)
    return ALL


def _power(a: Range, b: Range) -> Range:
    base = meet(a, (0.0, inf))
    if base is None or (base[0] == 0 and b[0] < 0):
        return ALL
    try:
        found = [x**y for x in base for y in b]
    except OverflowError:
        return 0.0, inf
    return opened(_corners(found))


def smallest(parts: list[Range]) -> Range:
    """min() of ranges."""
    return min(a for a, _ in parts), min(b for _, b in parts)


def largest(parts: list[Range]) -> Range:
    """max() of ranges."""
    return max(a for a, _ in parts), max(b for _, b in parts)


def near(x: Range, places: Range) -> Range:
    """round() of a range."""
    if places[0] != places[1]:
        return ALL
    return rounded(x[0], places[0]), rounded(x[1], places[0])


def along_table(points: tuple[tuple[float, float], ...], x: Range) -> Range:
    """table() of a range."""
    if x[0] == x[1]:
        return point(piecewise(points, x[0]))
    inside = [y for at, y in points if x[0] < at < x[1]]
    return opened(hull(point(y) for y in (piecewise(points, x[0]), piecewise(points, x[1]), *inside)))


def words_of(value: Value) -> Words:
    """A value as a set of words; a bare word has been bound to its number."""
    if isinstance(value, frozenset):
        return value
    assert isinstance(value, tuple)
    return frozenset((value[0],))


def compared(op: str, a: Value, b: Value) -> Mask:
    """Whether a comparison may hold, and whether it may fail."""
    if isinstance(a, frozenset) or isinstance(b, frozenset):
        left, right = words_of(a), words_of(b)
        same = (YES if left & right else 0) | (NO if len(left | right) > 1 else 0)
        return same if op == "==" else denied(same)
    assert isinstance(a, tuple)
    assert isinstance(b, tuple)
    (a0, a1), (b0, b1) = a, b
    match op:
        case "<":
            return (YES if a0 < b1 else 0) | (NO if a1 >= b0 else 0)
        case "<=":
            return (YES if a0 <= b1 else 0) | (NO if a1 > b0 else 0)
        case ">" | ">=":
            return compared(_FLIPPED[op], b, a)
        case _:
            same = (YES if a0 <= b1 and b0 <= a1 else 0) | (0 if a0 == a1 == b0 == b1 else NO)
            return same if op == "==" else denied(same)


def denied(mask: Mask) -> Mask:
    """`not`."""
    return (YES if mask & NO else 0) | (NO if mask & YES else 0)


def flipped(op: str) -> str:
    """The comparison read from the other side."""
    return _FLIPPED[op]


def contrary(op: str) -> str:
    """The comparison that holds where this one fails."""
    return _DENIED[op]


def narrowed(value: Value, op: str, other: Value) -> Value | None:
    """What is left of a value where `value op other` holds; None if nothing is."""
    if isinstance(value, frozenset):
        words = words_of(other)
        if op == "==":
            return (value & words) or None
        return (value - words) or None if len(words) == 1 else value
    if not isinstance(value, tuple) or not isinstance(other, tuple):
        return value
    match op:
        case "<":
            return meet(value, (-inf, nextafter(other[1], -inf)))
        case "<=":
            return meet(value, (-inf, other[1]))
        case ">":
            return meet(value, (nextafter(other[0], inf), inf))
        case ">=":
            return meet(value, (other[0], inf))
        case "==":
            return meet(value, other)
        case _:
            return _without(value, other)


def _without(value: Range, other: Range) -> Range | None:
    low, high = value
    if other[0] == other[1]:
        low = nextafter(low, inf) if low == other[0] else low
        high = nextafter(high, -inf) if high == other[0] else high
    return (low, high) if low <= high else None
