"""What the page of the model measures: officials who read papers, officials who set levers, a country of counties.

Written to `measured.json` by `python -m tests.docs.model_page --measure`; takes some minutes on one core.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from game.engine import chance
from game.engine.memory import Standing
from game.engine.program import Program, Values
from game.playtest.officials import Policy
from game.playtest.plays import Play, many
from game.playtest.reference import MEAN_K, REFERENCE_SETTING, SCALED, model_run, official_hand
from game.playtest.report import report, spread
from game.playtest.series import Series, mean_series, series_of
from game.script.model import Official
from game.script.world import Lever

MEASURED = Path(__file__).with_name("measured.json")
PLAYS, DIRECT, COUNTIES, SEED = 1_001, 1_000, 2_048, 1
SPREAD_K, SPREAD_RAD, WITH_RAD, SPREAD_QUOTA = 0.18, 0.139, 0.8, 0.03  # how counties of the country differ


def measure(program: Program) -> dict[str, Any]:
    """Everything, as data."""
    officials = program.scenario.officials
    return {
        "plays": {"runs": PLAYS, "seed": SEED, **through_papers(program)},
        "direct": {"runs": DIRECT, "seed": SEED, "officials": {o.id: by_levers(program, o) for o in officials}},
        "country": {"counties": COUNTIES, "seed": SEED, "series": country(program, COUNTIES)},
    }


def through_papers(program: Program) -> dict[str, Any]:
    """What machine plays come to, and how many signatures they have."""
    policies = [Policy(o, program) for o in program.scenario.officials]
    jobs = [(policies[i % len(policies)], SEED + i // len(policies)) for i in range(PLAYS)]
    plays, coverage = many(program, jobs)
    found = report(program, plays, coverage, SEED, 1.0)
    return {
        "officials": found["officials"],
        "signatures": {
            name: extremes([p for p in plays if p.removed == removed])
            for name, removed in (("kept", False), ("removed", True))
        },
    }


def extremes(plays: list[Play]) -> dict[str, int]:
    """The fewest and the most signatures, and the middle."""
    ordered = sorted(p.signatures for p in plays)
    return {"runs": len(ordered), "fewest": ordered[0], "middle": ordered[len(ordered) // 2], "most": ordered[-1]}


def by_levers(program: Program, official: Official) -> dict[str, Any]:
    """The same official with no papers in between: he sets every lever each season."""
    policy, slots = Policy(official, program), program.slots
    last = len([t for t in program.turns if not t.silent]) - 1
    ends = [
        model_run(program, seed, official_hand(policy, seed), noise=True, setting=None)[last]
        for seed in range(SEED, SEED + DIRECT)
    ]
    people = ends[0][slots["pop0"]]
    return {
        "excess_share": spread([end[slots["excess"]] / people for end in ends], 5),
        "excess_in_office": spread([end[slots["ex_office"]] / people for end in ends], 5),
        "removed_share": round(sum(end[slots["office"]] == 0 for end in ends) / len(ends), 4),
    }


def county(program: Program, seed: int) -> list[Values]:
    """One county of the country: its own obedience, its own province, nobody removed."""

    def drawn(name: str) -> float:
        return chance.normal(seed, "start", f"country.{name}")

    k = MEAN_K + SPREAD_K * drawn("k")
    rad = 1 + SPREAD_RAD * drawn("rad")
    quota = 1 + WITH_RAD * (rad - 1) + SPREAD_QUOTA * drawn("quota")

    def hand(lever: Lever, _index: int) -> Standing:
        return Standing(k * SCALED.get(lever.id, 1.0), None, "", 0, "country")

    return model_run(program, seed, hand, noise=True, setting=REFERENCE_SETTING, removals=0.0, rad=rad, q_rad=quota)


def country(program: Program, counties: int) -> Series:
    """The yearly means of a country of counties."""

    def each() -> Iterator[Series]:
        for seed in range(SEED, SEED + counties):
            yield series_of(program, county(program, seed))

    return mean_series(each())


def removed_by_period(found: dict[str, Any], periods: dict[str, tuple[str, ...]]) -> Counter[str]:
    """The share of plays in which the chair was lost in each period."""
    shares: Counter[str] = Counter()
    for name, turns in periods.items():
        shares[name] = sum(found["removed_in"].get(turn, 0.0) for turn in turns)
    return shares


def write(program: Program) -> None:
    """Measure anew."""
    MEASURED.write_text(json.dumps(measure(program), indent=1) + "\n", encoding="utf-8")


def read() -> dict[str, Any]:
    """What was measured last."""
    return json.loads(MEASURED.read_text(encoding="utf-8"))
