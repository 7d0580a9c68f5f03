"""A debrief as one page of HTML: no script, no network, nothing from outside that could become markup.

The template turns each kind of block into markup, with autoescape on; only drawings made by `svg`, which escapes what
it is given, go in as they are. A strict policy in the page forbids scripts, forms and every fetch, whatever got in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast

from attrs import define, evolve, field
from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from game.debrief import svg
from game.debrief.blocks import Block, Drawing, Entry, Keys, Ranges, Section, Table
from game.debrief.length import reading_minutes
from game.debrief.linked import Linked, linked
from game.debrief.paper import SOURCE, Depth, folds
from game.debrief.runs import prose, runs_of
from game.debrief.sheet import Sheet
from game.script.tongue import _, language, ngettext
from game.session.door import one_line
from game.session.lines import clean
from game.session.tables import decimals, number, role_words
from game.session.views import SeriesView


@define
class Cited:
    """Which keys have an entry to link to, and every place that cites each."""

    anchors: frozenset[str]
    places: dict[str, int]
    terms: Linked
    names: Mapping[str, str] = field(factory=dict[str, str], kw_only=True)  # of sources, where keys say too little
    count: dict[str, int] = field(factory=dict[str, int])
    used: set[str] = field(factory=set[str])

    def without_terms(self) -> Cited:
        """The same, for a part in which no word is linked."""
        return evolve(self, terms=Linked())

    def once(self, name: str) -> str:
        """A name as an id, the first time; empty if something has it already."""
        anchor = anchor_of(name)
        if anchor in self.used:
            return ""
        self.used.add(anchor)
        return anchor

    def name(self, key: str) -> str:
        """What a source is called where it is cited."""
        return self.names.get(key, key)

    @property
    def between(self) -> str:
        """What parts two sources."""
        return "; " if self.names else ", "

    def target(self, key: str) -> str:
        """The anchor of a source; empty if the document has no entry for it."""
        anchor = anchor_of(SOURCE + key)
        return anchor if anchor in self.anchors else ""

    def next(self, key: str) -> str:
        """The id of the next place that cites a key."""
        self.count[key] = self.count.get(key, 0) + 1
        return f"cites-{anchor_of(key)}-{self.count[key]}"

    def back(self, anchor: str) -> list[str]:
        """The ids of all places that cite the source of this anchor."""
        key = next((k for k in self.places if anchor_of(SOURCE + k) == anchor_of(anchor)), "")
        return [f"cites-{anchor_of(key)}-{n}" for n in range(1, self.places.get(key, 0) + 1)]


def page(sheet: Sheet) -> str:
    """The whole page."""
    return environment().get_template("page.html.j2").render(filled(sheet)) + "\n"


def filled(sheet: Sheet) -> dict[str, Any]:
    """What the template of a page, or one made of it, is filled with."""
    told = folds(sheet.sections, sheet.pages)
    left = [s for s in sheet.sections if told[s.id].nothing]
    short = [s for s in sheet.sections if not told[s.id].whole and not told[s.id].nothing]
    given = {"folds": told, "short": short, "left": left, "toc": sheet.sections}
    given |= {"language": language(), "_": _, "ngettext": ngettext}
    return given | {"sheet": sheet, "cited": cited(sheet.sections, linked(sheet))}


@cache
def environment() -> Environment:
    """The templates, with everything escaped."""
    return equipped(PackageLoader("game.debrief", "templates"))


def equipped(loader: BaseLoader) -> Environment:
    """Templates that know the blocks of a debrief, with everything escaped."""
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    given = (kind, reading_minutes, prose, stressed, bare, grouped, number, places, says, plot, sample, spread, lengths)
    filters = cast("dict[str, Any]", made.filters)  # declared there for its own ones only, as are the names
    filters.update({function.__name__: function for function in given} | {"flat": one_line, "anchor": anchor_of})
    cast("dict[str, Any]", made.globals).update({"LETTERS": svg.LETTERS, "Depth": Depth, "namer": Names})
    return made


def kind(block: Block) -> str:
    """The name of a block's kind, for the template."""
    return type(block).__name__.lower()


def stressed(text: str) -> tuple[tuple[str, bool], ...]:
    """A text on one line, as runs."""
    return runs_of(one_line(text))


def places(block: Drawing) -> int:
    """With how many places the numbers of a chart are written."""
    return decimals(block.chart)


def says(series: SeriesView) -> str:
    """What kind of line it is, unless its name says so."""
    return role_words(series)


def lengths(table: Table, row: tuple[str, ...]) -> tuple[float, ...]:
    """How long each bar of a row is, of a hundred for the largest number in any bar of the table."""
    longest = max((_whole(r[at]) for r in table.rows for at in table.bars), default=0) or 1
    return tuple(round(100 * _whole(row[at]) / longest, 1) for at in table.bars)


def _whole(cell: str) -> int:
    return int(cell) if cell.isascii() and cell.isdecimal() else 0


def plot(block: Drawing, name: str) -> Markup:
    """A chart as markup; `svg` escapes every word in it."""
    return Markup(svg.chart(block.chart, name))


def sample(block: Drawing, place: int) -> Markup:
    """The look of one line as markup."""
    return Markup(svg.sample(block.chart, place))


def spread(block: Ranges, name: str) -> Markup:
    """Ranges as markup; `svg` escapes every word in them."""
    return Markup(svg.ranges(block, name))


@define
class Names:
    """Ids for drawings, one after another."""

    last: int = 0

    def next(self) -> str:
        """A name nothing else in the page has."""
        self.last += 1
        return f"drawing-{self.last}"


def anchor_of(name: str) -> str:
    """A name as an id: letters, digits, dashes."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", clean(name)).strip("-")[:80]


def bare(block: Block) -> bool:
    """Whether an entry has a head and nothing more: then it is an item of a list."""
    return isinstance(block, Entry) and not block.blocks


def grouped(blocks: Sequence[Block]) -> Iterator[tuple[bool, list[tuple[int, Block]]]]:
    """Blocks with their places, in runs of bare entries and of anything else, as lists need it."""
    run: list[tuple[int, Block]] = []
    for item in enumerate(blocks):
        if run and bare(run[0][1]) != bare(item[1]):
            yield bare(run[0][1]), run
            run = []
        run.append(item)
    if run:
        yield bare(run[0][1]), run


def cited(sections: Sequence[Section], terms: Linked) -> Cited:
    """The anchors of a document, and how often it cites each key."""
    anchors: set[str] = set()
    places: dict[str, int] = {}
    for block in _walk([b for s in sections for b in s.blocks]):
        if isinstance(block, Entry) and block.anchor:
            anchors.add(anchor_of(block.anchor))
        keys = block.sources if isinstance(block, Keys) else ()
        if isinstance(block, Ranges):
            keys = tuple(key for row in block.rows for key in row.sources)
        for key in keys:
            places[key] = places.get(key, 0) + 1
    return Cited(frozenset(anchors), places, terms)


def _walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every block, those inside entries too."""
    for block in blocks:
        yield block
        if isinstance(block, Entry):
            yield from _walk(block.blocks)
