"""In the lesson a removal is announced and waits for the end of autumn 1959; in the full run it comes at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.run import Run
from game.playtest.officials import Policy
from game.playtest.plays import play

SEEDS = range(1, 31)


@pytest.fixture(scope="module")
def lessons(great_leap: Program) -> list[Run]:
    """Lessons of officials who are often removed."""
    officials = [o for o in great_leap.scenario.officials if o.id in ("honest", "protector")]
    return [play(great_leap, Policy(o, great_leap), seed, "lesson")[1] for o in officials for seed in SEEDS]


def of(run: Run, name: str) -> list[float]:
    return [values[run.program.slots[name]] for values in run.closed]


def test_the_chair_is_the_player_s_through_every_decision_of_the_lesson(lessons: list[Run]) -> None:
    for run in lessons:
        last = run.program.turn_index["autumn_1959"]
        assert all(of(run, "office")[:last])
        assert {d.turn for d in run.decisions} <= {t.id for t in run.program.turns[: last + 1]}


def test_an_announced_removal_takes_effect_at_the_end_of_autumn_1959(lessons: list[Run]) -> None:
    announced = [run for run in lessons if any(of(run, "under_study"))]
    assert len(announced) > len(lessons) // 4
    for run in announced:
        last = run.program.turn_index["autumn_1959"]
        assert of(run, "office")[last] == 0
        assert of(run, "removed_turn")[last] == last
        assert of(run, "removal")[last] == 1
        first = of(run, "under_study").index(1)
        assert all(of(run, "under_study")[first:])


def test_the_silent_winter_runs_under_the_successor(lessons: list[Run]) -> None:
    """A lever nobody signed for stands at the successor's value once the chair is lost, at the player's before."""
    lever = next(lever for lever in lessons[0].program.scenario.world.levers if lever.id == "effort")
    for run in lessons:
        winter = run.program.turn_index["winter_1959"]
        if of(run, "office")[winter - 1]:
            continue
        span = lever.line[winter] - lever.neutral[winter]
        wanted = max(lever.low, min(lever.high, lever.neutral[winter] + lever.successor * span))
        assert of(run, "effort")[winter] == pytest.approx(wanted)


def test_who_is_not_under_study_keeps_the_chair_at_the_end_of_the_lesson(lessons: list[Run]) -> None:
    last = lessons[0].program.turn_index["autumn_1959"]
    spared = [run for run in lessons if not of(run, "under_study")[last]]
    assert spared
    assert all(of(run, "office")[last] == 1 for run in spared)


@given(seed=st.integers(0, 2**20 - 1))
def test_in_the_full_run_nobody_is_under_study_and_a_removal_comes_at_once(great_leap: Program, seed: int) -> None:
    official = next(o for o in great_leap.scenario.officials if o.id == "honest")
    _, run, _ = play(great_leap, Policy(official, great_leap), seed)
    assert not any(of(run, "under_study"))
    removals = [i for i, removal in enumerate(of(run, "removal")) if removal]
    assert len(removals) <= 1
    if removals:
        assert of(run, "hit")[removals[0]] == 1
        assert of(run, "office")[removals[0]] == 0
        assert removals[0] >= run.program.turn_index["autumn_1958"]


@given(seed=st.integers(0, 2**20 - 1))
def test_before_autumn_1958_a_hit_is_a_warning_and_no_more(great_leap: Program, seed: int) -> None:
    official = next(o for o in great_leap.scenario.officials if o.id == "random")
    _, run, _ = play(great_leap, Policy(official, great_leap), seed)
    early = run.program.turn_index["autumn_1958"]
    assert all(of(run, "office")[:early])
    assert of(run, "warnings")[early - 1] == sum(of(run, "hit")[:early])
