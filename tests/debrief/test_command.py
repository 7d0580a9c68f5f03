"""`debrief SAVE or CODE`: text and data of full, removed, lesson and open runs; codes that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from game.cli import Exit, main
from game.debrief.build import debrief
from game.debrief.data import as_data
from game.engine.program import Program
from game.playtest.officials import Policy
from game.session.game import Game

Player = Callable[..., Game]
ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "debrief.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    Draft202012Validator.check_schema(SCHEMA)
    return Draft202012Validator(SCHEMA)


def kept(program: Program, folder: Path, official: str, seed: int, cut: str = "", stop: int | None = None) -> Game:
    """A played game with a save."""
    policy = Policy(next(o for o in program.scenario.officials if o.id == official), program)
    game = Game.new(program, seed, cut, saves=folder)
    while not game.run.ended and (stop is None or len(game.run.decisions) < stop):
        decision = policy.choose(game.run)
        game.decide(decision.scene, *decision.picks)
    game.close()
    return game


def data_of(capsys: pytest.CaptureFixture[str], what: str) -> dict[str, Any]:
    assert main(["debrief", what, "--json"]) == Exit.FINE
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("official", "seed", "cut", "stop"),
    [
        ("hedger", 5, "", None),
        ("henan", 3, "", None),
        ("honest", 4, "lesson", None),
        ("zealot", 2, "", 9),
        ("random", 1, "lesson", 0),
    ],
)
def test_a_save_and_its_code_give_the_same_data(
    great_leap: Program,
    schema: Draft202012Validator,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    official: str,
    seed: int,
    cut: str,
    stop: int | None,
) -> None:
    game = kept(great_leap, tmp_path, official, seed, cut, stop)
    assert game.journal is not None
    before = game.journal.path.read_bytes()
    data = data_of(capsys, str(game.journal.path))
    assert game.journal.path.read_bytes() == before
    assert data == data_of(capsys, game.code())
    schema.validate(data)
    assert data["closed"] is (stop is None)
    assert (data["seed"], data["cut"], data["code"]) == (seed, cut, game.code())
    assert len(data["decisions"]) == len(game.run.decisions)
    assert "mattered_most" not in data
    for series in data["series"].values():
        lines = [series.get("claimed"), series.get("real"), *series.get("history", {}).values()]
        assert all(len(line) == len(series["labels"]) for line in lines if line is not None)
    for touched in (n for p in data["people"] for n in p["decisions"]):
        assert 0 <= touched <= len(data["decisions"])


def test_a_removed_run_has_its_whole_debrief(great_leap: Program, schema: Draft202012Validator, play: Player) -> None:
    game = next(g for s in range(50) if (g := play(great_leap, "honest", s)).run.value("office") == 0)
    data = as_data(debrief(game))
    schema.validate(data)
    assert data["closed"]
    assert len(data["series"]["bowl"]["labels"]) == len(great_leap.turns)


@pytest.mark.parametrize("stop", [None, 2])
def test_small_and_hostile_stories_fit_the_schema(
    granary: Program, hostile: Program, play: Player, schema: Draft202012Validator, stop: int | None
) -> None:
    for program in (granary, hostile):
        data = as_data(debrief(play(program, "random", 3, "", stop)))
        schema.validate(data)
        assert data["series"] == {}


def test_the_schema_refuses_truth_in_an_open_run(
    great_leap: Program, play: Player, schema: Draft202012Validator
) -> None:
    data = as_data(debrief(play(great_leap, "hedger", 1)))
    assert schema.is_valid(data)
    assert not schema.is_valid({**data, "closed": False})


def test_text_is_printed_and_the_save_can_be_opened_again(
    great_leap: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    game = kept(great_leap, tmp_path, "protector", 12, "lesson")
    assert game.journal is not None
    for _ in range(2):
        assert main(["debrief", str(game.journal.path)]) == Exit.FINE
        out = capsys.readouterr().out
        assert out.startswith("You are not your character. Put the secretary down.\n")
        assert game.code() in out


@pytest.mark.parametrize("what", ["0000-0000-0000-0000", "not a code!", "missing.journal", "\x1b[2J"])
def test_what_cannot_be_read_is_said_with_exit_code_four(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["debrief", what]) == Exit.NO_SAVE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("error: ")
    assert "\x1b" not in captured.err


def test_a_code_with_one_letter_changed_is_refused(
    great_leap: Program, play: Player, capsys: pytest.CaptureFixture[str]
) -> None:
    code = play(great_leap, "hedger", 2, "", 5).code()
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert main(["debrief", wrong]) == Exit.NO_SAVE
    assert capsys.readouterr().err
