"""Plays that go wrong: the batch goes on, and every failure has a code and a command line that bring it back."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from game.cli import Exit, main
from game.engine import run as engine
from game.engine.swift import run as swift
from tests.conftest import ROOT, MakeVariant

SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "playtest.schema.json").read_text(encoding="utf-8")))
BURNT = "standing -= 20 because smoke was seen"
DIVIDED = f"{BURNT}\n        - letters = 1 / (standing - 30) because the smoke is counted"
IN_A_RULE = [("to: grain - given\n", "to: grain - given + 0 / (standing - 30)\n")]
IN_A_TEXT = [("It smells of mice. {grain | one} sacks.", "It smells of {grain / (grain - grain) | one} mice.")]


def report(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> dict[str, Any]:
    code = main(["playtest", str(folder), "--json", "--workers", "1", *arguments])
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    SCHEMA.validate(data)
    assert code == (Exit.PROBLEMS if data["failures"] else Exit.FINE)
    return data


def replayed(capsys: pytest.CaptureFixture[str], command: str) -> str:
    words = shlex.split(command)
    assert words[:3] == ["uv", "run", "main.py"]
    assert main(words[3:]) == Exit.PROBLEMS
    return capsys.readouterr().out


def test_a_division_by_zero_on_a_rare_path_stops_one_play_and_is_brought_back_by_its_code(
    capsys: pytest.CaptureFixture[str], variant: MakeVariant
) -> None:
    folder = variant({"scenes/all.yaml": [(BURNT, DIVIDED)]}).folder
    data = report(capsys, folder, "--runs", "30")
    assert 0 < len(data["failures"]) < 30
    assert data["runs"] + sum(not f["cut"] for f in data["failures"]) == 30
    for found in data["failures"]:
        assert found["kind"] == "fault"
        assert found["says"] == "division by zero in `1 / (standing - 30)`"
        line = folder.joinpath("scenes", "all.yaml").read_text(encoding="utf-8").splitlines()[found["line"] - 1]
        assert line[found["column"] - 1 :].startswith("1 / (standing")
        assert found["scene"] == "letter"
        told = replayed(capsys, found["command"])
        assert "The last was burn at letter." in told
        assert "Here it breaks off" in told
        assert "division by zero" in told


def test_what_leads_the_report_is_the_failure_with_its_command(
    capsys: pytest.CaptureFixture[str], variant: MakeVariant
) -> None:
    folder = variant({"scenes/all.yaml": [(BURNT, DIVIDED)]}).folder
    assert main(["playtest", str(folder), "--runs", "30", "--workers", "1"]) == Exit.PROBLEMS
    lines = capsys.readouterr().out.splitlines()
    first = lines.index("What to do, the worst first") + 1
    assert lines[first].startswith("  1. ")
    assert lines[first].endswith("all.yaml:99")
    told = " ".join(" ".join(lines[first + 1 : first + 5]).split())
    assert told.startswith("A play broke off: division by zero in `1 / (standing - 30)`. So did ")
    assert "can never be 0" in told
    command = next(line for line in lines if "--replay" in line)
    assert "division by zero" in replayed(capsys, command.strip())


def test_a_rule_that_cannot_be_worked_out_is_named_with_its_line(
    capsys: pytest.CaptureFixture[str], variant: MakeVariant
) -> None:
    folder = variant({"world.yaml": IN_A_RULE}).folder
    data = report(capsys, folder, "--runs", "30")
    says = {f["says"] for f in data["failures"]}
    assert says == {"division by zero in the rule `store_after_giving`, `grain - given + 0 / (standing - 30)`"}
    line = (folder / "world.yaml").read_text(encoding="utf-8").splitlines()[data["failures"][0]["line"] - 1]
    assert "standing - 30" in line


def test_a_figure_in_a_text_that_cannot_be_worked_out_is_found_in_every_play_that_comes_to_it(
    capsys: pytest.CaptureFixture[str], variant: MakeVariant
) -> None:
    folder = variant({"scenes/all.yaml": IN_A_TEXT}).folder
    data = report(capsys, folder, "--runs", "12", "--clauses", "--official", "plain", "random")
    found = [f for f in data["failures"] if f["says"].startswith("division by zero")]
    assert found
    assert "division by zero" in replayed(capsys, found[-1]["command"])


def test_a_play_without_end_is_a_failure_like_any_other(
    capsys: pytest.CaptureFixture[str], variant: MakeVariant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is the engine's own, lowered: a story with ten thousand papers in a turn would be a large one."""
    for of in (engine, swift):
        monkeypatch.setattr(of, "MOST_STEPS", 3)
    data = report(capsys, variant().folder, "--runs", "3", "--cut", "short")
    assert {f["kind"] for f in data["failures"]} == {"no_ending"}
    assert data["runs"] == 0
    assert data["advice"][0]["kind"] == "no_ending"


def test_a_path_that_is_not_as_long_as_was_promised_is_told_with_its_code(
    capsys: pytest.CaptureFixture[str], variant: MakeVariant
) -> None:
    folder = variant(added={"scenario.yaml": "length:\n  most_signatures: 2\n"}).folder
    data = report(capsys, folder, "--runs", "6")
    found = [f for f in data["failures"] if not f["cut"]]
    assert {f["kind"] for f in found} == {"promise"}
    assert {f["says"] for f in found} == {"3 signatures, above 2"}
    assert main(shlex.split(found[0]["command"])[3:]) == Exit.FINE
    assert "3 weeks" not in capsys.readouterr().out
    assert data["runs"] == 6


LONG = [("  - turn: week_three\n", "".join(
    f"  - turn: more_{n}\n    label: More {n}\n    season: dry\n    year: 1\n    months: more\n" for n in range(14)
) + "  - turn: week_three\n")]  # fmt: skip
WORLD = [
    ("open_turns: [1, 1, 1, 0]", f"open_turns: {[1] * 18}"), ("neutral: [1, 1, 1, 1]", f"neutral: {[1] * 18}"),
    ("line: [2, 2, 2, 2]", f"line: {[2] * 18}"), ("open_turns: [1, 1, 1, 1]", f"open_turns: {[1] * 18}"),
    ("neutral: [0, 0, 0, 0]", f"neutral: {[0] * 18}"), ("line: [0, 0, 0, 0]", f"line: {[0] * 18}"),
    ("is: [2, 4, 6, 1]", f"is: {[2] * 18}"),
]  # fmt: skip


def test_a_scene_that_comes_again_and_again_is_told_with_the_play_in_which_it_does(
    capsys: pytest.CaptureFixture[str], variant: MakeVariant
) -> None:
    cat = [("  weight: 3\n  title: A cat\n", "  weight: 3\n  once: no\n  title: A cat\n")]
    folder = variant({"scenario.yaml": LONG, "world.yaml": WORLD, "scenes/all.yaml": cat}).folder
    data = report(capsys, folder, "--runs", "6")
    (again,) = data["repeats"]
    assert again["scene"] == "loose_cat"
    assert again["times"] > 10
    assert again["plays"] == 6
    assert main(["playtest", str(folder), "--replay", again["code"]]) == Exit.FINE
    assert capsys.readouterr().out.count("A cat walks in.") == again["times"]
    assert [a["kind"] for a in data["advice"]].count("again_and_again") == 1


def test_a_decision_with_every_answer_locked_is_told(
    capsys: pytest.CaptureFixture[str], variant: MakeVariant
) -> None:
    kinds = ("truth", "inflate")
    needs = "      needs: standing > 99\n      locked: No.\n"
    locked = [(f"      stance: {s}\n      orders:", f"      stance: {s}\n{needs}      orders:") for s in kinds]
    data = report(capsys, variant({"scenes/all.yaml": locked}).folder, "--runs", "6")
    assert [j["decision"] for j in data["jams"]] == ["tally"]
    assert "all_locked" in [a["kind"] for a in data["advice"]]


def test_a_code_of_another_story_is_refused_in_words(capsys: pytest.CaptureFixture[str], variant: MakeVariant) -> None:
    assert main(["playtest", str(variant().folder), "--replay", "2G51-JT00-06DN-SY9W"]) == Exit.NO_SAVE
    assert capsys.readouterr().err.startswith("error: this code")
