"""Watches the files of a scenario folder, by looking: names, sizes and times, some twenty times a second.

Looking, and not the system's own notices, because those do not come from network drives, shared folders of a virtual
machine or a Linux folder seen from Windows, where a school's files lie; a folder of 400 files is looked at in about two
milliseconds, and nothing has to be installed. An editor saves in several steps (a new file, a new name, half of the
contents before the other half), so a change counts once two looks agree; what then cannot be loaded is told only after
the folder has lain still for a moment longer.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import TypeAlias

from attrs import frozen

from game.script.reader import BIBLIOGRAPHY

EVERY = 0.04  # seconds between two looks
STILL = 0.25  # seconds a folder lies still before a mistake in it is told
FRESH = 3_000_000_000  # a file changed within so many nanoseconds is known by its contents too: clocks can be coarse

Look: TypeAlias = Mapping[str, tuple[int, ...]]


def look(folder: Path) -> Look:
    """What lies in a scenario's folder now: each YAML file with its time, size, number and, if it is new, its sum."""
    found: dict[str, tuple[int, ...]] = {}
    now = time.time_ns()
    for entry in (*_entries(folder), *_entries(folder / "scenes"), *_entries(folder / "record")):
        _note(entry, now, found)
    try:
        shared = (folder.parent / BIBLIOGRAPHY).stat()
        found[BIBLIOGRAPHY] = (shared.st_mtime_ns, shared.st_size, shared.st_ino)
    except OSError:
        pass
    return found


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from (e for e in entries if e.name.endswith(".yaml") and not e.name.startswith("."))
    except OSError:
        return


def _note(entry: os.DirEntry[str], now: int, found: dict[str, tuple[int, ...]]) -> None:
    try:
        is_file, at = entry.is_file(), entry.stat()
        if not is_file:
            return
        fresh = abs(now - at.st_mtime_ns) < FRESH
        summed = zlib.crc32(Path(entry.path).read_bytes()) if fresh else 0
    except OSError:  # gone again, or held by whoever writes it: the next look will see
        return
    found[entry.path] = (at.st_mtime_ns, at.st_size, at.st_ino, summed)


def same(one: Look, other: Look) -> bool:
    """Whether nothing changed between two looks. A sum that only one of them took says nothing."""
    if one.keys() != other.keys():
        return False
    for name, was in one.items():
        now = other[name]
        if was[:3] != now[:3] or (was[3:] != now[3:] and all((*was[3:], *now[3:]))):
            return False
    return True


@frozen
class Attempt:
    """What came of building a state of the files: whether it can be played, and what shows it."""

    sound: bool
    show: Callable[[], None]


def watch(folder: Path, seen: Look, stop: Event, build: Callable[[], Attempt]) -> None:
    """Build at every change until told to stop, and show what came of the last; run it in a thread.

    `seen` is the folder as it was when it was built last.
    """
    while not stop.wait(EVERY):
        now = look(folder)
        if same(seen, now):
            continue
        found = None
        while found is None and not stop.is_set():
            seen = _settled(folder, now, stop)
            attempt = build()
            now = seen if attempt.sound else _settled(folder, seen, stop, STILL)
            if same(seen, look(folder)) and same(seen, now):
                found = attempt
        if found is not None and not stop.is_set():
            found.show()


def _settled(folder: Path, now: Look, stop: Event, still: float = EVERY) -> Look:
    """The folder once two looks at it agree."""
    while not stop.wait(still):
        before, now = now, look(folder)
        if same(before, now):
            break
    return now
