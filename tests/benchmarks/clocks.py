"""How long real processes take, as who waits for them sees it: to a screen that can be used, to a first line.

A start on a screen is timed under a terminal of its own, from the command to the end of a program that was told to go
once its first screen could be used; what it drew is looked at, so that a start which showed nothing does not count.
"""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROWS, COLUMNS = 30, 100


def until_screen(command: Sequence[str], shows: bytes, environment: Mapping[str, str], folder: Path) -> float:
    """Seconds a program takes from the command to its end, in a terminal. Raises RuntimeError if it showed nothing."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(command[0], list(command), {**os.environ, **environment})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    drawn = bytearray()
    while piece := _read(terminal):
        drawn += piece
    _, status = os.waitpid(child, 0)
    seconds = time.perf_counter() - began
    os.close(terminal)
    if status != 0 or shows not in drawn:
        raise RuntimeError(f"{' '.join(command)} ended with {status}; on its screen: {bytes(drawn[-400:])!r}")
    return seconds


def _read(terminal: int) -> bytes:
    """What the program draws; nothing once it has gone."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def until_line(command: Sequence[str], folder: Path) -> float:
    """Seconds from the command to the first byte of its output, with no input. Raises RuntimeError if it has none."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        first = process.stdout.read(1)
        seconds = time.perf_counter() - began
        process.stdout.read()
    if not first or process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode} and said nothing")
    return seconds
