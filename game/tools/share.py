"""What a scenario is made of when it stands alone: its own files, and of what it shares with others what it needs.

Of the shared bibliography the entries that are named anywhere in it; the shared record if it shows any of it. Text in,
text out: comments and the author's own words stay as they are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from game.script.faults import ScriptError, finding
from game.script.reader import BIBLIOGRAPHY
from game.script.record_files import FILES as RECORD
from game.tools.archive import HERE, MOST_BYTES
from game.tools.members import check_text, is_meant, is_member

_WORD = re.compile(r"[A-Za-z0-9_]+")
_SOURCE = re.compile(r"- source: *([A-Za-z0-9_]+)")
LEFT = "a pack holds the files of a scenario, LICENSE and README.md"


@frozen
class Gathered:
    """The files of a pack by name, in order, and what was left out of the folder."""

    files: tuple[tuple[str, bytes], ...]
    left: tuple[str, ...]


def gather(folder: Path, scenario: str) -> Gathered:
    """Every file that the pack of a folder holds. Raises ScriptError for one that can be in none, OSError."""
    files: dict[str, bytes] = {}
    left: list[str] = []
    for name, path in _walk(folder):
        if path.is_symlink() or not is_member(name):
            if is_meant(name):
                raise ScriptError(finding("bad-pack", HERE, "name", name=name))
            left.append(name)
            continue
        files[name] = _read(name, path)
    if not any(name.startswith("record/") for name in files):
        files |= _shared_record(folder.parent / "record", scenario)
    shared = folder.parent / BIBLIOGRAPHY
    if BIBLIOGRAPHY not in files and shared.is_file():
        named = {word for data in files.values() for word in _WORD.findall(data.decode("utf-8"))}
        files[BIBLIOGRAPHY] = _cited(shared.read_text(encoding="utf-8"), named).encode()
    return Gathered(tuple(sorted(files.items())), tuple(left))


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file of a folder; no link is followed, and what begins with a dot is nobody's business."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith("~"):
                path = Path(base) / name
                yield path.relative_to(folder).as_posix(), path


def _read(name: str, path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    check_text(name, data)
    return data


def _shared_record(folder: Path, scenario: str) -> dict[str, bytes]:
    """The shared record, where any line of it is shown in this scenario."""
    found = {f"record/{name}": _read(name, folder / name) for name in RECORD if (folder / name).is_file()}
    shown = re.compile(rf"(?m)^ *scenarios: .*\b{re.escape(scenario)}\b")
    return found if any(shown.search(data.decode("utf-8")) for data in found.values()) else {}


def _cited(text: str, named: set[str]) -> str:
    """The entries of a bibliography that are named, each as it is written."""
    head, *entries = re.split(r"(?m)^(?=- )", text)
    kept = [e for e in entries if (found := _SOURCE.match(e)) and found.group(1) in named]
    return head + "".join(kept) if kept else head + "[]\n"
