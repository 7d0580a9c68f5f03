"""Author's tools in careless hands: what is no file, numbers that mean nothing, places that cannot be written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from game.arguments import MOST_PLAYS
from game.cli import Exit, main
from game.engine.program import Program
from game.playtest.pool import Crew
from game.session.library import open_program
from tests.conftest import GRANARY, NOTHING_COMPILED, ROOT, STORIES

PATIENCE = 60  # seconds; a tool that waits for a pipe would wait for ever


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A copy of the granary that may be spoilt."""
    shutil.copy(STORIES / "bibliography.yaml", tmp_path / "bibliography.yaml")
    return Path(shutil.copytree(GRANARY, tmp_path / "granary"))


def run(*words: str) -> tuple[int, str]:
    """A tool in a process of its own; its exit code, and what it said on standard error."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words],
        capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(("tool", "code"), [("check", Exit.PROBLEMS), ("graph", Exit.NO_SCENARIO)])
def test_nobody_waits_for_a_pipe_among_the_scenes(story: Path, tool: str, code: Exit) -> None:
    os.mkfifo(story / "scenes" / "more.yaml")
    found, said = run(tool, str(story))
    assert (found, "more.yaml:1:1: error unreadable: this is a folder, a pipe" in said) == (code, True)


@pytest.mark.parametrize("tool", ["playtest", "words"])
@pytest.mark.parametrize("number", ["0", "-3", "many", str(MOST_PLAYS + 1), "9" * 30])
def test_a_number_of_plays_that_cannot_be_is_told(tool: str, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([tool, str(GRANARY), f"--runs={number}"])
    assert ended.value.code == Exit.USAGE
    assert "is not a number of plays; give a whole number, 1 to" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("words", [("graph", str(GRANARY)), ("schema", "people"), ("check", str(GRANARY), "--json")])
def test_a_report_that_finds_no_room_is_not_called_fine(words: tuple[str, ...]) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *words],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=PATIENCE, env=kept, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (Exit.MACHINE, "error: the machine refused: No space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="the bound on a file's size is a bound of this system")
def test_a_translation_that_finds_no_room_leaves_nothing_half_written(story: Path) -> None:
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); from game.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "text", "extract", str(story), "--language", "fr"],
        env=os.environ | NOTHING_COMPILED, capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT, check=False,
    )  # fmt: skip
    assert (done.returncode, "could not be written (File too large)" in done.stderr) == (Exit.MACHINE, True)
    assert not list((story / "text").rglob("*.*"))


def dawdle(_program: Program, _job: int) -> None:
    """A second of work."""
    time.sleep(1)


class Jobs(list[int]):
    """Jobs of which somebody says stop while they are handed out."""

    def __iter__(self) -> Iterator[int]:
        yield from range(60)
        raise KeyboardInterrupt


def stopped_at_once() -> None:
    """Bulk work that is told to end before the last of it was handed out."""
    with suppress(KeyboardInterrupt), Crew(open_program(GRANARY), 2) as crew:
        list(crew.each(dawdle, Jobs([0] * 60)))
    print("stopped")


def test_work_that_was_handed_out_is_taken_back_when_it_is_told_to_end() -> None:
    code = "from tests.tools.test_rough import stopped_at_once; stopped_at_once()"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=ROOT, check=False
    )  # in less than the half a minute that all of it would take
    assert (done.returncode, done.stdout, done.stderr) == (0, "stopped\n", "")


def test_a_translation_is_no_business_of_fmt(tmp_path: Path) -> None:
    story = tmp_path / "brook"
    assert run("new", str(story))[0] == Exit.FINE
    assert run("text", "extract", str(story), "--language", "fr")[0] == Exit.FINE
    assert (story / "text" / "fr" / "people.yaml").is_file()
    assert run("fmt", "--check", str(story)) == (Exit.FINE, "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_verify_names_what_is_no_play_and_waits_for_nothing(story: Path) -> None:
    (story / "plays" / "folder.txt").mkdir(parents=True)
    os.mkfifo(story / "plays" / "pipe.txt")
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "verify", str(story)],
        capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (Exit.PROBLEMS, "")
    assert done.stdout.count("this is no play that was recorded: it is no file") == 2
