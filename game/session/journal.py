"""The journal: one append-only file a run, a line a decision, synced before anything is shown of what it did.

Nothing here ever rewrites or deletes a save. A file that is damaged, open in another program, or no longer as we left
it is for reading only: play goes on in a copy. What could not be written is kept and tried again with the next line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from attrs import Factory, define, evolve
from filelock import FileLock, Timeout

from game.script.tongue import N_, _, ngettext
from game.session.door import one_line
from game.session.sealed import (
    SUFFIX,
    Contents,
    Heading,
    Line,
    SaveError,
    read_heading,
    read_journal,
    write_heading,
    write_laid_down,
    write_line,
)

__all__ = ["SUFFIX", "Contents", "Heading", "Journal", "Line", "SaveError", "create", "read_journal", "reopen"]

MOST_OF_A_NAME = 10_000
BUSY = N_("another program has this save open; it can be read here, and play goes on in a copy")
CHANGED = N_("the save was changed from outside; it is left as it is, and play goes on in a copy")


@define
class Journal:
    """An open journal. Make one with `create` or `reopen`.

    `lines` holds what was signed, `unsaved` what is not on disk of it; `size` and `clean` say how we left the file.
    """

    path: Path
    heading: Heading
    lines: list[Line] = Factory(list[Line])
    last_sum: str = ""
    read_only: bool = False
    unsaved: list[str] = Factory(list[str])
    trouble: str = ""
    lock: FileLock | None = None
    clean: bool = True
    size: int = 0
    laid_down: str = ""

    def append(self, turn: str, scene: str, picks: tuple[str, ...], state: str) -> bool:
        """Write and sync one decision; False (and `trouble` in words) if the machine refused. Play may go on."""
        line = Line(len(self.lines) + 1, turn, scene, picks, state)
        text, self.last_sum = write_line(self.last_sum, line)
        self.lines.append(line)
        self.unsaved.append(text)
        return self.flush()

    def lay_down(self, turn: str) -> bool:
        """Write and sync that the run was closed in a turn; False (and `trouble` in words) if the machine refused."""
        text, self.last_sum = write_laid_down(self.last_sum, len(self.lines) + 1, turn)
        self.laid_down = turn
        self.unsaved.append(text)
        return self.flush()

    def flush(self) -> bool:
        """Write what could not be written before."""
        if self.read_only:
            self.trouble = self.trouble or _("this save is open for reading only")
            return False
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
            try:
                if os.fstat(handle).st_size != self.size and not self._interrupted():
                    self.read_only, self.trouble = True, _(CHANGED)
                    return False
                self.write_to(handle)
            finally:
                os.close(handle)
        except OSError as error:
            self.trouble = _("{unsaved_in_words} not saved: {strerror}").format(
                unsaved_in_words=self._unsaved_in_words(), strerror=error.strerror or error
            )
            return False
        self.unsaved.clear()
        self.trouble = ""
        return True

    def _unsaved_in_words(self) -> str:
        number = len(self.unsaved) - bool(self.laid_down)
        said = ngettext("{number} decision", "{number} decisions", max(1, number)).format(number=number)
        return (
            said
            if not self.laid_down
            else _("{said} and the closing").format(said=said)
            if number > 0
            else _("the closing of this run")
        )

    def _waiting(self) -> bytes:
        """What is to be written next. After a failure it begins on a line of its own."""
        return (("" if self.clean else "\n") + "".join(t + "\n" for t in self.unsaved)).encode()

    def _interrupted(self) -> bool:
        """Whether what stands beyond our count is our own: a signal came between a write and its counting."""
        with self.path.open("rb") as file:
            file.seek(self.size)
            beyond = file.read()
        if self.clean or not self._waiting().removeprefix(b"\n").startswith(beyond.removeprefix(b"\n")):
            return False
        self.size += len(beyond)
        return True

    def write_to(self, handle: int) -> None:
        """All lines that wait, then a sync."""
        rest = self._waiting()
        self.clean = False
        while rest:
            written = os.write(handle, rest)
            self.size += written
            rest = rest[written:]
        os.fsync(handle)
        self.clean = True

    def copy(self, folder: Path, keep: int, heading: Heading | None = None, laid_down: str = "") -> Journal:
        """A new save with the first so many decisions, open unless told; this file stays as it is. Raises SaveError."""
        return create(folder, heading or self.branch(keep), self._stem(), self.lines[:keep], laid_down)

    def _stem(self) -> str:
        """The name copies are numbered under: this save's, without the number it may have as a copy itself."""
        own, stem = stem_of(self.heading), self.path.stem
        return own if re.fullmatch(rf"{re.escape(own)}(-\d+)*", stem) else re.sub(r"(?<=.)(-\d+)+\Z", "", stem)

    def branch(self, keep: int) -> Heading:
        """The heading of a copy: it says which run it comes from, and after how many decisions."""
        return evolve(self.heading, parent=self.path.stem, at=keep)

    def move(self, folder: Path) -> Journal:
        """The same run in another place; this file stays as it is. Raises SaveError."""
        new = self.copy(folder, len(self.lines), self.heading, self.laid_down)
        self.close()
        return new

    def close(self) -> None:
        """Try once more what is unsaved, and let other programs have the save."""
        if self.unsaved and not self.read_only:
            self.flush()
        if self.lock is not None:
            self.lock.release()
            self.lock = None


def _lock_of(path: Path) -> FileLock:
    """The lock of a save: a hidden file that stays; what counts is whether a living program holds it."""
    return FileLock(str(path.with_name(f".{path.stem}.lock")), timeout=0, thread_local=False)


def stem_of(heading: Heading) -> str:
    """What the save of a run is called, unless the name is taken."""
    return "-".join(part for part in (heading.scenario, heading.cut, f"{heading.seed}") if part)


def create(folder: Path, heading: Heading, stem: str, lines: Iterable[Line] = (), laid_down: str = "") -> Journal:
    """A new journal in a folder, under the first free name, with any lines it begins with. Raises SaveError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path, handle, lock = _first_free(folder, stem)
    except OSError as error:
        raise SaveError(
            _("no save can be made in {folder} ({strerror})").format(
                folder=one_line(str(folder)), strerror=error.strerror or error
            )
        ) from error
    journal = Journal(path, heading, lock=lock)
    text, journal.last_sum = write_heading(heading)
    journal.unsaved.append(text)
    for line in lines:
        text, journal.last_sum = write_line(journal.last_sum, line)
        journal.lines.append(line)
        journal.unsaved.append(text)
    if laid_down:
        text, journal.last_sum = write_laid_down(journal.last_sum, len(journal.lines) + 1, laid_down)
        journal.laid_down = laid_down
        journal.unsaved.append(text)
    try:
        try:
            journal.write_to(handle)
        finally:
            os.close(handle)
        _sync_folder(folder)
    except BaseException as error:
        path.unlink(missing_ok=True)  # a file we could not finish making: no run was ever in it
        lock.release()
        if not isinstance(error, OSError):
            raise
        raise SaveError(
            _("no save can be made in {folder} ({strerror})").format(
                folder=one_line(str(folder)), strerror=error.strerror or error
            )
        ) from error
    journal.unsaved.clear()
    return journal


def _first_free(folder: Path, stem: str) -> tuple[Path, int, FileLock]:
    """A name nobody has or holds, the new file, and its lock."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
    for number in range(1, MOST_OF_A_NAME):
        path = folder / f"{stem if number == 1 else f'{stem}-{number}'}{SUFFIX}"
        if path.exists():
            continue
        lock = _lock_of(path)
        try:
            lock.acquire()
        except Timeout:
            continue
        try:
            return path, os.open(path, flags, 0o600), lock
        except FileExistsError:
            lock.release()
        except OSError:
            lock.release()
            raise
    raise SaveError(_("{folder} holds too many saves of one name").format(folder=one_line(str(folder))))


def reopen(path: Path) -> tuple[Journal, Contents]:
    """Open a save to go on with it; read-only if it is damaged or open elsewhere. Raises SaveError."""
    path = path.resolve()
    read_heading(path)  # nothing is locked that is not a save
    lock: FileLock | None = _lock_of(path)
    trouble = ""
    try:
        lock.acquire()
    except Timeout:
        lock, trouble = None, _(BUSY)
    except OSError as error:
        lock, trouble = (
            None,
            _("this save can only be read ({strerror}); play goes on unsaved").format(strerror=error.strerror or error),
        )
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
        read_only=lock is None or bool(contents.damaged),
        trouble=trouble,
        lock=lock,
        clean=contents.ends_clean,
        size=contents.size,
        laid_down=contents.laid_down,
    )
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
