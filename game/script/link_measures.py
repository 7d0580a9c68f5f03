"""What must be true of the measures of `debrief.yaml`, of its brief, the chair, and of what nobody could change.

A measure is read from the figures each turn closed with, like a line of a chart, so it may not ask for scenes. A count
of the dead never puts anything in order.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.script.checker import Kind
from game.script.faults import Faults, nearest
from game.script.link_debrief import asks_scenes
from game.script.model import Scenario
from game.script.shapes import Formula
from game.script.within import within

FORMATS = ("int", "one", "two", "percent")


def measure_formulas(scenario: Scenario) -> Iterator[tuple[Formula, Kind]]:
    """The expressions of measures, of the chair and of the brief."""
    yield from ((m.to, Kind.NUMBER) for m in scenario.debrief.measures)
    told = (*scenario.debrief.chair, *scenario.debrief.brief)
    yield from ((item.when, Kind.CONDITION) for item in told if item.when is not None)


def link_measures(scenario: Scenario, faults: Faults) -> None:
    """Check how a scenario wants its runs measured."""
    debrief = scenario.debrief
    worked = {d.id: d.to.expr for d in (*scenario.figures.derived, *scenario.figures.conditions)}
    faults.twice(((m.id, m.place) for m in debrief.measures), "measure")
    for m in debrief.measures:
        if asks_scenes(m.to.expr, worked, set()):
            faults.add("measure-scene", m.to.place)
        if m.format not in FORMATS:
            hint = nearest(m.format, FORMATS) or "there are: " + ", ".join(FORMATS)
            faults.add("unknown-format", within(m.place, "format"), "measure", name=m.format, hint=hint)
        if m.toll and m.ranks:
            faults.add("toll-ranks", within(m.place, "ranks"), id=m.id)
        if m.little < 0:
            faults.add("range", within(m.place, "little"), "little", id=m.id)
    if debrief.chair and debrief.chair[-1].when is not None:
        faults.add("open-end", debrief.chair[-1].place, "chair")
    known = {s.id for s in scenario.sources}
    for statement in (*debrief.beyond, *debrief.brief):
        for name in statement.sources:
            if name not in known:
                at = within(statement.place, "sources", name)
                faults.add("unknown-source", at, "named", what="the debrief", name=name, hint=nearest(name, known))
