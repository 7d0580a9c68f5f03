"""What comes in no play: papers, returns of an act, what a cut keeps, what an official would take, last resorts."""

from __future__ import annotations

from collections import defaultdict

from attrs import Factory, define

from game.script.faults import Faults
from game.script.lint.changes import path_of, rows_of
from game.script.lint.conditions import Conditions
from game.script.lint.say import because
from game.script.lint.state import State
from game.script.lint.values import NO
from game.script.lint.watcher import Part, Watcher
from game.script.model import Scenario
from game.script.scenes import Later, Scene, SceneKind


@define(eq=False)
class Reach(Watcher):
    """Notes what may come, where, and what may be signed."""

    came: dict[str, set[tuple[str, int]]] = Factory(lambda: defaultdict[str, set[tuple[str, int]]](set))
    near: dict[str, set[tuple[str, int]]] = Factory(lambda: defaultdict[str, set[tuple[str, int]]](set))
    open: set[str] = Factory(set[str])
    due: set[int] = Factory(set[int])

    def might(self, scene: Scene, at: State) -> None:
        self.near[scene.id].add((self._part(at), at.turn))

    def comes(self, scene: Scene, at: State) -> None:
        self.came[scene.id].add((self._part(at), at.turn))

    def _part(self, at: State) -> str:
        part = self.way.parts[at.turn]
        return part.id if part else ""

    def signed(self, scene: Scene, part: Part, _at: State) -> None:
        self.open |= {path_of(scene, field, part) for field, row in rows_of(scene) if part in row}

    def falls_due(self, _scene: str, later: Later, _at: State) -> None:
        self.due.add(id(later))


def unreached(scenario: Scenario, reach: Reach, conditions: Conditions, faults: Faults) -> None:
    """Everything that comes in no play."""
    for scene in scenario.scenes:
        if scene.id not in reach.came:
            _scene(scene, scenario, reach, conditions, faults)
        else:
            _later(scene, scenario, reach, faults)
    _cuts(scenario, reach, faults)
    _officials(scenario, reach, faults)
    for item in conditions.never_taken():
        place = item.place
        if place is not None:
            faults.add("never-reached", place, what=item.what)


def _scene(scene: Scene, scenario: Scenario, reach: Reach, conditions: Conditions, faults: Faults) -> None:
    verdict = conditions.verdicts.found.get(id(scene.when)) if scene.when else None
    place, reason = scene.place, _why_not(scene, scenario, reach)
    if scene.when is not None and verdict is not None and verdict.mask == NO:
        place = scene.when.place
        reason = because(scene.when.expr, False, verdict.moments) or "its condition never holds in its turns"
    faults.add("never-comes", place, id=scene.id, reason=reason)


def _why_not(scene: Scene, scenario: Scenario, reach: Reach) -> str:
    header = scenario.header
    silent = {t.id for t in header.turns if t.silent}
    if scene.turns and set(scene.turns) <= silent:
        return "nothing comes in a silent turn"
    if scene.kind is SceneKind.LOOK and scene.id not in reach.near:
        return "it takes more days than any of its turns has"
    if not scene.turns and not header.storylets:
        return "`storylets` is 0, and it belongs to no turn"
    if scene.id in reach.near:
        return f"nobody sits at the desk `{scene.desk or header.desks[0].id}` in its turns"
    return "it has come in an earlier turn each time"


def _later(scene: Scene, scenario: Scenario, reach: Reach, faults: Faults) -> None:
    turns = {t.id: i for i, t in enumerate(scenario.header.turns)}
    for field, row in rows_of(scene):
        for part in row:
            if path_of(scene, field, part) not in reach.open:
                continue
            for later in part.later:
                if id(later) in reach.due:
                    continue
                first = min(at for _, at in reach.came[scene.id])
                name = scenario.header.turns[first].id
                reason = f"`{scene.id}` does not come before `{name}`"
                if scenario.header.turns[turns[later.turn]].silent:
                    reason = f"`{later.turn}` is silent"
                elif turns[later.turn] > first:
                    reason = f"no run in which `{part.id}` may be signed plays `{later.turn}` afterwards"
                faults.add("never-told", later.place, reason=reason)


def _cuts(scenario: Scenario, reach: Reach, faults: Faults) -> None:
    order = {t.id: i for i, t in enumerate(scenario.header.turns)}
    scenes = {s.id: s for s in scenario.scenes}
    for cut in scenario.header.cuts:
        for name in cut.keep:
            scene = scenes[name]
            if name not in reach.came or any(part == cut.id for part, _ in reach.came[name]):
                continue
            span = range(order[cut.first], order[cut.last] + 1)
            reason = "its condition does not hold there"
            if scene.turns and not any(order[t] in span for t in scene.turns):
                reason = f"its turns are not among those from `{cut.first}` to `{cut.last}`"
            faults.add("never-comes", cut.place, "cut", cut=cut.id, id=name, reason=reason)


def _officials(scenario: Scenario, reach: Reach, faults: Faults) -> None:
    scenes = {s.id: s for s in scenario.scenes}
    for official in scenario.officials:
        for name in official.prefers:
            scene = scenes.get(name)
            if scene is None or name not in reach.came:
                continue
            rows = rows_of(scene)
            for answer in official.preferred(name):
                paths = [
                    path_of(scene, field, part)
                    for (field, row), pick in zip(rows, answer, strict=False)
                    for part in row
                    if part.id == pick
                ]
                for path in paths:
                    if path not in reach.open:
                        faults.add("never-taken", official.place, id=official.id, path=path)
