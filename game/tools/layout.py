"""A file as its author laid it out, and the same laid out in order: indentation, the order of keys, blank lines.

It works on the lines. The nodes say what stands where; every line between two values is a comment or blank, and goes
with the value after it, or with the one before if it is set further in than what comes next. Prose is never touched.
Whoever asks must compare what comes out with what went in (`fmt`): here nothing is promised.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from attrs import frozen

from game.script.nodes import Listing, Mapping, Node, Text
from game.tools.formats import shape_behind
from game.tools.order import arranged
from game.tools.scalar import inline

_HEAD = re.compile(r"([|>][-+0-9]*)[ ]*(#.*)?$")
STEP = 2


class Unruly(Exception):  # noqa: N818 - a signal to `fmt`
    """The file is laid out in a way that cannot be followed."""


@frozen
class Part:
    """One item of a list or mapping: the lines from its first to before its end, and the comments around it."""

    key: Text | None
    node: Node
    start: int
    end: int  # the line after its last
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()  # comments that belong inside it, after its last line


@frozen
class Layout:
    """Lays out the lines of one file again."""

    lines: Sequence[str]

    def file(self, root: Node, cls: type[Any], *, many: bool) -> list[str]:
        """All lines of the file."""
        if not _block(root, self.lines):
            raise Unruly
        last = self._content_end(root, len(self.lines), 0)
        first = self._parts(root, 0, len(self.lines))[0].start
        head, tail = self._loose(self.lines[:first]), self._loose(self.lines[last:])
        body = self._items(root, cls, 0, range(last), top=many)
        return [*_trimmed([*head, *body]), *_trimmed(tail)]

    # reading

    def _parts(self, node: Node, begin: int, end: int) -> list[Part]:
        """The items of a block, each with the lines it owns."""
        pairs = _pairs(node)
        starts: list[int] = []
        for key, value in pairs:
            after = starts[-1] + 1 if starts else begin
            starts.append(key.place.line - 1 if key is not None else self._dash(value, after))
        found: list[Part] = []
        before: list[str] = []
        for (key, value), start, limit in zip(pairs, starts, [*starts[1:], end], strict=True):
            column = key.place.column - 1 if key is not None else self._indent(start)
            content = self._content_end(value, limit, column, start)
            behind, rest = self._split(self.lines[content:limit], column)
            found.append(Part(key, value, start, content, tuple(before), tuple(behind)))
            before = rest
        return found

    @staticmethod
    def _split(gap: Sequence[str], column: int) -> tuple[list[str], list[str]]:
        """Of the lines behind a value, what belongs inside it, being set in further, and what to the next."""
        inside: list[str] = []
        for line in gap:
            if line.strip() and len(line) - len(line.lstrip()) <= column:
                break
            inside.append(line)
        while inside and not inside[-1].strip():
            inside.pop()
        return inside, list(gap[len(inside) :])

    def _dash(self, node: Node, begin: int) -> int:
        """The line of the dash before an item of a list."""
        line = node.place.line - 1 - (isinstance(node, Text) and node.block)
        while line >= begin:
            if self.lines[line].lstrip().startswith("-"):
                return line
            line -= 1
        raise Unruly

    def _indent(self, line: int) -> int:
        return len(self.lines[line]) - len(self.lines[line].lstrip())

    def _content_end(self, node: Node, limit: int, column: int, start: int = 0) -> int:
        """The line after the last one of a value."""
        if isinstance(node, Text) and node.block:
            return self._prose_end(node, limit, column)
        if _block(node, self.lines):
            key, inner = _pairs(node)[-1]
            at = (key or inner).place
            return max(self._content_end(inner, limit, at.column - 1, at.line - 1), at.line)
        end = limit
        floor = max(start, node.place.line - 1) + 1
        while end > floor and (not self.lines[end - 1].strip() or self.lines[end - 1].lstrip().startswith("#")):
            end -= 1
        return end

    def _prose_end(self, node: Text, limit: int, column: int) -> int:
        """The line after the last of a `|` block."""
        first = node.place.line - 1
        base = self._base(node, column)
        end = first
        for number in range(first, limit):
            line = self.lines[number]
            if line.strip() and len(line) - len(line.lstrip(" ")) < base:
                break
            if line.strip() or "+" in self._head(node)[0]:
                end = number + 1
        return max(end, first)

    def _head(self, node: Text) -> tuple[str, str]:
        """The `|` of a block as it was written, and the comment behind it."""
        found = _HEAD.search(self.lines[node.place.line - 2])
        if found is None:
            raise Unruly
        return found.group(1), found.group(2) or ""

    def _base(self, node: Text, column: int) -> int:
        """How far a block is set in: as its head says, or as its first line is."""
        digits = re.sub(r"\D", "", self._head(node)[0])
        if digits:
            return column + int(digits)
        for line in self.lines[node.place.line - 1 :]:
            if line.strip():
                return len(line) - len(line.lstrip(" "))
        return column + STEP

    # writing

    def _items(self, node: Node, cls: type[Any] | None, to: int, lines: range, *, top: bool = False) -> list[str]:
        """A block laid out at a column."""
        parts = self._parts(node, lines.start, lines.stop)
        if isinstance(node, Listing):
            order = list(range(len(parts)))
        else:
            order = arranged([p.key.value for p in parts if p.key is not None], cls)
        parted = top and 2 * sum(_blank(p.before) for p in parts[1:]) >= len(parts) > 1
        out: list[str] = []
        for place, number in enumerate(order):
            part = parts[number]
            loose = self._loose(part.before, to)
            if place == 0:
                loose = [line for line in loose if line]
            elif parted and not (loose and not loose[0]):
                loose = ["", *loose]
            out += loose
            out += self._item(part, cls, to)
            prose = isinstance(part.node, Text) and part.node.block  # what is set in behind it would be its words
            out += self._loose(part.behind, to if prose else to + STEP)
        return out

    def _item(self, part: Part, cls: type[Any] | None, to: int) -> list[str]:
        key = part.key
        if key is None:
            made = self._value(part, cls, to, to + STEP, "")
            comments = 0
            while made[comments].lstrip().startswith("#"):
                comments += 1
            lead = [" " * to + line.lstrip() for line in made[:comments]]
            return [*lead, " " * to + "- " + made[comments].lstrip(), *made[comments + 1 :]]
        kind = shape_behind(cls, key.value)
        raw = self.lines[key.place.line - 1][key.place.column - 1 :]
        name = key.value if raw.startswith(key.value) else _quoted(raw)
        return self._value(part, kind, to, to + STEP, f"{' ' * to}{name}:")

    def _value(self, part: Part, cls: type[Any] | None, to: int, inner: int, lead: str) -> list[str]:
        """A value behind its key, or on its own for an item of a list."""
        node = part.node
        if isinstance(node, Text) and node.block:
            head, comment = self._head(node)
            column = part.key.place.column - 1 if part.key is not None else self._indent(part.start)
            base, shift = self._base(node, column), int(re.sub(r"\D", "", head) or STEP)
            prose = [self._prose(line, base, to + shift) for line in self.lines[node.place.line - 1 : part.end]]
            return [_joined(lead, head, comment, self.lines[node.place.line - 2]), *prose]
        if _block(node, self.lines):
            first = "" if part.key is None else _comment_of(self.lines[part.start])
            begin = part.start if part.key is None else part.start + 1
            rows = self._items(node, cls, inner, range(begin, part.end))
            between = self._loose(self.lines[begin : self._parts(node, begin, part.end)[0].start], inner)
            rows = [*(line for line in between if line), *rows]
            return rows if part.key is None else [_joined(lead, "", first, self.lines[part.start]), *rows]
        return inline(node, self.lines, part.end, lead, inner)

    @staticmethod
    def _prose(line: str, base: int, to: int) -> str:
        return " " * to + line[base:] if line.strip() or len(line) > base else ""

    @staticmethod
    def _loose(lines: Sequence[str], to: int = 0) -> list[str]:
        """Comments at a column, with one blank line where there were several."""
        out: list[str] = []
        for line in lines:
            bare = line.strip()
            if bare or (not out or out[-1]):
                out.append(" " * to + bare if bare else "")
        return out


def _pairs(node: Node) -> list[tuple[Text | None, Node]]:
    """The items of a list or mapping, with their keys where they have some."""
    if isinstance(node, Mapping):
        return list(node.pairs)
    return [(None, item) for item in node.items] if isinstance(node, Listing) else []


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[0]:
        lines = lines[1:]
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def _blank(lines: Sequence[str]) -> bool:
    return any(not line.strip() for line in lines)


def _block(node: Node, lines: Sequence[str]) -> bool:
    """Whether a list or mapping is written over lines of its own, and not in brackets."""
    if isinstance(node, Text):
        return False
    return lines[node.place.line - 1][node.place.column - 1 : node.place.column] not in ("[", "{")


def _quoted(raw: str) -> str:
    """A key in quotes, as it was written."""
    end = raw.index(raw[0], 1) + 1 if raw[:1] in "\"'" else 0
    if not end:
        raise Unruly
    return raw[:end]


def _comment_of(line: str) -> str:
    found = re.search(r":[ ]+(#.*)$", line)
    return found.group(1).rstrip() if found else ""


def _joined(lead: str, value: str, comment: str, old: str) -> str:
    """A line from its parts; the comment stays at its column where there is room."""
    line = f"{lead} {value}".rstrip() if value else lead
    if not comment:
        return line
    column = old.rindex(comment)
    return line.ljust(column) + comment if column > len(line) else f"{line}  {comment}"
