"""The figures of a class: the charts of a run as means over its runs, the runs between which the others lie, the
ratchet as means. Pure; a mean of fewer than three runs is not told, and a range has three runs at or beyond each end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from game.debrief.charts import blocks_of, sentence
from game.debrief.hidden import LEAST
from game.debrief.ratchet import NONE, ratchet
from game.debrief.understanding import shelf
from game.debrief.understanding_views import RatchetRow, RatchetView
from game.debrief.views import ChartBlock
from game.engine.run import Run
from game.script.prose import format_number
from game.script.record_shapes import Record
from game.session.views import Role, SeriesView

LEAST_FOR_RANGE = 2 * LEAST


@frozen
class Band:
    """Between which values the runs of a class lie, at each place of a line: three at or below `low`, three above."""

    label: str
    ends: tuple[tuple[float, float] | None, ...]


@frozen
class Average:
    """A chart of means, and the bands of its reported and real lines (none for a class too small for ranges)."""

    block: ChartBlock
    bands: tuple[Band, ...]


def averages(runs: Sequence[Run], record: Record) -> tuple[Average, ...]:
    """Every chart of a run as that of the class, the record behind it. All runs have ended."""
    return tuple(_average(blocks) for blocks in blocks_of(runs, record))


def _average(blocks: Sequence[ChartBlock]) -> Average:
    view = blocks[0].chart
    lines: list[SeriesView] = []
    bands: list[Band] = []
    for place, line in enumerate(view.series):
        if line.role is Role.HISTORY:
            lines.append(line)
            continue
        columns = [
            [v for v in at if v is not None] for at in zip(*(b.chart.series[place].values for b in blocks), strict=True)
        ]
        lines.append(evolve(line, values=tuple(sum(at) / len(at) if len(at) >= LEAST else None for at in columns)))
        if any(len(at) >= LEAST_FOR_RANGE for at in columns):
            bands.append(Band(line.label, tuple(map(_ends, columns))))
    marks = [b.chart.mark for b in blocks if b.chart.mark is not None]
    made = evolve(view, series=tuple(lines), mark=sum(marks) / len(marks) if marks else None)
    return Average(evolve(blocks[0], chart=evolve(made, sentence=sentence(made))), tuple(bands))


def _ends(values: Sequence[float]) -> tuple[float, float] | None:
    if len(values) < LEAST_FOR_RANGE:
        return None
    held = sorted(values)
    return held[LEAST - 1], held[-LEAST]


def mean_ratchet(runs: Sequence[Run]) -> RatchetView | None:
    """The ratchet of a class: each figure as its mean; no sentence of a single run."""
    declared = shelf(runs[0].program).found.papers.ratchet
    if declared is None:
        return None
    views = [ratchet(run, declared) for run in runs]
    shared = min(len(view.rows) for view in views)
    forms = [column.format for column in declared.columns]
    rows = tuple(_row([view.rows[at] for view in views], forms) for at in range(shared))
    return evolve(views[0], rows=rows)


def _row(rows: Sequence[RatchetRow], forms: Sequence[str]) -> RatchetRow:
    values = tuple(_means(rows, len(forms)))
    words = tuple(NONE if v is None else format_number(v, f, {}) for v, f in zip(values, forms, strict=True))
    return RatchetRow(rows[0].period, values, words, "")


def _means(rows: Sequence[RatchetRow], columns: int) -> Iterator[float | None]:
    for place in range(columns):
        known = [v for row in rows if (v := row.values[place]) is not None]
        yield sum(known) / len(known) if len(known) >= LEAST else None
