"""What must be true of `debrief.yaml` beyond its own lines: calendars, lines, sources, expressions of the model alone.

A chart is read after the run, from the figures each turn closed with. What had come or been signed by then is not among
them, so a chart's expression may not ask for scenes. A level line is the same in every run: parameters only.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.script.aftermath import Chart, Line, LineRole, Over
from game.script.checker import Kind
from game.script.faults import Faults, nearest
from game.script.model import Scenario
from game.script.shapes import Formula
from game.script.syntax import Expr, Name, SceneRef, children
from game.script.within import within


def debrief_formulas(scenario: Scenario) -> Iterator[tuple[Formula, Kind]]:
    """Every expression of `debrief.yaml`; all are numbers."""
    for chart in scenario.debrief.charts:
        yield from ((f, Kind.NUMBER) for f in _formulas(chart))


def link_debrief(scenario: Scenario, faults: Faults) -> None:
    """Check the debrief of a scenario."""
    debrief = scenario.debrief
    turns = [t.id for t in scenario.header.turns]
    faults.twice(((c.id, c.place) for c in debrief.charts), "chart")
    faults.twice(((c.id, c.place) for c in debrief.calendars), "calendar")
    faults.twice(((q.id, q.place) for q in debrief.questions), "question")
    periods = {c.id: [p.id for p in c.periods] for c in debrief.calendars}
    for period in (p for c in debrief.calendars for p in c.periods):
        for turn in period.turns:
            if turn not in turns:
                at = within(period.place, "turns", turn)
                faults.add("unknown-turn", at, name=turn, hint=nearest(turn, turns))
    worked = {d.id: d.to.expr for d in (*scenario.figures.derived, *scenario.figures.conditions)}
    parameters = {p.id for p in scenario.world.parameters}
    for chart in debrief.charts:
        if chart.calendar and chart.calendar not in periods:
            hint = nearest(chart.calendar, periods)
            faults.add("unknown-calendar", within(chart.place, "calendar"), name=chart.calendar, hint=hint)
        _chart(chart, periods.get(chart.calendar) if chart.calendar else turns, faults)
        for formula in _formulas(chart):
            if asks_scenes(formula.expr, worked, set()):
                faults.add("chart-scene", formula.place, what="chart")
        if chart.mark is not None and not _names(chart.mark.expr) <= parameters:
            faults.add("chart-mark", chart.mark.place)
    _explained(scenario, faults)
    _sources(scenario, faults)


def _explained(scenario: Scenario, faults: Faults) -> None:
    """What is explained is a stock or a flow, where it was lowest, highest or last."""
    figures = [f.id for f in (*scenario.world.stocks, *scenario.world.flows)]
    for item in scenario.debrief.explain:
        if item.id not in figures:
            at = within(item.place, "explain")
            faults.add("unknown-name", at, "figure", name=item.id, hint=nearest(item.id, figures))
        if item.at not in (Over.LOWEST, Over.HIGHEST, Over.LAST):
            faults.add("range", within(item.place, "at"), "explained")
    faults.twice(((item.id, item.place) for item in scenario.debrief.explain), "explained figure")


def _formulas(chart: Chart) -> Iterator[Formula]:
    if chart.mark is not None:
        yield chart.mark
    for line in chart.lines:
        yield from (f for f in (line.to, line.per) if f is not None)


def _chart(chart: Chart, places: list[str] | None, faults: Faults) -> None:
    """A chart's lines; `places` is None where the calendar is unknown: that is said once, not again for each year."""
    faults.twice(((line.id, line.place) for line in chart.lines), f"line of `{chart.id}`")
    for role in (LineRole.REPORTED, LineRole.REAL):
        if sum(line.role is role for line in chart.lines) > 1:
            faults.add("range", chart.place, "lines", id=chart.id, role=role)
    if all(line.role is LineRole.HISTORY for line in chart.lines):
        faults.add("missing-key", chart.place, "run_line", id=chart.id)
    if (chart.mark is None) != (not chart.mark_label):
        faults.add("missing-key", chart.place, "mark", id=chart.id)
    for line in chart.lines:
        _line(line, places, faults)


def _line(line: Line, places: list[str] | None, faults: Faults) -> None:
    if line.role is LineRole.HISTORY:
        if not line.values or not line.sources or line.to is not None or line.per is not None:
            faults.add("missing-key", line.place, "history", id=line.id)
    elif line.to is None or line.values:
        faults.add("missing-key", line.place, "is", id=line.id, role=line.role)
    if places is None:
        return
    for name in line.values:
        if name not in places:
            at = within(line.place, "values", name)
            faults.add("unknown-period", at, name=name, hint=nearest(name, places))


def asks_scenes(expr: Expr, worked: dict[str, Expr], seen: set[str]) -> bool:
    """Whether an expression asks for scenes, itself or through a figure worked out from others."""
    if isinstance(expr, SceneRef):
        return True
    if isinstance(expr, Name) and expr.id in worked and expr.id not in seen:
        return asks_scenes(worked[expr.id], worked, seen | {expr.id})
    return any(asks_scenes(part, worked, seen) for part in children(expr))


def _names(expr: Expr) -> set[str]:
    """Every name in an expression."""
    if isinstance(expr, Name):
        return {expr.id}
    return {name for part in children(expr) for name in _names(part)}


def _sources(scenario: Scenario, faults: Faults) -> None:
    known = {s.id for s in scenario.sources}
    debrief = scenario.debrief
    used = [(name, line.place) for chart in debrief.charts for line in chart.lines for name in line.sources]
    if debrief.toll is not None:
        used += [(name, debrief.toll.place) for name in debrief.toll.sources]
    for name, place in used:
        if name not in known:
            at = within(place, "sources", name)
            faults.add("unknown-source", at, "named", what="the debrief", name=name, hint=nearest(name, known))
