"""Dates of the record in words: 1958, 1958-06 and 1958-06-08, alone or from one to another. Pure."""

from __future__ import annotations

MONTHS = (
    *("", "January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def in_words(date: str, until: str = "") -> str:
    """`8 June 1958`, `June 1958`, `1958`; of a span what both ends share is said once: `5 to 23 May 1958`."""
    first, last = _parts(date), _parts(until or date)
    if first == last:
        return _said(first)
    shared = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    return f"{_said(first[shared:])} to {_said(last[shared:])} {_said(first[:shared])}".rstrip()


def _parts(date: str) -> tuple[str, ...]:
    """Year, month and day, as they are said."""
    year, *rest = date.split("-")
    return (year, *(MONTHS[int(month)] for month in rest[:1]), *(str(int(day)) for day in rest[1:]))


def _said(parts: tuple[str, ...]) -> str:
    return " ".join(reversed(parts))
