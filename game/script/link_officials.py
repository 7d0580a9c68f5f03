"""What `officials.yaml` names is there: levers, turns, and the papers and answers an official prefers."""

from __future__ import annotations

from game.script.faults import Faults, nearest
from game.script.model import Official, Scenario
from game.script.within import within


def link_officials(scenario: Scenario, faults: Faults) -> None:
    """Check the names of every official."""
    levers = {lever.id for lever in scenario.world.levers}
    turns = {t.id for t in scenario.header.turns}
    for official in scenario.officials:
        named = (("k", *official.k), ("fixed", *(f.lever for f in official.fixed)))
        for key, name in ((key, name) for key, *names in named for name in names):
            if name not in levers:
                faults.add("unknown-lever", within(official.place, key, name), name=name, hint=nearest(name, levers))
        for name in (t for f in official.fixed for t in f.turns):
            if name not in turns:
                faults.add("unknown-turn", within(official.place, "fixed", name), name=name, hint=nearest(name, turns))
        for name in official.prefers:
            _preferred(scenario, official, name, faults)


def _preferred(scenario: Scenario, official: Official, name: str, faults: Faults) -> None:
    """What an official prefers is an answer to a paper of this story, with a pick for each of its fields."""
    asking = {s.id: s for s in scenario.scenes if s.choices or s.fields}
    if name not in asking:
        at = within(official.place, "prefers", name)
        faults.add("unknown-scene", at, "prefers", id=official.id, name=name, hint=nearest(name, asking))
        return
    scene = asking[name]
    rows = (scene.choices,) if scene.choices else tuple(f.steps for f in scene.fields)
    for picks in official.preferred(name):
        if len(picks) != len(rows):
            at = within(official.place, "prefers", name)
            faults.add("unknown-choice", at, "count", id=official.id, scene=name, picks=len(picks), rows=len(rows))
            continue
        for pick, row in zip(picks, rows, strict=True):
            ids = [part.id for part in row]
            if pick not in ids:
                hint = nearest(pick, ids) or "one of " + ", ".join(ids)
                at = within(official.place, "prefers", name, pick)
                faults.add("unknown-choice", at, "answer", scene=name, name=pick, hint=hint)
