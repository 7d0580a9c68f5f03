"""What the machine officials come to: every play ends, the order of outcomes is the record's, no path is best at all.

Bounds are those the story promises; a scaled number of plays holds them with room for chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from statistics import mean

import pytest

from game.engine.program import Program
from game.playtest.coverage import options
from game.playtest.officials import Policy
from game.playtest.plays import Play, many

EACH = 12  # seeds an official: 84 plays
PATHS = ("honest", "hedger", "henan", "protector")  # honest, careful, obedient, protecting
AFTER_LUSHAN = ("autumn_1959", "winter_1959", "spring_1960", "summer_1960")


@pytest.fixture(scope="module")
def plays(great_leap: Program) -> dict[str, list[Play]]:
    policies = [Policy(o, great_leap) for o in great_leap.scenario.officials]
    found, _ = many(great_leap, [(policy, seed) for seed in range(1, EACH + 1) for policy in policies])
    by: dict[str, list[Play]] = defaultdict(list)
    for one in found:
        by[one.official].append(one)
    return by


def figure(plays: dict[str, list[Play]], name: str) -> dict[str, float]:
    return {official: mean(p.figures[name] for p in found) for official, found in plays.items()}


def test_every_play_has_an_ending_and_enough_signatures(plays: dict[str, list[Play]]) -> None:
    every = [p for found in plays.values() for p in found]
    assert len(every) == 84
    assert all(p.ending for p in every)
    assert min(p.signatures for p in every) >= 16


def test_the_zealous_path_is_worst_by_far_and_nobody_is_at_zero(plays: dict[str, list[Play]]) -> None:
    total = figure(plays, "excess_share")
    others = [share for name, share in total.items() if name != "zealot"]
    assert total["zealot"] > 1.3 * max(others)
    assert 0.15 < total["zealot"] < 0.32
    assert 0.06 < total["henan"] < 0.14
    assert all(0.015 < total[name] < 0.06 for name in ("honest", "hedger", "protector"))
    assert min(p.figures["excess_share"] for found in plays.values() for p in found) > 0


def test_the_honest_are_lowest_while_in_office_and_are_removed_after_lushan(plays: dict[str, list[Play]]) -> None:
    in_office = figure(plays, "excess_in_office")
    assert min(in_office, key=lambda name: in_office[name]) == "honest"
    removed = [p for p in plays["honest"] if p.removed]
    assert len(removed) >= 0.7 * EACH
    assert sum(p.left in AFTER_LUSHAN for p in removed) > len(removed) / 2


BEST: dict[str, Callable[[list[Play]], float]] = {
    "total deaths": lambda found: -mean(p.figures["excess_share"] for p in found),
    "deaths in office": lambda found: -mean(p.figures["excess_in_office"] for p in found),
    "staying": lambda found: -sum(p.removed for p in found),
    "trust": lambda found: mean(p.figures["trust"] for p in found),
    "truth on file": lambda found: mean(p.figures["truth_on_file"] for p in found),
}


def test_no_path_is_best_at_everything_and_the_obedient_path_keeps_no_more(plays: dict[str, list[Play]]) -> None:
    best = {what: max(PATHS, key=lambda name: of(plays[name])) for what, of in BEST.items()}
    assert len(set(best.values())) >= 2, best
    assert best["deaths in office"] == best["truth on file"] == "honest"
    assert best["staying"] != "honest"


def test_nobody_keeps_the_chair_for_certain_and_nobody_loses_it_for_certain(great_leap: Program) -> None:
    """Chance decides between likely and unlikely; over 40 seeds every path shows both."""
    for official in great_leap.scenario.officials:
        policy = Policy(official, great_leap)
        found, _ = many(great_leap, [(policy, seed) for seed in range(1, 41)])
        assert 0 < sum(p.removed for p in found) < 40, official.id


def test_no_answer_is_that_of_nearly_every_official(great_leap: Program) -> None:
    """Of the six who do not throw a die, two at least sign otherwise wherever all six are asked."""
    policies = [Policy(o, great_leap) for o in great_leap.scenario.officials]
    _, coverage = many(great_leap, [(policy, seed) for seed in range(1, EACH + 1) for policy in policies])
    asked = [option for option in options(great_leap, coverage) if len(option.shares) == len(policies) - 1]
    assert len(asked) > 60
    alike = {o.name: o.shares for o in asked if sum(share > 0.5 for share in o.shares.values()) > 4}
    assert not alike
