"""The record beside one run: read when a debrief asks, never while playing, and only what stands beside this scenario.

A record that cannot be read costs nobody the debrief: what could be read is shown, and the trouble is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

from attrs import frozen

from game.debrief.dates import in_words
from game.debrief.history_views import (
    CorrectionView,
    DisputeView,
    HistoryView,
    OfficialView,
    PositionView,
    RowNote,
    TableView,
    TollGroup,
    TollView,
)
from game.debrief.reread import stamp, unread
from game.debrief.timeline import timeline
from game.debrief.views import DecisionView
from game.engine.run import Run
from game.script.faults import Faults
from game.script.model import Scenario
from game.script.record_files import RECORD, read_record, record_files, record_folder
from game.script.record_shapes import By, Estimate, Record, RecordTable, Standing
from game.script.tongue import _, foreign, language
from game.session import places
from game.session.views import ChartView, Role, SeriesView

LAST = (Standing.UNPROVEN, Standing.REJECTED)


@frozen
class Library:
    """The record as it was read, and what was wrong with it."""

    record: Record = Record()
    trouble: str = ""


class _Beside(Protocol):
    @property
    def scenarios(self) -> tuple[str, ...]: ...


B = TypeVar("B", bound=_Beside)


def library(scenario: Scenario) -> Library:
    """The record of a scenario; for a story kept beside the saves, the one that came with the game."""
    folder = record_folder(Path(scenario.folder)) if scenario.folder else None
    folder = folder or places.stories() / RECORD
    if not folder.is_dir():
        return Library()
    return _read(folder, language(), *(stamp(path) for path in record_files(folder)))


@lru_cache(maxsize=8)
def _read(folder: Path, _language: str, *_stamps: object) -> Library:
    """Read once, and again when a file has another stamp."""
    faults = Faults()
    record = read_record(folder, faults)
    if foreign():
        from game.script.text.sources import record_said

        record = record_said(record, folder)
    if not faults.errors:
        return Library(record)
    return Library(record, unread(_("Part of the record"), faults.errors))


def history(run: Run, library: Library, signed: Sequence[DecisionView]) -> HistoryView:
    """What the record holds beside this run; nothing while the run is open."""
    if not run.over:
        return HistoryView()
    record, name = library.record, run.program.scenario.id
    return HistoryView(
        tables=tuple(_table(table) for table in _beside(record.tables, name)),
        tolls=_tolls(_beside(record.estimates, name)),
        officials=tuple(
            OfficialView(
                id=o.id,
                name=o.name,
                post=o.post,
                at=o.at,
                date=o.when,
                when=in_words(o.when),
                did=tuple(map(str, o.did)),
                what=o.what,
                followed=o.followed,
                checked=str(o.checked),
                sources=o.sources,
            )
            for o in _beside(record.officials, name)
        ),
        timeline=timeline(run, record.timeline, _beside(record.timeline.events, name), signed),
        corrections=tuple(
            CorrectionView(c.id, c.claim, c.record, c.sources) for c in _beside(record.corrections, name)
        ),
        disputes=tuple(
            DisputeView(d.id, d.ask, tuple(PositionView(p.who, p.say, p.sources) for p in d.positions))
            for d in _beside(record.disputes, name)
        ),
        years=tuple(dict.fromkeys(turn.begins[:4] for turn in run.program.turns if turn.begins)),
        trouble=library.trouble,
    )


def used(view: HistoryView) -> Iterable[str]:
    """The keys of every source the record names here."""
    yield from (s for table in view.tables for row in table.rows for s in row.sources)
    yield from (s for group in view.tolls for toll in group.estimates for s in toll.sources)
    yield from (s for dispute in view.disputes for position in dispute.positions for s in position.sources)
    for item in (*view.officials, *view.timeline.events, *view.corrections):
        yield from item.sources


def _beside(items: Iterable[B], scenario: str) -> tuple[B, ...]:
    return tuple(item for item in items if scenario in item.scenarios)


def _table(table: RecordTable) -> TableView:
    labels = tuple(dict.fromkeys(name for line in table.lines for name in line.values))
    labels = tuple(sorted(labels)) if table.by is By.YEARS else labels
    series = tuple(
        SeriesView(line.id, line.label, Role.HISTORY, tuple(line.values.get(name) for name in labels))
        for line in table.lines
    )
    rows = tuple(RowNote(line.id, line.label, str(line.checked), line.note, line.sources) for line in table.lines)
    chart = ChartView(table.id, table.title, table.unit, labels, series)
    return TableView(table.id, str(table.level), str(table.by), chart, table.say, rows)


def _tolls(estimates: Iterable[Estimate]) -> tuple[TollGroup, ...]:
    """By place and by what is counted, in the order they are met."""
    groups: dict[tuple[str, str], list[Estimate]] = {}
    for estimate in estimates:
        groups.setdefault((estimate.of, str(estimate.counts)), []).append(estimate)
    return tuple(
        TollGroup(of, counts, tuple(_toll(e) for e in sorted(found, key=lambda e: (e.standing in LAST, e.low, e.high))))
        for (of, counts), found in groups.items()
    )


def _toll(e: Estimate) -> TollView:
    return TollView(
        id=e.id,
        author=e.author,
        year=e.year,
        span=e.span,
        low=e.low,
        high=e.high,
        words=e.words,
        method=e.method,
        standing=str(e.standing),
        say=e.say,
        checked=str(e.checked),
        sources=e.sources,
    )
