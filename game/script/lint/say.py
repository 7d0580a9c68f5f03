"""Why a condition always comes out the same, in words: the part that decides it, and what may be at that moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from game.script.lint.reading import assume, holds, read
from game.script.lint.state import Names, State
from game.script.lint.values import EITHER, NO, YES, Value, join
from game.script.syntax import Expr, Logic, Name, NoiseCall, Not, SceneRef, children
from game.script.written import written

LONGEST = 78


def because(expr: Expr, want: bool, moments: Sequence[State]) -> str:
    """Why a condition never holds at some moments, or always; empty if there is no one reason."""
    if not moments:
        return ""
    leaf, apart = _decides(expr, want, moments[0])
    if leaf is None:
        return ""
    names = moments[0].names
    bit = NO if want else YES  # what can never be is the contrary of what is wanted
    alone = all(holds(names.bound(leaf), at) & bit == 0 for at in moments)
    if apart and not alone:
        return f"`{written(leaf)}` contradicts what stands before it"
    facts = [_fact(name, moments) for name in _asked(leaf, names)]
    told = " and ".join(f for f in facts if f)
    return told if len(told) <= LONGEST else ""


def _decides(expr: Expr, want: bool, at: State) -> tuple[Expr | None, bool]:
    """The part that decides, and whether it is read after another part of the same condition."""
    match expr:
        case Not(x):
            return _decides(x, not want, at)
        case Logic(op, a, b):
            names = at.names
            deciding = NO if op == "and" else YES
            if want is (op == "or"):  # one part is enough
                if holds(names.bound(a), at) == deciding:
                    return _decides(a, want, at)
                inner = assume(names.bound(a), op == "and", at)
                if inner is None:
                    return a, True
                leaf, _ = _decides(b, want, inner)
                return leaf, True
            return None, False
        case _:
            return expr, False


def _asked(expr: Expr, names: Names) -> Iterable[Expr]:
    """The names and scenes a part of a condition asks for, each once."""
    found: dict[str, Expr] = {}

    def walk(part: Expr) -> None:
        if isinstance(part, Name | NoiseCall | SceneRef):
            words = isinstance(part, Name) and part.id not in names.scope.symbols
            if not words:
                found.setdefault(written(part), part)
        for child in children(part):
            walk(child)

    walk(expr)
    return found.values()


def _fact(asked: Expr, moments: Sequence[State]) -> str:
    """What may be of one name at all the moments."""
    names = moments[0].names
    bound = names.bound(asked)
    value = read(bound, moments[0])
    for at in moments[1:]:
        value = join(value, read(bound, at))
    turns = {t.id for t in names.scenario.header.turns}
    if isinstance(asked, Name) and (asked.id in turns or asked.id in {p.id for p in names.scenario.world.parameters}):
        return "" if asked.id in turns else f"`{asked.id}` is {_shown(value, asked, names)}"
    match asked:
        case SceneRef("seen", scene, rest):
            if rest:
                how = _mask(value, "is always", "can never be")
                return f"`{'.'.join((scene, *rest))}` {how} signed before this is read"
            return f"`{scene}` {_mask(value, 'has always', 'can never have')} come before this is read"
        case _:
            shown = _shown(value, asked, names)
            verb = "lies between" if isinstance(value, tuple) and value[0] != value[1] else "is always"
            return f"`{written(asked)}` {verb} {shown}" if shown else ""


def _mask(value: Value, always: str, never: str) -> str:
    return always if value == YES else never if value == NO else "may or may not be"


def _shown(value: Value, asked: Expr, names: Names) -> str:
    if isinstance(value, frozenset):
        symbol = names.scope.symbols.get(asked.id) if isinstance(asked, Name) else None
        words = symbol.words if symbol else ()
        return " or ".join(words[int(x)] for x in sorted(value) if int(x) < len(words))
    if isinstance(value, int):
        return {YES: "yes", NO: "no", EITHER: ""}[value]
    low, high = value
    if low == high:
        return _number(low, asked, names)
    if -inf in value or inf in value:
        return ""
    return f"{_number(low, asked, names)} and {_number(high, asked, names)}"


def _number(x: float, asked: Expr, names: Names) -> str:
    turns = names.scenario.header.turns
    if isinstance(asked, Name) and asked.id == "turn" and x == int(x) and 0 <= x < len(turns):
        return turns[int(x)].id
    return f"{x:,.6g}"
