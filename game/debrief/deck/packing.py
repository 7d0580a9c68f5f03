"""How much of a list fits a slide: lines as they stand in two columns of a screen of 1366 by 768. Pure, and a guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from game.debrief.blocks import Block, Entry, Keys, Points, Table, Words

LETTERS = 46  # in a line of a column
KEYS = 2  # authors and years in a line
HEAD = 14  # in a line of the head of a column
BAR = 0.8  # of a row of a table
SIZES = (28, 26, 24, 22)  # of letters, in pixels of such a screen; else SMALLEST
SMALLEST, CAREFUL = 20, 1.3
ROOM = 29.0  # lines of a slide: two columns, less what is lost where they part


def packs(blocks: Sequence[Block], room: float = ROOM) -> Iterator[tuple[Block, ...]]:
    """Blocks in slides: as many as fit each; one that is larger than any stands alone."""
    held: list[Block] = []
    used = 0.0
    for block in blocks:
        size = lines(block)
        if held and used + size > room:
            yield tuple(held)
            held, used = [], 0.0
        held.append(block)
        used += size
    if held:
        yield tuple(held)


def size(blocks: Sequence[Block]) -> str:
    """The class of the largest letters in which blocks fit a slide, by a careful guess."""
    fit = (s for s in SIZES if CAREFUL * sum(map(lines, blocks)) * (s / SMALLEST) ** 2 <= ROOM)
    return f"t{next(fit, SMALLEST)}"


def lines(block: Block) -> float:
    """About how many lines a block takes."""
    match block:
        case Words():
            return _lines(f"{block.label} {block.text}") + 0.4
        case Points():
            return _every(block.items, 0.3)
        case Table():
            rows = sum(1.25 * max(map(_lines, row)) + BAR * len(block.bars) for row in block.rows if row)
            heads = 1.3 * max(2, *(ceil(len(head) / HEAD) for head in block.heads)) if block.heads else 0
            return heads + rows
        case Entry(blocks=()):
            return _lines(block.head) + 0.4
        case Entry():
            return 1.5 * _lines(block.head) + sum(map(lines, block.blocks))
        case Keys():
            return 0.9 * ceil(len(block.sources) / KEYS)
        case _:
            return 12.0


def _every(texts: Iterable[str], more: float) -> float:
    return sum(_lines(text) + more for text in texts)


def _lines(text: str) -> int:
    return max(1, ceil(len(text) / LETTERS))
