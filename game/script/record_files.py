"""Reads a `record/` folder: every fault at once, with file, line and column. Playing never opens it; a debrief does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from game.script.faults import Faults, Place, nearest
from game.script.model import Scenario, Source
from game.script.reader import BIBLIOGRAPHY, read_list, read_one
from game.script.record_shapes import (
    By,
    Correction,
    Dispute,
    Estimate,
    Record,
    RecordedOfficial,
    RecordLine,
    RecordTable,
    Timeline,
)
from game.script.within import within

RECORD = "record"
FILES = ("series.yaml", "tolls.yaml", "officials_record.yaml", "timeline.yaml", "corrections.yaml", "disputes.yaml")
_YEAR = re.compile(r"[12][0-9]{3}")


class _Sourced(Protocol):
    @property
    def sources(self) -> tuple[str, ...]: ...
    @property
    def place(self) -> Place: ...


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def place(self) -> Place: ...


def record_folder(scenario_folder: Path) -> Path | None:
    """The record of a scenario: its own, or the one that lies beside it and is shared."""
    for folder in (scenario_folder / RECORD, scenario_folder.parent / RECORD):
        if folder.is_dir():
            return folder
    return None


def record_files(folder: Path) -> tuple[Path, ...]:
    """Every file a record is read from: its own, and the bibliography that lies nearest to it."""
    own = folder.parent / BIBLIOGRAPHY
    return (*(folder / name for name in FILES), own if own.exists() else folder.parent.parent / BIBLIOGRAPHY)


def read_record(folder: Path, faults: Faults) -> Record:
    """The record of a folder, noting faults; what could be read stands in it."""
    series, tolls, officials, timeline, corrections, disputes, bibliography = record_files(folder)
    record = Record(
        tables=read_list(series, RecordTable, faults),
        estimates=read_list(tolls, Estimate, faults),
        officials=read_list(officials, RecordedOfficial, faults),
        timeline=read_one(timeline, Timeline, faults, Timeline()) or Timeline(),
        corrections=read_list(corrections, Correction, faults),
        disputes=read_list(disputes, Dispute, faults),
        sources=read_list(bibliography, Source, faults),
    )
    _check(record, faults)
    return record


def examine_record(scenario_folder: Path, scenario: Scenario, faults: Faults) -> Record:
    """The record of a scenario with everything `check` asks of it; an empty one where there is none."""
    folder = record_folder(scenario_folder)
    record = Record() if folder is None else read_record(folder, faults)
    check_charts(scenario, record, faults)
    return record


def check_charts(scenario: Scenario, record: Record, faults: Faults) -> None:
    """Charts of a debrief may name series of the record to be drawn behind them: they must be there, in their unit."""
    tables = {line.id: table for table in record.tables for line in table.lines}
    for chart in scenario.debrief.charts:
        for name in chart.behind:
            table = tables.get(name)
            if table is None:
                hint = nearest(name, tables)
                faults.add("unknown-series", within(chart.place, "behind", name), name=name, hint=hint)
            elif table.unit != chart.unit:
                at = within(chart.place, "unit")
                faults.add("record-unit", at, name=name, unit=table.unit, id=chart.id, other=chart.unit)


def _check(record: Record, faults: Faults) -> None:
    lines = [line for table in record.tables for line in table.lines]
    groups: dict[str, Iterable[_Named]] = {
        "table": record.tables,
        "series": lines,
        "estimate": record.estimates,
        "official": record.officials,
        "event": record.timeline.events,
        "tag": record.timeline.tags,
        "correction": record.corrections,
        "dispute": record.disputes,
    }
    for what, group in groups.items():
        _twice(group, what, faults)
    for table in record.tables:
        for line in table.lines:
            _numbers(table, line, faults)
    for estimate in record.estimates:
        if not 0 <= estimate.low <= estimate.high:
            at = within(estimate.place, "high")
            faults.add("toll-range", at, id=estimate.id, low=f"{estimate.low:g}", high=f"{estimate.high:g}")
    _timeline(record.timeline, faults)
    for dispute in record.disputes:
        if len(dispute.positions) < 2:
            faults.add("dispute-alone", dispute.place, id=dispute.id)
    known = frozenset(s.id for s in record.sources)
    for item in _sourced(record):
        _sources(item, known, faults)


def _sourced(record: Record) -> Iterator[_Sourced]:
    for table in record.tables:
        yield from table.lines
    for dispute in record.disputes:
        yield from dispute.positions
    yield from (*record.estimates, *record.officials, *record.timeline.events, *record.corrections)


def _sources(item: _Sourced, known: frozenset[str], faults: Faults) -> None:
    if not item.sources:
        faults.add("no-sources", within(item.place, "sources"), "record")
    for name in item.sources:
        if name not in known:
            at = within(item.place, "sources", name)
            faults.add("unknown-source", at, "named", what="the record", name=name, hint=nearest(name, known))


def _numbers(table: RecordTable, line: RecordLine, faults: Faults) -> None:
    if not line.values:
        faults.add("missing-key", line.place, "values", id=line.id)
    if table.by is not By.YEARS:
        return
    years = list(line.values)
    for year in years:
        if not _YEAR.fullmatch(year):
            faults.add("bad-date", within(line.place, "values", year), "year", value=year)
    if years != sorted(years):
        faults.add("out-of-order", within(line.place, "values"), "years", id=line.id)


def _timeline(timeline: Timeline, faults: Faults) -> None:
    tags = [tag.id for tag in timeline.tags]
    before = ""
    for event in timeline.events:
        if event.until and event.until < event.date:
            faults.add("out-of-order", within(event.place, "until"), "until", id=event.id)
        if event.date < before:
            faults.add("out-of-order", within(event.place, "date"), "event", id=event.id)
        before = max(before, event.date)
        for name in event.tags:
            if name not in tags:
                faults.add("unknown-tag", within(event.place, "tags", name), name=name, hint=nearest(name, tags))


def _twice(found: Iterable[_Named], what: str, faults: Faults) -> None:
    seen: set[str] = set()
    for item in found:
        if item.id in seen:
            faults.add("declared-twice", item.place, what=what, name=item.id)
        seen.add(item.id)
