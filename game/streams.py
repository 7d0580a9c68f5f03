"""Input and output as the system gave them: a closed one leads nowhere, and a full one changes no exit code."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TextIO


def open_streams() -> bool:
    """Where the system closed a stream, put one that leads nowhere: no file of ours may take its number.

    Gives whether there was an output.
    """
    there = sys.stdout is not None  # pyright: ignore[reportUnnecessaryComparison] - None is how a closed one shows
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - it stays open
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # names and texts need letters that not every terminal's encoding has
            stream.reconfigure(encoding="utf-8", errors="replace")
    return there


def let_go(stream: TextIO, number: int) -> None:
    """Write what is left; where nobody takes it, leave quietly, so that the exit code stays ours."""
    try:
        stream.flush()
    except (OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
