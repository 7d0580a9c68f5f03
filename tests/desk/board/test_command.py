"""`class` in a real terminal, with results in a file: closing the board leaves the class to be gone on with."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from attrs import define

from tests.conftest import ROOT
from tests.page.classes import free_port

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@define
class Terminal:
    """The command in a terminal of 80 by 24."""

    process: subprocess.Popen[bytes]
    handle: int
    shown: str = ""

    def wait_for(self, told: str, seconds: float = 60) -> None:
        """Read until something is shown."""
        until = time.monotonic() + seconds
        while told not in self.shown:
            assert time.monotonic() < until, self.shown[-3000:]
            self.read()

    def press(self, keys: str) -> None:
        self.shown = ""
        os.write(self.handle, keys.encode())

    def end(self) -> int:
        """Its exit code; what it says last is read."""
        until = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < until:
            self.read()
        self.read()
        return self.process.wait(60)

    def read(self) -> None:
        """Whatever is shown now; a terminal that nobody has any more says nothing."""
        with suppress(OSError):
            while select.select([self.handle], [], [], 0.2)[0]:
                found = os.read(self.handle, 65536).decode("utf-8", "replace")
                if not found:
                    return
                self.shown += found


@contextmanager
def a_terminal(home: Path, *arguments: str) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    env = {**os.environ, "XDG_DATA_HOME": str(home), "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    process = subprocess.Popen(
        [sys.executable, "main.py", "class", "great_leap", "--cut", "lesson", "--host", "127.0.0.1", *arguments],
        cwd=ROOT, env=env, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(10)
        os.close(ours)


def test_results_in_a_file_stay_when_only_the_board_is_closed(tmp_path: Path) -> None:
    port = free_port()
    results = ("--port", str(port), "--results", f"sqlite:///{tmp_path / 'class.db'}")
    with a_terminal(tmp_path, *results) as terminal:
        terminal.wait_for("Joining and reading")
        terminal.press("\x11")  # the toolkit's own key for leaving asks too
        terminal.wait_for("Close this board only")
        terminal.press("\x1b[F\r")
        assert terminal.end() == 0
        assert "the same command goes on with it." in terminal.shown
    with a_terminal(tmp_path, *results) as terminal:
        terminal.wait_for("This goes on with the class")
        terminal.press("q")
        terminal.wait_for("delete everything now")
        terminal.press("\x1b[B\r")
        assert terminal.end() == 0
        assert "Deleted: every seat" in terminal.shown
