"""Why a line does not read as YAML, in words for somebody who never heard of it: the usual slips, told apart.

The parser says where it stopped, which is often a line too late. From its complaint and the lines around it follows
which slip it was and where the hand slipped. Whatever fits no rule stays with the parser's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from attrs import frozen

WIDE = "："
SIGNS = "[{&*!%@`|>"
_KEY = re.compile(r"^(\s*(?:- +)*)([^\s:#'\"\[{][^:]*?) ?:(?:\s|$)")
_PLAIN_KEY = re.compile(r"^\s*(?:- +)*[a-z_]+ *:(?:\s|$)")
_WIDE = re.compile(rf"^\s*(?:- +)*[^\s:]{{1,60}}?{WIDE}")
_CLOSE = re.compile(r"^\s*(?:- +)*([a-z_]+) ?:(?=[^\s:/])")
_DASH = re.compile(r"^\s*(?:- +)*-(?=[^\s-])")
_ITEM = re.compile(r"( *)- +([a-z_]+) *:")
_HEAD = re.compile(r"(?:: +|^\s*- +)[|>][-+0-9]* *$")


@frozen
class Slip:
    """Which slip, at which line and column (both from 0), and the values of its sentence."""

    variant: str
    line: int
    column: int
    values: dict[str, object]


@frozen
class Stop:
    """Where the parser stopped and what it said; where what it was in the middle of began; the last value it read.

    All lines and columns count from 0. `value` is the first and last line and the column of a value in quotes.
    """

    lines: Sequence[str]
    line: int
    column: int
    problem: str
    began: tuple[int, int] | None = None
    value: tuple[int, int, int] | None = None

    def text(self, line: int) -> str:
        """A line, or nothing beyond the end."""
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    @property
    def here(self) -> str:
        """The line at which the parser stopped."""
        return self.text(self.line)

    @property
    def before(self) -> int:
        """The last line before that says something."""
        return self.above(self.line)

    def above(self, line: int) -> int:
        """The last line above one that says something; -1 if none does."""
        at = min(line, len(self.lines)) - 1
        while at >= 0 and (not self.lines[at].strip() or self.lines[at].lstrip().startswith("#")):
            at -= 1
        return at


def slip(stop: Stop) -> Slip | None:
    """The first rule that fits."""
    return next((found for rule in _RULES if (found := rule(stop)) is not None), None)


def indent(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def _at(variant: str, line: int, column: int, **values: object) -> Slip:
    return Slip(variant, line, column, values)


def _quote(stop: Stop) -> Slip | None:
    if "end of stream" in stop.problem and stop.began is not None:
        line, column = stop.began
        if stop.text(line)[column : column + 1] in ("'", '"'):
            return _at("open_quote", line, column)
    if stop.value is not None and stop.value[1] == stop.line:
        first, last, column = stop.value
        return _at("quote" if first == last else "open_quote", first, column)
    return None


def _wide_colon(stop: Stop) -> Slip | None:
    for line in (stop.line, stop.before):
        if match := _WIDE.match(stop.text(line)):
            return _at("wide_colon", line, match.end() - 1)
    return None


def _escape(stop: Stop) -> Slip | None:
    return _at("escape", stop.line, stop.column) if "escape" in stop.problem else None


def _no_space(stop: Stop) -> Slip | None:
    for line in (stop.line, stop.before):
        text = stop.text(line)
        if (match := _CLOSE.match(text)) and not _PLAIN_KEY.match(text):
            return _at("no_space", line, match.end(), key=match.group(1))
        if match := _DASH.match(text):
            return _at("no_space_dash", line, match.end() - 1)
    return None


def first_sign(stop: Stop) -> Slip | None:
    """A text that begins with a sign that means something."""
    match = _KEY.match(stop.here)
    start = match.end() if match else indent(stop.here)
    rest = stop.here[start:]
    column = start + len(rest) - len(rest.lstrip(" "))
    if match is None and stop.here[column : column + 2] == "- ":
        column += 2
    sign = stop.here[column : column + 1]
    if not sign or sign not in SIGNS or column > stop.column:
        return None
    if sign == "[":
        return _at("bracket", stop.line, column)
    return _at("brace", stop.line, column) if sign == "{" else _at("sign", stop.line, column, sign=sign)


def _colon(stop: Stop) -> Slip | None:
    if "mapping values" not in stop.problem:
        return None
    match = _KEY.match(stop.here)
    if match is not None and match.end() - 1 < stop.column:
        return _at("colon", stop.line, stop.column)
    above = stop.text(stop.before)
    if _KEY.match(above) is None:
        return _at("no_colon", stop.before, indent(above)) if stop.before >= 0 else None
    if not _PLAIN_KEY.match(stop.here):
        return _at("colon_below", stop.line, stop.column)
    return _at("deeper", stop.line, indent(stop.here), where=_column(above) + 1)


def _bare(stop: Stop) -> Slip | None:
    if "could not find expected ':'" not in stop.problem:
        return None
    line = stop.began[0] if stop.began is not None else stop.before
    text = stop.text(line)
    if _HEAD.search(stop.text(stop.above(line))):
        return _at("bare_block", line, indent(text))
    equals = re.match(r"\s*(?:- +)*[a-z_]+ *=", text)
    return _at("equals", line, equals.end() - 1) if equals else _at("no_colon", line, indent(text))


def bare_below(lines: Sequence[str], line: int) -> Slip | None:
    """The text of an empty block, if it stands below without indentation."""
    below = next((n for n in range(line + 1, len(lines)) if lines[n].strip()), None)
    if below is None or _PLAIN_KEY.match(lines[below]) or lines[below].lstrip(" ").startswith("-"):
        return None
    return _at("bare_block", below, indent(lines[below]))


def _stray_item(stop: Stop) -> Slip | None:
    """An item of a list that begins further left than those before it."""
    match = _ITEM.match(stop.here)
    if match is None or "expected" not in stop.problem or stop.began is None:
        return None
    for line in range(stop.line - 1, stop.began[0] - 1, -1):
        before = _ITEM.match(stop.text(line))
        if before is not None and before.group(2) == match.group(2) and len(before.group(1)) > len(match.group(1)):
            return _at("shallower", stop.line, len(match.group(1)), where=len(before.group(1)) + 1)
    return None


def _no_dash(stop: Stop) -> Slip | None:
    if stop.began is None:
        return None
    line, column = stop.began
    if "'-' indicator" in stop.problem and indent(stop.here) == column:
        return _at("no_dash", stop.line, column)
    if stop.here.lstrip(" ").startswith("- ") and indent(stop.here) == column and "expected key" in stop.problem:
        return _at("no_dash", line, column)
    return None


def _ragged(stop: Stop) -> Slip | None:
    """A line of a block that begins further left than the first."""
    at, depth = stop.above(stop.line), indent(stop.here)
    while at >= 0 and indent(stop.text(at)) > depth:
        at = stop.above(at)
    if at >= 0 and at != stop.before and indent(stop.text(at)) < depth and _HEAD.search(stop.text(at)):
        return _at("ragged_block", stop.line, depth)
    return None


def _shifted(stop: Stop) -> Slip | None:
    if "expected key" not in stop.problem and "'-' indicator" not in stop.problem:
        return None
    return _at("shallower", stop.line, indent(stop.here), where=_column(stop.text(stop.before)) + 1)


def _column(line: str) -> int:
    """Where the key of a line begins, after its hyphens."""
    match = re.match(r"\s*(?:- +)*", line)
    return match.end() if match else 0


_RULES: tuple[Callable[[Stop], Slip | None], ...] = (
    _quote, _escape, _wide_colon, first_sign, _no_space, _colon, _bare, _stray_item, _no_dash, _ragged, _shifted,
)  # fmt: skip
