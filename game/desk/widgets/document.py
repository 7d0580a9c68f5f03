"""A section of the debrief as widgets: text in one, each drawing in its own. Knows blocks, not what they say."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from game.debrief.blocks import Block, Drawing, Entry, Keys, Lines, Points, Ranges, Section, Table, Ways, Words
from game.debrief.text import columns, in_words, way_words
from game.desk.content import FAINT, line, prose, stack, stressed, verbatim
from game.desk.ranges import bars, scale
from game.desk.widgets.chart import Chart
from game.script.tongue import _
from game.session.tables import number, rows

TABLE_WIDTH = 72  # what an 80-column terminal leaves for a table


def widgets(section: Section) -> Iterator[Widget]:
    """The section, top to bottom."""
    run: list[Content] = [prose(section.lead, FAINT)] if section.lead else []
    for block in section.blocks:
        if not isinstance(block, Drawing | Ranges):
            run.append(content(block))
            continue
        if run:
            yield Static(stack(run))
            run = []
        yield from _drawing(block)
    if run:
        yield Static(stack(run))


def _drawing(block: Drawing | Ranges) -> Iterator[Widget]:
    if isinstance(block, Ranges):
        yield RangeBars(block)
        return
    drawing = Chart()
    drawing.chart = block.chart
    yield drawing
    yield Static(Content("\n").join([verbatim(row, FAINT) for row in rows(block.chart)]))


def content(block: Block) -> Content:
    """A block without a drawing as content."""
    match block:
        case Words(label=""):
            return prose(block.text)
        case Words():
            return line(f"{block.label} ", FAINT).append(prose(block.text))
        case Keys():
            return line(_("Sources: ") + ", ".join(block.sources), FAINT)
        case Entry():
            return _entry(block)
        case Points():
            marks = [f"{place}. " if block.numbered else "- " for place in range(1, len(block.items) + 1)]
            items = zip(marks, block.items, strict=True)
            return Content("\n").join([line(mark).append(line(text)) for mark, text in items])
        case Table():
            return _table(block)
        case Ways():
            told = _("; ").join(way_words(way) for way in block.ways)
            return line(f"{block.label}: ", FAINT).append(line(told))
        case Drawing():
            return stressed(block.chart.sentence)
        case Ranges() | Lines():
            return Content("")


def _table(block: Table) -> Content:
    rows = [verbatim(row) for row in columns(block, TABLE_WIDTH)]
    for label, told in () if rows else in_words(block):
        rows.append(line(f"{label} ", FAINT).append(line(told)) if label else line(told))
    return stack([line(block.title, FAINT), *rows], gap=0)


def _entry(block: Entry) -> Content:
    head = line(block.head, "bold" if block.blocks else "")
    return stack([head, *(content(part) for part in block.blocks)], gap=0)


class RangeBars(Widget):
    """Ranges on one scale that fit themselves to the width."""

    def __init__(self, ranges: Ranges) -> None:
        super().__init__()
        self.ranges = ranges

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As high as what is drawn."""
        return drawn(self.ranges, width).get_height({}, width)

    def render(self) -> RenderResult:
        """The bars, made for the width there is."""
        return drawn(self.ranges, max(20, self.content_size.width))


def drawn(block: Ranges, width: int) -> Content:
    """A label, a bar and its numbers, row by row."""
    unit = line(f" ({block.unit})" if block.unit else "", FAINT)
    middles = _("● middle  ") if any(row.middle is not None for row in block.rows) else ""
    key = f"{middles}◆ {block.mark_label}" if block.mark_label else ""
    heads = (line(block.title, "bold").append(unit), line(key, FAINT), verbatim(scale(block, width - 2), FAINT))
    parts = [stack(heads, gap=0)]
    for row, bar in zip(block.rows, bars(block, width - 2), strict=True):
        low, high = number(row.low, block.places), number(row.high, block.places)
        told = [low if row.low == row.high else _("{low} to {high}").format(low=low, high=high)]
        told += [_("middle {middle}").format(middle=number(row.middle, block.places))] if row.middle is not None else []
        told += [f"{block.mark_label} {number(row.mark, block.places)}"] if row.mark is not None else []
        head = line(f"{row.label}  ", "bold").append(line(", ".join(told)))
        sources = line(_("Sources: ") + ", ".join(row.sources), FAINT) if row.sources else Content("")
        note = line(row.note, FAINT) if row.note else Content("")
        parts.append(stack([head, verbatim(bar), note, sources], gap=0))
    return stack(parts)
