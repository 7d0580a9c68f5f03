"""A scaled number of machine plays reaches every scene and signs every choice, the lesson's included."""

from __future__ import annotations

import pytest

from game.engine.program import Program
from game.playtest.coverage import Coverage, names_of
from game.playtest.officials import Policy
from game.playtest.plays import many
from game.playtest.report import report

WHOLE, LESSON = 84, 12  # seeds an official


@pytest.fixture(scope="module")
def coverage(great_leap: Program) -> Coverage:
    policies = [Policy(o, great_leap) for o in great_leap.scenario.officials]
    _, found = many(great_leap, [(policy, seed) for seed in range(1, WHOLE + 1) for policy in policies])
    _, lesson = many(great_leap, [(p, seed) for seed in range(1, LESSON + 1) for p in policies], "lesson")
    found.merge(lesson)
    return found


def test_every_scene_comes_and_every_choice_is_signed(great_leap: Program, coverage: Coverage) -> None:
    found = report(great_leap, [], coverage, 1, 1.0)["coverage"]
    assert found["scenes"]["unreached"] == []
    assert found["choices"]["unreached"] == []


def test_no_choice_is_offered_that_its_official_could_not_sign(coverage: Coverage) -> None:
    for choice, times in coverage.taken.items():
        assert times <= coverage.offered[choice], choice


def test_no_choice_is_open_to_all_and_taken_by_nearly_all(great_leap: Program, coverage: Coverage) -> None:
    """A choice that every character takes is not one."""
    for scene in great_leap.scenario.scenes:
        for row in names_of(scene):
            if len(row) < 2:
                continue
            times = [sum(coverage.taken[o.id, name] for o in great_leap.scenario.officials) for name in row]
            assert max(times) <= 0.95 * sum(times), f"{scene.id}: {times}"
