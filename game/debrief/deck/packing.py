"""How much of a list fits a slide: lines as they stand in two columns of a screen of 1366 by 768. Pure, and a guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from game.debrief.blocks import Block, Entry, Keys, Points, Table, Words

LETTERS = 46  # in a line of a column
BAR = 0.8  # of a row of a table
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


def lines(block: Block) -> float:
    """About how many lines a block takes."""
    match block:
        case Words():
            return _lines(f"{block.label} {block.text}") + 0.4
        case Points():
            return _every(block.items, 0.3)
        case Table():
            rows = sum(1.25 * _lines(row[0]) + BAR * len(block.bars) for row in block.rows if row)
            return 2.6 * bool(block.heads) + rows
        case Entry(blocks=()):
            return _lines(block.head) + 0.4
        case Entry():
            return 1.5 * _lines(block.head) + sum(map(lines, block.blocks))
        case Keys():
            return 0.9
        case _:
            return 12.0


def _every(texts: Iterable[str], more: float) -> float:
    return sum(_lines(text) + more for text in texts)


def _lines(text: str) -> int:
    return max(1, ceil(len(text) / LETTERS))
