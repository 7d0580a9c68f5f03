"""An expression read where not everything is known, and what a condition that holds says of the moment."""

from __future__ import annotations

from math import inf

from game.script.lint.state import NEVER, State, either
from game.script.lint.values import (
    ALL,
    EITHER,
    NO,
    YES,
    Mask,
    Range,
    Value,
    along_table,
    arithmetic,
    compared,
    contrary,
    denied,
    flipped,
    join,
    largest,
    narrowed,
    near,
    point,
    smallest,
)
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


def read(expr: Expr, at: State) -> Value:
    """What a bound expression may give at a moment."""
    match expr:
        case Number(value):
            return point(value)
        case Name(name) | NoiseCall(name):
            return _name(name, at)
        case Compare(op, a, b):
            return compared(op, read(a, at), read(b, at))
        case Logic():
            return _logic(expr, at)
        case Not(x):
            return denied(holds(x, at))
        case Arithmetic(op, a, b):
            return arithmetic(op, number(a, at), number(b, at))
        case Negate(x):
            low, high = number(x, at)
            return -high, -low
        case Call("when", (test, a, b)):
            return _when(test, a, b, at)
        case Call(function, args):
            return _call(function, [number(a, at) for a in args])
        case SceneRef("seen", scene, rest):
            return at.fact(".".join((scene, *rest)))
        case SceneRef("visits", scene):
            mask = at.fact(scene)
            return (1.0 if mask == YES else 0.0, inf if mask & YES else 0.0)
        case SceneRef(_, scene):
            return _since(scene, at)
        case TableCall(table, x):
            return along_table(at.names.tables[table], number(x, at))


def number(expr: Expr, at: State) -> Range:
    """The range of a number."""
    value = read(expr, at)
    return value if isinstance(value, tuple) else ALL


def holds(expr: Expr, at: State) -> Mask:
    """Whether a condition may hold, and whether it may fail."""
    value = read(expr, at)
    return value if isinstance(value, int) else EITHER


def _name(name: str, at: State) -> Value:
    value = at.values.get(name)
    if value is not None:
        return value
    value = at.narrow.get(name)
    if value is None:
        value = at.cache.get(name)
    if value is None:
        value = at.cache[name] = read(at.names.worked[name], at) if name in at.names.worked else ALL
    return value


def _since(scene: str, at: State) -> Range:
    mask, span = at.fact(scene), at.spans.get(scene)
    if not mask & YES or span is None:
        return point(NEVER)
    return float(at.turn - span.last), float(at.turn - span.first) if mask == YES else NEVER


def _logic(expr: Logic, at: State) -> Mask:
    """The right side is read where the left one does not decide, if both rest on something in common."""
    left = holds(expr.a, at)
    stop, go = (NO, YES) if expr.op == "and" else (YES, NO)
    if not left & go:
        return left
    inner: State | None = at
    if at.names.rests(expr.a) & at.names.rests(expr.b):
        inner = assume(expr.a, expr.op == "and", at)
    if inner is None:
        return stop
    right = holds(expr.b, inner)
    return (left & stop) | right


def _when(test: Expr, a: Expr, b: Expr, at: State) -> Value:
    mask = holds(test, at)
    parts: list[Value] = []
    rests = at.names.rests(test)
    for bit, want, part in ((YES, True, a), (NO, False, b)):
        if mask & bit:
            inner = assume(test, want, at) if rests & at.names.rests(part) else at
            if inner is not None:
                parts.append(read(part, inner))
    if not parts:
        return ALL
    return parts[0] if len(parts) == 1 else join(parts[0], parts[1])


def _call(function: str, args: list[Range]) -> Range:
    match function:
        case "min":
            return smallest(args)
        case "max":
            return largest(args)
        case "clamp":
            return largest([args[1], smallest([args[2], args[0]])])
        case _:
            return near(args[0], args[1] if len(args) > 1 else point(0.0))


def assume(expr: Expr, want: bool, at: State) -> State | None:
    """The moment, knowing that a condition holds (or fails); None if it cannot."""
    match expr:
        case Not(x):
            return assume(x, not want, at)
        case Logic(op, a, b):
            if (op == "and") is want:
                first = assume(a, want, at)
                return assume(b, want, first) if first is not None else None
            other = assume(a, not want, at)
            sides = (assume(a, want, at), assume(b, want, other) if other is not None else None)
            found = [s for s in sides if s is not None]
            return either(found) if found else None
        case Compare(op, a, b):
            return _compare(op if want else contrary(op), a, b, at)
        case Name(name) if name in at.names.worked:
            return assume(at.names.worked[name], want, at)
        case Name(name):
            return _mask(name, want, at)
        case SceneRef("seen", scene, rest):
            return _seen(scene, rest, want, at)
        case _:
            return at if holds(expr, at) & (YES if want else NO) else None


def _mask(name: str, want: bool, at: State) -> State | None:
    bit, value = (YES if want else NO), at.values.get(name, EITHER)
    if not isinstance(value, int) or value == bit:
        return at
    if not value & bit:
        return None
    found = at.branch()
    found.know(name, bit)
    return found


def _seen(scene: str, rest: tuple[str, ...], want: bool, at: State) -> State | None:
    key, bit = ".".join((scene, *rest)), (YES if want else NO)
    mask = at.fact(key)
    if mask == bit:
        return at
    if not mask & bit:
        return None
    found = at.branch()
    found.learn(key, bit)
    if want and rest:
        found.learn(scene, YES)
    if not want and not rest:
        below = {".".join((scene, *path)) for path in at.names.scope.scenes.get(scene, ())} & found.facts.keys()
        if below:
            found.facts = {n: mask for n, mask in found.facts.items() if n not in below}
    return found


def _compare(op: str, a: Expr, b: Expr, at: State) -> State | None:
    left, right = read(a, at), read(b, at)
    if not compared(op, left, right) & YES:
        return None
    found: State | None = None
    for side, value, how, other in ((a, left, op, right), (b, right, flipped(op), left)):
        if not isinstance(side, Name):
            continue
        new = narrowed(value, how, other)
        if new is None:
            return None
        if new != value:
            found = found or at.branch()
            found.know(side.id, new)
    return found or at
