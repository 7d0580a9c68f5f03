"""Leaves and slips laid out on numbered pages. Pure: heights are reckoned, so generously that no page runs over.

Nothing is parted that fits a page. The numbers are those of the paper: a browser breaks where a page ends here, and
nowhere else. Heights are in pixels of a browser, for the type of `booklet.css` with wide letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from attrs import define, evolve, field, frozen

from game.script.cells import cells
from game.tools.booklet.book import Block, Book, Slip

T = TypeVar("T")
TALL = 1020.0  # of a page, on A4 and on Letter, between its edges and its foot
WIDE, NARROW = 86, 40  # letters in a line: of a page, and of one of two columns
LINE, PARA, GAP = 19.5, 6.0, 13.0
HEADS = {"turn": 20.0}
BOXED = frozenset({"paper", "answers", "note", "pause", "look"})
ROWS = frozenset({"end", "fate"})  # blocks that may be parted anywhere between their rows
CHIP = 22  # letters that stand beside a row take at most this much of it
FEW = 2  # rows: fewer do not stand alone
SLIP = 38.0  # the number of a slip, its rule, and where to go then
TOP = 62.0  # the heading of a page of slips or words
SPARE = 72.0  # the last rows of all may take so much more than is reckoned, and no page is begun for them
NUMBER = 22.0  # the number of a leaf


@frozen
class Part:
    """A leaf on a page, or what of it fits there. `begins` says whether its number stands above."""

    place: int
    blocks: tuple[Block, ...]
    begins: bool = True
    ends: bool = True


@define
class Page:
    """A page: parts of leaves, or two columns of slips or words, or the strip, or nothing."""

    kind: str
    number: int = 0
    parts: list[Part] = field(factory=list[Part])
    slips: list[list[Slip]] = field(factory=list[list[Slip]])
    words: list[list[Block]] = field(factory=list[list[Block]])


@frozen
class Sheets:
    """All pages, and where each leaf and slip is: leaves by their place, slips by their name."""

    pages: tuple[Page, ...]
    leaf: dict[int, int]
    number: dict[str, int]
    slip: dict[str, int]


def laid_out(book: Book, words: Sequence[Block], front: int = 1) -> Sheets:
    """The pages behind `front` that the template makes itself. The strip comes last."""
    pages = [*_turned(_leaves(book), front)]
    pages += [Page("slips", slips=part) for part in _columns(book.slips, _slip)]
    pages += [Page("words", words=part) for part in _columns(words, lambda b: height([b], NARROW))]
    pages.append(Page("strip"))
    leaf: dict[int, int] = {}
    on: dict[str, int] = {}
    for number, page in enumerate(pages, start=front + 1):
        page.number = number
        for part in page.parts:
            leaf.setdefault(part.place, number)
        on.update((slip.name, number) for column in page.slips for slip in column)
    return Sheets(tuple(pages), leaf, {slip.name: n for n, slip in enumerate(book.slips, start=1)}, on)


def _leaves(book: Book) -> Iterator[Page]:
    """Leaves by pages: one that fits below another stands there, one longer than a page is gone on with."""
    page, left = Page("leaf"), TALL
    for leaf in book.leaves:
        packed = [*_packed(leaf.blocks, TALL - NUMBER)]
        tall = height(packed[0] if _waits(packed[0]) else leaf.blocks) + NUMBER
        if tall > left and page.parts:
            yield page
            page, left = Page("leaf"), TALL
        for n, blocks in enumerate(packed):
            last = n + 1 == len(packed)
            page.parts.append(Part(leaf.place, tuple(blocks), n == 0, last))
            left -= height(blocks) + NUMBER
            if not last:
                yield page
                page, left = Page("leaf"), TALL
    if page.parts:
        yield page


def _turned(pages: Iterable[Page], front: int) -> Iterator[Page]:
    """What is to be predicted stands on a right-hand page, so that what comes after it is behind it."""
    number, whole = front + 1, True
    for page in pages:
        if whole and number % 2 == 0 and _waits(page.parts[-1].blocks):
            yield Page("empty")
            number += 1
        yield page
        number, whole = number + 1, page.parts[-1].ends


def _waits(blocks: Sequence[Block]) -> bool:
    """Whether a page ends with what is to be predicted."""
    return blocks[-1].kind == "pause"


def _columns(items: Iterable[T], tall: Callable[[T], float]) -> Iterator[list[list[T]]]:
    """Things in two columns to a page, in order."""
    page: list[list[T]] = [[]]
    left = TALL - TOP
    for item in items:
        wanted = tall(item)
        if wanted > left and page[-1]:
            if len(page) == 2:
                yield page
                page = []
            page.append([])
            left = TALL - TOP
        page[-1].append(item)
        left -= wanted
    if page[0]:
        yield page


def _packed(blocks: Iterable[Block], tall: float) -> Iterator[list[Block]]:
    """Blocks by pages; one that is longer than a page is parted between its paragraphs."""
    page: list[Block] = []
    left = tall
    parts = [part for whole in blocks for part in _parted(whole, tall)]
    for block, after in zip(parts, [*parts[1:], None], strict=True):
        wanted = height([block])
        with_next = height([_first(after)]) if block.kind == "turn" and after is not None else 0.0  # no heading alone
        if block.kind in ROWS and after is None and wanted <= left + SPARE:
            left += SPARE
        if block.kind in ROWS and page and (begun := _as_many_as_fit(block, left)):
            page.append(evolve(block, paras=block.paras[:begun]))
            block = evolve(block, paras=block.paras[begun:])  # what is left of it
            wanted, left = height([block]), 0.0
        if wanted + with_next > left and page:
            yield page
            page, left = [], tall
        page.append(block)
        left -= wanted
        if block.kind == "pause" and after is not None:  # what comes after it is not to be seen before it is answered
            yield page
            page, left = [], tall
    if page:
        yield page


def _as_many_as_fit(block: Block, left: float) -> int:
    """How many rows of a block fill what is left of a page; none where it fits, or hardly any would stand there."""
    if height([block]) <= left:
        return 0
    fit = sum(height([evolve(block, paras=block.paras[: n + 1])]) <= left for n in range(len(block.paras)))
    return fit if min(fit, len(block.paras) - fit) >= FEW else 0


def _first(block: Block) -> Block:
    """What of a block must stand under its heading."""
    return evolve(block, paras=block.paras[:FEW]) if block.kind in ROWS else block


def _parted(block: Block, tall: float) -> Iterator[Block]:
    if height([block]) <= tall or len(block.paras) < 2:
        yield block
        return
    half = len(block.paras) // 2
    yield from _parted(evolve(block, paras=block.paras[:half], answers=(), figures=()), tall)
    yield from _parted(evolve(block, paras=block.paras[half:]), tall)


def _slip(slip: Slip) -> float:
    return height(slip.blocks, NARROW) + SLIP


def height(blocks: Iterable[Block], wide: int = WIDE) -> float:
    """How tall some blocks are, at most."""
    return sum(_height(block, wide) for block in blocks)


def _height(block: Block, wide: int) -> float:
    tall = (GAP if wide == WIDE else 5.0) + (20.0 if block.kind in BOXED else 0.0)
    tall += 64.0 if block.kind == "pause" else 0.0
    wide -= 4 if block.kind in BOXED else 0
    if block.head:
        tall += HEADS.get(block.kind, 3.0) + LINE * _lines(block.head, wide * 4 // 5)
    tall += 17.0 * _lines(block.sub, wide)
    for para in block.paras:
        room = wide - 3 - (max(5, min(cells(para.label), CHIP)) if para.label and wide > NARROW else 0)
        tall += LINE if para.label and wide <= NARROW else 0.0  # there the letters stand above
        tall += PARA + LINE * sum(max(1, _lines(part, room)) for part in para.text.split("\n"))
    if block.kind == "look":
        tall += LINE * (2 + -(-len(block.answers) // 2))
    else:
        for answer in block.answers:
            tall += 10.0 + LINE * max(1, _lines(f"{answer.say} [{answer.value}] {answer.closed}", wide - 28))
    return tall + 17.5 * sum(max(1, _lines(value, wide - 34)) for _name, value in block.figures)


def _lines(text: str, wide: int) -> int:
    return -(-cells(text) // wide)
