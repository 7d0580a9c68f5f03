"""What was probably meant where something else stands: hints for values of the wrong kind; none where nobody knows."""

from __future__ import annotations

import re

from game.script.nodes import Listing, Mapping, Node, Text

BLOCK = "put the text into a `|` block"
_CLOSE = re.compile(r"([a-z_]+) ?:(?=\S)")


def as_text(node: Node) -> str:
    """A list or a mapping where a text was meant."""
    place = node.place
    sign = place.text[place.column - 1 : place.column]
    if isinstance(node, Listing):
        return (
            f"a text that begins with `[` is read as a list: {BLOCK}"
            if sign == "["
            else (f"lines that begin with `- ` are read as a list: {BLOCK}")
        )
    if sign == "{":
        return f"a text that begins with `{{` is read as a mapping: {BLOCK}"
    return f"lines with a colon are read as keys: {BLOCK}"


def as_parts(node: Node) -> str:
    """A text where keys or a list were meant."""
    if isinstance(node, Mapping):
        return "a hyphen is missing before the first line: each item begins with `- `"
    if not isinstance(node, Text):
        return ""
    value = node.value
    if "：" in value.split("\n")[0]:
        return "write `:` with a space after it, not a full-width colon"
    if match := _CLOSE.match(value):
        return f"write `{match.group(1)}: ` with a space after the colon"
    if re.match(r"-\S", value):
        return "write `- ` with a space after the hyphen"
    return ""


def as_number(value: str) -> str:
    """What is no number to the letter."""
    if any("０" <= sign <= "９" for sign in value):
        return "type the digits without the Chinese input method"
    if re.fullmatch(r"-?[0-9.,]+ ?[%％]", value):
        return "a share is written as a number such as 0.05"
    if re.fullmatch(r"-?[0-9]{1,3}([ _,'’\u00a0\u202f][0-9]{3})+(\.[0-9]+)?", value):
        return "write it in one piece: 12000"
    if re.fullmatch(r"-?[0-9]+,[0-9]+", value):
        return "write a decimal point: " + value.replace(",", ".")
    if re.match(r"[-+]?[0-9.]+ ?[a-zA-Z]", value) and "e" not in value.lower():
        return "write the number alone; a unit has a key of its own"
    if re.match(r"[−–]", value):
        return "write `-` for minus"
    return ""


def as_yes_no(value: str) -> str:
    """What is neither yes nor no to the letter."""
    word = value.strip("\"'“”‘’").lower()
    if word in {"true", "y", "on", "yes", "1"}:
        return "write yes, in small letters"
    return "write no, in small letters" if word in {"false", "n", "off", "no", "0"} else ""


def as_id(value: str) -> str:
    """What is no id to the letter."""
    bare = value.strip("\"'“”‘’„«»")
    if bare != value and re.fullmatch(r"[a-z][a-z0-9_]*", bare):
        return f"write it without quotation marks: {bare}"
    plain = re.sub(r"[^a-z0-9]+", "_", value.lower()).strip("_")
    if plain and plain[0].isalpha() and value.isascii() and len(plain) <= 48:
        return f"small letters, digits and _ only, a letter first: {plain}"
    return ""
