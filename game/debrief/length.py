"""How long it takes to read a part of a debrief: its words counted, block by block. Pure; it knows no content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.debrief.blocks import Block, Drawing, Entry, Keys, Lines, Points, Ranges, Section, Table, Ways, Words
from game.script.tongue import foreign
from game.session.wrapping import count

WORDS_A_MINUTE = 180  # of such texts, read to be understood
LETTERS_A_MINUTE = 300  # where words are counted by their characters


def reading_minutes(section: Section) -> int:
    """The minutes of a section, at least one."""
    return max(1, round(words(section) / (LETTERS_A_MINUTE if foreign() else WORDS_A_MINUTE)))


def words(section: Section) -> int:
    """The words of a section, without its title and without the ways on from it."""
    return count(section.lead) + words_of(section.blocks)


def words_of(blocks: Iterable[Block]) -> int:
    """The words of some blocks, without the ways on from them."""
    return sum(count(text) for block in blocks for text in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Words():
            yield from (block.label, block.text)
        case Keys():
            yield from block.sources
        case Points():
            yield from block.items
        case Table():
            yield from (block.title, *block.heads, *(cell for row in block.rows for cell in row))
        case Drawing():
            yield from (block.chart.title, block.chart.sentence, *(s.label for s in block.chart.series))
        case Ranges():
            yield from (block.title, *(f"{row.label} {row.note}" for row in block.rows))
        case Entry():
            yield block.head
            for part in block.blocks:
                yield from _texts(part)
        case Ways() | Lines():
            return
