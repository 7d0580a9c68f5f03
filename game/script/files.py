"""One file of a scenario to its values: a mapping, a list, or the first page alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from game.script.faults import Faults, Place
from game.script.gate import MOST_BYTES, read_yaml
from game.script.header import Header
from game.script.nodes import Node
from game.script.shapes import attempt, many, shape

if TYPE_CHECKING:
    from game.script.again import Memo

T = TypeVar("T")


def read_header(folder: Path, faults: Faults, memo: Memo | None = None) -> Header | None:
    """`scenario.yaml` alone: all that the first screen needs."""
    return read_one(folder / "scenario.yaml", Header, faults, memo=memo)


def data_of(path: Path, faults: Faults) -> bytes | None:
    """The bytes of a file, or None with a fault noted."""
    try:
        if not path.is_file():
            faults.add("unreadable", Place(short(path)), "other" if path.exists() else "usual")
            return None
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)  # one more than may be, so that the gate sees it is too large
    except OSError as error:
        faults.add("unreadable", Place(short(path)), "refused", reason=error.strerror)
        return None


def read_file(
    path: Path,
    how: Callable[[Node, Faults], T | None],
    faults: Faults,
    memo: Memo | None = None,
    unfinished: bool = False,
) -> T | None:
    """What a file is read as; None with a fault noted. With a memo, a file that did not change is not read again.

    `unfinished`: blocks of text may still wait for their words.
    """
    data = data_of(path, faults)
    if data is None:
        return None

    def read(own: Faults) -> T | None:
        node = read_yaml(data, short(path), own, unfinished)
        return None if node is None else how(node, own)

    return read(faults) if memo is None else memo.read(path, data, read, faults)


def short(path: Path) -> str:
    """The path as an author would say it: from the working folder where possible."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_one(path: Path, cls: type[T], faults: Faults, missing: T | None = None, memo: Memo | None = None) -> T | None:
    """A file that is one mapping; `missing` stands for a file that may be left out."""
    if not path.exists() and missing is not None:
        return missing
    return read_file(path, lambda node, own: attempt(shape(cls), node, own), faults, memo)


def read_list(
    path: Path, cls: type[T], faults: Faults, memo: Memo | None = None, unfinished: bool = False
) -> tuple[T, ...]:
    """A file that is a list; none if it is left out."""
    if not path.exists():
        return ()
    return read_file(path, lambda node, own: attempt(many(cls), node, own), faults, memo, unfinished) or ()
