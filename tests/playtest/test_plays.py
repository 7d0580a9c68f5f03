"""Plays: many equal one by one, over processes too; a play counts what was reached, and when the chair was left."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from game.engine.program import Program
from game.playtest.command import playtest
from game.playtest.coverage import Coverage
from game.playtest.officials import Policy
from game.playtest.plays import Play, many, play
from game.playtest.series import mean_series, series_of
from game.script.faults import ScenarioError

GREAT_LEAP = Path(__file__).parents[2] / "story" / "great_leap"


def policies(program: Program) -> list[Policy]:
    return [Policy(o, program) for o in program.scenario.officials]


def arguments(**given: Any) -> argparse.Namespace:
    usual: dict[str, Any] = {
        "scenario": str(GREAT_LEAP), "runs": 14, "seed": 5, "official": [], "cut": "", "series": False,
        "reference": False, "options": False, "transcript": False, "overlap": False, "replay": "",
        "clauses": False, "matters": False,
        "workers": 1, "json": True,
    }  # fmt: skip
    return argparse.Namespace(**{**usual, **given})


def told(capsys: pytest.CaptureFixture[str], **given: Any) -> dict[str, Any]:
    assert playtest(arguments(**given)) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_many_plays_are_the_single_plays(great_leap: Program) -> None:
    jobs = [(policy, seed) for policy in policies(great_leap) for seed in (1, 2)]
    bulk, coverage = many(great_leap, jobs)
    alone, cover = [], Coverage()
    for policy, seed in jobs:
        fresh = Policy(policy.official, great_leap)
        alone.append(play(great_leap, fresh, seed, coverage=cover)[0])
    assert bulk == alone
    assert coverage == cover


def test_text_and_observers_change_no_number(great_leap: Program) -> None:
    for policy in policies(great_leap):
        silent, _, _ = play(great_leap, policy, 9)
        spoken, _, teller = play(great_leap, policy, 9, told=True)
        assert teller is not None
        assert spoken.words > 1_000
        assert (silent.figures, silent.left, silent.outcome) == (spoken.figures, spoken.left, spoken.outcome)


def test_two_processes_report_what_one_does(capsys: pytest.CaptureFixture[str]) -> None:
    one, two = (told(capsys, runs=42, workers=workers, series=True) for workers in (1, 2))
    for data in (one, two):
        del data["seconds"], data["decisions_per_second"]
    assert one == two


def test_the_turn_the_chair_was_left_is_the_model_s_own(great_leap: Program) -> None:
    seen: set[bool] = set()
    for policy in policies(great_leap):
        for seed in range(1, 9):
            found, run, _ = play(great_leap, policy, seed)
            turn = run.value("removed_turn")
            assert found.left == ("" if turn == 99 else great_leap.turns[int(turn)].id)
            assert found.removed == bool(found.left)
            seen.add(found.removed)
    assert seen == {True, False}


def test_trust_and_truth_are_as_they_stood_when_the_chair_was_left(great_leap: Program) -> None:
    honest = next(p for p in policies(great_leap) if p.official.id == "honest")
    found: Play | None = None
    for seed in range(1, 20):
        found, run, _ = play(great_leap, honest, seed)
        if found.left:
            then = run.closed[great_leap.turn_index[found.left]]
            assert found.figures["trust"] == then[great_leap.slots["trust"]]
            assert found.figures["truth_on_file"] == then[great_leap.slots["file_truth"]]
            assert found.figures["excess_share"] == run.value("excess") / run.value("pop0")
            return
    pytest.fail("no honest official was removed in 19 plays")


def test_a_story_without_those_figures_is_played_all_the_same(granary: Program) -> None:
    found, _ = many(granary, [(p, 3) for p in policies(granary)])
    assert [p.figures for p in found] == [{}, {}, {}]
    assert all(p.ending for p in found)


def test_yearly_series_count_the_years_as_statistics_do(great_leap: Program) -> None:
    _, run, _ = play(great_leap, policies(great_leap)[0], 1)
    series = series_of(great_leap, run.closed)

    def at(name: str, turn: str) -> float:
        return run.closed[great_leap.turn_index[turn]][great_leap.slots[name]]

    calendar = ("winter_1958", "spring_1959", "summer_1959", "autumn_1959")
    people = sum(at("pop", t) for t in calendar) / 4
    assert series["death_rate"][1959] == pytest.approx(1000 * sum(at("deaths", t) for t in calendar) / people)
    crop = at("harvest", "summer_1959") + at("harvest", "autumn_1959")
    carried = sum(at("delivered", t) for t in ("summer_1959", "autumn_1959", "winter_1959"))
    assert series["procurement_share"][1959] == pytest.approx(carried / crop)
    assert series["grain_index"][1957] == 100
    assert set(series["grain_index"]) == set(range(1957, 1963))
    assert set(series["death_rate"]) == set(range(1958, 1963))


def test_a_lesson_has_only_the_years_it_reaches(great_leap: Program) -> None:
    _, run, _ = play(great_leap, policies(great_leap)[0], 1, "lesson")
    series = series_of(great_leap, run.closed)
    assert set(series["grain_index"]) == {1957, 1958, 1959}
    assert mean_series([series, series]) == mean_series([series])


def test_an_official_or_a_lesson_that_is_not_there_is_named_with_those_that_are() -> None:
    for given, expected in (({"official": ["nobody"]}, "zealot"), ({"cut": "short"}, "lesson")):
        with pytest.raises(ScenarioError) as failure:
            playtest(arguments(**given))
        assert expected in failure.value.faults[0].hint


def test_one_official_s_play_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert playtest(arguments(transcript=True, official=["honest"], json=False)) == 0
    text = capsys.readouterr().out
    assert "Autumn 1957" in text
    assert "words required" in text
