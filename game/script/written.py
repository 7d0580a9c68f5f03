"""An expression as an author writes it, made from its tree: only the brackets it needs. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

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
)

Say: TypeAlias = Callable[[float], str]


def shortest(value: float) -> str:
    """A number as short as it can be written: `3`, `0.25`."""
    return str(int(value)) if value == int(value) else repr(value)


def written(expr: Expr, number: Say = shortest) -> str:
    """An expression as an author writes it; `number` says its numbers."""
    return _within(expr, 0, number)


def _within(expr: Expr, outer: int, number: Say) -> str:
    text, own = _piece(expr, number)
    return f"({text})" if own < outer else text


def _piece(expr: Expr, number: Say) -> tuple[str, int]:
    """The text of an expression, and how tightly it holds together."""
    match expr:
        case Number(value):
            return number(value), 9
        case Name(name):
            return name, 9
        case Logic("or", a, b):
            return f"{_within(a, 1, number)} or {_within(b, 2, number)}", 1
        case Logic(_, a, b):
            return f"{_within(a, 2, number)} and {_within(b, 3, number)}", 2
        case Not(x):
            return f"not {_within(x, 3, number)}", 3
        case Compare(op, a, b):
            return f"{_within(a, 5, number)} {op} {_within(b, 5, number)}", 4
        case Arithmetic("+" | "-" as op, a, b):
            return f"{_within(a, 5, number)} {op} {_within(b, 6, number)}", 5
        case Arithmetic("**", a, b):
            return f"{_within(a, 9, number)} ** {_within(b, 8, number)}", 8
        case Arithmetic(op, a, b):
            return f"{_within(a, 6, number)} {op} {_within(b, 7, number)}", 6
        case Negate(x):
            return f"-{_within(x, 8, number)}", 7
        case Call(function, args):
            return f"{function}({', '.join(_within(a, 0, number) for a in args)})", 9
        case SceneRef(function, scene, rest):
            return f"{function}({'.'.join((scene, *rest))})", 9
        case TableCall(table, x):
            return f"table({table}, {_within(x, 0, number)})", 9
        case NoiseCall(draw):
            return f"noise({draw})", 9
