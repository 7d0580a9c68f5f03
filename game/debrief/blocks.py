"""A debrief as a document: sections of a few kinds of blocks, the same for the terminal, text, Markdown and the page.

Each way out knows these kinds and nothing of what they are about; what a debrief says is put together once, in
`contents`. Texts are as the story has them, with its tiny markup; whoever shows them cleans and escapes them.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from game.session.views import ChartView


@frozen
class Words:
    """A text of one or more paragraphs, behind a label that runs into it."""

    text: str
    label: str = ""


@frozen
class Keys:
    """The sources of what stands above, by their keys in the bibliography."""

    sources: tuple[str, ...]


@frozen
class Points:
    """A list of short texts, numbered where the order counts."""

    items: tuple[str, ...]
    numbered: bool = False


@frozen
class Table:
    """Rows under heads; the first column names the row. `right` has the places of columns of numbers.

    `bars` has those of whole numbers that a screen draws as bars too, on one scale: the first full, others in outline.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    bars: tuple[int, ...] = ()


@frozen
class Drawing:
    """A chart; every way out gives its table and its sentence too."""

    chart: ChartView


@frozen
class Range:
    """A row of a range chart: from `low` to `high`, with a middle and a mark of one's own where there are any."""

    label: str
    low: float
    high: float
    middle: float | None = None
    mark: float | None = None
    note: str = ""
    sources: tuple[str, ...] = ()


@frozen
class Ranges:
    """Ranges on one scale, each said in words as well. `mark_label` names the marks; a share is part of a `whole`."""

    title: str
    unit: str
    rows: tuple[Range, ...]
    places: int = 0
    mark_label: str = ""
    whole: float = 0.0


@frozen
class Entry:
    """A headed item: a decision, a person, a paper. `anchor` is its name for links within the document."""

    head: str
    blocks: tuple[Block, ...] = ()
    anchor: str = ""


@frozen
class Way:
    """Another section of the document: its title, its id, and how many minutes it takes to read."""

    title: str
    to: str
    minutes: int


@frozen
class Ways:
    """Ways on from here, where there is a screen."""

    label: str
    ways: tuple[Way, ...]


@frozen
class Lines:
    """Empty lines to write on, where there is paper."""

    count: int


Block: TypeAlias = "Words | Keys | Points | Table | Drawing | Ranges | Entry | Ways | Lines"


@frozen
class Section:
    """A part of the document. `own_page` asks for a sheet of its own when it is printed.

    `paper` is its weight when paper is short: of two long sections the one with twice the weight gets twice the room,
    and one of nought is left to the screen. With `first_whole` its first blocks are printed whole and no others.
    `look_up` says that one looks things up in it: where a section can be folded, it is until somebody opens it.
    """

    id: str
    title: str
    lead: str
    blocks: tuple[Block, ...]
    own_page: bool = False
    paper: float = 1.0
    first_whole: bool = False
    look_up: bool = False
