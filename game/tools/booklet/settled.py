"""What hangs on which letters: the fewest earlier signatures that settle what came and what it said.

What one, two or three letters settle is printed as it is, with the letters beside it. What they do not settle hangs on
the whole county: a figure is then printed as a span, wide enough for plays that were not played, and of several texts
all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias, TypeVar

from attrs import frozen

from game.script.tongue import _

V = TypeVar("V")
Cell: TypeAlias = tuple[str, ...]
When: TypeAlias = tuple[tuple[tuple[int, str], ...], ...]  # one of these; each: in these boxes one of these letters
ALWAYS: When = ((),)
SEEN_OFTEN = 6  # so many plays to a cell, or what they agree on may be luck
MOST_LETTERS = 3
ENOUGH = 30  # plays with a letter, or a span of theirs says too little
MARGIN, FEWER = 0.05, 1.4  # of a span, on either side: at least so much, and more the fewer plays it comes from
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@frozen
class Span:
    """A figure that hangs on everything signed before: about the least and the most that it is, in brackets."""

    low: float
    high: float
    places: int

    def __str__(self) -> str:
        low, high = (f"{n:,.{self.places}f}" for n in (self.low, self.high))
        return _("[{low} to {high}]").format(low=low, high=high)


Text: TypeAlias = tuple["str | Span", ...]


@frozen
class Way:
    """One wording, and for whom it is true; None where the letters do not say."""

    when: When | None
    text: Text

    def said(self) -> str:
        """The wording as it is printed."""
        return "".join(map(str, self.text))


Piece: TypeAlias = tuple[Way, ...]


def settle(rows: Mapping[str, V], boxes: int) -> list[tuple[When, V]] | None:
    """Each value with the letters that lead to it; None if no three letters settle it. The latest letters are first."""
    places = range(boxes - 1, -1, -1)
    for size in range(MOST_LETTERS + 1):
        for chosen in combinations(places, size):
            cells: dict[Cell, V] = {}
            if all(cells.setdefault(tuple(k[p] for p in chosen), v) == v for k, v in rows.items()):
                if size and len(rows) < SEEN_OFTEN * len(cells):
                    continue
                return [*_whens(cells, chosen)]
    return None


def _whens(cells: Mapping[Cell, V], chosen: tuple[int, ...]) -> Iterator[tuple[When, V]]:
    """Cells that lead to the same, said together."""
    for value in dict.fromkeys(cells[cell] for cell in sorted(cells)):
        yield _fewest({c for c, v in cells.items() if v == value}, set(cells), chosen), value


def _fewest(mine: set[Cell], every: set[Cell], chosen: tuple[int, ...]) -> When:
    """Cells as few conditions as one can read: first letters that leave the same to be asked are named together."""
    if not chosen or mine == every:
        return ALWAYS
    firsts: dict[When, str] = {}
    for first in sorted({c[0] for c in mine}):
        rest = _fewest({c[1:] for c in mine if c[0] == first}, {c[1:] for c in every if c[0] == first}, chosen[1:])
        firsts[rest] = firsts.get(rest, "") + first
    found = [(tuple(sorted(((chosen[0], letters), *part)))) for rest, letters in firsts.items() for part in rest]
    return tuple(sorted(found))


def piece(rows: Mapping[str, str], boxes: int) -> Piece:
    """The wordings of one part of a text, over the plays in which it was read."""
    exact = settle(rows, boxes)
    shapes = {letters: NUMBER.sub("\0", text) for letters, text in rows.items()}
    if exact is not None and (_one_box(exact) or len(exact) == len(set(shapes.values()))):
        return tuple(Way(when, (text,)) for when, text in exact)
    found = settle(shapes, boxes)
    if found is None:
        found = [(None, shape) for shape in dict.fromkeys(shapes.values())]
    return tuple(Way(when, spanned([t for k, t in rows.items() if shapes[k] == shape])) for when, shape in found)


def narrowed(rows: Mapping[str, str], boxes: int) -> Piece:
    """The wordings of a figure; a span is parted by the letter that leaves the narrowest, if they are half as wide."""
    whole = piece(rows, boxes)
    if len(whole) != 1 or not any(isinstance(part, Span) for part in whole[0].text):
        return whole
    found = [parted for box in range(boxes - 1, -1, -1) if (parted := _by_letter(rows, box))]
    best = min(found, key=_width, default=whole)
    return best if 2 * _width(best) <= _width(whole) else whole


def _by_letter(rows: Mapping[str, str], box: int) -> Piece:
    """A wording for each letter of a box; none if too few plays have one of them."""
    groups: dict[str, list[str]] = {}
    for letters, text in rows.items():
        groups.setdefault(letters[box], []).append(text)
    if min(map(len, groups.values())) < ENOUGH:
        return ()
    return tuple(Way((((box, letter),),), spanned(texts)) for letter, texts in sorted(groups.items()))


def _width(wordings: Piece) -> float:
    """How wide the spans of wordings are, in the middle."""
    return sum(part.high - part.low for way in wordings for part in way.text if isinstance(part, Span)) / len(wordings)


def _one_box(settled: Sequence[tuple[When, str]]) -> bool:
    return len({box for when, _text in settled for part in when for box, _letters in part}) <= 1


def spanned(texts: Sequence[str]) -> Text:
    """Texts that differ in their figures only, as one: each figure that differs is a span."""
    strings = NUMBER.split(texts[0])
    columns = zip(*(NUMBER.findall(text) for text in dict.fromkeys(texts)), strict=True)
    found: list[str | Span] = [strings[0]]
    for column, after in zip(columns, strings[1:], strict=True):
        found += [column[0] if len(set(column)) == 1 else span(column, len(texts)), after]
    return tuple(_joined([part for part in found if part]))


def _joined(parts: Sequence[str | Span]) -> list[str | Span]:
    """Words beside words are one, and a span "to" a span is one span."""
    found: list[str | Span] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif isinstance(part, Span) and found[-1:] == [" to "] and isinstance(first := found[-2:][0], Span):
            found[-2:] = [Span(first.low, part.high, min(first.places, part.places))]
        else:
            found.append(part)
    return found


def span(column: Sequence[str], plays: int) -> Span:
    """Figures as a span: rounded outwards, with a margin, since not every play was played."""
    numbers = [float(n.replace(",", "")) for n in column]
    places = max(len(n.partition(".")[2]) for n in column)
    low, high = min(numbers), max(numbers)
    margin = max(MARGIN, FEWER / math.sqrt(plays)) * (high - low)
    unit = 10.0**-places
    step = max(unit, 10.0 ** (math.floor(math.log10(high)) - 1) if high > 0 else unit)
    low, high = math.floor(max(0.0, low - margin) / step) * step, math.ceil((high + margin) / step) * step
    return Span(low, high, 0 if step >= 1 else round(-math.log10(step)))


def label(when: When) -> str:
    """Letters as they stand on a strip: `3A/C + 5B`."""
    return _(", or ").join(" + ".join(f"{box + 1}{'/'.join(letters)}" for box, letters in part) for part in when)


def holds(when: When, letters: str) -> bool:
    """Whether it is true of a strip."""
    return any(all(letters[box] in wanted for box, wanted in part) for part in when)
