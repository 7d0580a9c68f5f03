"""A lesson is made of what is there: its turns, its scenes, what it declares as signed before it begins.

One that goes on from another begins where that one ends, and has an answer to everything that may wait in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from game.script.faults import Faults, Place, nearest
from game.script.header import Cut, Earlier
from game.script.model import Scenario
from game.script.scenes import Choice, Scene, Step
from game.script.within import within

Scenes = Mapping[str, Scene]


def link_cuts(scenario: Scenario, faults: Faults) -> None:
    """Check the lessons of a scenario."""
    scenes = {s.id: s for s in scenario.scenes}
    for cut in scenario.header.cuts:
        _names(cut, scenario, scenes, faults)
        _order(cut, scenario, scenes, faults)
        if cut.continues:
            _going_on(cut, scenario, scenes, faults)
        elif cut.past:
            faults.add("past", cut.place, "alone", id=cut.id)
    _ending_parts(scenario, faults)


def _names(cut: Cut, scenario: Scenario, scenes: Scenes, faults: Faults) -> None:
    turns = [t.id for t in scenario.header.turns]
    parameters = {p.id for p in scenario.world.parameters}
    landmarks = {row.id for row in scenario.figures.landmarks}
    for key, turn in (("from", cut.first), ("to", cut.last), ("runs_on_to", cut.runs_on_to)):
        if turn and turn not in turns:
            faults.add("unknown-turn", within(cut.place, key), name=turn, hint=nearest(turn, turns))
    for name in cut.keep:
        if name not in scenes:
            faults.add("unknown-scene", within(cut.place, "keep", name), "cut", name=name, hint=nearest(name, scenes))
    for name in cut.settings:
        if name not in parameters:
            at = within(cut.place, "settings", name)
            faults.add("unknown-name", at, "parameter", name=name, hint=nearest(name, parameters))
    for pause in cut.predictions:
        if pause.after not in cut.keep:
            hint = nearest(pause.after, cut.keep)
            faults.add("unknown-scene", within(pause.place, "after"), "predicts", name=pause.after, hint=hint)
        for name in pause.beside:
            if name not in landmarks:
                at = within(pause.place, "beside", name)
                faults.add("unknown-landmark", at, name=name, hint=nearest(name, landmarks))
    for item in (*cut.earlier, *cut.past):
        _signed(item, scenes, faults)


def _signed(item: Earlier, scenes: Scenes, faults: Faults) -> None:
    scene = scenes.get(item.scene)
    wanted = {((v,) if not k else (k, v)) for k, v in item.sign.items()}
    if scene is None:
        at = within(item.place, "scene")
        faults.add("unknown-scene", at, name=item.scene, hint=nearest(item.scene, scenes))
    elif not wanted <= scene.paths() or {f.id for f in scene.fields} != set(item.sign) - {""}:
        faults.add("unknown-choice", _wrong(item, scene), "signed", scene=item.scene)


def _wrong(item: Earlier, scene: Scene) -> Place:
    """The first answer that its scene does not have, or all of them."""
    for field, pick in item.sign.items():
        if ((field, pick) if field else (pick,)) not in scene.paths():
            return within(item.place, "sign", *((field,) if field else ()), pick)
    return within(item.place, "sign")


def _order(cut: Cut, scenario: Scenario, scenes: Scenes, faults: Faults) -> None:
    turns = {t.id: i for i, t in enumerate(scenario.header.turns)}
    ends = [turns[t] for t in (cut.first, cut.last, cut.runs_on_to) if t in turns]
    if ends != sorted(ends):
        faults.add("range", within(cut.place, "to"), "cut", id=cut.id)
    for item in cut.earlier:
        scene = scenes.get(item.scene)
        if scene is None:
            continue
        if cut.first not in turns or (scene.turns and scene.turns[0] not in turns):
            continue  # that is said already
        if not scene.turns or turns[scene.turns[0]] >= turns[cut.first]:
            faults.add("earlier", within(item.place, "scene"), scene=item.scene, first=cut.first)


def _going_on(cut: Cut, scenario: Scenario, scenes: Scenes, faults: Faults) -> None:
    """One that goes on from another begins in the turn after it, changes nothing in it, leaves nothing open in it."""
    cuts = {c.id: c for c in scenario.header.cuts}
    before = cuts.get(cut.continues)
    if before is None or before is cut:
        hint = nearest(cut.continues, set(cuts) - {cut.id})
        at = within(cut.place, "continues")
        faults.add("unknown-cut", at, "continues", id=cut.id, name=cut.continues, hint=hint)
        return
    if before.continues:
        faults.add("continues", within(cut.place, "continues"), "twice", id=cut.id, before=before.id)
    turns = [t.id for t in scenario.header.turns]
    if {cut.first, before.last} <= set(turns) and turns.index(cut.first) != turns.index(before.last) + 1:
        faults.add("continues", within(cut.place, "from"), "gap", id=cut.id, before=before.id, last=before.last)
    if cut.settings or cut.earlier:
        faults.add("continues", cut.place, "own", id=cut.id, before=before.id)
    _past(cut, before, scenes, faults)


def _past(cut: Cut, before: Cut, scenes: Scenes, faults: Faults) -> None:
    declared = {item.scene for item in cut.past}
    for item in cut.past:
        if item.scene not in before.keep and item.scene in scenes:
            faults.add("past", within(item.place, "scene"), "stranger", scene=item.scene, before=before.id)
    for scene in (scenes[name] for name in before.keep if name in scenes):
        if scene.decides and scene.id not in declared:
            faults.add("past", cut.place, id=cut.id, scene=scene.id, before=before.id)
    for item in cut.past:
        scene = scenes.get(item.scene)
        rows = _rows(scene) if scene else ()
        if any(part.needs for name, parts in rows for part in parts if item.sign.get(name) == part.id):
            faults.add("past", within(item.place, "sign"), "locked", scene=item.scene)


def _rows(scene: Scene) -> tuple[tuple[str, tuple[Choice | Step, ...]], ...]:
    return (("", scene.choices),) if scene.choices else tuple((f.id, f.steps) for f in scene.fields)


def _ending_parts(scenario: Scenario, faults: Faults) -> None:
    cuts = {c.id for c in scenario.header.cuts}
    for part in (*scenario.endings.parts, *scenario.endings.cut_parts):
        for name in part.cuts:
            if name not in cuts:
                at = within(part.place, "cuts", name)
                faults.add("unknown-cut", at, id=part.id, name=name, hint=nearest(name, cuts))
