"""Less to eat at the leanest time and yet fewer dead, or the other way round: said why, and only where it is so."""

from __future__ import annotations

import pytest
from attrs import evolve

from game.engine.program import Program
from game.playtest.apart import apart, some_apart, why_apart
from game.playtest.gather import case_of
from game.playtest.mattered import changes_of
from game.playtest.outcome import Outcome, outcome_of
from game.playtest.pairs import changed_run
from game.session.game import Game
from game.session.library import open_program
from tests.conftest import GREAT_LEAP
from tests.debrief.conftest import played


@pytest.fixture(scope="module")
def great_leap() -> Program:
    return open_program(GREAT_LEAP)


@pytest.fixture(scope="module")
def lesson(great_leap: Program) -> Game:
    return played(great_leap, "random", 3, "lesson")


def test_each_sentence_is_where_the_two_part_and_has_the_runs_own_figures(great_leap: Program, lesson: Game) -> None:
    bowl, toll = great_leap.scenario.debrief.measures[:2]
    kept, told = outcome_of(lesson.run).measures, 0
    for change in changes_of(lesson.run):
        other = changed_run(great_leap, case_of(lesson.run), change)
        if other is None:
            continue
        said, changed = apart(lesson.run, other), outcome_of(other).measures
        less, died = changed[0] - kept[0], changed[1] - kept[1]
        assert bool(said) is (abs(less) > bowl.little and less * died > 0), change
        assert said == why_apart(lesson.run, change)
        told += bool(said)
        if said:
            assert ("less to eat" in said) is (less < 0)
            at = next(i for i, t in enumerate(great_leap.turns) if f"In {t.in_sentence} it was" in said)
            a, b = (float(great_leap.call(bowl.to, run.closed[at], run.memory)) for run in (lesson.run, other))
            assert f"{b:.2f} jin in place of {a:.2f}" in said
            assert (b - a) * less < 0
    assert told
    assert toll.toll


def test_among_many_runs_it_is_noticed_and_only_there(great_leap: Program, lesson: Game) -> None:
    measures = great_leap.scenario.debrief.measures
    one = outcome_of(lesson.run)

    def other(bowl: float, dead: float) -> Outcome:
        return evolve(one, measures=(bowl, dead, *one.measures[2:]))

    assert some_apart(measures, [other(0.5, 9000), other(0.6, 9500), other(0.7, 100)])
    assert not some_apart(measures, [other(0.5, 9000), other(0.6, 8000), other(0.7, 100)])
