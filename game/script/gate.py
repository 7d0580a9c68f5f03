"""The door for YAML: a strict subset, read from the parser's events, so that no bomb is ever built.

Every scalar comes in as text with its place. Refused here: anchors, aliases, merges, tags, directives, a second
document, duplicate keys, control characters, depth, size. Everything after this room is plain frozen values, and no
other module knows that the files are YAML.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from game.script.faults import Faults, Place, finding
from game.script.nodes import Listing, Mapping, Node, Sheet, Text
from game.script.traps import Slip, Stop, bare_below, first_sign, slip

if TYPE_CHECKING:
    from yaml import YAMLError

MOST_BYTES = 2 * 1024 * 1024
MOST_DEPTH = 32
MOST_NODES = 40_000
# control characters, breaks that only YAML takes for line ends, marks that turn the direction of a line, no characters
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
# a space that is none, before a key or after its colon: the line would be read as something else
_ODD = "[\u00a0\u2000-\u200b\u202f\u205f\u3000]"
_ODD_SPACE = re.compile(
    rf"(?m)^[ -]*(?:(?P<before>{_ODD})[ -]*{_ODD}*[ -]*[a-z_]+ *:(?= |$)|[a-z_]+ *:(?P<after>{_ODD}))"
)
_CUT = re.compile(r"[^\s#] #| #[^\s#]")
_COMMENT = re.compile(r" (?:#| +#[^\s#])")
_INDENTED = re.compile(r"^[ -]{401}", re.MULTILINE)


class _Stop(Exception):  # noqa: N818 - the fault is noted; this only leaves the walk
    pass


def read_yaml(data: bytes, file: str, faults: Faults, unfinished: bool = False) -> Node | None:
    """The nodes of a file, or None with a fault noted. In an unfinished one a block may still have no text."""
    text = _decode(data, file, faults)
    if text is None:
        return None
    walk = _Walk(Sheet(file, text.split("\n")), faults, unfinished)
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
    if not text.isascii() and (odd := _ODD_SPACE.search(text)) is not None:
        at = odd.start("before") if odd.start("before") >= 0 else odd.start("after")
        faults.add("yaml-space", _spot(file, text, at), sign=f"U+{ord(text[at]):04X}")
        return None
    return text


def _spot(file: str, text: str, at: int) -> Place:
    """The place of a position, without the line: it may hold what a terminal must not see."""
    return Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


class _Walk:
    """From events to nodes, without recursion deeper than the limit."""

    def __init__(self, sheet: Sheet, faults: Faults, unfinished: bool) -> None:
        self.sheet, self.faults, self.unfinished = sheet, faults, unfinished
        self.file, self.lines = sheet.file, sheet.lines
        # lines on which a sign follows a ` #`, or only one space stands before it: was a comment meant?
        self.cut_short = {n for n, line in enumerate(sheet.lines) if " #" in line and _CUT.search(line)}

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
            raise self.no_value(mark)
        block = style == "|" or style == ">"
        if block and not value and not (self.unfinished and bare_below(self.lines, int(mark.line)) is None):
            raise self.no_text(mark)
        if self.cut_short and not style and event.end_mark.line in self.cut_short:
            self.comment(event.end_mark)
        return Text(value, (self.sheet, mark.line, mark.column), block, bool(style) and not block)

    def no_value(self, mark: Any) -> _Stop:
        """Nothing stands after a key; or a text begins with a brace, and its words were taken for keys."""
        found = first_sign(Stop(self.lines, int(mark.line), int(mark.column), ""))
        if found is None or found.variant != "brace":
            return self.refuse("yaml-no-value", mark)
        self.slipped(found)
        return _Stop()

    def no_text(self, mark: Any) -> _Stop:
        """A block with nothing in it; or its text is there and is not indented."""
        found = bare_below(self.lines, int(mark.line))
        if found is None:
            return self.refuse("yaml-no-value", mark, "block")
        self.slipped(found)
        return _Stop()

    def comment(self, mark: Any) -> None:
        """Warn of words that were meant and are not read, for a ` #` begins a comment."""
        line, column = int(mark.line), int(mark.column)
        if _COMMENT.match(self.lines[line][column:]):
            self.faults.add("yaml-comment", self.sheet.place(line, column + 1))

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
                first = next(k for k, _ in pairs if k.value == key.value)
                item = first is pairs[0][0] and start.start_mark.column  # the next one may begin here
                place, line = key.place, first.place.line
                self.faults.add("yaml-duplicate-key", place, "item" if item else "usual", name=key.value, line=line)
                raise _Stop
            seen.add(key.value)
            pairs.append((key, value))
        return Mapping(tuple(pairs), (self.sheet, mark.line, mark.column))

    def syntax_fault(self, error: YAMLError) -> None:
        """The parser's complaint in plain words, at the place where the hand slipped."""
        mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = str(getattr(error, "problem", "") or "it does not read as YAML")
        if mark is None:
            self.faults.add("yaml-syntax", Place(self.file), problem=problem)
            return
        began: Any = getattr(error, "context_mark", None)
        start = (int(began.line), int(began.column)) if began is not None else None
        found = slip(Stop(self.lines, int(mark.line), int(mark.column), problem, start, self.last_quoted()))
        if found is None:
            self.faults.add("yaml-syntax", self.place(mark), problem=problem)
        else:
            self.slipped(found)

    def slipped(self, found: Slip) -> None:
        place = self.sheet.place(found.line, found.column)
        self.faults.found.append(finding("yaml-syntax", place, found.variant, hint="", **found.values))

    def last_quoted(self) -> tuple[int, int, int] | None:
        """The last value before the parser stopped, if it stands in quotes: its first and last line, and its column."""
        import yaml

        parse: Any = getattr(yaml, "parse")  # noqa: B009 - PyYAML has no types
        last: Any = None
        with suppress(yaml.YAMLError):
            for event in parse("\n".join(self.lines), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
                last = event if type(event).__name__ == "ScalarEvent" else last
        if last is None or last.style not in ("'", '"'):
            return None
        return int(last.start_mark.line), int(last.end_mark.line), int(last.start_mark.column)
