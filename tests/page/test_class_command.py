"""`class` in a terminal: the board opens, the class is reachable, and ending it there ends the command and its file."""

from __future__ import annotations

import os
import select
import struct
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from game.arguments import parser
from game.class_command import waits_at_the_stop
from tests.conftest import ROOT
from tests.page.classes import checked, free_port
from tests.page.conftest import LOOPBACK

DOWN, ENTER, QUIT = b"\x1b[B", b"\r", b"q"


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal here")
def test_the_board_opens_in_a_terminal_and_ends_the_class(tmp_path: Path) -> None:
    import fcntl
    import pty
    import termios

    outer, inner = pty.openpty()
    fcntl.ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 110, 0, 0))
    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": checked(), "TERM": "xterm-256color"}
    port = free_port()
    arguments = ["class", "great_leap", "--cut", "lesson", "--host", LOOPBACK, "--port", str(port)]
    started = [sys.executable, "main.py", *arguments]
    process = subprocess.Popen(started, cwd=ROOT, env=env, stdin=inner, stdout=inner, stderr=inner)
    os.close(inner)
    seen = b""

    def until(text: bytes, seconds: float = 60.0) -> None:
        nonlocal seen
        end = time.monotonic() + seconds
        while text not in seen and time.monotonic() < end:
            if select.select([outer], [], [], 0.2)[0]:
                seen += os.read(outer, 65_536)
        assert text in seen, seen[-2000:]

    try:
        until(b"Space opens the signing")
        assert httpx.get(f"http://{LOOPBACK}:{port}/").status_code == 200
        (kept,) = (tmp_path / "ten-thousand-jin" / "classes").glob("room-*.json")
        os.write(outer, QUIT)
        until(b"End the class and delete everything")
        os.write(outer, DOWN)
        time.sleep(0.3)
        os.write(outer, ENTER)
        end = time.monotonic() + 40
        while process.poll() is None and time.monotonic() < end:
            if select.select([outer], [], [], 0.2)[0]:
                try:
                    os.read(outer, 65_536)
                except OSError:
                    break
        assert process.wait(60) == 0
        assert not kept.exists()
    finally:
        process.kill()
        os.close(outer)


@pytest.mark.parametrize(
    ("arguments", "waits"),
    [((), True), (("--no-board",), True), (("--no-board", "--no-stop"), False), (("--name", "class"), False)],
)
def test_a_class_waits_wherever_a_board_can_let_it_go_on(arguments: tuple[str, ...], waits: bool) -> None:
    assert waits_at_the_stop(parser().parse_args(["class", "great_leap", *arguments])) is waits
