"""Everything that can only be known once all files are read: names, kinds, references, and what must not be missing.

Each function looks at one part of a scenario and notes faults; none changes anything. Returns the scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import evolve

from game.script.again import Memo, Sound
from game.script.checker import Kind, Scope, check
from game.script.checker import form_scope as form_scope  # the scope of what is linked here, for whoever evaluates
from game.script.faults import Faults, nearest
from game.script.link_cuts import link_cuts
from game.script.link_debrief import debrief_formulas, link_debrief
from game.script.link_frame import link_frame
from game.script.link_measures import link_measures, measure_formulas
from game.script.link_officials import link_officials
from game.script.link_scenes import Known, link_scenes
from game.script.model import Scenario
from game.script.names import build_scope
from game.script.prose import Prose, check_prose
from game.script.shapes import Formula
from game.script.within import within

_LEVER = {"open": "open_turns", "neutral": "neutral", "line": "line"}
FORMATS = frozenset({"int", "one", "two", "percent", "words"})


def link(scenario: Scenario, faults: Faults, memo: Memo | None = None) -> Scope:
    """Check a whole scenario against its own declarations; with a memo, only the scenes that may no longer be sound."""
    before = len(faults.found)
    scope = build_scope(scenario, faults)
    known, formats = Known.of(scenario, scope), FORMATS | {b.id for b in scenario.figures.bands}
    scenes = memo.sound.unsure(scenario.scenes, known, formats) if memo and memo.sound else scenario.scenes
    _link(evolve(scenario, scenes=scenes), scenario, known, formats, faults)
    if memo and len(faults.found) == before:
        memo.sound = Sound(known, formats, scenario.scenes)
    return scope


def _link(unsure: Scenario, scenario: Scenario, known: Known, formats: frozenset[str], faults: Faults) -> None:
    """Check a scenario; of its scenes, those that are not sure."""
    scope = known.scope
    link_frame(scenario, scope, faults)
    for formula, kind in formulas(unsure):
        if faults.full:
            return
        check(formula.expr, scope, formula.place, faults, kind)
    for prose in proses(unsure):
        if faults.full:
            return
        check_prose(prose, scope, formats, faults)
    _world(scenario, scope, faults)
    _figures(scenario, formats, faults)
    link_scenes(scenario.scenes, unsure.scenes, known, faults)
    _people_and_endings(scenario, faults)
    link_cuts(scenario, faults)
    link_officials(scenario, faults)
    link_debrief(scenario, faults)
    link_measures(scenario, faults)


def formulas(scenario: Scenario) -> Iterator[tuple[Formula, Kind]]:
    """Every expression of a scenario but the values of forms, with the kind it must have."""
    number, condition = Kind.NUMBER, Kind.CONDITION
    world, figures = scenario.world, scenario.figures
    yield from ((r.to, number) for r in world.rules)
    yield from ((s.starts, number) for s in world.stocks)
    if world.in_charge:
        yield world.in_charge, condition
    yield from ((d.to, number) for d in figures.derived)
    yield from ((c.to, condition) for c in figures.conditions)
    for row in (*figures.ledger, *figures.landmarks):
        yield row.claimed, number
        yield from ((f, number) for f in (row.seen, row.real) if f)
        yield from ((f, condition) for f in (row.seen_when, row.unknown_when) if f)
    yield from ((d.when, condition) for d in scenario.header.desks)
    for scene in scenario.scenes:
        if scene.when:
            yield scene.when, condition
        parts = scene.parts
        for part in parts:
            if part.needs:
                yield part.needs, condition
            yield from ((later.when, condition) for later in part.later if later.when)
    texts = (
        *(s for p in scenario.people for s in (*p.status, *p.fates)),
        *(e for part in (*scenario.endings.parts, *scenario.endings.cut_parts) for e in part.endings),
    )
    yield from ((t.when, condition) for t in texts if t.when)
    yield from debrief_formulas(scenario)
    yield from measure_formulas(scenario)


def proses(scenario: Scenario) -> Iterator[Prose]:
    """Every text of a scenario that may hold figures."""
    for scene in scenario.scenes:
        parts = scene.parts
        own: Iterable[Prose | None] = (
            scene.title,
            scene.text,
            scene.brief,
            scene.summary,
            scene.after,
            scene.brief_after,
        )
        yield from (p for p in own if p is not None)
        for part in parts:
            own = (part.say, part.after, part.brief_after, part.locked, part.file)
            yield from (p for p in own if p is not None)
            yield from (later.text for later in part.later)
    for person in scenario.people:
        yield person.about
        yield from (s.say for s in person.status)
        yield from (f.text for f in person.fates)
    for part in (*scenario.endings.parts, *scenario.endings.cut_parts):
        yield from (e.text for e in part.endings)
    yield from (c.intro for c in scenario.header.cuts)
    yield from (item.text for item in scenario.debrief.brief)


def _world(scenario: Scenario, scope: Scope, faults: Faults) -> None:
    world, turns = scenario.world, len(scenario.header.turns)
    for place, what, values in (
        *((within(s.place, "is"), s.id, s.values) for s in world.series),
        *((within(v.place, k), f"{v.id} ({n})", getattr(v, n)) for v in world.levers for n, k in _LEVER.items()),
    ):
        if len(values) != turns:
            faults.add("series-length", place, id=what, numbers=len(values), turns=turns)
    for value in world.seasons:
        if len(value.values) != len(world.season_order):
            at = within(value.place, "is")
            faults.add("series-length", at, "season", id=value.id, seasons=len(world.season_order))
    for table in world.tables:
        xs = [p[0] for p in table.points if len(p) == 2]
        if len(xs) != len(table.points) or len(xs) < 2 or any(b <= a for a, b in pairwise(xs)):
            faults.add("bad-table", within(table.place, "points"), id=table.id)
    settable = {s.id for s in (*world.stocks, *world.flows)}
    _stages(scenario, faults)
    for rule in world.rules:
        if rule.target not in settable:
            hint = nearest(rule.target, settable) or "declare it under stocks or flows"
            faults.add("unknown-name", within(rule.place, "set"), "rule", name=rule.target, hint=hint)
    parameters = {p.id for p in world.parameters}
    for setting in world.settings:
        for name in setting.set:
            if name not in parameters:
                at = within(setting.place, "set", name)
                faults.add("unknown-name", at, "parameter", name=name, hint=nearest(name, parameters))
    faults.twice(((r.id, r.place) for r in world.rules), "rule")
    for ours in world.aliases.values():
        if ours not in scope.symbols:
            faults.add("unknown-name", within(world.place, "aliases", ours), "alias", name=ours)


def _stages(scenario: Scenario, faults: Faults) -> None:
    """Every rule runs after some beat. A beat may run nothing; beside a rule that waits it is the beat's fault."""
    beats, rules = scenario.header.beats, scenario.world.rules
    run, there = {beat.then for beat in beats}, {rule.stage for rule in rules}
    idle = [beat for beat in beats if beat.then not in there] if there - run else []
    for beat in idle:
        hint = nearest(beat.then, there - run)
        faults.add("unknown-stage", within(beat.place, "then"), "beat", name=beat.then, hint=hint)
    for rule in rules:
        if rule.stage not in run and not idle:
            at = within(rule.place, "stage")
            faults.add("unknown-stage", at, name=rule.stage, hint=nearest(rule.stage, run))


def _figures(scenario: Scenario, formats: frozenset[str], faults: Faults) -> None:
    for row in (*scenario.figures.ledger, *scenario.figures.landmarks):
        if row.format not in formats:
            at = within(row.place, "format")
            faults.add("unknown-format", at, name=row.format, hint=nearest(row.format, formats))
    for band in scenario.figures.bands:
        limits = [s.below for s in band.steps]
        if not limits or limits[-1] is not None or None in limits[:-1]:
            faults.add("bad-band", band.place, id=band.id)
    for v in scenario.figures.variables:
        fits = {
            "flag": v.starts in {"yes", "no"},
            "word": v.starts in v.words,
            "number": True,  # link_frame sees to numbers
        }
        if not fits[v.kind]:
            faults.add("bad-start", within(v.place, "starts"), "kind", id=v.id, value=v.starts, kind=v.kind)
    faults.twice(((r.id, r.place) for r in scenario.figures.ledger), "ledger row")
    faults.twice(((r.id, r.place) for r in scenario.figures.landmarks), "landmark")


def _people_and_endings(scenario: Scenario, faults: Faults) -> None:
    scenes = {s.id for s in scenario.scenes}
    for person in scenario.people:
        for name in person.threads:
            if name not in scenes:
                at = within(person.place, "threads", name)
                faults.add("unknown-scene", at, "person", id=person.id, name=name, hint=nearest(name, scenes))
        if not person.fates or person.fates[-1].when is not None:
            faults.add("open-end", person.place, "fate", id=person.id)
    for part in (*scenario.endings.parts, *scenario.endings.cut_parts):
        if not part.endings or part.endings[-1].when is not None:
            faults.add("open-end", part.place, id=part.id)
    _used_once(scenario, faults)


def _used_once(scenario: Scenario, faults: Faults) -> None:
    """Ids of people, of who plays by machine, of sources, and of what may be told in the end."""
    faults.twice(((p.id, p.place) for p in scenario.people), "person")
    faults.twice(((o.id, o.place) for o in scenario.officials), "official")
    faults.twice(((s.id, s.place) for s in scenario.sources), "source")
    for parts in (scenario.endings.parts, scenario.endings.cut_parts):
        faults.twice(((p.id, p.place) for p in parts), "part")
        for part in parts:
            faults.twice(((e.id, e.place) for e in part.endings), "ending")
    for person in scenario.people:
        faults.twice(((f.id, f.place) for f in person.fates), "fate")
