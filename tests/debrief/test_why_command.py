"""`why SAVE or CODE FIGURE-or-DOCUMENT`: by name, by turn, as text and as data; what is not there is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from game.cli import Exit, main
from game.debrief.why.arrival import arrival
from game.debrief.why.inquiry import Inquiry
from game.debrief.why.text import arrival_lines, figure_lines
from game.engine.program import Program
from game.session.game import Game
from game.session.library import new_game

Player = Callable[..., Game]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def code(great_leap: Program, play: Player) -> str:
    return play(great_leap, "henan", 5).code()


@pytest.fixture(scope="module")
def open_code(great_leap: Program, play: Player) -> str:
    return play(great_leap, "henan", 5, "", 14).code()


def test_a_figure_at_a_turn(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", code, "grain_head", "--turn", "winter_1959"]) == Exit.FINE
    out, err = capsys.readouterr()
    assert out.startswith("Why: Grain a head a day, Winter 1959, as you last read it\n")
    assert "As the desk was told:" in out
    assert "Decision " in out
    assert err == ""
    assert main(["why", code, "grain_head", "--turn", "Winter 1959"]) == Exit.FINE
    assert capsys.readouterr().out == out


def test_fewer_steps_and_all_of_them(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    sizes: list[int] = []
    for depth in ("1", "4", "12"):
        assert main(["why", code, "owed", "--turn", "autumn_1958", "--depth", depth]) == Exit.FINE
        sizes.append(len(capsys.readouterr().out))
    assert sizes == sorted(set(sizes))
    assert main(["why", code, "owed", "--turn", "autumn_1958", "--depth", "0", "--json"]) == Exit.FINE
    whole = json.loads(capsys.readouterr().out)
    assert len(whole["nodes"]) > 200
    assert not any(n["left_out"] for n in whole["nodes"])


def test_as_data(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", code, "quota", "--turn", "autumn_1958", "--json"]) == Exit.FINE
    data = json.loads(capsys.readouterr().out)
    assert (data["figure"], data["turn"], data["closed"]) == ("quota", "autumn_1958", True)
    root = next(n for n in data["nodes"] if n["id"] == data["roots"][0])
    assert root["kind"] == "rule"
    assert root["formula"].startswith("quota = ")
    assert root["unit"] == "million jin"
    assert set(root["inputs"]) <= {n["id"] for n in data["nodes"]}
    assert main(["why", code, "auction", "--json"]) == Exit.FINE
    paper = json.loads(capsys.readouterr().out)
    assert (paper["scene"], paper["came"], paper["turn"]) == ("auction", True, "autumn_1958")


def test_a_paper_that_did_not_come(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", code, "journey"]) == Exit.FINE
    out = capsys.readouterr().out
    assert out.startswith("Why it did not come: One journey, Autumn 1958\n")
    assert "How far it got: its condition does not hold." in out
    assert "As written: played_cut == lesson" in out


def test_an_open_run_is_masked(open_code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", open_code, "hidden"]) == Exit.FINE
    out = capsys.readouterr().out
    assert "Unknown to you" in out
    assert "not closed" in out
    assert main(["why", open_code, "printed_return"]) == Exit.FINE
    out = capsys.readouterr().out
    assert "It has not come to this desk." in out
    assert "Autumn 1959" not in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["grian_head"], "did you mean `grain_head`?"),
        (["zzzzzz"], "figures of the ledger: grain_head, owed"),
        (["owed", "--turn", "autum_1958"], "did you mean `autumn_1958`?"),
        (["owed", "--turn", "1066"], "turns: autumn_1957"),
        (["\x1b[31mowed\n\n"], "there is no figure and no paper"),
    ],
)
def test_what_is_not_there_is_told(
    code: str, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main(["why", code, *arguments]) == Exit.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert "Traceback" not in err
    assert "\x1b" not in err
    assert all(len(line) <= 200 for line in err.splitlines())


def test_a_turn_that_an_open_run_has_not_got_to(open_code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", open_code, "owed", "--turn", "summer_1962"]) == Exit.USAGE
    assert "has not got to Summer 1962" in capsys.readouterr().err
    assert main(["why", open_code, "owed", "--turn", "nonsense"]) == Exit.USAGE
    assert "spring_1961" not in capsys.readouterr().err


@pytest.mark.parametrize("depth", ["-1", "1.5", "many", "1001", "9" * 40])
def test_a_depth_that_is_none(code: str, depth: str) -> None:
    with pytest.raises(SystemExit) as end:
        main(["why", code, "owed", f"--depth={depth}"])
    assert end.value.code == Exit.USAGE


def test_a_save_is_left_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    game = new_game(ROOT / "story" / "great_leap", seed=4, saves=tmp_path)
    assert game.journal is not None
    path = game.journal.path
    game.close()
    before = path.read_bytes()
    assert main(["why", str(path), "owed"]) == Exit.FINE
    assert "Still owed to the state" in capsys.readouterr().out
    assert path.read_bytes() == before
    assert main(["why", str(tmp_path / "none.journal"), "owed"]) == Exit.NO_SAVE


@pytest.mark.parametrize("seed", range(3))
def test_no_story_breaks_a_line_or_reaches_the_terminal(hostile: Program, play: Player, seed: int) -> None:
    game = play(hostile, "random", seed)
    inquiry = Inquiry.of(game)
    lines = [line for name in inquiry.figures() for line in figure_lines(inquiry.figure(name))]
    for turn in range(len(game.run.closed)):
        lines += [line for name in hostile.scenes for line in arrival_lines(arrival(inquiry, name, turn))]
    assert lines
    assert all(len(line) <= 80 for line in lines)
    assert not any(re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u202a-\u202e\u2066-\u2069]", line) for line in lines)
