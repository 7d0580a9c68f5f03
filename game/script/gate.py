"""The door for YAML: a strict subset, read from the parser's events, so that no bomb is ever built.

Every scalar comes in as text with its place. Refused here: anchors, aliases, merges, tags, directives, a second
document, duplicate keys, control characters, depth, size. Everything after this room is plain frozen values, and no
other module knows that the files are YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from game.script.faults import Faults, Place
from game.script.nodes import Listing, Mapping, Node, Text

if TYPE_CHECKING:
    from yaml import YAMLError

MOST_BYTES = 2 * 1024 * 1024
MOST_DEPTH = 32
MOST_NODES = 40_000
# control characters, breaks that only YAML takes for line ends, marks that turn the direction of a line, no characters
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


class _Stop(Exception):  # noqa: N818 - the fault is noted; this only leaves the walk
    pass


def read_yaml(data: bytes, file: str, faults: Faults) -> Node | None:
    """The nodes of a file, or None with a fault noted."""
    text = _decode(data, file, faults)
    if text is None:
        return None
    lines = text.split("\n")
    walk = _Walk(file, lines, faults)
    if not walk.depth_is_fair(text):
        return None
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    parse: Any = getattr(yaml, "parse")  # noqa: B009 - PyYAML has no types
    try:
        return walk.document(parse(text, Loader=loader))
    except yaml.YAMLError as error:
        walk.syntax_fault(error)
    except _Stop:
        pass
    return None


def _decode(data: bytes, file: str, faults: Faults) -> str | None:
    if len(data) > MOST_BYTES:
        faults.add("yaml-size", Place(file), most=MOST_BYTES // 1048576)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8", "replace")
        faults.add("yaml-encoding", _spot(file, good, len(good)))
        return None
    text = text.replace("\r\n", "\n")
    bad = _CONTROL.search(text)
    if bad is not None:
        code = f"U+{ord(bad.group()):04X}"
        place = _spot(file, text, bad.start())
        faults.add("yaml-control", place, sign=code)
        return None
    tab = re.search(r"(?m)^[ ]*\t", text)
    if tab is not None:
        faults.add("yaml-tab", _spot(file, text, tab.end() - 1))
        return None
    return text


def _spot(file: str, text: str, at: int) -> Place:
    """The place of a position, without the line: it may hold what a terminal must not see."""
    return Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


class _Walk:
    """From events to nodes, without recursion deeper than the limit."""

    def __init__(self, file: str, lines: list[str], faults: Faults) -> None:
        self.file, self.lines, self.faults = file, lines, faults

    def place(self, mark: Any) -> Place:
        line, column = int(mark.line), int(mark.column)
        text = self.lines[line] if 0 <= line < len(self.lines) else ""
        return Place(self.file, line + 1, min(column, len(text)) + 1, text)

    def refuse(self, code: str, mark: Any, variant: str = "", /, *, hint: str = "", **values: object) -> _Stop:
        self.faults.add(code, self.place(mark), variant, hint=hint, **values)
        return _Stop()

    def depth_is_fair(self, text: str) -> bool:
        """Brackets far beyond any story are refused before the parser sees them."""
        for line_number, line in enumerate(self.lines, start=1):
            stripped = line.lstrip(" -")
            nested = len(line) - len(line.lstrip(" ")) + line[: len(line) - len(stripped)].count("-")
            if nested > 400 or stripped.startswith(("[" * 8, "{" * 8)):
                place = Place(self.file, line_number, 1, line[:200])
                self.faults.add("yaml-depth", place, most=MOST_DEPTH)
                return False
        if text.count("[") > 20_000 or text.count("{") > 100_000:
            self.faults.add("yaml-depth", Place(self.file), "brackets")
            return False
        return True

    def document(self, events: Iterator[Any]) -> Node | None:
        """The one document of a file."""
        root: Node | None = None
        stack: list[tuple[Any, list[Any]]] = []
        documents = 0
        for count, event in enumerate(events):
            if count > MOST_NODES:
                raise self.refuse("yaml-size", event.start_mark, "values", most=MOST_NODES)
            kind = type(event).__name__
            if kind == "ScalarEvent":
                node: Node = self.scalar(event)
            elif kind in ("SequenceStartEvent", "MappingStartEvent"):
                self.plain(event)
                if len(stack) >= MOST_DEPTH:
                    raise self.refuse("yaml-depth", event.start_mark, most=MOST_DEPTH)
                stack.append((event, []))
                continue
            elif kind in ("SequenceEndEvent", "MappingEndEvent"):
                start, items = stack.pop()
                node = self.closed(start, items)
            elif kind == "AliasEvent":
                raise self.refuse("yaml-alias", event.start_mark)
            elif kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise self.refuse("yaml-documents", event.start_mark)
                if event.version or event.tags:
                    raise self.refuse("yaml-directive", event.start_mark)
                continue
            else:
                continue
            if stack:
                stack[-1][1].append(node)
            else:
                root = node
        if root is None:
            self.faults.add("yaml-empty", Place(self.file))
        return root

    def plain(self, event: Any) -> None:
        if event.anchor:
            raise self.refuse("yaml-anchor", event.start_mark)
        if event.tag and event.tag != "!":
            raise self.refuse("yaml-tag", event.start_mark)

    def scalar(self, event: Any) -> Text:
        self.plain(event)
        bad = _CONTROL.search(event.value)
        if bad is not None:
            raise self.refuse("yaml-control", event.start_mark, "hidden", sign=f"U+{ord(bad.group()):04X}")
        block = event.style in ("|", ">")
        place = self.place(event.start_mark)
        if block:
            line = place.line + 1
            text = self.lines[line - 1] if line <= len(self.lines) else ""
            place = Place(self.file, line, len(text) - len(text.lstrip()) + 1, text)
        elif event.style:
            place = place.shifted(1)  # past the quote
        elif event.value in ("", "~"):
            raise self.refuse("yaml-no-value", event.start_mark)
        return Text(event.value, place, block, self.lines)

    def closed(self, start: Any, items: list[Any]) -> Node:
        place = self.place(start.start_mark)
        if type(start).__name__ == "SequenceStartEvent":
            return Listing(tuple(items), place)
        pairs: list[tuple[Text, Node]] = []
        seen: set[str] = set()
        for key, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, Text):
                self.faults.add("yaml-key", key.place)
                raise _Stop
            if key.value == "<<":
                self.faults.add("yaml-merge", key.place)
                raise _Stop
            if key.value in seen:
                self.faults.add("yaml-duplicate-key", key.place, name=key.value)
                raise _Stop
            seen.add(key.value)
            pairs.append((key, value))
        return Mapping(tuple(pairs), place)

    def syntax_fault(self, error: YAMLError) -> None:
        """The parser's complaint in plain words, with a hint for the usual traps."""
        mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = self.place(mark) if mark is not None else Place(self.file)
        problem = str(getattr(error, "problem", "") or "it does not read as YAML")
        before = self.lines[place.line - 2] if 1 < place.line <= len(self.lines) + 1 else ""
        self.faults.add("yaml-syntax", place, problem=problem, hint=_hint(place.text, before, problem))


def _hint(line: str, before: str, problem: str) -> str:
    if "：" in line or "：" in before:
        return "a full-width colon stands on this line or the one before it; use `:`"
    if "escape" in problem:
        return "a backslash between double quotes is an escape: put the text into a `|` block"
    value = line.split(":", 1)[1].strip() if ":" in line else line.strip()
    if "mapping values" in problem or ": " in value:
        return "a second colon: put the text into a `|` block"
    if value[:1] in "\"'" or line.lstrip(" -")[:1] in "\"'":
        return "text that begins with a quote belongs into a `|` block"
    if "\t" in line:
        return "use spaces, not tabs"
    if value[:1] in "[{&*!%@`":
        return "text that begins with a sign belongs into a `|` block"
    return "look at the indentation of this line and the one before it"
