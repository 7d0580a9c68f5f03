"""One slip of the hand can make many findings: a scene that cannot be read is missed wherever it is named.

What only follows from a mistake that is told already is left out, so that an author reads the mistake and not its
echoes. Nothing is lost: what was no echo comes back once the mistake is mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen

from game.script.faults import Fault, Faults
from game.script.files import data_of

# what keeps a part of a file from being read
_UNREAD = re.compile(
    r"yaml-|expression-|wrong-type|bad-(?:id|date|effect|order)|missing-key|no-kind|unknown-(?:key|word|function)"
    r"|argument-count|unreadable"
)
# what may follow from a part that is not there
_MISSED = re.compile(r"unknown-(?!key|word|function|format)|past|other-words")
# what is told before all else, whatever its file: a name that was taken is missed in many places
_FIRST = re.compile(r"declared-twice|reserved-name|no-scenes")
_POORER = re.compile(r"range|empty-choice|unknown-choice|no-lever|open-end|bad-trace")
_ITEM = re.compile(r"( *)- +(?:[a-z_]+ *: *)?([a-z][a-z0-9_]*) *(?: #.*)?$")
_LISTED = re.compile(r" +words: *\[([^]]*)\]")
_NAMED = re.compile(r"`([a-z0-9_.]+)`")


@frozen
class _Broken:
    """Parts of files that could not be read: their names, and the lines of the outermost part around each slip."""

    names: frozenset[str]
    spans: tuple[tuple[str, int, int], ...]
    turns: bool


def settled(found: Sequence[Fault]) -> tuple[Fault, ...]:
    """The findings without those that only follow from others."""
    found = sorted(found, key=lambda f: not _FIRST.fullmatch(f.code))
    codes = {f.code for f in found}
    if "no-scenes" in codes:
        found = [f for f in found if f.code != "unknown-scene"]
    if any(_UNREAD.match(f.code) and not _none(f) and f.place.file.endswith("scenario.yaml") for f in found):
        found = [f for f in found if not _none(f)]
    broken = _broken(f for f in found if _UNREAD.match(f.code))
    if not broken.spans:
        return tuple(found)
    return tuple(f for f in found if not _follows(f, broken))


def _none(fault: Fault) -> bool:
    """Whether it is said that there is no turn, beat or desk at all: one that cannot be read is missed so too."""
    return fault.code == "missing-key" and fault.message.startswith("there is no ")


def _follows(fault: Fault, broken: _Broken) -> bool:
    if _MISSED.match(fault.code):
        named = {part for name in _NAMED.findall(fault.message) for part in name.split(".")}
        if named & broken.names:
            return True
    if _POORER.match(fault.code):
        at = fault.place
        return any(file == at.file and first <= at.line < after for file, first, after in broken.spans)
    return broken.turns and fault.code == "series-length"


def _broken(unread: Iterable[Fault]) -> _Broken:
    names: set[str] = set()
    spans: list[tuple[str, int, int]] = []
    files: dict[str, list[str]] = {}
    turns = False
    for fault in unread:
        file = fault.place.file
        if file not in files:
            files[file] = _lines(file)
        lines = files[file]
        turns = turns or file.endswith("scenario.yaml")
        whole = fault.code.startswith("yaml-")
        around = _items(lines) if whole else list(_around(lines, fault.place.line))
        names |= {name for _, name in around}
        first = 1 if whole or not around else around[-1][0]
        after = len(lines) + 1 if whole else _end(lines, first)
        names.update(word for line in lines[first - 1 : after - 1] for word in _words(line))
        spans.append((file, first, after))
    return _Broken(frozenset(names), tuple(spans), turns)


def _words(line: str) -> list[str]:
    """The words of a variable, if the line lists them."""
    match = _LISTED.match(line)
    return re.findall("[a-z][a-z0-9_]*", match.group(1)) if match else []


def _lines(file: str) -> list[str]:
    data = data_of(Path(file), Faults()) or b""  # as a story is read: no pipe is waited for, nothing without end
    return data.decode("utf-8", errors="replace").split("\n")


def _items(lines: Sequence[str]) -> list[tuple[int, str]]:
    """Every item of a list that says its name, with its line."""
    found = ((number, _ITEM.match(line)) for number, line in enumerate(lines, start=1))
    return [(number, match.group(2)) for number, match in found if match]


def _around(lines: Sequence[str], number: int) -> Iterator[tuple[int, str]]:
    """The items of lists around a line, the innermost first, each with its line and its name."""
    depth = 1_000
    for at in range(min(number, len(lines)), 0, -1):
        line = lines[at - 1]
        indent = len(line) - len(line.lstrip(" "))
        if indent < depth and line.lstrip(" ").startswith("-"):
            depth = indent
            match = _ITEM.match(line)
            yield at, match.group(2) if match else ""
        if depth == 0:
            return


def _end(lines: Sequence[str], first: int) -> int:
    """The line after the last of an item."""
    line = lines[first - 1] if first <= len(lines) else ""
    depth = len(line) - len(line.lstrip(" "))
    for at in range(first + 1, len(lines) + 1):
        text = lines[at - 1]
        if text.strip() and len(text) - len(text.lstrip(" ")) <= depth:
            return at
    return len(lines) + 1
