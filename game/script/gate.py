"""The door for YAML: a strict subset, read from the parser's events, so that no bomb is ever built.

Every scalar comes in as text with its place. Refused here: anchors, aliases, merges, tags, directives, a second
document, duplicate keys, control characters, depth, size. Everything after this room is plain frozen values, and no
other module knows that the files are YAML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from game.script.faults import Faults, Place
from game.script.nodes import Listing, Mapping, Node, Sheet, Text

if TYPE_CHECKING:
    from yaml import YAMLError

MOST_BYTES = 2 * 1024 * 1024
MOST_DEPTH = 32
MOST_NODES = 40_000
# control characters, breaks that only YAML takes for line ends, marks that turn the direction of a line, no characters
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_INDENTED = re.compile(r"^[ -]{401}", re.MULTILINE)


class _Stop(Exception):  # noqa: N818 - the fault is noted; this only leaves the walk
    pass


def read_yaml(data: bytes, file: str, faults: Faults) -> Node | None:
    """The nodes of a file, or None with a fault noted."""
    text = _decode(data, file, faults)
    if text is None:
        return None
    walk = _Walk(Sheet(file, text.split("\n")), faults)
    if not walk.depth_is_fair(text):
        return None
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Any = None
    try:
        events = loader(text)
        return walk.document(events)
    except yaml.YAMLError as error:
        walk.syntax_fault(error)
    except _Stop:
        pass
    finally:
        if events is not None:
            events.dispose()
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
    tab = re.search(r"(?m)^[ ]*\t", text) if "\t" in text else None
    if tab is not None:
        faults.add("yaml-tab", _spot(file, text, tab.end() - 1))
        return None
    return text


def _spot(file: str, text: str, at: int) -> Place:
    """The place of a position, without the line: it may hold what a terminal must not see."""
    return Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


class _Walk:
    """From events to nodes, without recursion deeper than the limit."""

    def __init__(self, sheet: Sheet, faults: Faults) -> None:
        self.sheet, self.faults = sheet, faults
        self.file, self.lines = sheet.file, sheet.lines

    def place(self, mark: Any) -> Place:
        return self.sheet.place(int(mark.line), int(mark.column))

    def refuse(self, code: str, mark: Any, variant: str = "", /, *, hint: str = "", **values: object) -> _Stop:
        self.faults.add(code, self.place(mark), variant, hint=hint, **values)
        return _Stop()

    def depth_is_fair(self, text: str) -> bool:
        """Brackets far beyond any story are refused before the parser sees them."""
        suspect = "[" * 8 in text or "{" * 8 in text or _INDENTED.search(text) is not None
        for line_number, line in enumerate(self.lines if suspect else (), start=1):
            stripped = line.lstrip(" -")
            nested = len(line) - len(line.lstrip(" ")) + line[: len(line) - len(stripped)].count("-")
            if nested > 400:
                self.faults.add("yaml-depth", Place(self.file, line_number, 1, line[:200]), most=MOST_DEPTH)
                return False
            if stripped.startswith(("[" * 8, "{" * 8)):
                place = Place(self.file, line_number, len(line) - len(stripped) + 1, line[:200])
                self.faults.add("yaml-depth", place, "brackets")
                return False
        if text.count("[") > 20_000 or text.count("{") > 100_000:
            self.faults.add("yaml-depth", Place(self.file), "brackets")
            return False
        return True

    def document(self, events: Any) -> Node | None:
        """The one document of a file."""
        from yaml import events as kinds

        check, take = events.check_event, events.get_event
        scalar, plain, closed = kinds.ScalarEvent, self.plain, self.closed
        opens, closes = (kinds.SequenceStartEvent, kinds.MappingStartEvent), kinds.CollectionEndEvent
        stack: list[tuple[Any, list[Any]]] = []
        root: list[Node] = []  # no more than one: whatever follows a document is refused
        items: list[Any] = root
        documents = count = 0
        while check():
            event: Any = take()
            if count > MOST_NODES:
                raise self.refuse("yaml-size", event.start_mark, "values", most=MOST_NODES)
            count += 1
            kind = event.__class__
            if kind is scalar:
                items.append(self.scalar(event))
            elif kind in opens:
                plain(event)
                if len(stack) >= MOST_DEPTH:
                    raise self.refuse("yaml-depth", event.start_mark, most=MOST_DEPTH)
                stack.append((event, items))
                items = []
            elif issubclass(kind, closes):
                start, outer = stack.pop()
                outer.append(closed(start, items))
                items = outer
            elif kind is kinds.AliasEvent:
                raise self.refuse("yaml-alias", event.start_mark)
            elif kind is kinds.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self.refuse("yaml-documents", event.start_mark)
                if event.version or event.tags:
                    raise self.refuse("yaml-directive", event.start_mark)
        if not root:
            self.faults.add("yaml-empty", Place(self.file))
            return None
        return root[-1]

    def plain(self, event: Any) -> None:
        if event.anchor:
            raise self.refuse("yaml-anchor", event.start_mark)
        if event.tag and event.tag != "!":
            raise self.refuse("yaml-tag", event.start_mark)

    def scalar(self, event: Any) -> Text:
        value, style, mark = event.value, event.style, event.start_mark
        if event.anchor or event.tag:
            self.plain(event)
        # the whole file was looked through for these; an escape between double quotes may still make one
        bad = _CONTROL.search(value) if style == '"' else None
        if bad is not None:
            raise self.refuse("yaml-control", mark, "hidden", sign=f"U+{ord(bad.group()):04X}")
        if not style and (not value or value == "~"):
            raise self.refuse("yaml-no-value", mark)
        block = style == "|" or style == ">"
        return Text(value, (self.sheet, mark.line, mark.column), block, bool(style) and not block)

    def closed(self, start: Any, items: list[Any]) -> Node:
        mark = start.start_mark
        if type(start).__name__ == "SequenceStartEvent":
            return Listing(tuple(items), (self.sheet, mark.line, mark.column))
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
        return Mapping(tuple(pairs), (self.sheet, mark.line, mark.column))

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
