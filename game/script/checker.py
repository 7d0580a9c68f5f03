"""Names and kinds: every name is declared, conditions and numbers are not mixed, words meet only their own list."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs
from attrs import frozen

from game.script.faults import Faults, Place, nearest
from game.script.syntax import (
    Arithmetic,
    Call,
    Compare,
    Expr,
    Logic,
    Name,
    Negate,
    NoiseCall,
    Not,
    Number,
    SceneRef,
    TableCall,
    begins_at,
)

_FLAG_WORDS = ("yes", "no", "true", "false")


class Kind(StrEnum):
    """What an expression gives."""

    NUMBER = "number"
    CONDITION = "condition"
    WORD = "word"


@frozen
class Symbol:
    """A declared name. `words` is the list of a word variable; a bare word of it is its place in the list."""

    id: str
    kind: Kind
    words: tuple[str, ...] = ()
    unit: str = ""
    shown: tuple[str, ...] = ()  # the words as a reader sees them, where that is not as they are written


@frozen
class Scope:
    """All that an expression may refer to. `scenes` maps a scene to the paths `seen` may name inside it."""

    symbols: Mapping[str, Symbol]
    tables: frozenset[str] = frozenset()
    draws: frozenset[str] = frozenset()
    scenes: Mapping[str, frozenset[tuple[str, ...]]] = attrs.field(factory=dict[str, frozenset[tuple[str, ...]]])


def form_scope(scope: Scope) -> Scope:
    """The scope of a form's value, where `this` is the lever under a step."""
    return Scope(
        symbols={**scope.symbols, "this": Symbol("this", Kind.NUMBER)},
        tables=scope.tables,
        draws=scope.draws,
        scenes=scope.scenes,
    )


def check(expr: Expr, scope: Scope, place: Place, faults: Faults, expected: Kind | None = None) -> Kind | None:
    """The kind of an expression; faults are noted, and None stands for what cannot be known."""
    kind = _kind(expr, scope, place, faults)
    if kind is not None and expected is not None and kind is not expected:
        hint = {
            (Kind.CONDITION, Kind.NUMBER): "write `when(condition, 1, 0)` to make a number of it",
            (Kind.NUMBER, Kind.CONDITION): "compare it with something, such as `> 0`",
        }.get((kind, expected), "")
        faults.add("wrong-kind", place.shifted(begins_at(expr)), kind=kind, expected=expected, hint=hint)
    return kind


def _kind(expr: Expr, scope: Scope, place: Place, faults: Faults) -> Kind | None:
    def number(*parts: Expr) -> Kind:
        for part in parts:
            check(part, scope, place, faults, Kind.NUMBER)
        return Kind.NUMBER

    def condition(*parts: Expr) -> Kind:
        for part in parts:
            check(part, scope, place, faults, Kind.CONDITION)
        return Kind.CONDITION

    match expr:
        case Number():
            return Kind.NUMBER
        case Name(name):
            return _name(name, expr, scope, place, faults)
        case Negate(x):
            return number(x)
        case Not(x):
            return condition(x)
        case Logic(_, a, b):
            return condition(a, b)
        case Arithmetic(op, a, b):
            if op == "**" and isinstance(a, Negate | Number) and (isinstance(a, Negate) or a.value < 0):
                faults.add("negative-power", place.shifted(a.at))
            return number(a, b)
        case Compare():
            return _compare(expr, scope, place, faults)
        case Call("when", (test, a, b)):
            condition(test)
            return number(a, b)
        case Call(_, args):
            return number(*args)
        case SceneRef():
            return _scene(expr, scope, place, faults)
        case TableCall(table, x):
            if table not in scope.tables:
                hint = nearest(table, scope.tables)
                faults.add("unknown-table", place.shifted(expr.at), name=table, hint=hint)
            return number(x)
        case NoiseCall(draw):
            if draw not in scope.draws:
                hint = nearest(draw, scope.draws)
                faults.add("unknown-draw", place.shifted(expr.at), name=draw, hint=hint)
            return Kind.NUMBER


def _name(name: str, expr: Expr, scope: Scope, place: Place, faults: Faults) -> Kind | None:
    symbol = scope.symbols.get(name)
    if symbol is not None:
        return symbol.kind
    owner = next((s.id for s in scope.symbols.values() if name in s.words), None)
    hint = f"it is a word of `{owner}`: write `{owner} == {name}`" if owner else nearest(name, scope.symbols)
    if name in _FLAG_WORDS:
        hint = "a flag is used bare: `warned`, or `not warned`"
    faults.add("unknown-name", place.shifted(expr.at), name=name, hint=hint)
    return None


def _needless(expr: Expr, scope: Scope) -> bool:
    return isinstance(expr, Name) and expr.id in _FLAG_WORDS and expr.id not in scope.symbols


def _words_of(expr: Expr, scope: Scope) -> Symbol | None:
    symbol = scope.symbols.get(expr.id) if isinstance(expr, Name) else None
    return symbol if symbol is not None and symbol.kind is Kind.WORD else None


def _compare(expr: Compare, scope: Scope, place: Place, faults: Faults) -> Kind:
    left, right = _words_of(expr.a, scope), _words_of(expr.b, scope)
    owner, other = (left, expr.b) if left is not None else (right, expr.a)
    if owner is None:
        # beside a word that no flag needs, as in `warned == yes`, only that word is what is wrong
        expected = None if any(_needless(side, scope) for side in (expr.a, expr.b)) else Kind.NUMBER
        for side in _meant(expr, scope):
            check(side, scope, place, faults, expected)
        return Kind.CONDITION
    if expr.op not in ("==", "!="):
        faults.add("word-order", place.shifted(expr.at), id=owner.id)
    if left is not None and right is not None:
        if left.words != right.words:
            faults.add("word-lists", place.shifted(expr.at), left=left.id, right=right.id)
    elif not isinstance(other, Name) or other.id not in owner.words:
        shown = other.id if isinstance(other, Name) else "this"
        hint = nearest(shown, owner.words) or "one of " + ", ".join(owner.words)
        faults.add("unknown-word", place.shifted(other.at), "variable", name=shown, id=owner.id, hint=hint)
    return Kind.CONDITION


def _meant(expr: Compare, scope: Scope) -> tuple[Expr, ...]:
    """The sides of a comparison that are to be looked at: a word beside a misspelt variable is right."""
    if not all(isinstance(side, Name) and side.id not in scope.symbols for side in (expr.a, expr.b)):
        return expr.a, expr.b  # nearly always: what follows looks at every symbol
    words = {word for symbol in scope.symbols.values() for word in symbol.words}
    for side, other in ((expr.a, expr.b), (expr.b, expr.a)):
        if isinstance(side, Name) and side.id in words:
            return (other,)
    return expr.a, expr.b


def _scene(expr: SceneRef, scope: Scope, place: Place, faults: Faults) -> Kind:
    paths = scope.scenes.get(expr.scene)
    at = place.shifted(expr.at)
    if paths is None:
        faults.add("unknown-scene", at, name=expr.scene, hint=nearest(expr.scene, scope.scenes))
    elif expr.rest and (expr.function != "seen" or expr.rest not in paths):
        known = [".".join(p) for p in paths]
        shown = ".".join(expr.rest)
        hint = nearest(shown, known) or "there are: " + ", ".join(sorted(known))
        faults.add("unknown-choice", at, scene=expr.scene, name=shown, hint=hint)
    return Kind.CONDITION if expr.function == "seen" else Kind.NUMBER


def bind(expr: Expr, scope: Scope) -> Expr:
    """The same expression with every bare word replaced by its place in its list.

    Beside a word variable a word means itself, even where a figure has the same name.
    """

    def word(side: Expr, other: Expr) -> Expr:
        owner = _words_of(other, scope)
        if owner is not None and isinstance(side, Name) and side.id in owner.words and not _words_of(side, scope):
            return Number(float(owner.words.index(side.id)), side.at)
        return bind(side, scope)

    match expr:
        case Compare(op, a, b):
            return Compare(op, word(a, b), word(b, a), expr.at)
        case Negate(x):
            return Negate(bind(x, scope), expr.at)
        case Not(x):
            return Not(bind(x, scope), expr.at)
        case Arithmetic(op, a, b):
            return Arithmetic(op, bind(a, scope), bind(b, scope), expr.at)
        case Logic(op, a, b):
            return Logic(op, bind(a, scope), bind(b, scope), expr.at)
        case Call(function, args):
            return Call(function, tuple(bind(a, scope) for a in args), expr.at)
        case TableCall(table, x):
            return TableCall(table, bind(x, scope), expr.at)
        case _:
            return expr
