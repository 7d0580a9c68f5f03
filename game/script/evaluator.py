"""The plain evaluator: walks a bound tree. Slow, simple, and the reference the compiled functions are held to."""

from __future__ import annotations

from itertools import pairwise
from typing import Protocol

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

Value = float | bool
FAR = 1e15


class ValueFault(ArithmeticError):  # noqa: N818 - the project calls what is wrong a fault
    """A value that cannot be: a division by zero, a power of a negative base, a number beyond all bounds."""


class Environment(Protocol):
    """What an expression can ask of the moment it is read in."""

    def value(self, name: str) -> Value: ...
    def seen(self, scene: str, rest: tuple[str, ...]) -> bool: ...
    def visits(self, scene: str) -> float: ...
    def turns_since(self, scene: str) -> float: ...
    def table(self, name: str, x: float) -> float: ...
    def noise(self, name: str) -> float: ...


def divide(a: float, b: float) -> float:
    """a / b; a zero divisor is a fault."""
    if b == 0:
        raise ValueFault("division by zero")
    return a / b


def power(a: float, b: float) -> float:
    """a ** b; the base must not be negative, the result not out of bounds."""
    if a < 0 or (a == 0 and b < 0):
        raise ValueFault("a power of a negative base")
    try:
        result = a**b
    except OverflowError:
        raise ValueFault("a power out of bounds") from None
    return float(result)


def clamp(x: float, low: float, high: float) -> float:
    """x kept between low and high."""
    return max(low, min(high, x))


def rounded(x: float, places: float = 0.0) -> float:
    """x to a number of places, ties to the even digit."""
    return float(round(x, int(max(-12, min(12, places)))))


def piecewise(points: tuple[tuple[float, float], ...], x: float) -> float:
    """A curve through points: straight between them, flat outside."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


def compare(op: str, a: float, b: float) -> bool:
    """The six comparisons."""
    match op:
        case "==":
            return a == b
        case "!=":
            return a != b
        case "<":
            return a < b
        case "<=":
            return a <= b
        case ">":
            return a > b
        case _:
            return a >= b


def evaluate(expr: Expr, env: Environment) -> Value:
    """The value of a bound, checked expression. Raises ValueFault."""
    match expr:
        case Number(value):
            return value
        case Name(name):
            return env.value(name)
        case Negate(x):
            return -evaluate(x, env)
        case Not(x):
            return not evaluate(x, env)
        case Arithmetic(op, a, b):
            return _arithmetic(op, evaluate(a, env), evaluate(b, env))
        case Compare(op, a, b):
            return compare(op, evaluate(a, env), evaluate(b, env))
        case Logic("and", a, b):
            return bool(evaluate(a, env)) and bool(evaluate(b, env))
        case Logic(_, a, b):
            return bool(evaluate(a, env)) or bool(evaluate(b, env))
        case Call("when", (test, a, b)):
            return evaluate(a if evaluate(test, env) else b, env)
        case Call(function, args):
            return _call(function, [evaluate(a, env) for a in args])
        case SceneRef("seen", scene, rest):
            return env.seen(scene, rest)
        case SceneRef("visits", scene):
            return env.visits(scene)
        case SceneRef(_, scene):
            return env.turns_since(scene)
        case TableCall(table, x):
            return env.table(table, evaluate(x, env))
        case NoiseCall(draw):
            return env.noise(draw)


def _arithmetic(op: str, a: float, b: float) -> float:
    match op:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "/":
            return divide(a, b)
        case _:
            return power(a, b)


def _call(function: str, args: list[Value]) -> float:
    match function:
        case "min":
            return min(args)
        case "max":
            return max(args)
        case "clamp":
            return clamp(args[0], args[1], args[2])
        case _:
            return rounded(*args)
