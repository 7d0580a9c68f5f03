"""The journal: one append-only file a run, a line a decision, synced before anything is shown of what it did.

Each line carries a check sum chained to the last good line before it. A torn line (a crash, a full disk) is passed over
when what follows chains to the line before it; anything else that does not fit is damage, and reading stops there.
Nothing here ever rewrites or deletes a file.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from attrs import Factory, asdict, define, frozen
from filelock import FileLock, Timeout

FORMAT = 1
SUFFIX = ".journal"
MOST_BYTES = 64 * 1024 * 1024


class SaveError(Exception):
    """A save that cannot be read or opened; the words are for the player."""


@frozen
class Heading:
    """The first line of a journal. `parent` and `at` say which run this was rewound from, and after how many decisions."""

    scenario: str
    logic: str
    engine: str
    seed: int
    cut: str = ""
    version: int = 1
    player: str = ""
    begun: str = ""
    parent: str = ""
    at: int = 0


@frozen
class Line:
    """One decision as written."""

    number: int
    turn: str
    scene: str
    picks: tuple[str, ...]
    state: str


@frozen
class Contents:
    """What a file holds: its heading, the lines that can be trusted, and what was wrong, in words."""

    heading: Heading
    lines: tuple[Line, ...]
    last_sum: str
    torn: bool = False
    damaged: str = ""
    ends_clean: bool = True


def _sum(previous: str, body: str) -> str:
    return sha256(f"{previous}\n{body}".encode()).hexdigest()[:16]


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _seal(previous: str, body: dict[str, Any]) -> tuple[str, str]:
    """The written line and its sum."""
    mark = _sum(previous, _dump(body))
    return _dump({**body, "sum": mark}), mark


def _unseal(previous: str, text: str) -> tuple[dict[str, Any], str] | None:
    """The body and sum of a line that chains to `previous`, or None."""
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    body = cast(dict[str, Any], value)
    mark = body.pop("sum", None)
    if not isinstance(mark, str) or mark != _sum(previous, _dump(body)) or _dump({**body, "sum": mark}) != text:
        return None
    return body, mark


def read_journal(path: Path) -> Contents:
    """Read what can be trusted. Raises SaveError if there is nothing."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise SaveError(f"{path.name} is far too large to be a save ({size // 1048576} MiB)")
        raw = path.read_bytes()
    except OSError as error:
        raise SaveError(f"{path.name} cannot be read ({error.strerror})") from error
    texts = raw.decode("utf-8", "replace").split("\n")
    first = _unseal("", texts[0])
    if first is None:
        raise SaveError(f"{path.name} is not a save of this game, or its first line is damaged")
    body, mark = first
    try:
        if body.pop("format") != FORMAT:
            raise SaveError(f"{path.name} was written by another version of this game")
        heading = Heading(**body)
    except (TypeError, KeyError) as error:
        raise SaveError(f"{path.name}: its first line is not understood ({error})") from error
    return _read_lines(heading, mark, texts)


def _read_lines(heading: Heading, mark: str, texts: list[str]) -> Contents:
    lines: list[Line] = []
    torn = False
    unread: list[int] = []
    for number, text in enumerate(texts[1:], start=2):
        if not text:
            continue
        got = _unseal(mark, text)
        if got is None:
            unread.append(number)
            continue
        if unread:
            torn, unread = True, []
        body, mark = got
        lines.append(
            Line(int(body["n"]), str(body["turn"]), str(body["scene"]), tuple(body["pick"]), str(body["state"]))
        )
    damaged = ""
    if len(unread) == 1 and unread[0] == len([t for t in texts if t]) and texts[-1] != "":
        torn = True
    elif unread:
        damaged = f"line {unread[0]} cannot be trusted; what stands before it is kept"
    return Contents(heading, tuple(lines), mark, torn, damaged, ends_clean=texts[-1] == "")


@define
class Journal:
    """An open journal. Make one with `create` or `reopen`."""

    path: Path
    heading: Heading
    lines: list[Line] = Factory(list[Line])
    last_sum: str = ""
    read_only: bool = False
    unsaved: list[str] = Factory(list[str])
    trouble: str = ""
    _lock: FileLock | None = None
    _clean: bool = True

    def append(self, turn: str, scene: str, picks: tuple[str, ...], state: str) -> bool:
        """Write and sync one decision; False (and `trouble` in words) if the machine refused. Play may go on."""
        number = len(self.lines) + 1
        body = {"n": number, "turn": turn, "scene": scene, "pick": list(picks), "state": state}
        text, self.last_sum = _seal(self.last_sum, body)
        self.lines.append(Line(number, turn, scene, picks, state))
        self.unsaved.append(text)
        return self.flush()

    def flush(self) -> bool:
        """Write what could not be written before."""
        if self.read_only:
            self.trouble = "this save is open for reading only"
            return False
        try:
            with self.path.open("ab") as file:
                lead = b"" if self._clean else b"\n"
                self._clean = False
                file.write(lead + "".join(t + "\n" for t in self.unsaved).encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            self.trouble = f"{len(self.unsaved)} decision(s) not saved: {error.strerror or error}"
            return False
        self._clean = True
        self.unsaved.clear()
        self.trouble = ""
        return True

    def move(self, folder: Path) -> Journal:
        """The same run in another place; this file stays as it is. Raises SaveError."""
        new = create(folder, self.heading, self.path.stem)
        for line in self.lines:
            body = {"n": line.number, "turn": line.turn, "scene": line.scene, "pick": list(line.picks)}
            text, new.last_sum = _seal(new.last_sum, {**body, "state": line.state})
            new.lines.append(line)
            new.unsaved.append(text)
        if not new.flush():
            raise SaveError(new.trouble)
        self.close()
        return new

    def close(self) -> None:
        """Let other programs have the save."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _lock_of(path: Path) -> FileLock:
    return FileLock(str(path.with_suffix(".lock")), timeout=0)


def create(folder: Path, heading: Heading, stem: str) -> Journal:
    """A new journal in a folder, under the first free name. Raises SaveError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 10_000):
            path = folder / f"{stem if number == 1 else f'{stem}-{number}'}{SUFFIX}"
            try:
                handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except FileExistsError:
                continue
            text, mark = _seal("", {"format": FORMAT, **asdict(heading)})
            with os.fdopen(handle, "wb") as file:
                file.write((text + "\n").encode())
                file.flush()
                os.fsync(file.fileno())
            _sync_folder(folder)
            lock = _lock_of(path)
            lock.acquire()
            return Journal(path, heading, last_sum=mark, lock=lock)
    except (OSError, Timeout) as error:
        raise SaveError(f"no save can be made in {folder} ({getattr(error, 'strerror', error)})") from error
    raise SaveError(f"{folder} holds too many saves of one name")


def reopen(path: Path) -> tuple[Journal, Contents]:
    """Open a save to go on with it; read-only if it is damaged or open elsewhere. Raises SaveError."""
    lock: FileLock | None = _lock_of(path)
    busy = False
    try:
        lock.acquire()
    except Timeout:
        lock, busy = None, True
    except OSError:
        lock = None
    try:
        contents = read_journal(path)
    except SaveError:
        if lock is not None:
            lock.release()
        raise
    journal = Journal(
        path,
        contents.heading,
        list(contents.lines),
        contents.last_sum,
        read_only=busy or lock is None or bool(contents.damaged),
        lock=lock,
        clean=contents.ends_clean,
    )
    if busy:
        journal.trouble = "another program has this save open; it can be read here, not written"
    return journal, contents


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a crash, where the system allows it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


