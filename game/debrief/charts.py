"""The charts a story declares, worked out from the figures each turn of a run closed with. Pure.

An open run shows only its reported lines: nothing real, and nothing of the record, which says how it went on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from game.debrief.views import ChartBlock
from game.engine.faults import RunFault
from game.engine.run import Run
from game.script.aftermath import Chart, Fold, Line, LineRole
from game.script.record_shapes import Record, RecordLine
from game.script.shapes import Formula
from game.script.tongue import _
from game.session.tables import decimals, number
from game.session.views import ChartView, Role, SeriesView


@frozen
class _Place:
    """A place along x: its key in the story, its label, and the closed turns that fall in it."""

    key: str
    label: str
    turns: tuple[int, ...]


def charts(run: Run, record: Record) -> tuple[ChartBlock, ...]:
    """Every chart of one run that has something to show."""
    declared = run.program.scenario.debrief.charts
    blocks = (_block(run, chart, record) for chart in declared if not chart.together)
    return tuple(block for block in blocks if block is not None)


def pooled(runs: Sequence[Run]) -> tuple[ChartBlock, ...]:
    """The charts of a class: each line of its runs added up over all of them. All runs have ended."""
    declared = runs[0].program.scenario.debrief.charts
    found = ([_block(run, chart, Record()) for run in runs] for chart in declared if chart.together)
    return tuple(_sum([b for b in blocks if b is not None]) for blocks in found if None not in blocks)


def blocks_of(runs: Sequence[Run], record: Record) -> Iterator[list[ChartBlock]]:
    """For each chart of a run, that of every run of a class, where they have the same places. All runs have ended."""
    for chart in runs[0].program.scenario.debrief.charts:
        found = [] if chart.together else [_block(run, chart, record) for run in runs]
        blocks = [block for block in found if block is not None]
        if blocks and len(blocks) == len(found) and len({block.chart.labels for block in blocks}) == 1:
            yield blocks


def _sum(blocks: Sequence[ChartBlock]) -> ChartBlock:
    """Charts of one kind as one; a place has no value if any run has none there."""
    view = blocks[0].chart
    lines = tuple(
        evolve(line, values=tuple(map(_total, zip(*(b.chart.series[i].values for b in blocks), strict=True))))
        for i, line in enumerate(view.series)
    )
    view = evolve(view, series=lines, mark=None, mark_label="")
    return evolve(blocks[0], chart=evolve(view, sentence=sentence(view)))


def _total(values: Sequence[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return sum(known) if len(known) == len(values) else None


def _block(run: Run, chart: Chart, record: Record) -> ChartBlock | None:
    lines = [line for line in chart.lines if run.over or line.role is LineRole.REPORTED]
    own = [line for line in lines if line.role is not LineRole.HISTORY]
    places = tuple(_places(run, chart))
    if not own or not places:
        return None
    series = tuple(
        SeriesView(line.id, line.label, Role(str(line.role)), tuple(_value(run, line, place) for place in places))
        for line in lines
    )
    behind = tuple(_behind(chart, record)) if run.over else ()
    series += tuple(
        SeriesView(line.id, line.label, Role.HISTORY, tuple(line.values.get(place.key) for place in places))
        for line in behind
    )
    mark = None if chart.mark is None else float(run.program.call(chart.mark, run.values, run.memory))
    view = ChartView(
        id=chart.id,
        title=chart.title,
        unit=chart.unit,
        labels=tuple(place.label for place in places),
        series=series,
        mark=mark,
        mark_label=chart.mark_label,
    )
    sources = tuple(dict.fromkeys(name for line in (*lines, *behind) for name in line.sources))
    say, caution = (chart.say, chart.caution) if run.over else ("", "")
    return ChartBlock(evolve(view, sentence=sentence(view)), say, caution, sources)


def _behind(chart: Chart, record: Record) -> Iterator[RecordLine]:
    """The series of the record that a chart names, where they are in its unit."""
    found = {line.id: line for table in record.tables if table.unit == chart.unit for line in table.lines}
    yield from (found[name] for name in chart.behind if name in found)


def _places(run: Run, chart: Chart) -> Iterator[_Place]:
    """The places of a chart that this run got to, in order."""
    program, done = run.program, len(run.closed)
    if not chart.calendar:
        yield from (_Place(t.id, t.label, (i,)) for i, t in enumerate(program.turns[:done]))
        return
    calendar = next(c for c in program.scenario.debrief.calendars if c.id == chart.calendar)
    for period in calendar.periods:
        turns = tuple(program.turn_index[t] for t in period.turns)
        computed = tuple(i for i in turns if i < done)
        if computed == turns:
            yield _Place(period.id, period.said, computed)
        elif computed and chart.parts:
            yield _Place(
                period.id,
                _("{said} ({computed} of {turns} turns)").format(
                    said=period.said, computed=len(computed), turns=len(turns)
                ),
                computed,
            )


def _value(run: Run, line: Line, place: _Place) -> float | None:
    """The value of a line in a place; None where there is none, as for a share of a harvest that was not brought in."""
    if line.to is None:
        return line.values.get(place.key)
    try:
        top = _fold(run, line.to, line.fold, place)
        below = _fold(run, line.per, line.fold, place) if line.per is not None else 1.0
    except RunFault:
        return None
    return top / below if below else None


def _fold(run: Run, formula: Formula, fold: Fold, place: _Place) -> float:
    """One number for the turns of a place."""
    values = [float(run.program.call(formula, run.closed[i], run.memory)) for i in place.turns]
    if fold is Fold.LAST:
        return values[-1]
    return sum(values) / (len(values) if fold is Fold.MEAN else 1)


def sentence(view: ChartView) -> str:
    """What the lines of this run come to, in a sentence: the widest gap, or the highest point."""
    told, real, record = (_line(view, role) for role in (Role.REPORTED, Role.REAL, Role.HISTORY))
    places, unit = decimals(view), view.unit
    if told is not None and real is not None:
        pairs = zip(told.values, real.values, strict=True)
        at = _widest([_apart(a, b) if a is not None and b is not None else None for a, b in pairs])
        if at is None:
            return ""
        a, b = number(told.values[at], places), number(real.values[at], places)
        return _("The two lie farthest apart in {labels}: {a} {unit} reported, {b} real.").format(
            labels=view.labels[at], a=a, unit=unit, b=b
        )
    own = told or real
    at = _widest(list(own.values)) if own is not None else None
    if own is None or at is None:
        return ""
    text = _("The highest point is {labels}: {values} {unit} here").format(
        labels=view.labels[at], values=number(own.values[at], places), unit=unit
    )
    if record is None or record.values[at] is None:
        return f"{text}."
    return f"{text}; {record.label}: {number(record.values[at], places)}."


def _apart(a: float, b: float) -> float:
    """How far two numbers lie apart."""
    return abs(a - b)


def _line(view: ChartView, role: Role) -> SeriesView | None:
    return next((s for s in view.series if s.role is role), None)


def _widest(values: list[float | None]) -> int | None:
    """The place of the largest value, the first of several."""
    found = [(v, -i) for i, v in enumerate(values) if v is not None]
    return -max(found)[1] if found else None
