"""Text with figures and conditions in braces: read once, checked against the scope, rendered at a moment.

`{x | int}` puts a figure in; `{if c}...{else}...{end}` chooses; `{{` is a brace. What comes out is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import TypeAlias

from attrs import field, frozen

from game.script.checker import Kind, Scope, bind, check
from game.script.evaluator import FAR, Environment, Value, ValueFault, evaluate
from game.script.faults import Faults, Place, ScriptError, nearest
from game.script.parser import parse
from game.script.syntax import Expr, Name
from game.script.trail import along

Bands: TypeAlias = Mapping[str, Callable[[float], str]]
MOST_NESTING = 12
MOST_CHARACTERS = 20_000
_IF = re.compile(r"\s*if(?=[\s(])")
_HABITS = {
    "if": "write {if condition} ... {end}",
    "elif": "write {else}{if condition} ... {end}{end}",
    "else if": "write {else}{if condition} ... {end}{end}",
    "endif": "write {end}",
    "/if": "write {end}",
}


@frozen
class Figure:
    """A figure in its format. `place` is that of its expression."""

    expr: Expr
    format: str
    place: Place = field(eq=False)
    words: tuple[str, ...] = ()


@frozen
class Branch:
    """A choice between two texts. `place` is that of its condition."""

    test: Expr
    then: Prose
    otherwise: Prose
    place: Place = field(eq=False)


@frozen
class Prose:
    """Text in pieces: plain strings, figures, branches."""

    parts: tuple[str | Figure | Branch, ...] = ()
    written: str = field(default="", eq=False, repr=False)  # as it stands in its file, for whoever translates it

    def plain(self) -> str:
        """All its words, both sides of every branch, with figures as `…`; for counting and looking through."""
        out: list[str] = []
        for part in self.parts:
            match part:
                case str():
                    out.append(part)
                case Figure():
                    out.append("…")
                case Branch():
                    out += [part.then.plain(), part.otherwise.plain()]
        return "".join(out)


def parse_prose(text: str, place: Place, faults: Faults, lines: Sequence[str] = ()) -> Prose:
    """Read a text; faults are noted and what can be read is kept. `lines` are those of the file it stands in."""
    if len(text) > MOST_CHARACTERS:
        faults.add("text-size", place, most=MOST_CHARACTERS)
        return Prose()
    if "{" not in text:
        return Prose((text,) if text else (), text)
    reader = _Reader(text, place, faults, lines)
    parts, closer = reader.until_closer(0)
    if closer:
        place = reader.at(reader.opened)
        faults.add("text-brace", place, "stray", word=closer)
    return Prose(parts, text)


class _Reader:
    """Walks a text from brace to brace."""

    def __init__(self, text: str, place: Place, faults: Faults, lines: Sequence[str]) -> None:
        self.text, self.faults, self.lines = text, faults, lines
        self.place = along(text, place, lines)
        self.position = self.opened = 0
        self.given_up = False

    def at(self, position: int) -> Place:
        """The place of a position of the text."""
        return self.place.shifted(position)

    def until_closer(self, depth: int) -> tuple[tuple[str | Figure | Branch, ...], str]:
        """Pieces up to `{else}`, `{end}` or the end of the text, and which of them it was."""
        parts: list[str | Figure | Branch] = []
        while self.position < len(self.text):
            start = self.text.find("{", self.position)
            if start < 0:
                parts.append(self.text[self.position :])
                self.position = len(self.text)
                break
            if start > self.position:
                parts.append(self.text[self.position : start])
            if self.text.startswith("{{", start):
                parts.append("{")
                self.position = start + 2
                continue
            end = self.text.find("}", start)
            if end < 0:
                self.faults.add("text-brace", self.at(start))
                self.position = len(self.text)
                break
            self.position, self.opened = end + 1, start
            inside = self.text[start + 1 : end]
            word = inside.strip()
            if word in ("else", "end"):
                return tuple(parts), word
            if _IF.match(inside):
                parts.extend(self.branch(inside, start, depth))
            else:
                parts.extend(self.figure(inside, start))
        return tuple(parts), ""

    def expression(self, text: str, start: int) -> tuple[Expr, Place] | None:
        value = " ".join(text.split())
        place = along(value, self.place, self.lines, start + len(text) - len(text.lstrip()))
        try:
            return parse(value, place), place
        except ScriptError as error:
            self.faults.found.append(error.fault)
            return None

    def figure(self, inside: str, start: int) -> Iterator[Figure]:
        written, bar, form = inside.rpartition("|")
        if not bar:
            word = " ".join(inside.split())
            habit = next((h for w, h in _HABITS.items() if word == w or word.startswith(f"{w} ")), "")
            self.faults.add("text-format", self.at(start), inside=inside, hint=habit)
            return
        read = self.expression(written, start + 1)
        if read is not None:
            expr, place = read
            yield Figure(expr, form.strip(), place)

    def branch(self, inside: str, start: int, depth: int) -> Iterator[Branch]:
        skip = inside.index("if") + 2
        test = self.expression(inside[skip:], start + 1 + skip)
        if depth >= MOST_NESTING:
            self.faults.add("text-depth", self.at(start), most=MOST_NESTING)
            self.position, self.given_up = len(self.text), True
            return
        then, closer = self.until_closer(depth + 1)
        otherwise: tuple[str | Figure | Branch, ...] = ()
        if closer == "else":
            otherwise, closer = self.until_closer(depth + 1)
        while closer == "else":
            self.faults.add("text-brace", self.at(self.opened), "else")
            _, closer = self.until_closer(depth + 1)
        if closer != "end" and not self.given_up:
            self.faults.add("text-brace", self.at(start), "if")
        if test is not None:
            yield Branch(test[0], Prose(then), Prose(otherwise), test[1])


def check_prose(prose: Prose, scope: Scope, formats: Set[str], faults: Faults) -> None:
    """Check a text's expressions and formats."""
    for part in prose.parts:
        match part:
            case Figure(expr, form, place):
                word = isinstance(expr, Name) and expr.id in scope.symbols and bool(scope.symbols[expr.id].words)
                check(expr, scope, place, faults, Kind.WORD if form == "words" and word else Kind.NUMBER)
                if form == "words" and not word:
                    hint = "numbers have int, one, two, percent, or a band"
                    faults.add("unknown-format", place, "words")
                if form not in formats:
                    hint = nearest(form, formats) or "one of " + ", ".join(sorted(formats))
                    faults.add("unknown-format", place, name=form, hint=hint)
            case Branch(test, then, otherwise, place):
                check(test, scope, place, faults, Kind.CONDITION)
                check_prose(then, scope, formats, faults)
                check_prose(otherwise, scope, formats, faults)
            case _:
                pass


def bind_prose(prose: Prose, scope: Scope) -> Prose:
    """The text with its words resolved, ready to render."""
    parts: list[str | Figure | Branch] = []
    for part in prose.parts:
        match part:
            case Figure(expr, form, place):
                symbol = scope.symbols.get(expr.id) if isinstance(expr, Name) else None
                parts.append(Figure(bind(expr, scope), form, place, (symbol.shown or symbol.words) if symbol else ()))
            case Branch(test, then, otherwise, place):
                parts.append(Branch(bind(test, scope), bind_prose(then, scope), bind_prose(otherwise, scope), place))
            case _:
                parts.append(part)
    return Prose(tuple(parts))


def render(prose: Prose, env: Environment, bands: Bands) -> str:
    """The text at a moment. Raises ValueFault, with the place."""
    out: list[str] = []
    for part in prose.parts:
        match part:
            case str():
                out.append(part)
            case Figure(expr, form, place, words):
                value = float(_value(expr, env, place))
                out.append(words[int(value)].replace("_", " ") if words else format_number(value, form, bands))
            case Branch(test, then, otherwise, place):
                out.append(render(then if _value(test, env, place) else otherwise, env, bands))
    return "".join(out)


def _value(expr: Expr, env: Environment, place: Place) -> Value:
    try:
        value = evaluate(expr, env)
        if not -FAR < value < FAR:
            raise ValueFault("a number beyond all bounds")
    except ArithmeticError as error:
        raise ValueFault(f"{place.file}:{place.line}:{place.column}: {error}") from error
    return value


def format_number(value: float, form: str, bands: Bands) -> str:
    """A number in a format: int, one, two, percent, or a band's word. Ties round away from zero."""
    if form in bands:
        return bands[form](value)
    if form == "percent":
        value, places = value * 100, 1
    else:
        places = {"one": 1, "two": 2}.get(form, 0)
    scale = 10**places
    whole = int(abs(value) * scale + 0.5 + 1e-9)
    text = f"{whole / scale:,.{places}f}"
    if form == "percent":
        text = text.removesuffix(".0")
    return f"-{text}" if value < 0 and whole else text


def expressions(prose: Prose) -> Iterator[Expr]:
    """Every expression of a text."""
    for part in prose.parts:
        match part:
            case Figure(expr):
                yield expr
            case Branch(test, then, otherwise):
                yield test
                yield from expressions(then)
                yield from expressions(otherwise)
            case _:
                pass
