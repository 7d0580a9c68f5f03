"""The door for YAML: a strict subset, read from the parser's events, so that no bomb is ever built.

Every scalar comes in as text with its place. Refused here: anchors, aliases, merges, tags, directives, a second
document, duplicate keys, control characters, depth, size. Everything after this room is plain frozen values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml
from attrs import field, frozen

from game.script.faults import Faults, Place

MOST_BYTES = 2 * 1024 * 1024
MOST_DEPTH = 32
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


@frozen
class Text:
    """A scalar; `block` if it was written as a `|` block."""

    value: str
    place: Place = field(eq=False)
    block: bool = False


@frozen
class Listing:
    """A list."""

    items: tuple[Node, ...]
    place: Place = field(eq=False)


@frozen
class Mapping:
    """A mapping, in its order."""

    pairs: tuple[tuple[Text, Node], ...]
    place: Place = field(eq=False)

    def get(self, key: str) -> Node | None:
        """The value of a key."""
        return next((v for k, v in self.pairs if k.value == key), None)


Node: TypeAlias = Text | Listing | Mapping


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
    try:
        events: Iterator[Any] = yaml.parse(text, Loader=LOADER)
        return walk.document(events)
    except yaml.YAMLError as error:
        walk.syntax_fault(error)
    except _Stop:
        pass
    return None


def _decode(data: bytes, file: str, faults: Faults) -> str | None:
    if len(data) > MOST_BYTES:
        faults.add("yaml-size", Place(file), f"the file is larger than {MOST_BYTES // 1048576} MiB", "split it")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        faults.add("yaml-encoding", Place(file, line), "the file is not UTF-8 text", "save it as UTF-8")
        return None
    text = text.replace("\r\n", "\n")
    bad = _CONTROL.search(text)
    if bad is not None:
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        code = f"U+{ord(bad.group()):04X}"
        faults.add("yaml-control", Place(file, line, column), f"there is a control character ({code})", "delete it")
        return None
    tab = re.search(r"(?m)^[ ]*\t", text)
    if tab is not None:
        line = text.count("\n", 0, tab.start()) + 1
        faults.add("yaml-tab", Place(file, line), "a tab at the beginning of a line", "use spaces")
        return None
    return text


class _Walk:
    """From events to nodes, without recursion deeper than the limit."""

    def __init__(self, file: str, lines: list[str], faults: Faults) -> None:
        self.file, self.lines, self.faults = file, lines, faults

    def place(self, mark: Any) -> Place:
        line = mark.line
        text = self.lines[line] if 0 <= line < len(self.lines) else ""
        return Place(self.file, line + 1, mark.column + 1, text)

    def refuse(self, code: str, mark: Any, message: str, hint: str = "") -> _Stop:
        self.faults.add(code, self.place(mark), message, hint)
        return _Stop()

    def depth_is_fair(self, text: str) -> bool:
        """Brackets far beyond any story are refused before the parser sees them."""
        for line_number, line in enumerate(self.lines, start=1):
            stripped = line.lstrip(" -")
            nested = len(line) - len(line.lstrip(" ")) + line[: len(line) - len(stripped)].count("-")
            if nested > 400 or stripped.startswith("[" * 8) or stripped.startswith("{" * 8):
                place = Place(self.file, line_number, 1, line[:200])
                self.faults.add("yaml-depth", place, f"nested more than {MOST_DEPTH} deep", "no story needs this")
                return False
        if text.count("[") > 20_000 or text.count("{") > 100_000:
            self.faults.add("yaml-depth", Place(self.file), "too many brackets for a story", "write lists with `- `")
            return False
        return True

    def document(self, events: Iterator[Any]) -> Node | None:
        """The one document of a file."""
        root: Node | None = None
        stack: list[tuple[Any, list[Any]]] = []
        documents = 0
        for event in events:
            kind = type(event).__name__
            if kind == "ScalarEvent":
                node: Node = self.scalar(event)
            elif kind in ("SequenceStartEvent", "MappingStartEvent"):
                self.plain(event)
                if len(stack) >= MOST_DEPTH:
                    raise self.refuse("yaml-depth", event.start_mark, f"nested more than {MOST_DEPTH} deep")
                stack.append((event, []))
                continue
            elif kind in ("SequenceEndEvent", "MappingEndEvent"):
                start, items = stack.pop()
                node = self.closed(start, items)
            elif kind == "AliasEvent":
                raise self.refuse("yaml-alias", event.start_mark, "aliases (*name) are not used here", "write it out")
            elif kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise self.refuse("yaml-documents", event.start_mark, "a second document begins here", "delete `---`")
                if event.version or event.tags:
                    raise self.refuse("yaml-directive", event.start_mark, "directives (%) are not used here", "delete it")
                continue
            else:
                continue
            if stack:
                stack[-1][1].append(node)
            else:
                root = node
        if root is None:
            self.faults.add("yaml-empty", Place(self.file), "the file is empty")
        return root

    def plain(self, event: Any) -> None:
        if event.anchor:
            raise self.refuse("yaml-anchor", event.start_mark, "anchors (&name) are not used here", "write it out")
        if event.tag and event.tag != "!":
            raise self.refuse("yaml-tag", event.start_mark, "tags (!name) are not used here", "delete it")

    def scalar(self, event: Any) -> Text:
        self.plain(event)
        bad = _CONTROL.search(event.value)
        if bad is not None:
            code = f"U+{ord(bad.group()):04X}"
            raise self.refuse("yaml-control", event.start_mark, f"a control character ({code}) is hidden in this text")
        block = event.style in ("|", ">")
        place = self.place(event.start_mark)
        if block:
            line = place.line + 1
            text = self.lines[line - 1] if line <= len(self.lines) else ""
            place = Place(self.file, line, len(text) - len(text.lstrip()) + 1, text)
        elif event.style is None and event.value in ("", "~"):
            raise self.refuse("yaml-no-value", event.start_mark, "nothing stands here", "write a value, or delete the key")
        return Text(event.value, place, block)

    def closed(self, start: Any, items: list[Any]) -> Node:
        place = self.place(start.start_mark)
        if type(start).__name__ == "SequenceStartEvent":
            return Listing(tuple(items), place)
        pairs: list[tuple[Text, Node]] = []
        seen: set[str] = set()
        for key, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, Text):
                self.faults.add("yaml-key", key.place, "a list or mapping cannot be a key")
                raise _Stop
            if key.value == "<<":
                self.faults.add("yaml-merge", key.place, "merges (<<) are not used here", "write it out")
                raise _Stop
            if key.value in seen:
                self.faults.add("yaml-duplicate-key", key.place, f"the key `{key.value[:60]}` stands here twice")
                raise _Stop
            seen.add(key.value)
            pairs.append((key, value))
        return Mapping(tuple(pairs), place)

    def syntax_fault(self, error: yaml.YAMLError) -> None:
        """The parser's complaint in plain words, with a hint for the usual traps."""
        mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = self.place(mark) if mark is not None else Place(self.file)
        problem = str(getattr(error, "problem", "") or "it does not read as YAML")
        self.faults.add("yaml-syntax", place, f"this line does not read as YAML ({problem})", _hint(place.text, problem))


def _hint(line: str, problem: str) -> str:
    if "：" in line:
        return "a full-width colon stands here; use `:`"
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
