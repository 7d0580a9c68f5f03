"""One file of a scenario to its values: a mapping, a list, or the first page alone."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from game.script.faults import Faults, Place
from game.script.gate import MOST_BYTES, read_yaml
from game.script.header import Header
from game.script.nodes import Node
from game.script.shapes import attempt, many, shape

T = TypeVar("T")


def read_header(folder: Path, faults: Faults) -> Header | None:
    """`scenario.yaml` alone: all that the first screen needs."""
    return read_one(folder / "scenario.yaml", Header, faults)


def node_of(path: Path, faults: Faults) -> Node | None:
    """The parsed file, or None with a fault noted."""
    try:
        if not path.is_file():
            faults.add("unreadable", Place(short(path)))
            return None
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)  # one more than may be, so that the gate sees it is too large
    except OSError as error:
        faults.add("unreadable", Place(short(path)), "refused", reason=error.strerror)
        return None
    return read_yaml(data, short(path), faults)


def short(path: Path) -> str:
    """The path as an author would say it: from the working folder where possible."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_one(path: Path, cls: type[T], faults: Faults, missing: T | None = None) -> T | None:
    """A file that is one mapping; `missing` stands for a file that may be left out."""
    if not path.exists() and missing is not None:
        return missing
    node = node_of(path, faults)
    return None if node is None else attempt(shape(cls), node, faults)


def read_list(path: Path, cls: type[T], faults: Faults) -> tuple[T, ...]:
    """A file that is a list; none if it is left out."""
    if not path.exists():
        return ()
    node = node_of(path, faults)
    return () if node is None else attempt(many(cls), node, faults) or ()
