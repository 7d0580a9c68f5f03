"""The report: its JSON keeps to docs/playtest.schema.json, its numbers add up, its text says what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from game.cli import main
from game.engine.program import Program
from game.playtest.officials import Policy
from game.playtest.plays import many
from game.playtest.report import as_text, report, spread

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "playtest.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["playtest", *arguments, "--json", "--workers", "1"]) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "arguments",
    [
        ("great_leap", "--runs", "14", "--seed", "3"),
        ("great_leap", "--runs", "14", "--series", "--reference"),
        ("great_leap", "--runs", "8", "--official", "honest", "--official", "zealot", "--series"),
        ("great_leap", "--runs", "14", "--cut", "lesson", "--series"),
        (str(ROOT / "tests" / "stories" / "granary"), "--runs", "6", "--series", "--reference"),
    ],
    ids=["plain", "series and reference", "two officials", "lesson", "another story"],
)
def test_the_json_keeps_to_the_schema(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    data = run(capsys, *arguments)
    VALIDATOR.validate(data)
    assert ("series" in data) == ("--series" in arguments)
    assert ("reference" in data) == ("--reference" in arguments)
    assert data["runs"] == int(arguments[arguments.index("--runs") + 1])


def test_the_schema_refuses_what_is_not_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    data = run(capsys, "great_leap", "--runs", "7")
    for spoil in (
        {"seconds": "one"},
        {"endings": {}},
        {"officials": {"honest": {"runs": 1}}},
        {"series": {"rainfall": {"1957": 1.0}}},
        {"score": 7},
    ):
        assert not VALIDATOR.is_valid({**data, **spoil})
    for missing in SCHEMA["required"]:
        assert not VALIDATOR.is_valid({k: v for k, v in data.items() if k != missing})


def test_the_numbers_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    data = run(capsys, "great_leap", "--runs", "35", "--series")
    assert sum(data["endings"].values()) == 35
    assert sum(o["runs"] for o in data["officials"].values()) == 35
    for found in data["officials"].values():
        assert sum(found["removed_in"].values()) == pytest.approx(found["removed_share"], abs=0.001)
        assert found["excess_in_office"]["mean"] <= found["excess_share"]["mean"] + 0.01
    for reached in (data["coverage"]["scenes"], data["coverage"]["choices"]):
        assert reached["total"] - reached["reached"] == len(reached["unreached"])
    means = [o["series"]["death_rate"]["1960"] for o in data["officials"].values()]
    assert data["series"]["death_rate"]["1960"] == pytest.approx(sum(means) / len(means), abs=0.001)


def test_the_reference_has_a_value_a_turn_under_the_design_s_names(capsys: pytest.CaptureFixture[str]) -> None:
    data = run(capsys, "great_leap", "--runs", "1", "--reference")
    assert {"harvest", "quota", "delivered", "grain", "hidden", "N", "drate", "S", "V"} <= set(data["reference"])
    assert {len(v) for v in data["reference"].values()} == {21}


def test_the_text_names_what_never_came_and_what_was_never_signed(great_leap: Program) -> None:
    policy = Policy(next(o for o in great_leap.scenario.officials if o.id == "zealot"), great_leap)
    plays, coverage = many(great_leap, [(policy, 1)])
    text = as_text(report(great_leap, plays, coverage, 1, 0.5))
    assert "never signed: auction.per_mu.counted\n" in text
    assert "never came: " in text
    assert "zealot" in text


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_a_spread_is_ordered_and_lies_within_its_values(values: list[float]) -> None:
    found = spread(values, 6)
    assert found["p5"] <= found["p50"] <= found["p95"]
    for number in found.values():
        assert min(values) - 1e-5 <= number <= max(values) + 1e-5


def test_a_spread_of_nothing_is_empty() -> None:
    assert spread([], 3) == {}
