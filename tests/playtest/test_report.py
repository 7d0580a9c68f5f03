"""The report: its JSON keeps to docs/playtest.schema.json, its numbers add up, its text says what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from game.cli import main
from game.engine.program import Program
from game.playtest.advice import advice
from game.playtest.officials import Policy
from game.playtest.plays import many
from game.playtest.report import add_series, report, spread
from game.playtest.report_text import as_text, shares_as_text

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
        {"measures": {"store": {"label": "Sacks"}}},
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
        assert sum(found["endings"].values()) == pytest.approx(1, abs=0.001)
        assert sum(found["chair"].values()) == pytest.approx(1, abs=0.001)
        assert set(found["measures"]) == set(data["measures"])
    for reached in (data["coverage"][kind] for kind in ("scenes", "choices", "endings", "fates")):
        assert reached["total"] - reached["reached"] == len(reached["unreached"])
    means = [o["series"]["death_rate"]["1960"] for o in data["officials"].values()]
    assert data["series"]["death_rate"]["1960"] == pytest.approx(sum(means) / len(means), abs=0.001)


def test_what_officials_came_to_is_what_the_story_declares(measured: Program) -> None:
    """A store of grain, not a county: its measures, its chair, its endings, and no figure that it does not have."""
    policies = [Policy(o, measured) for o in measured.scenario.officials]
    plays, coverage = many(measured, [(p, seed) for p in policies for seed in range(1, 21)])
    data = report(measured, plays, coverage, 1, 0.5)
    VALIDATOR.validate(data)
    assert list(data["measures"]) == ["store", "damp", "name"]
    assert [name for name, m in data["measures"].items() if m["toll"]] == ["damp"]
    for name, found in data["officials"].items():
        assert set(found) == {"runs", "removed_share", "removed_in", "endings", "chair", "measures"}
        own = [p for p in plays if p.official == name]
        left = sum(p.outcome.measures[0] for p in own) / 20
        assert found["measures"]["store"]["mean"] == pytest.approx(left, abs=1e-4)
        lost = sum(p.removed for p in own) / 20
        assert found["removed_share"] == sum(found["removed_in"].values()) == pytest.approx(lost)
        assert found["chair"].get("another keeper", 0) == pytest.approx(lost)
        assert sum(found["chair"].values()) == pytest.approx(1)
    text = as_text(data)
    assert "mean of each measure" in text
    assert "store: Sacks in store at the end, sacks" in text
    assert "damp: Sacks lost to damp, sacks; a count of the dead" in text
    assert "fixed name" not in text
    assert "excess" not in text


def test_each_turn_has_the_mean_of_each_measure(measured: Program) -> None:
    policies = [Policy(o, measured) for o in measured.scenario.officials]
    plays, coverage = many(measured, [(p, seed) for p in policies for seed in range(1, 8)], series=True)
    data = report(measured, plays, coverage, 1, 0.5)
    add_series(measured, data, plays)
    VALIDATOR.validate(data)
    turns = [t.id for t in measured.turns]
    for name, found in (("", data), *data["officials"].items()):
        own = [p for p in plays if not name or p.official == name]
        assert list(found["by_turn"]) == ["store", "damp", "name"]
        assert all(list(row) == turns for row in found["by_turn"].values())
        assert found["by_turn"]["store"][turns[-1]] == pytest.approx(mean(p.outcome.measures[0] for p in own), abs=1e-3)
    assert found["series"] == {}
    text = as_text(data)
    assert "by turn, all plays:" in text
    assert "series" not in text


def test_a_story_without_measures_chair_or_deaths_is_reported_by_its_endings(granary: Program) -> None:
    policies = [Policy(o, granary) for o in granary.scenario.officials]
    plays, coverage = many(granary, [(p, seed) for p in policies for seed in range(1, 8)])
    data = report(granary, plays, coverage, 1, 0.5)
    VALIDATOR.validate(data)
    assert data["measures"] == {}
    text = as_text(data)
    assert "kept" in text
    assert "mean of each measure" not in text


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


def test_the_text_keeps_to_80_columns_whatever_the_number_of_officials(great_leap: Program) -> None:
    policies = [Policy(o, great_leap) for o in great_leap.scenario.officials]
    plays, coverage = many(great_leap, [(p, seed) for p in policies for seed in (1, 2)], series=True)
    data = report(great_leap, plays, coverage, 1, 0.5)
    add_series(great_leap, data, plays)
    data["advice"] = advice(great_leap, data)
    text = as_text(data) + "\n" + shares_as_text(data)
    assert [line for line in text.splitlines() if len(line) > 80] == []
    assert all(f" {o.id}"[:12] in text for o in great_leap.scenario.officials)
    assert text.index("What to do, the worst first") < text.index("Endings: ") < text.index("signatures a run")
