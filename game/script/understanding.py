"""Reads the three files that help to understand a run that has ended: `check` and debriefs do, playing never.

Whatever they ask of a run is checked against the scenario's own declarations, with every fault at its place. The texts
of the ratchet know its columns too: `quota` is this year's, `last_quota` the year before's, `first` the first year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve, frozen

from game.script.checker import Kind, Scope, Symbol, check
from game.script.faults import Faults, Place, nearest
from game.script.files import read_one
from game.script.link_debrief import asks_scenes
from game.script.model import Scenario
from game.script.papers import Dossier, Papers, Ratchet
from game.script.prose import Prose, check_prose
from game.script.shapes import Formula
from game.script.teaching import Teaching
from game.script.within import within

FILES = ("papers.yaml", "dossier.yaml", "teaching.yaml")
FORMATS = ("int", "one", "two", "percent")
MOST_LINES = 30


@frozen
class Understanding:
    """The three files of a scenario."""

    papers: Papers = Papers()
    dossier: Dossier = Dossier()
    teaching: Teaching = Teaching()


def read_understanding(folder: Path, scenario: Scenario, scope: Scope, faults: Faults) -> Understanding:
    """The three files of a folder, noting faults; what could not be read counts as left out."""
    papers, dossier, teaching = (folder / name for name in FILES)
    found = Understanding(
        read_one(papers, Papers, faults, Papers()) or Papers(),
        read_one(dossier, Dossier, faults, Dossier()) or Dossier(),
        read_one(teaching, Teaching, faults, Teaching()) or Teaching(),
    )
    _check(found, scenario, scope, faults)
    return found


def ratchet_scope(ratchet: Ratchet, scope: Scope) -> Scope:
    """The scenario's names and the columns."""
    own = {"first": Symbol("first", Kind.CONDITION)}
    for column in ratchet.columns:
        own |= {name: Symbol(name, Kind.NUMBER) for name in (column.id, f"last_{column.id}")}
    return evolve(scope, symbols={**scope.symbols, **own})


def _check(found: Understanding, scenario: Scenario, scope: Scope, faults: Faults) -> None:
    formats = frozenset({*FORMATS, "words", *(b.id for b in scenario.figures.bands)})
    for formula, kind in _formulas(found):
        check(formula.expr, scope, formula.place, faults, kind)
    for prose in _texts(found):
        check_prose(prose, scope, formats, faults)
    if found.papers.ratchet is not None:
        _ratchet(found.papers.ratchet, scenario, scope, formats, faults)
    _names(found, scenario, faults)


def _ratchet(ratchet: Ratchet, scenario: Scenario, scope: Scope, formats: frozenset[str], faults: Faults) -> None:
    calendars = [c.id for c in scenario.debrief.calendars]
    if ratchet.calendar not in calendars:
        hint = nearest(ratchet.calendar, calendars)
        faults.add("unknown-calendar", within(ratchet.place, "calendar"), name=ratchet.calendar, hint=hint)
    worked = {d.id: d.to.expr for d in (*scenario.figures.derived, *scenario.figures.conditions)}
    for column in ratchet.columns:
        for formula in (f for f in (column.to, column.per) if f is not None):
            check(formula.expr, scope, formula.place, faults, Kind.NUMBER)
            if asks_scenes(formula.expr, worked, set()):
                faults.add("chart-scene", formula.place, what="column")
        if column.format not in FORMATS:
            hint = nearest(column.format, FORMATS) or "there are: " + ", ".join(FORMATS)
            faults.add("unknown-format", within(column.place, "format"), "measure", name=column.format, hint=hint)
        if {column.id, f"last_{column.id}"} & (set(scope.symbols) | {"first"}):
            faults.add("declared-twice", column.place, "column", name=column.id)
    inside = ratchet_scope(ratchet, scope)
    for say in ratchet.says:
        if say.when is not None:
            check(say.when.expr, inside, say.when.place, faults, Kind.CONDITION)
        check_prose(say.text, inside, formats, faults)
    if not ratchet.says or ratchet.says[-1].when is not None:
        faults.add("open-end", ratchet.place, "say")


def _formulas(found: Understanding) -> Iterator[tuple[Formula, Kind]]:
    """Every expression but those of the ratchet."""
    dossier, teaching = found.dossier, found.teaching
    yield from ((event.at, Kind.NUMBER) for event in dossier.events)
    conditional = (
        *found.papers.signatures,
        *found.papers.silences,
        *(o for silence in found.papers.silences for o in silence.outcomes),
        *(*dossier.opening, *dossier.closing, *dossier.missing, *dossier.events),
        *(teaching.card.candidates if teaching.card else ()),
        *(*teaching.questions, *(a for sheet in teaching.sheets for a in sheet.asks)),
    )
    yield from ((item.when, Kind.CONDITION) for item in conditional if item.when is not None)


def _texts(found: Understanding) -> Iterator[Prose]:
    """Every text that may hold figures, but those of the ratchet."""
    for paper in found.papers.signatures:
        yield from (paper.ordered, paper.reported, paper.knew, paper.gained, paper.paid)
    for silence in found.papers.silences:
        yield silence.said
        yield from (p for outcome in silence.outcomes for p in (outcome.at, outcome.by))
    dossier, teaching = found.dossier, found.teaching
    yield from (s.text for s in (*dossier.opening, *dossier.closing, *dossier.missing, *dossier.events))
    for candidate in teaching.card.candidates if teaching.card else ():
        yield from (candidate.understand, candidate.justify)
    if teaching.page is not None:
        yield teaching.page.prompt
    yield from (a.ask for a in (*teaching.questions, *(a for sheet in teaching.sheets for a in sheet.asks)))


def _names(found: Understanding, scenario: Scenario, faults: Faults) -> None:
    """Ids, scenes and sources."""
    teaching, papers, ratchet = found.teaching, found.papers, found.papers.ratchet
    signed = {s.id for s in scenario.scenes if s.decides}
    came = {s.id for s in scenario.scenes}
    for name in found.dossier.weights:
        _one("unknown-scene", name, signed, within(found.dossier.place, "weights", name), faults)
    if teaching.card is not None:
        for candidate in teaching.card.candidates:
            _one("unknown-scene", candidate.scene, signed, within(candidate.place, "scene"), faults)
    for sheet in teaching.sheets:
        for name in sheet.papers:
            _one("unknown-scene", name, came, within(sheet.place, "papers", name), faults)
        for lines in (sheet.empty, *(a.lines for a in sheet.asks)):
            if not 0 <= lines <= MOST_LINES:
                faults.add("range", sheet.place, "sheet", most=MOST_LINES)
    known = {s.id for s in scenario.sources}
    alone = (item for item in (ratchet, teaching.page) if item is not None)
    for item in (*alone, *papers.signatures, *papers.silences, *teaching.notes):
        for name in item.sources:
            _one("unknown-source", name, known, within(item.place, "sources", name), faults)
    groups: dict[str, Iterable[tuple[str, Place]]] = {
        "column": ((c.id, c.place) for c in (ratchet.columns if ratchet else ())),
        "paper": ((p.id, p.place) for p in papers.signatures),
        "silence": ((s.id, s.place) for s in papers.silences),
        "reader": ((r.id, r.place) for r in (teaching.page.readers if teaching.page else ())),
        "sheet": ((s.id, s.place) for s in teaching.sheets),
    }
    for what, group in groups.items():
        faults.twice(group, what)


def _one(code: str, name: str, known: Iterable[str], place: Place, faults: Faults) -> None:
    if name not in known:
        hint = nearest(name, known) or ("it must wait for a signature" if code == "unknown-scene" else "")
        faults.add(code, place, "paper", name=name, hint=hint)
