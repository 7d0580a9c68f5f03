"""What in a scenario rests on which source: its papers, its model, its pages after the run, its lines of the record.

Pure, over what was declared: nothing here knows a run. A face that shows an open run hides what has not come.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from game.script.model import Scenario
from game.script.prose import Branch, Prose
from game.script.record_shapes import Record
from game.script.tongue import _
from game.script.understanding import Understanding


class Part(StrEnum):
    """What a source stands behind."""

    PAPER = "papers"
    MODEL = "figures of the model"
    PAGE = "after the run"
    RECORD = "the record"


@frozen
class Resting:
    """One thing that rests on a source; `scene` is the id of a paper."""

    key: str
    part: Part
    label: str
    scene: str = ""


def resting(scenario: Scenario, understood: Understanding, record: Record) -> Iterator[Resting]:
    """Everything that names a source, in the order it is declared."""
    for scene in scenario.scenes:
        yield from (Resting(key, Part.PAPER, _title(scene.title), scene.id) for key in scene.sources)
    for label, keys in _model(scenario):
        yield from (Resting(key, Part.MODEL, label) for key in keys)
    for label, keys in (*_debrief(scenario), *_pages(understood)):
        yield from (Resting(key, Part.PAGE, label) for key in keys)
    for label, keys in _record(scenario, record):
        yield from (Resting(key, Part.RECORD, label) for key in keys)


def _title(prose: Prose) -> str:
    """A title outside any run: the first side of its branches, and dots for its figures."""
    told: list[str] = []
    for part in prose.parts:
        told.append(part if isinstance(part, str) else _title(part.then) if isinstance(part, Branch) else "…")
    return "".join(told)


def _model(scenario: Scenario) -> Iterator[tuple[str, tuple[str, ...]]]:
    world = scenario.world
    yield from ((item.label or item.id, item.sources) for item in (*world.parameters, *world.series, *world.stocks))


def _debrief(scenario: Scenario) -> Iterator[tuple[str, tuple[str, ...]]]:
    debrief = scenario.debrief
    yield from ((_("In brief"), line.sources) for line in debrief.brief)
    yield from ((chart.title, line.sources) for chart in debrief.charts for line in chart.lines)
    if debrief.toll is not None:
        yield _("The record"), debrief.toll.sources
    yield from ((_("Where this model errs"), limit.sources) for limit in debrief.limits)
    yield from ((_("What no signature here could change"), line.sources) for line in debrief.beyond)


def _pages(understood: Understanding) -> Iterator[tuple[str, tuple[str, ...]]]:
    papers, teaching = understood.papers, understood.teaching
    if papers.ratchet is not None:
        yield _("The ratchet"), papers.ratchet.sources
    yield from ((_("Whose signature: {title}").format(title=p.title), p.sources) for p in papers.signatures)
    yield from ((_("What fell silent: {title}").format(title=s.title), s.sources) for s in papers.silences)
    if teaching.page is not None:
        yield teaching.page.title, teaching.page.sources
    yield from ((_("To the teacher: {title}").format(title=note.title), note.sources) for note in teaching.notes)


def _record(scenario: Scenario, record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lines of the record that stand beside this scenario."""
    here = scenario.id
    for table in record.tables:
        if here in table.scenarios:
            yield from ((f"{table.title}: {line.label}", line.sources) for line in table.lines)
    yield from (
        (_("The dead: {author}").format(author=e.author), e.sources) for e in record.estimates if here in e.scenarios
    )
    yield from ((o.name, o.sources) for o in record.officials if here in o.scenarios)
    yield from ((e.what, e.sources) for e in record.timeline.events if here in e.scenarios)
    yield from (
        (_("Corrected: {claim}").format(claim=c.claim), c.sources) for c in record.corrections if here in c.scenarios
    )
    for dispute in record.disputes:
        if here in dispute.scenarios:
            yield from ((f"{dispute.ask} {p.who}", p.sources) for p in dispute.positions)
