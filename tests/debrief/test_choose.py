"""`debrief --part` and `--about`: some of the sections, some of the timeline; names that are not there are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from game.cli import Exit, main
from game.engine.program import Program
from game.session.game import Game

Player = Callable[..., Game]


@pytest.fixture(scope="module")
def code(great_leap: Program, play: Player) -> str:
    return play(great_leap, "hedger", 5, "lesson").code()


def test_one_part_in_the_documents_order(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["debrief", code, "--part", "disputes", "--part", "tolls"]) == Exit.FINE
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if line.startswith("== ")] == [
        "== How many died ==",
        "== Where scholars differ ==",
    ]


def test_the_timeline_of_hunger_and_of_the_runs_own(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["debrief", code, "--json", "--about", "famine", "--about", "your_run"]) == Exit.FINE
    events = json.loads(capsys.readouterr().out)["record"]["timeline"]["events"]
    assert {True, False} == {e["own"] for e in events}
    assert all(e["own"] or "famine" in e["tags"] for e in events)
    assert main(["debrief", code, "--json"]) == Exit.FINE
    assert len(json.loads(capsys.readouterr().out)["record"]["timeline"]["events"]) > len(events)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--part", "timelime"], "no part `timelime`; it has: brief, reported"),
        (["--about", "\x1b[2Jhunger"], "nothing about `[2Jhunger`; it has: your_run (your own decisions)"),
    ],
)
def test_a_name_that_is_not_there_is_told(
    code: str, asked: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["debrief", code, *asked]) == Exit.USAGE
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.out == ""
    assert "\x1b" not in captured.err


def test_an_open_run_has_no_timeline_to_filter(
    great_leap: Program, play: Player, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["debrief", play(great_leap, "hedger", 5, "", 4).code(), "--about", "famine"]) == Exit.USAGE
    assert "there is no timeline here" in capsys.readouterr().err


def test_sheets_alone_are_no_debrief_of_a_run(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A prediction is written in the middle of the play: nothing on its sheet says that the chair has been left."""
    file, asked = tmp_path / "sheets.html", ["debrief", code, "--teacher", "--part", "sheet-predict"]
    assert main([*asked, "--html", str(file)]) == Exit.FINE
    text = file.read_text(encoding="utf-8")
    assert '<p class="kicker">Sheets to write on</p>' in text
    for not_yet in ("Put the secretary down", code, ">Debrief<", "Debrief:"):
        assert not_yet not in text
    capsys.readouterr()
    assert main(asked) == Exit.FINE
    printed = capsys.readouterr().out
    assert printed.startswith("Ten Thousand Jin: The lesson\n")
    assert main(["debrief", code, "--part", "disputes"]) == Exit.FINE
    assert "Put the secretary down" in capsys.readouterr().out


def test_a_class_has_no_single_timeline(
    great_leap: Program, play: Player, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = play(great_leap, "hedger", 6, "lesson").code()
    assert main(["debrief", code, other, "--about", "famine"]) == Exit.USAGE
    assert "of one run" in capsys.readouterr().err
