"""What of a debrief goes on paper: six pages, whatever a document holds. Pure; it knows blocks, no content.

Short sections are printed whole. What is left of the paper is parted among the long ones by their weights, and each of
these is printed as fully as its part allows: every entry whole; or its head and first text; or its head; or the first
entries only. Of the sources those are printed that something on paper cites. Nothing is left out silently: the page
says beside each section what is not on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum

from attrs import evolve, field, frozen

from game.debrief.blocks import Block, Drawing, Entry, Keys, Lines, Points, Ranges, Section, Table, Ways, Words

PAGES = 6
SOURCE = "source-"  # how the anchor of an entry of the bibliography begins; its key follows
PAGE_LINES = 109.0  # lines in the two columns of a page, as measured on A4 and Letter, with a margin
COLUMN = 56  # letters in such a line
CHART, HEAD, TOP = 14.5, 3.2, 12.0
TOGETHER, LOST = 56.0, 60.0  # lines of a section that is not parted between two pages; what stays empty for that
ROUNDS = 4  # of making room for the sources of what is printed
TABLE_LINE, BAR = 0.86, 0.6
OWN_PAGE = 0.5  # what stays empty around a section that begins a page, of a page


class Depth(IntEnum):
    """How much of each entry of a section is printed."""

    HEADS = 0
    FIRST = 1
    WHOLE = 2


@frozen
class Fold:
    """How a section is printed: so deep, and which of its blocks, by their places (all of them for None)."""

    depth: Depth = Depth.WHOLE
    kept: frozenset[int] | None = None
    together: bool = field(default=False, eq=False)  # short enough not to be parted between two pages

    @property
    def whole(self) -> bool:
        """Whether every line is on paper."""
        return self == Fold()

    @property
    def nothing(self) -> bool:
        """Whether no line is on paper."""
        return self.kept is not None and not self.kept

    def off(self, place: int) -> bool:
        """Whether the block of a place is not on paper."""
        return self.kept is not None and place not in self.kept

    def shallow(self, part: int) -> bool:
        """Whether a part of an entry is not on paper."""
        return self.depth is Depth.HEADS or (self.depth is Depth.FIRST and part > 0)


def folds(sections: Sequence[Section], pages: int = PAGES) -> dict[str, Fold]:
    """A fold for every section, by its id, so that all of them fit on the pages, and all sources they cite there."""
    room, found = 0.0, dict[str, Fold]()
    for _ in range(ROUNDS):
        found = _folds(sections, pages, room)
        needed = sum(_folded(s, found[s.id]) for s in sections if _bibliography(s))
        missing = _missing(sections, found)
        if not missing:
            break
        room = needed + missing
    return {s.id: evolve(found[s.id], together=_folded(s, found[s.id]) <= TOGETHER) for s in sections}


def _folds(sections: Sequence[Section], pages: int, room: float) -> dict[str, Fold]:
    """Folds that keep so much room for the sources."""
    left = pages * PAGE_LINES - TOP - LOST - room
    left -= sum(HEAD + PAGE_LINES * OWN_PAGE * s.own_page for s in sections if s.paper)
    rest = sorted((s for s in sections if not _bibliography(s)), key=lambda s: _cost(s.blocks) / max(s.paper, 1e-9))
    lists = [s for s in sections if _bibliography(s)]
    weight = sum(s.paper for s in rest)
    found: dict[str, Fold] = {}
    for section in rest:
        share = max(left, 0.0) * section.paper / weight if weight else 0.0
        found[section.id] = fold = _fold(section, share)
        left -= _folded(section, fold)
        weight -= section.paper
    cited = _printed(sections, found)
    for section in lists:
        found[section.id] = fold = _cited(section, cited, max(left, 0.0) + room)
        left -= _folded(section, fold)
    return found


def _printed(sections: Sequence[Section], found: dict[str, Fold]) -> set[str]:
    """Every key that is cited on paper."""
    return {key for s in sections if not _bibliography(s) for key in printed_keys(s, found[s.id])}


def _missing(sections: Sequence[Section], found: dict[str, Fold]) -> float:
    """The lines of the sources that are cited on paper and have no room there."""
    cited = _printed(sections, found)
    return sum(
        _lines(block, Depth.WHOLE)
        for s in sections
        if _bibliography(s)
        for place, block in enumerate(s.blocks)
        if isinstance(block, Entry) and found[s.id].off(place) and block.anchor.removeprefix(SOURCE) in cited
    )


def printed_keys(section: Section, fold: Fold) -> Iterator[str]:
    """The keys that a section cites on paper."""
    for place, block in enumerate(section.blocks):
        if not fold.off(place):
            yield from _keys(block, fold)


def _keys(block: Block, fold: Fold) -> Iterator[str]:
    match block:
        case Keys():
            yield from block.sources
        case Ranges():
            yield from (key for row in block.rows for key in row.sources)
        case Entry():
            for part, inner in enumerate(block.blocks):
                if not fold.shallow(part):
                    yield from _keys(inner, Fold())
        case _:
            return


def _bibliography(section: Section) -> bool:
    """Whether a section is a list of sources."""
    return bool(section.blocks) and all(isinstance(b, Entry) and b.anchor.startswith(SOURCE) for b in section.blocks)


def _cited(section: Section, cited: set[str], room: float) -> Fold:
    """The sources that are cited on paper, as far as there is room."""
    kept: list[int] = []
    for place, block in enumerate(section.blocks):
        if isinstance(block, Entry) and block.anchor.removeprefix(SOURCE) in cited:
            room -= _lines(block, Depth.WHOLE)
            if room < 0:
                break
            kept.append(place)
    return Fold() if len(kept) == len(section.blocks) else Fold(kept=frozenset(kept))


def _fold(section: Section, share: float) -> Fold:
    """The fullest print of a section that its share of the paper allows."""
    for depth in (Depth.WHOLE,) if section.first_whole else reversed(Depth):
        if _folded(section, Fold(depth)) <= share:
            return Fold(depth)
    fold = Fold(Depth.FIRST if any(not isinstance(b, Entry) for b in section.blocks) else Depth.HEADS, frozenset())
    fold = evolve(fold, depth=Depth.WHOLE) if section.first_whole else fold
    for place in range(len(section.blocks)):
        more = evolve(fold, kept=frozenset(range(place + 1)))
        if _folded(section, more) > share:
            break
        fold = more
    return fold


def _folded(section: Section, fold: Fold) -> float:
    lead = _text(section.lead) if fold.whole else 0.0
    return lead + _cost([b for place, b in enumerate(section.blocks) if not fold.off(place)], fold.depth)


def _cost(blocks: Sequence[Block], depth: Depth = Depth.WHOLE) -> float:
    """The lines that blocks take on paper."""
    return sum(_lines(block, depth) for block in blocks)


def _lines(block: Block, depth: Depth) -> float:
    match block:
        case Words():
            return _text(f"{block.label} {block.text}") + 0.2
        case Keys():
            return _text(" ".join(block.sources)) + 0.2
        case Points():
            return sum(_text(item) + 0.2 for item in block.items) + 0.4
        case Table():
            return 1.5 + sum(_row(row) for row in (block.heads, *block.rows)) + BAR * len(block.bars) * len(block.rows)
        case Drawing():
            return CHART + len(block.chart.series) * 0.7 + _text(block.chart.sentence) + 1
        case Ranges():
            return 5 + sum(3.4 + _text(r.note) + bool(r.sources) for r in block.rows)
        case Entry():
            parts = block.blocks[: {Depth.HEADS: 0, Depth.FIRST: 1, Depth.WHOLE: None}[depth]]
            return 0.5 + _text(block.head) + _cost(parts)
        case Ways():
            return 0.0
        case Lines():
            return block.count * 2.2


def _row(row: tuple[str, ...]) -> float:
    """A row of a table is as high as its fullest cell, if columns share the width evenly."""
    wide = max(6, 64 // max(1, len(row)))
    return TABLE_LINE * max((-(-len(cell) // wide) for cell in row), default=1)


def _text(text: str) -> float:
    """The lines of a text, with a part of a line lost at each paragraph."""
    paragraphs = [part for part in text.split("\n") if part.strip()]
    return float(sum(-(-len(part) // COLUMN) for part in paragraphs))
