"""How a play ends: the input ends, the player quits, the keyboard or the system interrupts. All is saved, and told."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from game.cli import Exit
from game.session.journal import read_journal
from tests.conftest import ROOT
from tests.plain.pipe import GRANARY, PROGRAM, Done, lines, run, talk

PLAY = ("play", GRANARY, "--plain", "--seed", "3", "--saves")


def signed(done: Done) -> list[str]:
    """The scenes in the save a program named."""
    return [x.scene for x in read_journal(done.save).lines]


@pytest.mark.parametrize("last", ["", "quit\n", "EXIT\n", "quit"])
def test_the_input_ends_and_the_run_goes_on_later(tmp_path: Path, last: str) -> None:
    done = run(*PLAY, tmp_path, typed=lines("1", "2 1") + last)
    assert (done.code, done.err) == (Exit.FINE, "")
    assert signed(done) == ["looks.morning", "measure"]
    again = run("resume", done.save, "--plain", "--saves", tmp_path, typed=lines("1"))
    assert (again.code, again.save) == (Exit.FINE, done.save)
    assert signed(again) == ["looks.morning", "measure", "looks.morning"]
    latest = run("resume", "--plain", "--saves", tmp_path)
    assert latest.save == done.save
    coded = run("resume", done.run_code.lower(), "--plain", "--saves", tmp_path)  # the story is kept beside the saves
    assert (coded.code, coded.run_code, coded.save.stem) == (Exit.FINE, done.run_code, "granary-3-2")
    assert signed(coded) == ["looks.morning", "measure"]


def test_an_input_that_ends_at_once(tmp_path: Path) -> None:
    done = run(*PLAY, tmp_path)
    assert (done.code, done.err) == (Exit.FINE, "")
    again = run("resume", done.save.stem, "--plain", "--saves", tmp_path)
    assert (again.code, again.err, again.run_code) == (Exit.FINE, "", done.run_code)
    debrief = run("debrief", done.save)
    assert (debrief.code, debrief.err) == (Exit.FINE, "")


def test_a_run_that_has_ended_can_be_opened_again(tmp_path: Path) -> None:
    answers = ("1", "2 1", "1", "answer", "true_count", "1", "1")
    done = run(*PLAY, tmp_path, typed=lines(*answers))
    assert done.code == Exit.FINE
    assert "The desk is closed." in done.out
    again = run("resume", done.save, "--plain", "--saves", tmp_path)
    assert (again.code, again.run_code) == (Exit.FINE, done.run_code)
    assert "== The people ==" in again.out
    code = run("resume", done.run_code, "--plain", "--saves", tmp_path / "none", env={"HOME": str(tmp_path)})
    assert code.code == Exit.NO_SAVE  # the granary did not come with the game
    assert "scenario that is not here" in code.err


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, Exit.INTERRUPTED), (signal.SIGTERM, Exit.TERMINATED)]
)
def test_an_interruption_ends_after_saving(tmp_path: Path, number: signal.Signals, code: int) -> None:
    with talk(*PLAY, tmp_path) as desk:
        desk.until_it_asks()
        desk.answer("1")
        desk.answer("2 1")
        done = desk.end(number)
    assert (done.code, done.err) == (code, "")
    assert signed(done) == ["looks.morning", "measure"]
    assert done.run_code


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_at_any_moment_loses_nothing_and_shows_no_trace(tmp_path: Path, number: signal.Signals) -> None:
    chance = random.Random(7)
    for count in range(8):
        folder = tmp_path / str(count)
        with talk(*PLAY, folder) as desk:
            said = desk.until_it_asks()
            desk.type("1\n2 1\nback 2\n" * 40)
            time.sleep(chance.uniform(0, 0.08))
            done = desk.end(number)
        assert done.code in {Exit.INTERRUPTED, Exit.TERMINATED}
        assert "Traceback" not in said + done.err
        for path in folder.glob("*.journal"):
            assert not path.stat().st_size or not read_journal(path).damaged
        assert "Run code: " in done.out


def test_the_keyboard_interrupts_before_the_story_is_there(tmp_path: Path) -> None:
    with talk(*PLAY, tmp_path) as desk:
        assert desk.process.stdout is not None
        desk.process.stdout.read(1)  # the frame comes first
        done = desk.end(signal.SIGINT)
    assert done.code == Exit.INTERRUPTED
    assert "Traceback" not in done.err


IN_A_DESTRUCTOR = """
import os, signal, sys, time
from game import cli
class Dies:
    def __del__(self):
        os.kill(os.getpid(), signal.{name})
        sum(range(1000))
def command(args):
    Dies()
    time.sleep({rest})
    return 0
cli.COMMANDS["doctor"] = command
sys.exit(cli.main(["doctor"]))
"""


@pytest.mark.parametrize("rest", [0, 5])
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", Exit.TERMINATED), ("SIGINT", Exit.INTERRUPTED)])
def test_a_signal_that_falls_where_python_drops_it_still_ends_the_game(name: str, code: Exit, rest: int) -> None:
    script = IN_A_DESTRUCTOR.format(name=name, rest=rest)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


IN_IMPORTS = """
import runpy, sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == {name!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
sys.argv = ["main.py", "doctor"]
runpy.run_path("main.py", run_name="__main__")
"""
AT_THE_END = """
import runpy, sys
from game import cli
def interrupted(*_):
    raise KeyboardInterrupt
cli.let_go = interrupted
sys.argv = ["main.py", "--version"]
runpy.run_path("main.py", run_name="__main__")
"""


EARLY = ("game.cli", "argparse", "game.arguments", "game.session.doctor")


@pytest.mark.parametrize("script", [*(IN_IMPORTS.format(name=name) for name in EARLY), AT_THE_END])
def test_an_interruption_before_the_first_line_or_after_the_last_shows_no_trace(script: str) -> None:
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (Exit.INTERRUPTED, False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("asked", ["--help", "--version", "play --help"])
def test_help_that_finds_no_room_is_not_called_fine(asked: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [*PROGRAM, *asked.split()], stdout=full, stderr=subprocess.PIPE, timeout=60, env=kept, check=False
        )
    assert (done.returncode, done.stderr) == (Exit.MACHINE, b"error: the machine refused: No space left on device\n")
