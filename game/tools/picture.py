"""A story as a graph: its turns, what comes in them, and what is read in what follows. Values, and how they are found.

An arrow says one of three things: that plays go from one paper to the next (`goes`), that one asks what was signed at
another (`asks`), or that one reads in a condition what another set (`reads`). It says nothing of how much that matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Any

from attrs import frozen

from game.script.header import Cut
from game.script.lint.walk import parts
from game.script.model import Scenario
from game.script.scenes import Effect, Scene
from game.script.syntax import Expr, Name, SceneRef, children
from game.tools.traffic import Traffic

STORYLETS, ENDINGS, VALUES = "storylets", "endings", "values"
RARE = 0.02  # of all plays: a way that fewer take is not drawn


class Says(StrEnum):
    """What an arrow says."""

    GOES = "goes"
    ASKS = "asks"
    READS = "reads"


@frozen
class Dot:
    """Something in the picture: a scene, an ending, a value. `share` is in how many of the plays it came."""

    id: str
    label: str
    kind: str
    share: float | None = None
    more: str = ""  # its name in the files


@frozen
class Arrow:
    """From one dot to another. `share` is of the plays that went this way."""

    source: str
    target: str
    says: Says
    label: str = ""
    share: float | None = None


@frozen
class Group:
    """A turn, or what stands beside the turns."""

    id: str
    label: str
    dots: tuple[Dot, ...]


@frozen
class Picture:
    """All of it."""

    title: str
    groups: tuple[Group, ...]
    arrows: tuple[Arrow, ...]
    plays: int = 0


@frozen
class Asked:
    """What some conditions ask: choices of scenes, and values."""

    scenes: frozenset[tuple[str, str]]
    values: frozenset[str]


def flow(scenario: Scenario, cut: Cut | None = None, traffic: Traffic | None = None) -> Picture:
    """The turns and their scenes; storylets and endings beside them."""
    scenes = [s for s in scenario.scenes if cut is None or s.id in cut.keep]
    order = [t.id for t in scenario.header.turns]
    if cut is not None:
        order = order[order.index(cut.first) : order.index(cut.last) + 1]
    held: dict[str, list[Scene]] = {name: [] for name in [*order, STORYLETS]}
    for scene in scenes:
        first = next((t for t in order if t in scene.turns), STORYLETS if not scene.turns else "")
        if first:
            held[first].append(scene)
    labels = {t.id: t.label for t in scenario.header.turns} | {STORYLETS: "When their condition holds"}
    groups = [
        Group(name, labels[name], tuple(_dot(s, traffic) for s in sorted(found, key=lambda s: -s.priority)))
        for name, found in held.items()
        if found
    ]
    groups.append(Group(ENDINGS, "The last pages", tuple(_endings(scenario, cut, traffic))))
    shown = {dot.id for group in groups for dot in group.dots}
    ways = _taken(traffic) if traffic else _by_priority(groups)
    arrows = [*ways, *_links(scenario, scenes), *_to_endings(scenario, cut, scenes)]
    return Picture(
        scenario.header.title + (f": {cut.title}" if cut else ""),
        tuple(groups),
        tuple(a for a in arrows if {a.source, a.target} <= shown and a.source != a.target),
        traffic.plays if traffic else 0,
    )


def storylets(scenario: Scenario, cut: Cut | None = None, traffic: Traffic | None = None) -> Picture:
    """What comes of itself: each storylet between what it reads and what it sets."""
    chosen = [s for s in scenario.scenes if not s.turns and (cut is None or s.id in cut.keep)]
    known, labels = _expand(scenario), _labels(scenario)
    scene_labels = {s.id: s.title.plain() for s in scenario.scenes}
    reads: dict[str, Dot] = {}
    sets: dict[str, Dot] = {}
    arrows: list[Arrow] = []
    for scene in chosen:
        asked = _asked(_gates(scene), known)
        for name in sorted(asked.values):
            reads.setdefault(name, Dot(f"reads.{name}", labels.get(name, name), "value", None, name))
            arrows.append(Arrow(f"reads.{name}", scene.id, Says.READS))
        for other, path in sorted(asked.scenes):
            key = f"{other}.{path}" if path else other
            reads.setdefault(key, Dot(f"reads.{key}", _signed(scene_labels, other, path), "signed", None, key))
            arrows.append(Arrow(f"reads.{key}", scene.id, Says.ASKS))
        for name in sorted(_sets(scene)):
            sets.setdefault(name, Dot(f"sets.{name}", labels.get(name, name), "value", None, name))
            arrows.append(Arrow(scene.id, f"sets.{name}", Says.READS))
    groups = (
        Group(VALUES, "What they read", tuple(reads.values())),
        Group(STORYLETS, "Storylets", tuple(_dot(s, traffic) for s in chosen)),
        Group("set", "What they set", tuple(sets.values())),
    )
    plays = traffic.plays if traffic else 0
    return Picture(f"{scenario.header.title}: storylets", tuple(g for g in groups if g.dots), tuple(arrows), plays)


def _signed(labels: Mapping[str, str], scene: str, path: str) -> str:
    return labels.get(scene, scene) + (f": {path}" if path else "")


def _dot(scene: Scene, traffic: Traffic | None) -> Dot:
    share = traffic.scenes.get(scene.id, 0) / traffic.plays if traffic else None
    return Dot(scene.id, scene.title.plain(), str(scene.kind), share, scene.id)


def _endings(scenario: Scenario, cut: Cut | None, traffic: Traffic | None) -> Iterator[Dot]:
    for part in scenario.endings.of(cut.id if cut else ""):
        for ending in part.endings:
            name = f"{part.id}.{ending.id}"
            share = traffic.endings.get(name, 0) / traffic.plays if traffic else None
            yield Dot(name, ending.label or ending.title or ending.id, "ending", share, name)


def _by_priority(groups: Iterable[Group]) -> Iterator[Arrow]:
    """The order within a turn, as far as the files say it."""
    for group in groups:
        if group.id not in (STORYLETS, ENDINGS):
            dots = [dot.id for dot in group.dots if dot.kind != "look"]
            yield from (Arrow(a, b, Says.GOES) for a, b in pairwise(dots))


def _taken(traffic: Traffic) -> Iterator[Arrow]:
    """The ways that plays took."""
    for (a, b), count in sorted(traffic.ways.items()):
        if count >= RARE * traffic.plays:
            yield Arrow(a, b, Says.GOES, share=count / traffic.plays)


def _links(scenario: Scenario, scenes: Iterable[Scene]) -> Iterator[Arrow]:
    """Which scene asks what of which: signatures by name, and values that were set."""
    known, setters = _expand(scenario), defaultdict[str, list[str]](list)
    chosen = list(scenes)
    for scene in chosen:
        for name in _sets(scene):
            setters[name].append(scene.id)
    for scene in chosen:
        yield from _between(_asked(_gates(scene), known), scene.id, setters)


def _to_endings(scenario: Scenario, cut: Cut | None, scenes: Iterable[Scene]) -> Iterator[Arrow]:
    known, setters = _expand(scenario), defaultdict[str, list[str]](list)
    for scene in scenes:
        for name in _sets(scene):
            setters[name].append(scene.id)
    for part in scenario.endings.of(cut.id if cut else ""):
        for ending in part.endings:
            if ending.when is not None:
                yield from _between(_asked([ending.when.expr], known), f"{part.id}.{ending.id}", setters)


def _between(asked: Asked, target: str, setters: Mapping[str, list[str]]) -> Iterator[Arrow]:
    paths = defaultdict[str, list[str]](list)
    for scene, path in sorted(asked.scenes):
        paths[scene].append(path)
    yield from (Arrow(scene, target, Says.ASKS, ", ".join(p for p in found if p)) for scene, found in paths.items())
    values = defaultdict[str, list[str]](list)
    for name in sorted(asked.values):
        for scene in setters.get(name, ()):
            values[scene].append(name)
    yield from (Arrow(scene, target, Says.READS, ", ".join(found)) for scene, found in values.items())


def _gates(scene: Scene) -> Iterator[Expr]:
    """What decides whether a scene comes, what can be signed, and what is told of it later."""
    signed = (*scene.choices, *(step for row in scene.fields for step in row.steps))
    gates = (scene.when, *(x for part in signed for x in (part.needs, *(later.when for later in part.later))))
    yield from (gate.expr for gate in gates if gate is not None)


def _sets(scene: Scene) -> set[str]:
    return {item.target for item in parts((scene,)) if isinstance(item, Effect)}


def _asked(exprs: Iterable[Expr], known: Mapping[str, Asked]) -> Asked:
    """What expressions ask, with what stands behind derived figures and conditions."""
    scenes, values = set[tuple[str, str]](), set[str]()
    for expr in exprs:
        for part in _walk(expr):
            if isinstance(part, SceneRef):
                scenes.add((part.scene, ".".join(part.rest)))
            elif isinstance(part, Name):
                behind = known.get(part.id)
                scenes |= behind.scenes if behind else frozenset()
                values |= behind.values if behind else {part.id}
    return Asked(frozenset(scenes), frozenset(values))


def _expand(scenario: Scenario) -> dict[str, Asked]:
    """What stands behind a name: of derived figures and conditions what they ask; of turns, words, history nothing."""
    named: dict[str, Any] = {x.id: x.to.expr for x in (*scenario.figures.derived, *scenario.figures.conditions)}
    known: dict[str, Asked] = {}
    for _ in range(len(named)):
        again = {name: _asked([expr], known) for name, expr in named.items()}
        if again == known:
            break
        known = again
    world, figures = scenario.world, scenario.figures
    told = {x.id for x in (*figures.variables, *world.stocks, *world.flows)}
    silent = {x.id for x in (*scenario.header.turns, *world.parameters, *world.series, *world.seasons)}
    silent |= {"turn", "turn_index", "season", "played_cut", *(c.id for c in scenario.header.cuts), "full"}
    words = {word for v in figures.variables for word in v.words}
    nothing = Asked(frozenset(), frozenset())
    found = {name: Asked(asked.scenes, asked.values & told) for name, asked in known.items()}
    return found | dict.fromkeys((silent | words) - told - set(found), nothing)


def _labels(scenario: Scenario) -> dict[str, str]:
    found: dict[str, str] = {v.id: v.label for v in scenario.figures.variables}
    return found | {s.id: s.label for s in (*scenario.world.stocks, *scenario.world.flows, *scenario.world.series)}


def _walk(expr: Expr) -> Iterator[Expr]:
    yield expr
    for child in children(expr):
        yield from _walk(child)
