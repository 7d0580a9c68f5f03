"""`record` and `verify`: what is kept can be read, is told again word for word, and a change is said at its words."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.cli import Exit, main
from game.engine.program import Program
from game.playtest.officials import Policy
from game.playtest.plays import play
from game.session.library import new_game, open_program
from game.session.runcode import encode
from game.tools.golden import NotAPlay, read, told, verify, written
from game.tools.new import begin
from tests.conftest import GRANARY, ROOT

NAMES = sorted(p.parent.name for p in (ROOT / "story").glob("*/scenario.yaml"))


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    begin(tmp_path / "mill")
    return tmp_path / "mill"


@pytest.fixture
def kept(mill: Path, tmp_path: Path) -> Path:
    """A whole play of the mill, saved and recorded."""
    game = new_game(mill, seed=3, saves=tmp_path / "saves")
    for scene, pick in (
        ("looks.day", "staff"), ("figure", "read"), ("looks.day", "staff"), ("rao_asks", "show"), ("looks.day", ""),
        ("inquiry", "copy"),
    ):  # fmt: skip
        pending = game.run.pending
        if pending is not None and pending.id != scene and pending.id.startswith("looks."):
            game.decide(pending.id, *pending.choices_open()[0].picks)
        pending = game.run.pending
        assert pending is not None
        if scene.startswith("looks."):
            wanted = [d for d in pending.choices_open() if (pick in d.picks) == bool(pick)]
            game.decide(pending.id, *wanted[0].picks)
        else:
            game.decide(scene, pick)
    assert game.run.ended
    assert game.journal is not None
    save = game.journal.path
    game.close()
    assert main(["record", str(save), "--as", "show_her"]) == Exit.FINE
    return mill / "plays" / "show_her.txt"


@pytest.mark.parametrize("name", NAMES)
def test_every_story_that_came_with_the_game_has_a_play_that_is_told_as_recorded(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list((ROOT / "story" / name / "plays").glob("*.txt")), "record one: `record CODE --as NAME`"
    assert main(["verify", name]) == Exit.FINE, capsys.readouterr().out
    assert "as recorded" in capsys.readouterr().out


@pytest.mark.parametrize("seed", range(1, 8))
@pytest.mark.parametrize("cut", ["", "lesson"])
def test_a_play_of_anybody_is_told_again_word_for_word(seed: int, cut: str) -> None:
    program = open_program(GRANARY)
    for official in program.scenario.officials:
        _, run, teller = play(program, Policy(official, program), seed, cut if cut in program.cuts else "", told=True)
        assert teller is not None
        text = written(program, run)
        kept = read(text)
        assert (kept.seed, kept.decisions) == (seed, tuple((d.scene, d.picks) for d in run.decisions))
        assert verify(program, kept).sound
        assert all(line.strip() in text for _, told_text in teller.transcript for line in told_text.split("\n"))


def test_it_can_be_read(kept: Path) -> None:
    text = kept.read_text(encoding="utf-8")
    assert "# A play of The Gauge." in text
    assert "\n> figure: read\n" in text
    assert "\n[after]\n  She reads it, then looks at you, then at the meadow.\n" in text
    assert text.endswith("\n[The book]\n  The gauge book is the neatest in the district.\n")


def test_a_changed_word_is_said_where_it_stands(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mill = kept.parents[1]
    assert main(["verify", str(mill)]) == Exit.FINE
    scenes = mill / "scenes" / "all.yaml"
    text = scenes.read_text(encoding="utf-8")
    scenes.write_text(text.replace("then looks at you, then", "then looks past you,"), encoding="utf-8")
    capsys.readouterr()
    assert main(["verify", str(mill)]) == Exit.PROBLEMS
    out = capsys.readouterr().out.splitlines()
    assert "  -  She reads it, then looks at you, then at the meadow." in out
    assert "  +  She reads it, then looks past you, at the meadow." in out
    assert sum(line.startswith(("  -", "  +")) for line in out) == 2
    assert "0 of 1 play as recorded" in out


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("choice: show", "choice: take", "`> rao_asks: show` cannot be signed"),
        ("needs: seen(staff) ", "needs: not seen(staff) ", "`> rao_asks: show` cannot be signed"),
        ("- event: rao_asks", "- event: rao_comes", "`> rao_asks: show` cannot be signed: `rao_comes` waits here"),
    ],
)
def test_a_decision_that_is_no_longer_possible_is_named(
    old: str, new: str, says: str, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mill = kept.parents[1]
    for path in mill.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace(old, new)
        path.write_text(text.replace("rao_asks", "rao_comes") if "comes" in new else text, encoding="utf-8")
    capsys.readouterr()
    assert main(["verify", str(mill)]) == Exit.PROBLEMS
    assert says in capsys.readouterr().out


def test_as_data(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["verify", str(kept.parents[1]), "--json"]) == Exit.FINE
    assert json.loads(capsys.readouterr().out)["plays"] == [
        {"file": str(kept), "sound": True, "stopped": "", "changes": []}
    ]


def test_what_cannot_be_recorded_is_said(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save = next((tmp_path / "saves").glob("*.journal"))
    assert main(["record", str(save), "--as", "show_her"]) == Exit.USAGE
    assert main(["record", str(save), "--as", "../away"]) == Exit.USAGE
    assert main(["record", "nothing", "--as", "x"]) == Exit.NO_SAVE
    assert main(["record", str(save), "--as", "show_her", "--force"]) == Exit.FINE
    open_run = new_game(kept.parents[1], seed=1, saves=tmp_path / "saves")
    assert open_run.journal is not None
    path = open_run.journal.path
    open_run.close()
    capsys.readouterr()
    assert main(["record", str(path), "--as", "x"]) == Exit.USAGE
    assert "has not ended" in capsys.readouterr().err


def test_a_run_code_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code of a story that came with the game; what it would write stands beside that story."""
    program = open_program(ROOT / "story" / NAMES[0])
    _, run, _ = play(program, Policy(program.scenario.officials[0], program), 5)
    put: list[tuple[Path, str]] = []
    monkeypatch.setattr("game.tools.golden_command.write_file", lambda path, text: put.append((path, text)))
    assert main(["record", encode(run), "--as", "never_written"]) == Exit.FINE
    path, text = put[0]
    assert path.parts[-3:] == (NAMES[0], "plays", "never_written.txt")
    assert read(text).decisions == tuple((d.scene, d.picks) for d in run.decisions)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"x\n" * 2_000_000, b"scenario: other\nseed: 1\n", b"seed: 1\n"])
def test_a_file_that_is_no_play_is_a_finding(data: bytes, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept.parent / "odd.txt").write_bytes(data)
    capsys.readouterr()
    assert main(["verify", str(kept.parents[1])]) == Exit.PROBLEMS
    assert "1 of 2 plays as recorded" in capsys.readouterr().out


@given(text=st.text(), junk=st.lists(st.sampled_from(["> figure: read", "> looks.day: x y", "seed: 4", "lesson: no",
                                                      "file: a=b", "scenario: granary", "> x", "[turn]"])))  # fmt: skip
def test_no_file_makes_it_stumble(text: str, junk: list[str]) -> None:
    program = open_granary()
    try:
        kept = read("\n".join(["scenario: granary", "seed: 3", *junk, text]))
    except NotAPlay:
        return
    assert not verify(program, kept).sound


@cache
def open_granary() -> Program:
    return open_program(GRANARY)


def test_told_stops_at_the_first_decision_that_is_not_open() -> None:
    lines, stopped = told(open_granary(), "", 3, (), [("nowhere", ("x",))])
    assert lines
    assert stopped.startswith("`> nowhere: x` cannot be signed: `")
