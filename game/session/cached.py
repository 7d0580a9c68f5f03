"""Scenarios that were read and checked before, in the user's cache folder: `load` is the reader's, with a memory.

What is kept is found by a sum over the contents of all files, over where they lie (findings and faults name their
places), and over the version of the game, of its reader and of Python; so nothing kept is ever old, and nothing is ever
cleared by hand. `check` and whoever writes a story read the files themselves: only who plays comes here.

A kept story is believed only where nobody else could have put it: the folder and the file belong to this user, and no
other may write to them. It is never read from a scenario's folder, from a pack or from a download. Whatever fails (no
such folder, no rights, a full disk, a rotten file) costs nothing but the time to read the story.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from game import __version__
from game.engine.version import ENGINE
from game.script import loaded as read
from game.script.files import short
from game.script.gate import MOST_BYTES as MOST_OF_A_FILE
from game.script.loaded import BIBLIOGRAPHY, MOST_FILES, Loaded, uncollected
from game.session import places

SUFFIX = ".story"
MOST_BYTES = 256 * 1024 * 1024
MOST_KEPT = 64


def folder() -> Path:
    """Where checked scenarios are kept."""
    return places.cache() / "scenarios"


def kept() -> tuple[int, ...]:
    """The sizes of what is kept."""
    try:
        return tuple(p.stat().st_size for p in folder().glob(f"*{SUFFIX}"))
    except OSError:
        return ()


def load(story: Path) -> Loaded:
    """The scenario of a folder, from the cache where it is there. Raises ScenarioError with every fault found."""
    path = _path_of(story)
    found = _recall(path) if path is not None else None
    if found is not None:
        return found
    from game.script import reader

    loaded = reader.load(story)
    if path is not None and path == _path_of(story):  # else a file was changed while it was read
        _keep(path, loaded)
    return loaded


def _path_of(story: Path) -> Path | None:
    """Where a story as it is now is kept, or would be; None if it cannot be read."""
    total = blake2b(digest_size=20)
    try:
        for part in _parts(story):
            total.update(len(part).to_bytes(8, "big"))
            total.update(part)
    except OSError:
        return None
    return folder() / f"{total.hexdigest()}{SUFFIX}"


def _parts(story: Path) -> Iterator[bytes]:
    """All that what is kept depends on."""
    yield repr((__version__, ENGINE, sys.version_info, sys.implementation.cache_tag, str(story), short(story))).encode()
    code = Path(read.__file__).parent
    yield repr(sorted((p.name, s.st_size, s.st_mtime_ns) for p in code.glob("*.py") for s in (p.stat(),))).encode()
    own = story / BIBLIOGRAPHY
    files = [*sorted(story.glob("*.yaml")), *sorted((story / "scenes").glob("*.yaml"))[: MOST_FILES + 1]]
    shared = story.parent / BIBLIOGRAPHY
    if not own.exists() and shared.exists():
        files.append(shared)
    for path in files:
        yield os.fsencode(path.relative_to(story.parent))
        if not path.is_file():  # a pipe would be waited for
            raise FileNotFoundError
        with path.open("rb") as file:
            yield file.read(MOST_OF_A_FILE + 1)  # what is larger is no part of any story that can be kept


# what is kept


def _recall(path: Path) -> Loaded | None:
    """A kept story; None if there is none, or it is not fit."""
    try:
        data = _private(path)
    except OSError:
        return None
    from game.script.stored import Unfit, restore

    try:
        with uncollected():
            return restore(data)
    except Unfit:
        return None


def _private(path: Path) -> bytes:
    """The bytes of a file that only this user could have written. Raises OSError."""
    _only_ours(path.parent.stat())
    with path.open("rb") as file:
        _only_ours(os.fstat(file.fileno()))
        return file.read()


def _only_ours(what: os.stat_result) -> None:
    if os.name == "posix" and (what.st_uid != os.geteuid() or what.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
        raise PermissionError


def _keep(path: Path, loaded: Loaded) -> None:
    """Keep a story, where that is possible."""
    from game.script.stored import store

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _only_ours(path.parent.stat())
        with uncollected():
            data = store(loaded)
        _put(path, data)
        _make_room(path)
    except OSError:
        return


def _put(path: Path, data: bytes) -> None:
    """Give a whole file its name in one step: whoever reads meanwhile finds the old one, the new one or none."""
    handle, fresh = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(fresh, path)
    except BaseException:
        os.unlink(fresh)
        raise


def _make_room(newest: Path) -> None:
    """Take away the oldest until what is kept has its bounds, and what a program left that was killed at it."""
    found = sorted(((s.st_mtime, s.st_size, p) for p in newest.parent.iterdir() for s in (p.stat(),)), reverse=True)
    room, count = MOST_BYTES, 0
    for _, size, path in found:
        room, count = room - size, count + 1
        if path != newest and (room < 0 or count > MOST_KEPT):
            path.unlink(missing_ok=True)
