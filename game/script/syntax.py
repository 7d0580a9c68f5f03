"""The tree of an expression: frozen nodes, each with its offset in the text it was read from."""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen


def _offset() -> int:
    return field(default=0, eq=False, repr=False)


@frozen
class Number:
    """A literal, or a word once it is bound to its place in its list."""

    value: float
    at: int = _offset()


@frozen
class Name:
    """A declared name, or a word of a declared list before binding."""

    id: str
    at: int = _offset()


@frozen
class Negate:
    """Minus."""

    x: Expr
    at: int = _offset()


@frozen
class Not:
    """`not`."""

    x: Expr
    at: int = _offset()


@frozen
class Arithmetic:
    """`+ - * / **`."""

    op: str
    a: Expr
    b: Expr
    at: int = _offset()


@frozen
class Compare:
    """`== != < <= > >=`."""

    op: str
    a: Expr
    b: Expr
    at: int = _offset()


@frozen
class Logic:
    """`and`, `or`."""

    op: str
    a: Expr
    b: Expr
    at: int = _offset()


@frozen
class Call:
    """min, max, clamp, round, when."""

    function: str
    args: tuple[Expr, ...]
    at: int = _offset()


@frozen
class SceneRef:
    """seen, visits, turns_since: the only place where a dot is allowed."""

    function: str
    scene: str
    rest: tuple[str, ...] = ()
    at: int = _offset()


@frozen
class TableCall:
    """table(name, x)."""

    table: str
    x: Expr
    at: int = _offset()


@frozen
class NoiseCall:
    """noise(draw)."""

    draw: str
    at: int = _offset()


Expr: TypeAlias = Number | Name | Negate | Not | Arithmetic | Compare | Logic | Call | SceneRef | TableCall | NoiseCall


def begins_at(expr: Expr) -> int:
    """The offset at which an expression begins; that of an operator is its own."""
    match expr:
        case Arithmetic(_, a, _) | Compare(_, a, _) | Logic(_, a, _):
            return begins_at(a)
        case _:
            return expr.at


def children(expr: Expr) -> tuple[Expr, ...]:
    """The parts of a node."""
    match expr:
        case Negate(x) | Not(x) | TableCall(_, x):
            return (x,)
        case Arithmetic(_, a, b) | Compare(_, a, b) | Logic(_, a, b):
            return (a, b)
        case Call(_, args):
            return args
        case _:
            return ()
