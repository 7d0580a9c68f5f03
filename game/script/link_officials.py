"""What `officials.yaml` names is there: levers, turns, and the papers and answers an official prefers."""

from __future__ import annotations

from game.script.faults import Faults, nearest
from game.script.model import Official, Scenario


def link_officials(scenario: Scenario, faults: Faults) -> None:
    """Check the names of every official."""
    levers = {lever.id for lever in scenario.world.levers}
    turns = {t.id for t in scenario.header.turns}
    for official in scenario.officials:
        for name in (*official.k, *(f.lever for f in official.fixed)):
            if name not in levers:
                faults.add("unknown-lever", official.place, f"`{name}` is not a lever", nearest(name, levers))
        for name in (t for f in official.fixed for t in f.turns):
            if name not in turns:
                faults.add("unknown-turn", official.place, f"`{name}` is not a turn", nearest(name, turns))
        for name in official.prefers:
            _preferred(scenario, official, name, faults)


def _preferred(scenario: Scenario, official: Official, name: str, faults: Faults) -> None:
    """What an official prefers is an answer to a paper of this story, with a pick for each of its fields."""
    asking = {s.id: s for s in scenario.scenes if s.choices or s.fields}
    if name not in asking:
        what = f"`{official.id}` prefers something in `{name}`, which is not a scene that asks for a decision"
        faults.add("unknown-scene", official.place, what, nearest(name, asking))
        return
    scene = asking[name]
    rows = (scene.choices,) if scene.choices else tuple(f.steps for f in scene.fields)
    for picks in official.preferred(name):
        if len(picks) != len(rows):
            what = f"`{official.id}` prefers {len(picks)} answer(s) to `{name}`, which asks for {len(rows)}"
            faults.add("unknown-choice", official.place, what, "one for each field, with commas between them")
            continue
        for pick, row in zip(picks, rows, strict=True):
            ids = [part.id for part in row]
            if pick not in ids:
                hint = nearest(pick, ids) or "one of " + ", ".join(ids)
                faults.add("unknown-choice", official.place, f"`{name}` has no answer `{pick}`", hint)
