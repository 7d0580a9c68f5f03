"""Expression text to tokens, with hints for what authors type out of habit from other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from game.script.faults import Place, ScriptError, finding

MOST_CHARACTERS = 1_000
BIGGEST = 1e12

_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>(?:\d+\.\d+|\d+|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<op>\*\*|==|!=|<=|>=|[-+*/()<>,.])"
    r"|(?P<bad>&&|\|\||=|!|\S)",
    re.ASCII,
)
_HINTS = {
    "=": "write `==` to compare",
    "&&": "write `and`",
    "||": "write `or`",
    "!": "write `not`, or `!=`",
    "^": "write `**` for a power",
    "%": "a share is written as a number such as 0.05",
    '"': "words are written without quotes",
    "'": "words are written without quotes",
    "“": "words are written without quotes",
    "”": "words are written without quotes",
    "‘": "words are written without quotes",
    "’": "words are written without quotes",
    "，": "type `,` without the Chinese input method",
    "（": "type `(` without the Chinese input method",
    "）": "type `)` without the Chinese input method",
    "＞": "type `>` without the Chinese input method",
    "＜": "type `<` without the Chinese input method",
    "\u00a0": "this is no ordinary space; type a space",
    "\u2212": "write `-` for minus",
    "\u2013": "write `-` for minus",
    "\u00d7": "write `*` to multiply",
    "\u00f7": "write `/` to divide",
    "\u2264": "write `<=`",
    "\u2265": "write `>=`",
    "\u2260": "write `!=`",
}


@frozen
class Token:
    """A piece of an expression. `kind` is number, name, op or end."""

    kind: str
    text: str
    at: int


def fault(code: str, place: Place, at: int, variant: str = "", /, *, hint: str = "", **values: object) -> ScriptError:
    """A fault at an offset of the expression."""
    return ScriptError(finding(code, place.shifted(at), variant, hint=hint, **values))


def tokens(text: str, place: Place) -> Iterator[Token]:
    """The tokens of an expression, an end token last. Raises ScriptError."""
    if len(text) > MOST_CHARACTERS:
        raise fault("expression-size", place, 0, most=MOST_CHARACTERS)
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None
        kind, piece = str(match.lastgroup), match.group()
        if kind == "bad":
            raise fault("expression-character", place, at, sign=piece, hint=_HINTS.get(piece, ""))
        if kind == "number" and not float(piece) <= BIGGEST:
            raise fault("expression-number", place, at, number=piece)
        if kind != "space":
            yield Token(kind, piece, at)
        at = match.end()
    yield Token("end", "", len(text))
