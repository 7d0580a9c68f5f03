"""`doctor`: a self-check a teacher can read aloud: versions, terminal, folders, rights; `more` is of other rooms."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import asdict, frozen

from game import __version__
from game.script.tongue import _
from game.session import places

WIDTH, HEIGHT = 80, 24


@frozen
class Finding:
    """One line of the self-check."""

    what: str
    fine: bool
    says: str


def doctor(args: argparse.Namespace, more: Callable[[], Iterable[Finding]] = tuple) -> int:
    """Print the findings, and `more` of another room; 5 if something would stop play."""
    found = (*findings(), *more())
    if args.json:
        print(json.dumps([asdict(f) for f in found], indent=1))
    else:
        for f in found:
            print(f"{'ok  ' if f.fine else 'LOOK'} {f.what}: {f.says}")
    return 0 if all(f.fine for f in found) else 5


def findings() -> Iterator[Finding]:
    """What this machine has."""
    yield Finding("game", True, _("ten-thousand-jin {version}").format(version=__version__))
    yield Finding("Python", sys.version_info >= (3, 11), platform.python_version())
    for name in ("textual", "PyYAML", "attrs", "platformdirs", "filelock"):
        try:
            yield Finding(name, True, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, False, _("is not installed"))
    yield from _terminal()
    folder = places.stories()
    count = len(places.scenario_folders())
    yield Finding("stories", count > 0, _("{count} in {folder}").format(count=count, folder=folder))
    yield _writable(places.saves())
    yield _kept()


def _terminal() -> Iterator[Finding]:
    if not sys.stdout.isatty():
        yield Finding("terminal", True, _("none here (output goes to a file or a pipe); `play --plain` works"))
        return
    size = shutil.get_terminal_size()
    fits = size.columns >= WIDTH and size.lines >= HEIGHT
    yield Finding(
        _("terminal size"),
        fits,
        _("{columns} by {lines}").format(columns=size.columns, lines=size.lines)
        + ("" if fits else _("; make it 80 by 24")),
    )
    plain = bool(os.environ.get("NO_COLOR"))
    colour = _("no colour (NO_COLOR is set)") if plain else os.environ.get("COLORTERM", "256 or fewer")
    yield Finding("colours", True, colour)
    yield Finding("letters", "utf" in (sys.stdout.encoding or "").lower(), sys.stdout.encoding or "unknown")


def _kept() -> Finding:
    """What was read before and need not be read again. Its lack stops nothing."""
    from game.session.cached import folder, kept

    sizes = kept()
    if not sizes:
        return Finding("cache", True, f"nothing yet in {folder()}")
    return Finding("cache", True, f"{len(sizes)} checked scenario(s) in {folder()}, {sum(sizes) / 1048576:.0f} MiB")


def _writable(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x" * 4096)
        free = shutil.disk_usage(folder).free // 1048576
    except OSError as error:
        return Finding(
            "saves",
            False,
            _("{folder} cannot be written ({strerror}); use --saves DIR").format(
                folder=folder, strerror=error.strerror
            ),
        )
    return Finding("saves", free > 10, _("{folder}, {free} MiB free").format(folder=folder, free=free))
