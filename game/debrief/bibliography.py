"""The bibliography of a scenario: every source it names, how it was checked, and what rests on it.

Of a run that is open it shows no paper that has not come and nothing that waits for the debrief: those are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from game.debrief.blocks import Block, Entry, Section, Words
from game.debrief.history import library
from game.debrief.resting import Part, Resting, resting
from game.debrief.understanding import shelf
from game.debrief.views import SourceView
from game.engine.program import Program
from game.script.model import Source
from game.script.tongue import N_, _
from game.session.door import one_line
from game.session.game import Game

LEAD = N_(
    "Every source that this story names: author, year, title, publisher, the school it belongs to, and how far it was "
    "checked for this game. Under each, what rests on it."
)


@frozen
class RestsView:
    """What of one kind rests on a source."""

    part: Part
    labels: tuple[str, ...]


@frozen
class EntryView:
    """A source with what rests on it; `hidden` counts what is not shown while a run is open."""

    source: SourceView
    supports: str
    rests: tuple[RestsView, ...]
    hidden: int = 0


def bibliography(program: Program) -> tuple[EntryView, ...]:
    """Every source of a scenario, in the order of its bibliography, with all that rests on it."""
    return _entries(program, lambda item: item.label)


def bibliography_of(game: Game) -> tuple[EntryView, ...]:
    """The same beside a run: papers by the titles they came with; what has not been shown yet is counted."""
    came = {paper.id: paper.title for _, paper in game.teller.archive}
    over = game.run.over
    return _entries(game.run.program, lambda item: came.get(item.scene) or (item.label if over else ""))


def _entries(program: Program, told: Callable[[Resting], str]) -> tuple[EntryView, ...]:
    scenario, record = program.scenario, library(program.scenario).record
    found: dict[str, list[Resting]] = {}
    for item in resting(scenario, shelf(program).found, record):
        found.setdefault(item.key, []).append(item)
    known = {s.id: s for s in (*record.sources, *scenario.sources)}
    order = dict.fromkeys(s.id for s in (*scenario.sources, *record.sources))
    return tuple(_entry(known[key], found[key], told) for key in order if key in found)


def _entry(source: Source, items: list[Resting], told: Callable[[Resting], str]) -> EntryView:
    shown = [(item.part, one_line(told(item))) for item in items]
    by_part = ((part, tuple(dict.fromkeys(label for p, label in shown if p is part and label))) for part in Part)
    return EntryView(
        source=source_view(source),
        supports=source.supports,
        rests=tuple(RestsView(part, labels) for part, labels in by_part if labels),
        hidden=sum(not label for _, label in shown),
    )


def source_view(s: Source) -> SourceView:
    """An entry of a bibliography as it is shown."""
    return SourceView(s.id, s.authors, s.year, s.title, s.publication, s.school, s.status)


def source_line(s: SourceView) -> str:
    """A source in a line: its key, who, when, what, where, of which school, how it was checked."""
    who = f"{s.authors} ({s.year})" if s.year else s.authors
    school = s.school[:1].upper() + s.school[1:]
    parts = (who, s.title, s.publication, school, _("Checked: {status}").format(status=s.status) if s.status else "")
    return f"{s.id}: {'. '.join(part.rstrip('.') for part in parts if part)}."


def named(entries: Iterable[EntryView], wanted: str) -> tuple[EntryView, ...]:
    """Those with some letters in key, author, title or year."""
    letters = wanted.strip().casefold()
    return tuple(
        e
        for e in entries
        if letters in " ".join((e.source.id, e.source.authors, e.source.title, e.source.year)).casefold()
    )


def bibliography_section(entries: Iterable[EntryView]) -> Section:
    """The bibliography as a section of a document."""
    return Section("bibliography", _("Sources"), _(LEAD), tuple(_block(e) for e in entries))


def _block(entry: EntryView) -> Entry:
    return Entry(source_line(entry.source), tuple(_rests(entry)), f"source-{entry.source.id}")


def _rests(entry: EntryView) -> Iterator[Block]:
    if entry.supports:
        yield Words(entry.supports, _("Used for:"))
    for rests in entry.rests:
        yield Words("; ".join(label.rstrip(".") for label in rests.labels) + ".", f"{_(rests.part).capitalize()}:")
    if entry.hidden:
        what = _("{hidden} not shown yet: papers, figures or lines of the record.").format(hidden=entry.hidden)
        yield Words(what, _("And:") if entry.rests else _("Behind it:"))
