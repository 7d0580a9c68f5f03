"""Author's tools in careless hands: what is no file, numbers that mean nothing, places that cannot be written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from game.arguments import MOST_PLAYS
from game.cli import Exit, main
from tests.conftest import GRANARY, ROOT, STORIES

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
    assert (found, "more.yaml:1:1: error unreadable" in said) == (code, True)


@pytest.mark.parametrize("tool", ["playtest", "words"])
@pytest.mark.parametrize("number", ["0", "-3", "many", str(MOST_PLAYS + 1), "9" * 30])
def test_a_number_of_plays_that_cannot_be_is_told(tool: str, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([tool, str(GRANARY), f"--runs={number}"])
    assert ended.value.code == Exit.USAGE
    assert "is not a number of plays; give a whole number, 1 to" in capsys.readouterr().err
