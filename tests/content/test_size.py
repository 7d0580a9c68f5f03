"""How long a run is: signatures in a season, and in a run whose chair is kept or lost."""

from __future__ import annotations

from collections import Counter

import pytest

from game.engine.program import Program
from game.engine.run import Run
from game.playtest.officials import Policy
from game.playtest.plays import Play, play

EACH = 12  # seeds an official
KEPT = range(26, 35)  # signatures of a run in which the chair is kept
REMOVED = range(16, 37)  # and of one in which the desk changes
A_SEASON = 4


def signed(run: Run) -> list[str]:
    """The turn of each signature."""
    return [d.turn for d in run.decisions if not d.scene.startswith("looks.")]


@pytest.fixture(scope="module")
def plays(great_leap: Program) -> list[tuple[Play, Run]]:
    policies = [Policy(o, great_leap) for o in great_leap.scenario.officials]
    return [play(great_leap, policy, seed)[:2] for policy in policies for seed in range(1, EACH + 1)]


def test_a_run_has_as_many_signatures_as_the_design_says(plays: list[tuple[Play, Run]]) -> None:
    kept = {len(signed(run)) for one, run in plays if not one.removed}
    removed = {len(signed(run)) for one, run in plays if one.removed}
    assert kept
    assert kept <= set(KEPT)
    assert removed
    assert removed <= set(REMOVED)


def test_no_season_asks_for_more_than_four_signatures(plays: list[tuple[Play, Run]]) -> None:
    for one, run in plays:
        turn, most = Counter(signed(run)).most_common(1)[0]
        assert most <= A_SEASON, f"{one.official} {one.seed}: {most} in {turn}"
