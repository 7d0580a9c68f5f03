"""A debrief as lines of text: the whole of it, for a screen reader, a pipe or a printer. Pure: a view in, lines out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.debrief.blocks import Block, Drawing, Entry, Keys, Lines, Points, Ranges, Section, Table, Way, Ways, Words
from game.debrief.contents import document
from game.debrief.said import INDENT, headed, item, keys, said, wrapped
from game.debrief.sheet import Sheet, sheet_of
from game.debrief.views import DebriefView
from game.script.cells import cells as cells_of
from game.script.cells import pad
from game.script.tongue import _, ngettext
from game.session.door import one_line
from game.session.lines import WIDTH, unstressed
from game.session.tables import chart, number

LEAST_GAP = "  "


def as_lines(view: DebriefView) -> Iterator[str]:
    """The whole debrief of a run."""
    yield from lines_of_sheet(sheet_of(view))


def lines_of_sheet(sheet: Sheet) -> Iterator[str]:
    """A whole document."""
    yield from opening_lines(sheet)
    for section in sheet.sections:
        yield from ("", f"== {one_line(section.title)} ==", "", *lines_of(section))


def opening_lines(sheet: Sheet) -> Iterator[str]:
    """What comes before the first section."""
    if sheet.opening:
        yield from (*headed(sheet.opening), "")
    yield from headed(sheet.about)
    if sheet.notice:
        yield ""
        yield from said("", sheet.notice)


def lines_of(section: Section) -> list[str]:
    """A section without its heading; an empty line between blocks, but not before sources nor in a bare list."""
    lines = list(said("", section.lead))
    before: Block | None = None
    for block in section.blocks:
        if lines and not (isinstance(block, Keys) or (_bare(before) and _bare(block))):
            lines.append("")
        lines.extend(block_lines(block))
        before = block
    return lines


def _bare(block: Block | None) -> bool:
    return isinstance(block, Entry) and not block.blocks


def block_lines(block: Block, indent: str = "") -> Iterator[str]:
    """One block, without an empty line after it."""
    match block:
        case Words():
            yield from said(block.label, block.text, indent)
        case Keys():
            yield from keys(block.sources, indent)
        case Points():
            yield from _points(block, indent)
        case Table():
            yield from _table(block, indent)
        case Drawing():
            yield from list(chart(block.chart))[:-1]
        case Ranges():
            yield from _ranges(block)
        case Entry():
            yield from _entry(block, indent)
        case Ways():
            yield from headed(f"{block.label}:")
            for way in block.ways:
                yield from item("-", way_words(way), indent)
        case Lines():
            return


def way_words(way: Way) -> str:
    """A section by its name and minutes."""
    told = ngettext("{title}, {count} minute", "{title}, {count} minutes", way.minutes)
    return told.format(title=way.title, count=way.minutes)


def _entry(block: Entry, indent: str) -> Iterator[str]:
    if not indent:
        yield from headed(block.head)
    else:
        yield from wrapped(unstressed(one_line(block.head)), indent, indent + INDENT)
    for part in block.blocks:
        yield from block_lines(part, indent + INDENT)


def _points(block: Points, indent: str) -> Iterator[str]:
    for place, text in enumerate(block.items, start=1):
        yield from item(f"{place}." if block.numbered else "-", text, indent)


def _table(block: Table, indent: str) -> Iterator[str]:
    """Columns; where they are too wide for the page, each row in words."""
    if block.title:
        yield from said("", block.title, indent)
    rows = columns(block, WIDTH - len(indent))
    if rows:
        yield from (indent + row for row in rows)
        return
    for label, told in in_words(block):
        if label:
            yield from said(label, told, indent)
        elif told:
            yield from wrapped(f"- {told}", indent, indent + "  ")


def columns(block: Table, width: int) -> list[str]:
    """The rows of a table in columns as wide as they need; none if that is too wide."""
    cells = [[unstressed(one_line(c)) for c in row] for row in (block.heads, *block.rows)]
    widths = [max(cells_of(row[i]) for row in cells) for i in range(len(block.heads))]
    if sum(widths) + len(LEAST_GAP) * len(widths) > width:
        return []
    rows: list[str] = []
    for row in cells:
        placed = enumerate(zip(row, widths, strict=True))
        made = (pad(cell, wide, right=at in block.right) for at, (cell, wide) in placed)
        rows.append((LEAST_GAP + LEAST_GAP.join(made)).rstrip())
    return rows


def in_words(block: Table) -> Iterator[tuple[str, str]]:
    """The rows of a table as a label and a text; a row with nothing but its name has no label."""
    cells = [[unstressed(one_line(c)) for c in row] for row in (block.heads, *block.rows)]
    for first, *rest in cells[1:]:
        told = "; ".join(f"{head}: {cell}" for head, cell in zip(cells[0][1:], rest, strict=True) if cell)
        if len(rest) == 1:
            yield f"{first}:", rest[0]
        else:
            yield (f"{first}.", told) if told else ("", first)


def _ranges(block: Ranges) -> Iterator[str]:
    unit = f" ({one_line(block.unit)})" if block.unit else ""
    yield from headed(f"{block.title}{unit}")
    for row in block.rows:
        low, high = number(row.low, block.places), number(row.high, block.places)
        told = low if row.low == row.high else _("{low} to {high}").format(low=low, high=high)
        if row.middle is not None:
            told += _(", middle {middle}").format(middle=number(row.middle, block.places))
        if row.mark is not None:
            told += f"; {block.mark_label or _('here')} {number(row.mark, block.places)}"
        note = f". {row.note}" if row.note else "."
        yield from said(f"{row.label}:", told + note, INDENT)
        yield from keys(row.sources, INDENT * 2)


def sections(view: DebriefView) -> Iterable[tuple[str, list[str]]]:
    """The headings in order, each with its lines."""
    return [(section.title, lines_of(section)) for section in document(view)]
