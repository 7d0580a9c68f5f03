"""What we say when the machine refuses or when the fault is ours: one line, and a report file that names no person."""

from __future__ import annotations

import platform
import tempfile
import traceback
from pathlib import Path

from game import __version__
from game.script.tongue import _


class Refused(Exception):  # noqa: N818
    """The machine will not do it: no terminal, no right, no room."""


class Misasked(Exception):  # noqa: N818
    """What was asked for on the command line is not there; the words name what is."""


def report_bug(error: BaseException) -> str:
    """Write a report next to the system's temporary files; give the line to print."""
    text = "".join(traceback.format_exception(error))
    body = _("ten-thousand-jin {version}, Python {python_version}, {system}\n\n{text}").format(
        version=__version__, python_version=platform.python_version(), system=platform.system(), text=text
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="replace", prefix="ten-thousand-jin-", suffix=".txt", delete=False
        ) as file:
            file.write(body)
        where = _("a report is in {name}").format(name=Path(file.name))
    except OSError:
        where = _("no report could be written")
    return _("error: this is a fault of the game, not yours ({name}). Nothing saved is lost; {where}.").format(
        name=type(error).__name__, where=where
    )
