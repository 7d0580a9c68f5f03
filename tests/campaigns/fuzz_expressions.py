"""Expressions at random: made by the grammar, then wounded. There may be a fault, or a value; nothing else, at once.

One that reads and has no fault is worked out too, by the plain evaluator and as the compiled function: both give the
same number, or both say in words that there is none.
"""

from __future__ import annotations

import random
from typing import Any

from game.script.checker import Kind, Scope, Symbol, bind, check
from game.script.codegen import HELPERS, to_python
from game.script.evaluator import ValueFault, evaluate, piecewise
from game.script.faults import Faults, Place, ScriptError
from game.script.parser import parse_afresh
from game.script.syntax import Expr

SCOPE = Scope(
    symbols={
        **{name: Symbol(name, Kind.NUMBER) for name in ("grain", "rot", "office", "turn", "week_two")},
        "sealed": Symbol("sealed", Kind.CONDITION),
        "mood": Symbol("mood", Kind.WORD, words=("calm", "tense")),
    },
    tables=frozenset({"curve"}),
    draws=frozenset({"mice"}),
    scenes={"letter": frozenset({("answer",), ("burn",)})},
)
NUMBERS = ("grain", "rot", "office", "turn", "0", "1", "0.5", "100", "1e6", "999999999999", "grian")
CONDITIONS = ("sealed", "mood == tense", "calm != mood", "seen(letter)", "seen(letter.burn)", "little", "yes")
BITS = (
    "(", ")", "((", "**", "==", "=", "<", "<=", "!", "&&", "and", "or", "not", "if", "else", ",", ".", "..", "-", "--",
    "+", "*", "/", "/ 0", "1e999", "9" * 30, "0x10", "1_000", "seen(", "table(", "noise(", "when(", "min()", "{", "}",
    "__import__", "grain.real", "'a'", '"', "“", "＜", "（", "\u2212", "\u00a0", "\u202e", "é", "界", "#", "\\",
    "[", "]", "@", "$", "%", "~", "^", "?", ":", ";", "\t", "\n", "\x00", "\ud800", "lambda: 0",
)  # fmt: skip
CURVE = ((0.0, 0.0), (1.0, 0.1), (2.5, 7.0))
PLACE = Place("story.yaml", 1, 1)


class Moment:
    """Values at random, for whatever an expression asks."""

    def __init__(self, chance: random.Random) -> None:
        usual = (0.0, 1.0, -1.0, 0.5, 1e-9, 100.0, 1e12)
        self.values: dict[str, float | bool] = {name: chance.choice(usual) for name in SCOPE.symbols}
        self.values |= {"sealed": chance.random() < 0.5, "mood": float(chance.randrange(2))}

    def value(self, name: str) -> float | bool:
        """What a name is."""
        return self.values[name]

    def seen(self, scene: str, rest: tuple[str, ...]) -> bool:
        """Whether a scene was seen."""
        return bool(scene) and not rest

    def visits(self, scene: str) -> float:
        """How often."""
        return float(len(scene) % 3)

    def turns_since(self, scene: str) -> float:
        """How long ago."""
        return 999.0 if scene else 0.0

    def table(self, name: str, x: float) -> float:
        """A curve."""
        return piecewise(CURVE if name else (), x)

    def noise(self, name: str) -> float:
        """Chance."""
        return 0.25 if name else 0.0


class _Direct:
    """Every leaf as a call on the environment `e`."""

    def name(self, name: str) -> str:
        return f"e.value({name!r})"

    def seen(self, scene: str, rest: tuple[str, ...]) -> str:
        return f"e.seen({scene!r}, {rest!r})"

    def visits(self, scene: str) -> str:
        return f"e.visits({scene!r})"

    def turns_since(self, scene: str) -> str:
        return f"e.turns_since({scene!r})"

    def table(self, name: str) -> str:
        return "curve" if name else ""

    def noise(self, name: str) -> str:
        return f"e.noise({name!r})"


def number(chance: random.Random, depth: int) -> str:
    """A formula that gives a number."""
    if depth <= 0 or chance.random() < 0.2:
        return chance.choice(NUMBERS)
    a, b = (number(chance, depth - 1 - chance.randrange(2)) for _ in range(2))
    match chance.randrange(9):
        case 0 | 1:
            return f"{a} {chance.choice('+-*/')} {b}"
        case 2:
            return f"({a} {chance.choice('+-*/')} {b})"
        case 3:
            return f"{chance.choice(('min', 'max'))}({a}, {b})"
        case 4:
            return f"when({condition(chance, depth - 1)}, {a}, {b})"
        case 5:
            return chance.choice((f"clamp({a}, 0, {b})", f"round({a})", f"round({a}, 2)"))
        case 6:
            return chance.choice((f"table(curve, {a})", "noise(mice)", "visits(letter)", "turns_since(letter)"))
        case 7:
            return f"-{a}"
        case _:
            return f"{a} ** {b}"


def condition(chance: random.Random, depth: int) -> str:
    """A formula that gives a condition."""
    if depth <= 0 or chance.random() < 0.2:
        return chance.choice(CONDITIONS)
    match chance.randrange(5):
        case 0 | 1:
            sign = chance.choice(("<", "<=", ">", ">=", "==", "!="))
            return f"{number(chance, depth - 1)} {sign} {number(chance, depth - 1)}"
        case 2 | 3:
            join = chance.choice((" and ", " or "))
            return join.join(condition(chance, depth - 1) for _ in range(chance.randint(2, 3)))
        case _:
            return f"not ({condition(chance, depth - 1)})"


def wounded(text: str, chance: random.Random) -> str:
    """One to three bits put in, cut out, doubled or repeated beyond reason."""
    for _ in range(chance.randint(1, 3)):
        at, to = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        match chance.randrange(5):
            case 0:
                text = text[:at] + chance.choice(BITS) + text[at:]
            case 1:
                text = text[:at] + text[to:]
            case 2:
                text = text[:to] + text[at:]
            case 3:
                text = text[:at] + chance.choice(BITS) * chance.choice((2, 30, 400)) + text[at:]
            case _:
                words = text.split(" ")
                chance.shuffle(words)
                text = " ".join(words)
    return text


def expression(chance: random.Random) -> str:
    """One expression; every third is as the grammar has it."""
    depth = chance.choice((1, 2, 3, 5, 8))
    text = chance.choice((number, condition))(chance, depth)
    return text if chance.random() < 0.34 else wounded(text, chance)


def read(text: str) -> Expr | None:
    """The expression, bound, if nothing is wrong with it."""
    faults, tree = Faults(), None
    try:
        tree = parse_afresh(text, PLACE)
        check(tree, SCOPE, PLACE, faults)
    except ScriptError as error:
        faults.found.append(error.fault)
    assert all(f.headline() for f in faults)
    return None if tree is None or faults.errors else bind(tree, SCOPE)


def worked_out(tree: Expr, chance: random.Random) -> bool:
    """Whether there is a value; both ways of finding it agree."""
    moment = Moment(chance)
    return _same(_plainly(tree, moment), _compiled(tree, moment))


def _same(plain: float | bool | None, compiled: float | bool | None) -> bool:
    assert plain == compiled or (plain != plain and compiled != compiled), (plain, compiled)
    return plain is not None


def _plainly(tree: Expr, moment: Moment) -> float | bool | None:
    try:
        return evaluate(tree, moment)
    except ArithmeticError:
        return None


def _compiled(tree: Expr, moment: Moment) -> float | bool | None:
    space: dict[str, Any] = {"__builtins__": {}, **HELPERS, "e": moment, "curve": CURVE}
    try:
        return eval(to_python(tree, _Direct()), space)  # noqa: S307 - the program's own text, with no name but its own
    except (ValueFault, ArithmeticError):
        return None
