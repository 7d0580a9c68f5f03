"""The debrief of a class as a document of blocks, and as data (docs/debrief-class.schema.json). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from game.debrief.blocks import Block, Drawing, Entry, Keys, Points, Range, Ranges, Section, Table, Words
from game.debrief.contents_limits import limit_blocks
from game.debrief.data import series_data
from game.debrief.hidden import LEAST
from game.debrief.sheet import Sheet
from game.debrief.splits import CountView, SplitView
from game.debrief.together import ClassView
from game.debrief.views import DebriefView, SourceView
from game.script.tongue import N_, _
from game.session.lines import clean

OPENING = N_("Nobody here is their character. Put the officials down.")
HIDDEN = "hidden"
HOW = N_(
    "Counts of one or two runs are hidden, and as many others with them as it takes that nobody can work them out. "
    "Nothing here says who signed what."
)
TOO_FEW = N_(
    "These are {runs} runs. A class's debrief begins at {least}: with fewer, every figure would be somebody's own. "
    "Open each run's own debrief instead."
)
OPEN = N_(
    "None of these runs has ended. Only what was signed is shown; what came of it is masked until runs have ended."
)
RANGES = N_(
    "From the third lowest run to the third highest, with the middle: no end is the lowest or highest of all. "
    "None of these is a score."
)
UNCOUNTED = N_("Too few runs share an end, or other counts would give them away: nothing is counted here.")


def class_sheet(view: ClassView, like: DebriefView) -> Sheet:
    """The document of a class; `like` is the debrief of any of its runs, for what holds for all."""
    played = f"{view.title}: {view.cut_title or view.cut}" if view.cut else view.title
    about = _("{played}: {runs} runs together").format(played=played, runs=view.runs)
    if view.asked > view.runs:
        about += _(", of {asked} given").format(asked=view.asked)
    notice = "" if view.closed else _(OPEN)
    if view.runs < LEAST:
        return Sheet(view.title, _(OPENING), about, _(TOO_FEW).format(runs=view.runs, least=LEAST), ())
    made = (
        Section("together", _("All desks together"), "", tuple(_charts(view)), paper=4.0),
        Section("splits", _("What was signed"), _(HOW), tuple(_entries(view.splits)), paper=5.0),
        Section("outcomes", _("How the runs came out"), _(RANGES), tuple(_ranges(view)), paper=3.0),
        Section(
            "people", _("The people"), _("In how many runs each of them met which end."), tuple(_fates(view)), paper=2.0
        ),
        Section("toll", _("How many died"), "", tuple(_toll(like)) if view.closed else (), paper=2.0),
        Section("limits", _("Where this model errs"), "", tuple(limit_blocks(like.limits)), paper=2.0),
        Section("questions", _("Questions"), "", tuple(_questions(view)), paper=2.0),
    )
    sections = [s for s in made if s.blocks]
    keys = {key for s in sections for b in s.blocks if isinstance(b, Keys) for key in b.sources}
    sources = tuple(_source(s) for s in like.sources if s.id in keys)
    if sources:
        sections.append(Section("sources", _("Sources"), "", sources))
    return Sheet(view.title, _(OPENING), about, notice, tuple(sections))


def _charts(view: ClassView) -> Iterator[Block]:
    for block in view.charts:
        yield Drawing(block.chart)
        if block.say:
            yield Words(block.say)
        if block.caution:
            yield Words(block.caution, _("Read with care:"))
        if block.sources:
            yield Keys(block.sources)


def _entries(splits: Sequence[SplitView]) -> Iterator[Entry]:
    """An entry for each paper, with a table for each of its lines."""
    for _key, group in groupby(splits, key=lambda s: (s.turn, s.id)):
        parts = list(group)
        head = f"{parts[0].turn_label}: {parts[0].title}"
        yield Entry(head, tuple(_table(s.field_label, "signed", s.rows) for s in parts))


def _fates(view: ClassView) -> Iterator[Entry]:
    for split in view.fates:
        rows = tuple(row for row in split.rows if row.runs != 0)
        counted = any(row.runs for row in rows)
        yield Entry(split.title, (_table("", _("what became of them"), rows) if counted else Words(_(UNCOUNTED)),))


def _table(title: str, head: str, rows: Sequence[CountView]) -> Table:
    made = tuple((row.say, HIDDEN if row.runs is None else str(row.runs)) for row in rows)
    return Table(title, (head, "runs"), made, frozenset({1}))


def _ranges(view: ClassView) -> Iterator[Ranges]:
    for s in view.spreads:
        yield Ranges(s.label, s.unit, (Range(_("the class"), s.low, s.high, s.middle),), s.places)


def _toll(like: DebriefView) -> Iterator[Block]:
    if like.toll:
        yield Words(like.toll)
        yield Keys(like.toll_sources)


def _questions(view: ClassView) -> Iterator[Block]:
    """Where the class parted most evenly, a reason to talk; then the questions to any run."""
    parted = sorted((s for s in view.splits if _least(s) is not None), key=lambda s: -(_least(s) or 0))[:3]
    asked = [
        _("{turn_label}, “{title}”: the class parted here. What did each side know?").format(
            turn_label=s.turn_label, title=s.title
        )
        for s in parted
    ]
    asked += view.questions
    if asked:
        yield Points(tuple(asked), numbered=True)


def _least(split: SplitView) -> int | None:
    """The second largest answer to a paper, where all its counts are shown."""
    counts = [row.runs for row in split.rows if row.id]
    known = sorted((n for n in counts if n is not None), reverse=True)
    return known[1] if len(known) == len(counts) > 1 and known[1] else None


def _source(source: SourceView) -> Entry:
    who = f"{source.authors} ({source.year})" if source.year else source.authors
    parts = (who, source.title, source.publication, source.school)
    return Entry(f"{source.id}: {'. '.join(p.rstrip('.') for p in parts if p)}.", (), f"source-{source.id}")


def class_data(view: ClassView) -> dict[str, Any]:
    """The class as plain data; hidden counts are null."""
    return {
        "scenario": view.scenario,
        "version": view.version,
        "cut": view.cut,
        "runs": view.runs,
        "given": view.asked,
        "closed": view.closed,
        "splits": [{"turn": s.turn, "scene": s.id, "field": s.field, "counts": _counts(s.rows)} for s in view.splits],
        "fates": [{"person": s.id, "counts": _counts(s.rows)} for s in view.fates],
        "series": {block.chart.id: series_data(block) for block in view.charts},
        "measures": [
            {"measure": s.measure, "unit": s.unit, "low": s.low, "middle": s.middle, "high": s.high}
            for s in view.spreads
        ],
    }


def _counts(rows: Sequence[CountView]) -> list[dict[str, Any]]:
    return [{"answer": row.id, "words": clean(row.say), "runs": row.runs} for row in rows]
