"""What a laptop keeps of a room while a class is held, so that the same command goes on after a crash.

One small file a port, for its owner alone: the room with its secret, which seats were let go on past a stop or taken
out, by their numbers, the one run of a class that votes with its counts, and no other student's data. A clean end
deletes it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from attrs import asdict, define, evolve, field

from game.classroom.rows import RoomKept

LARGEST = 1_048_576
BLOCK = 100  # seats are promised in blocks, so that a number is never given out twice


@define
class RoomFile:
    """The file of a room. `promised` is the highest seat that may have been given out.

    `released` has the last stop from which a seat was let go on, by its number; `removed` the seats taken out; `run` is
    the code of the run of a class that votes, `votes` its counts, a row each as the store has them.
    """

    path: Path
    where: str
    promised: int = 0
    released: dict[int, str] = field(factory=dict[int, str])
    removed: set[int] = field(factory=set[int])
    run: str = ""
    votes: list[dict[str, Any]] = field(factory=list[dict[str, Any]])

    def clear(self) -> None:
        """Every seat was emptied, and its number may be given out again."""
        self.promised, self.released, self.removed, self.run, self.votes = 0, {}, set(), "", []

    def write(self, room: RoomKept) -> None:
        """Keep the room as it is now; where the disk refuses, a crash would end this class, and nothing else."""
        self.promised = max(self.promised, room.seats + BLOCK)
        values = {"where": self.where, "promised": self.promised, "room": asdict(room)}
        values |= {"released": _by_stop(dict(self.released)), "removed": sorted(self.removed)}
        values |= {"run": self.run, "votes": self.votes}
        fresh = self.path.with_name(f".{self.path.name}.{os.getpid()}.new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(values, file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, self.path)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    def read(self) -> RoomKept | None:
        """The room that was being held; None if there was none, or the file is not to be trusted."""
        try:
            if not self.path.is_file() or not _own(self.path):
                return None
            with self.path.open("rb") as file:
                raw: Any = json.loads(file.read(LARGEST))
            kept = cast(dict[str, Any], raw)
            room = RoomKept(**kept["room"])
            if kept["where"] != self.where or type(kept["promised"]) is not int:
                return None
            released, removed = _released(kept.get("released", {})), _numbers(kept.get("removed", []))
            run, votes = str(kept.get("run", "")), _rows(kept.get("votes", []))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        self.promised, self.released, self.removed = kept["promised"], released, set(removed)
        self.run, self.votes = run, votes
        return evolve(room, seats=max(room.seats, self.promised))

    def delete(self) -> None:
        """The class has ended in order."""
        self.clear()
        with suppress(NotADirectoryError):  # something else is where its folder would be: there is no such file
            self.path.unlink(missing_ok=True)


def room_file(folder: Path, port: int, where: str) -> RoomFile:
    """The file of whatever room is held on a port, with its results in a certain place."""
    return RoomFile(folder / f"room-{port}.json", where)


def _own(path: Path) -> bool:
    """Whether a file is ours and nobody else's to read or write, where the system tells."""
    if os.name == "nt":
        return True
    found = path.lstat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o077


def _by_stop(released: dict[int, str]) -> dict[str, list[int]]:
    """The seats of each stop."""
    return {stop: sorted(n for n, past in released.items() if past == stop) for stop in sorted(set(released.values()))}


def _released(raw: Any) -> dict[int, str]:
    """The last stop of each seat, from what was read. Raises TypeError for what is none."""
    if not isinstance(raw, dict):
        raise TypeError("released")
    found = cast(dict[str, Any], raw)
    return {number: stop for stop, numbers in found.items() for number in _numbers(numbers)}


def _numbers(raw: Any) -> list[int]:
    """Numbers of seats, from what was read. Raises TypeError for what is none."""
    if not isinstance(raw, list):
        raise TypeError("seats")
    found = cast(list[Any], raw)
    if not all(type(number) is int for number in found):
        raise TypeError("seats")
    return found


def _rows(raw: Any) -> list[dict[str, Any]]:
    """Rows, from what was read; what is in them is looked at where it is used. Raises TypeError for what is none."""
    if not isinstance(raw, list):
        raise TypeError("votes")
    found = cast(list[Any], raw)
    if not all(isinstance(row, dict) for row in found):
        raise TypeError("votes")
    return found
