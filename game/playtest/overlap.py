"""How much two plays share: of the scenes that came in either, the part that came in both (Jaccard), by officials.

News, forms and what is pinned to a turn without a condition come to everybody, so they are left out. An official is
held beside himself over pairs of different seeds: how far chance alone makes two runs differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from statistics import mean

from game.engine.program import Program
from game.playtest.players import Player
from game.playtest.plays import play
from game.script.scenes import Scene, SceneKind

Met = Mapping[str, Sequence[frozenset[str]]]
Table = dict[str, dict[str, float]]


def may_differ(scene: Scene) -> bool:
    """Whether a scene can come in one run and stay away in another."""
    pinned = bool(scene.turns) and scene.when is None and scene.kind is not SceneKind.LOOK
    return not pinned and scene.kind not in (SceneKind.NEWS, SceneKind.FORM)


def met(program: Program, policies: Iterable[Player], seeds: Iterable[int], cut: str = "") -> Met:
    """For each official the scenes of each play."""
    names = {name for name, scene in program.scenes.items() if may_differ(scene)}
    each = tuple(seeds)
    return {
        p.official.id: [frozenset(names & play(program, p, s, cut)[1].memory.last.keys()) for s in each]
        for p in policies
    }


def overlap(plays: Met) -> Table:
    """The mean share of every pair of officials; one with a single play has none with himself."""
    table: Table = {name: {} for name in plays}
    for one in plays:
        for other in plays:
            pairs = combinations(plays[one], 2) if one == other else product(plays[one], plays[other])
            shares = [shared(a, b) for a, b in pairs]
            if shares:
                table[one][other] = mean(shares)
    return table


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Of what came in either, the share that came in both; two runs with nothing have all in common."""
    either = one | other
    return len(one & other) / len(either) if either else 1.0


def as_text(table: Table, labels: Mapping[str, str]) -> str:
    """The table, a row for each official, in hundredths."""
    wide = max((len(labels[name]) for name in table), default=0)
    head = " ".join(f"{labels[name][:10]:>10}" for name in table)
    rows = [
        f"{labels[one]:{wide}} " + " ".join(f"{row[other]:>10.0%}" if other in row else f"{'-':>10}" for other in table)
        for one, row in table.items()
    ]
    return "\n".join([f"{'':{wide}} {head}", *rows])
