"""A bound expression as Python source, with the same results bit for bit as the evaluator.

Only what `naming` gives, numbers, operators and the helpers below can come out: no text of an author does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from game.script.evaluator import clamp, divide, piecewise, power, rounded
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

HELPERS: Mapping[str, Any] = {
    "__builtins__": {},
    "_div": divide,
    "_pow": power,
    "_clamp": clamp,
    "_round": rounded,
    "_table": piecewise,
    "min": min,
    "max": max,
    "float": float,
}
# what generated source may say of a tree, whoever made the tree
_OPERATORS = {op: op for op in ("+", "-", "*", "==", "!=", "<", "<=", ">", ">=", "and", "or")}
_CALLS = {"clamp": "_clamp", "round": "_round", "min": "min", "max": "max"}


class Naming(Protocol):
    """How generated source says each thing an expression can refer to."""

    def name(self, name: str) -> str: ...
    def seen(self, scene: str, rest: tuple[str, ...]) -> str: ...
    def visits(self, scene: str) -> str: ...
    def turns_since(self, scene: str) -> str: ...
    def table(self, name: str) -> str: ...
    def noise(self, name: str) -> str: ...


def to_python(expr: Expr, naming: Naming) -> str:
    """The source of an expression."""

    def go(x: Expr) -> str:
        return to_python(x, naming)

    match expr:
        case Number(value):
            return repr(value) if type(value) is int else repr(float(value))
        case Name(name):
            return naming.name(name)
        case Negate(x):
            return f"(-{go(x)})"
        case Not(x):
            return f"(not {go(x)})"
        case Arithmetic("/", a, b):
            return f"_div({go(a)}, {go(b)})"
        case Arithmetic("**", a, b):
            return f"_pow({go(a)}, {go(b)})"
        case Arithmetic(op, a, b) | Compare(op, a, b) | Logic(op, a, b):
            return f"({go(a)} {_OPERATORS[op]} {go(b)})"
        case Call("when", (test, a, b)):
            return f"({go(a)} if {go(test)} else {go(b)})"
        case Call(function, args):
            return f"{_CALLS[function]}({', '.join(go(a) for a in args)})"
        case SceneRef("seen", scene, rest):
            return naming.seen(scene, rest)
        case SceneRef("visits", scene):
            return naming.visits(scene)
        case SceneRef(_, scene):
            return naming.turns_since(scene)
        case TableCall(table, x):
            return f"_table({naming.table(table)}, {go(x)})"
        case NoiseCall(draw):
            return naming.noise(draw)
