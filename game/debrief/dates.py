"""Dates of the record in words: 1958, 1958-06 and 1958-06-08, alone or from one to another. Pure."""

from __future__ import annotations

from game.script.tongue import N_, _, foreign

MONTHS = (
    *("", N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)


def in_words(date: str, until: str = "") -> str:
    """`8 June 1958`, `June 1958`, `1958`; of a span what both ends share is said once: `5 to 23 May 1958`."""
    first, last = _parts(date), _parts(until or date)
    if first == last:
        return _said(first)
    if foreign():
        return _("{first} to {last}").format(first=_said(first), last=_said(last))
    shared = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    return f"{_said(first[shared:])} to {_said(last[shared:])} {_said(first[:shared])}".rstrip()


def _parts(date: str) -> tuple[str, ...]:
    """Year, month and day, as they are said."""
    year, *rest = date.split("-")
    return (year, *(MONTHS[int(month)] for month in rest[:1]), *(str(int(day)) for day in rest[1:]))


def _said(parts: tuple[str, ...]) -> str:
    match parts:
        case (year, month, day):
            return _("{day} {month} {year}").format(day=day, month=_(month), year=year)
        case (year, month):
            return _("{month} {year}").format(month=_(month), year=year)
        case _other:
            return " ".join(reversed([_(part) for part in parts]))
