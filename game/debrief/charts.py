"""The charts a story declares, worked out from the figures each turn of a run closed with. Pure.

An open run shows only its reported lines: nothing real, and nothing of the record, which says how it went on.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from game.debrief.views import ChartBlock
from game.engine.run import Run
from game.script.aftermath import Chart, Fold, Line, LineRole
from game.script.evaluator import ValueFault
from game.script.shapes import Formula
from game.session.views import ChartView, Role, SeriesView


@frozen
class _Place:
    """A place along x: its key in the story, its label, and the closed turns that fall in it."""

    key: str
    label: str
    turns: tuple[int, ...]


def charts(run: Run) -> tuple[ChartBlock, ...]:
    """Every chart that has something to show."""
    blocks = (_block(run, chart) for chart in run.program.scenario.debrief.charts)
    return tuple(block for block in blocks if block is not None)


def _block(run: Run, chart: Chart) -> ChartBlock | None:
    lines = [line for line in chart.lines if run.ended or line.role is LineRole.REPORTED]
    own = [line for line in lines if line.role is not LineRole.HISTORY]
    places = tuple(_places(run, chart))
    if not own or not places:
        return None
    series = tuple(
        SeriesView(line.id, line.label, Role(str(line.role)), tuple(_value(run, line, place) for place in places))
        for line in lines
    )
    mark = None if chart.mark is None else float(run.program.call(chart.mark, run.values, run.memory))
    view = ChartView(
        id=chart.id,
        title=chart.title,
        unit=chart.unit,
        labels=tuple(place.label for place in places),
        series=series,
        sentence=sentence(tuple(place.label for place in places), series, chart.unit),
        mark=mark,
        mark_label=chart.mark_label,
    )
    sources = tuple(dict.fromkeys(name for line in lines for name in line.sources))
    return ChartBlock(view, chart.say if run.ended else "", chart.caution, sources)


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
            yield _Place(period.id, period.id, computed)
        elif computed and chart.parts:
            yield _Place(period.id, f"{period.id} ({len(computed)} of {len(turns)} turns)", computed)


def _value(run: Run, line: Line, place: _Place) -> float | None:
    """The value of a line in a place; None where there is none, as for a share of a harvest that was not brought in."""
    if line.to is None:
        return line.values.get(place.key)
    try:
        top = _fold(run, line.to, line.fold, place)
        below = _fold(run, line.per, line.fold, place) if line.per is not None else 1.0
    except ValueFault:
        return None
    return top / below if below else None


def _fold(run: Run, formula: Formula, fold: Fold, place: _Place) -> float:
    """One number for the turns of a place."""
    values = [float(run.program.call(formula, run.closed[i], run.memory)) for i in place.turns]
    if fold is Fold.LAST:
        return values[-1]
    return sum(values) / (len(values) if fold is Fold.MEAN else 1)


def sentence(labels: tuple[str, ...], series: tuple[SeriesView, ...], unit: str) -> str:
    """What the lines of this run come to, in a sentence: the widest gap, or the highest point."""
    told = next((s for s in series if s.role is Role.REPORTED), None)
    real = next((s for s in series if s.role is Role.REAL), None)
    record = next((s for s in series if s.role is Role.HISTORY), None)
    if told is not None and real is not None:
        gaps = [(abs(a - b), i) for i, (a, b) in enumerate(_pairs(told, real)) if a is not None and b is not None]
        if not gaps:
            return ""
        _, at = max(gaps, key=lambda g: (g[0], -g[1]))
        return (
            f"The two lie farthest apart in {labels[at]}: {_say(told.values[at])} {unit} reported, "
            f"{_say(real.values[at])} real."
        )
    own = told or real
    points = [] if own is None else [(v, i) for i, v in enumerate(own.values) if v is not None]
    if own is None or not points:
        return ""
    top, at = max(points, key=lambda p: (p[0], -p[1]))
    text = f"The highest point is {labels[at]}: {_say(top)} {unit} here"
    beside = record.values[at] if record is not None else None
    if record is not None and beside is not None:
        return f"{text}; {record.label}: {_say(beside)}."
    return f"{text}."


def _pairs(a: SeriesView, b: SeriesView) -> Iterator[tuple[float | None, float | None]]:
    return zip(a.values, b.values, strict=True)


def _say(value: float | None) -> str:
    """A number of a chart in a sentence: two places below ten, one below a hundred, none above."""
    if value is None:
        return "-"
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"
