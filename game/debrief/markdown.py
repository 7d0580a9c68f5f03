"""A debrief as Markdown (CommonMark with GitHub's tables). Pure; nothing in a text becomes markup, a link or HTML.

Every character that could begin markup is escaped, wherever it stands; what is marked up here is marked up by us.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from game.debrief.blocks import Block, Drawing, Entry, Keys, Lines, Points, Range, Ranges, Section, Table, Ways, Words
from game.debrief.runs import prose, runs_of
from game.debrief.sheet import Sheet
from game.debrief.text import way_words
from game.script.tongue import _
from game.session.door import one_line
from game.session.tables import decimals, number, role_words

SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$@^]|:(?=\S)|^[-+=]|(?<=\bwww)\.", re.IGNORECASE)
NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
DEEPEST = 6


def as_markdown(sheet: Sheet) -> str:
    """The whole document."""
    opening = bold(sheet.opening) if sheet.opening else ""
    parts = [f"# {flat(sheet.title)}", flat(sheet.about), opening, *_prose("", sheet.notice)]
    for section in sheet.sections:
        parts += [f"## {flat(section.title)}", *_section(section)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section) -> Iterator[str]:
    if section.lead:
        yield f"*{escaped(one_line(section.lead))}*" if one_line(section.lead) else ""
    yield from _blocks(section.blocks, 3)


def _blocks(blocks: tuple[Block, ...], level: int) -> Iterator[str]:
    """Blocks in order; entries with nothing but a head stand together as a list."""
    items: list[str] = []
    for block in blocks:
        if isinstance(block, Entry) and not block.blocks:
            items.append(f"- {runs(block.head)}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield from _block(block, level)
    if items:
        yield "\n".join(items)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Words():
            yield from _prose(block.label, block.text)
        case Keys():
            yield _("Sources: {sources}").format(sources=_(", ").join(flat(key) for key in block.sources))
        case Points():
            marks = [f"{n}." if block.numbered else "-" for n in range(1, len(block.items) + 1)]
            yield "\n".join(f"{mark} {runs(text)}" for mark, text in zip(marks, block.items, strict=True))
        case Table():
            if block.title:
                yield bold(block.title)
            yield table(block.heads, block.rows, block.right)
        case Drawing():
            yield from _chart(block)
        case Ranges():
            yield from _ranges(block)
        case Entry():
            yield f"{'#' * min(level, DEEPEST)} {runs(block.head)}"
            yield from _blocks(block.blocks, level + 1)
        case Ways():
            yield "\n".join([f"{bold(block.label)}", "", *(f"- {flat(way_words(way))}" for way in block.ways)])
        case Lines():
            yield "\n\n".join(r"\_" * 60 for _ in range(block.count))


def _prose(label: str, text: str) -> Iterator[str]:
    lead = f"{bold(label)} " if one_line(label) else ""
    for part in prose(text):
        if part.kept:
            if lead:
                yield lead.strip()
            rows = part.runs[0][0].split("\n")
            yield _fenced(rows)
        else:
            yield lead + _runs(part.runs)
        lead = ""


def _fenced(rows: list[str]) -> str:
    """Columns in a fence longer than any run of marks in them."""
    longest = max((len(run) for row in rows for run in re.findall(r"`+", row)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *rows, fence])


def _chart(block: Drawing) -> Iterator[str]:
    view = block.chart
    places = decimals(view)
    yield f"{bold(view.title)} ({flat(view.unit)})"
    heads = ["", *(f"{s.label} ({words})" if (words := role_words(s)) else s.label for s in view.series)]
    rows = [(text, *(number(s.values[at], places) for s in view.series)) for at, text in enumerate(view.labels)]
    yield table(tuple(heads), tuple(rows), frozenset(range(1, len(heads))))
    if view.mark is not None:
        yield _("Level line, {mark_label}: {mark}").format(
            mark_label=flat(view.mark_label), mark=number(view.mark, places)
        )
    if view.sentence:
        yield runs(view.sentence)


def _ranges(block: Ranges) -> Iterator[str]:
    yield bold(block.title) + (f" ({flat(block.unit)})" if block.unit else "")
    heads = ("", "from", "to", "middle", block.mark_label or "here", "note")
    yield table(heads, tuple(_range(row, block.places) for row in block.rows), frozenset({1, 2, 3, 4}))


def _range(row: Range, places: int) -> tuple[str, ...]:
    note = "; ".join(part for part in (row.note, ", ".join(row.sources)) if part)
    return (row.label, *(number(v, places) for v in (row.low, row.high, row.middle, row.mark)), note)


def table(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], right: frozenset[int]) -> str:
    """A table of GitHub's Markdown."""
    rule = ["--:" if at in right else "---" for at in range(len(heads))]
    lines = [[flat(head) for head in heads], rule, *([runs(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def runs(text: str) -> str:
    """A line of text, escaped, with its stressed words stressed."""
    return _runs(runs_of(one_line(text)))


def _runs(made: tuple[tuple[str, bool], ...]) -> str:
    said = "".join(f"*{escaped(text)}*" if loud else escaped(text) for text, loud in made)
    return NUMBERED.sub(r"\1\\\2", said)


def flat(text: str) -> str:
    """A text on one line, escaped, nothing stressed."""
    return NUMBERED.sub(r"\1\\\2", escaped(one_line(text)))


def bold(text: str) -> str:
    """A text on one line, escaped, set off; nothing for none, of which only marks would be left."""
    return f"**{escaped(line)}**" if (line := one_line(text)) else ""


def escaped(text: str) -> str:
    """A text of which nothing is markup, and which no reader turns into a link by itself."""
    return SPECIAL.sub(lambda found: f"\\{found.group()}", text)
