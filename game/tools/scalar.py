"""A value on the line of its key: quotes that nothing needs go, what is in brackets is spaced, the comment stays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from game.script.faults import Faults
from game.script.gate import read_yaml
from game.script.nodes import Listing, Mapping, Node, Text

_TYPED = re.compile(r"true|false|null|~|[-+.]?[0-9].*", re.IGNORECASE)  # what an editor would not take for text
_WORD = re.compile(r"[\w./-]+(?: [\w./-]+)*")


def inline(node: Node, lines: Sequence[str], end: int, lead: str, inner: int) -> list[str]:
    """The value behind its key, over as many lines as it was written."""
    quoted = isinstance(node, Text) and _quote_before(node, lines)
    first = lines[node.place.line - 1]
    raw = first[node.place.column - 1 - quoted :]
    rest = [" " * inner + line.strip() if line.strip() else "" for line in lines[node.place.line : end]]
    if rest:
        return [f"{lead} {raw.rstrip()}" if lead else raw.rstrip(), *rest]
    at = _comment_at(raw)
    value, comment = raw[:at].rstrip(), raw[at:].strip()
    line = f"{lead} {tidy(node, value)}" if lead else tidy(node, value)
    if not comment:
        return [line]
    column = len(first.rstrip()) - len(comment) - (0 if lead else inner)
    return [line.ljust(column) + comment if column > len(line) else f"{line}  {comment}"]


def tidy(node: Node, value: str) -> str:
    """One line of YAML that says the same with less."""
    if isinstance(node, Text):
        return node.value if value[:1] in "\"'" and "\\" not in value and _plain(node.value) else value
    if isinstance(node, Listing) and all(isinstance(i, Text) and _WORD.fullmatch(i.value) for i in node.items):
        words = [item.value for item in node.items if isinstance(item, Text)]
        quoted = "'" in value or '"' in value
        if quoted and (any(_TYPED.fullmatch(word) for word in words) or "\\" in value):
            return value
        return "[" + ", ".join(words) + "]"
    return value


def _plain(text: str) -> bool:
    """Whether a text reads the same without quotes, here and in an editor."""
    if _TYPED.fullmatch(text) or "\n" in text or text != text.strip() or "\\" in text:
        return False
    found = read_yaml(f"- k: {text}\n  l: m\n".encode(), "", Faults())
    item = found.items[0] if isinstance(found, Listing) and len(found.items) == 1 else None
    value = item.pairs[0][1] if isinstance(item, Mapping) and len(item.pairs) > 1 else None
    return isinstance(value, Text) and value.value == text and not value.block


def _quote_before(node: Text, lines: Sequence[str]) -> bool:
    column = node.place.column - 2
    return column >= 0 and lines[node.place.line - 1][column] in "\"'" and _opens(node, lines)


def _opens(node: Text, lines: Sequence[str]) -> bool:
    """Whether the quote before a text is its own: only spaces, a colon, a dash or a bracket stand before it."""
    before = lines[node.place.line - 1][: node.place.column - 2]
    return not before or before[-1] in " -:[,{"


def _comment_at(raw: str) -> int:
    """Where the comment of a line begins, or its end."""
    sign = raw[:1]
    if sign in "\"'[{" and sign:
        quote, depth = "", 0
        skip = False
        for n, letter in enumerate(raw):
            if skip:
                skip = False
            elif quote:
                if letter == "\\" and quote == '"':
                    skip = True
                elif letter == quote:
                    quote = ""
            elif letter in "\"'" and (n == 0 or raw[n - 1] in " [{,:" or raw[n - 1] == letter):
                quote = letter
            elif letter == "#" and n and raw[n - 1] == " " and depth <= 0:
                return n
            else:
                depth += (letter in "[{") - (letter in "]}")
        return len(raw)
    found = re.search(r"\s#", raw)
    return found.start() + 1 if found else len(raw)
