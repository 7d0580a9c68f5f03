"""Expressions: grammar, limits, names and kinds; data only; the compiled form equals the evaluator bit for bit."""

from __future__ import annotations

import builtins
import math
import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.script.checker import Kind, Scope, Symbol, bind, check
from game.script.codegen import HELPERS, to_python
from game.script.evaluator import ValueFault, evaluate, piecewise, rounded
from game.script.faults import Fault, Faults, Place, ScriptError
from game.script.parser import parse
from game.script.syntax import Call, Compare, Expr, Logic, Name, Not, Number, SceneRef, children

HERE = Place("story.yaml", 3, 11, "    when: ...")
NUMBERS = ("grain", "rot", "standing")
WORDS = ("calm", "tense", "cold")
SCOPE = Scope(
    symbols={
        **{n: Symbol(n, Kind.NUMBER) for n in NUMBERS},
        "sealed": Symbol("sealed", Kind.CONDITION),
        "mood": Symbol("mood", Kind.WORD, words=WORDS),
        "weather": Symbol("weather", Kind.WORD, words=("dry", "wet")),
        "cold": Symbol("cold", Kind.NUMBER),
    },
    tables=frozenset({"curve"}),
    draws=frozenset({"mice"}),
    scenes={"letter": frozenset({("answer",), ("burn",)}), "measure": frozenset({("amount", "short")})},
)
CURVE = ((0.0, 0.0), (1.0, 0.1), (2.5, 7.0))


class Moment:
    """An environment for both ways of working out."""

    def __init__(self, values: dict[str, float]) -> None:
        self.values = values

    def value(self, name: str) -> float | bool:
        return self.values[name] != 0.0 if name == "sealed" else self.values[name]

    def seen(self, scene: str, rest: tuple[str, ...]) -> bool:
        return scene == "letter" and rest != ("burn",)

    def visits(self, scene: str) -> float:
        return 2.0 if scene == "letter" else 0.0

    def turns_since(self, scene: str) -> float:
        return 999.0 if scene == "measure" else 3.0

    def table(self, _name: str, x: float) -> float:
        return piecewise(CURVE, x)

    def noise(self, name: str) -> float:
        return self.values[name]


class Source:
    """How generated source asks the same environment."""

    def name(self, name: str) -> str:
        return f"E.value({name!r})"

    def seen(self, scene: str, rest: tuple[str, ...]) -> str:
        return f"E.seen({scene!r}, {rest!r})"

    def visits(self, scene: str) -> str:
        return f"E.visits({scene!r})"

    def turns_since(self, scene: str) -> str:
        return f"E.turns_since({scene!r})"

    def table(self, _name: str) -> str:
        return "T"

    def noise(self, name: str) -> str:
        return f"E.noise({name!r})"


def read(text: str) -> Expr:
    return parse(text, HERE)


def read_or_fault(text: str) -> Expr | Fault:
    try:
        return read(text)
    except ScriptError as error:
        return error.fault


def faults_of(text: str, expected: Kind | None = None) -> tuple[Fault, ...]:
    faults = Faults()
    try:
        check(read(text), SCOPE, HERE, faults, expected)
    except ScriptError as error:
        return (error.fault,)
    return tuple(faults)


def value_of(text: str, **values: float) -> float | bool:
    expr = bind(read(text), SCOPE)
    moment = Moment({**dict.fromkeys([*NUMBERS, "mood", "weather", "sealed", "mice", "cold"], 0.0), **values})
    found = evaluate(expr, moment)
    assert run_source(expr, moment) == found
    return found


def run_source(expr: Expr, moment: Moment) -> Any:
    space = {**HELPERS, "E": moment, "T": CURVE}
    return eval(compile(to_python(expr, Source()), "<test>", "eval"), space)  # noqa: S307 - what is tested


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("2 ** 3 ** 2", 512.0),
        ("-2 ** 2", -4.0),
        ("2 ** -1", 0.5),
        ("7 - 2 - 1", 4.0),
        ("8 / 4 / 2", 1.0),
        ("- - 3", 3.0),
        (".5 + 1e3", 1000.5),
        ("min(3, 1, 2)", 1.0),
        ("max(3, 1, 2)", 3.0),
        ("clamp(5, 0, 1)", 1.0),
        ("round(2.5)", 2.0),
        ("round(3.5)", 4.0),
        ("round(-0.5)", 0.0),
        ("round(1.25, 1)", 1.2),
        ("round(1234.5, -2)", 1200.0),
        ("when(1 > 2, 3, 4)", 4.0),
        ("when(1 < 2, 3, 1 / 0)", 3.0),
        ("table(curve, 0.5)", 0.05),
        ("table(curve, -1)", 0.0),
        ("table(curve, 99)", 7.0),
        ("noise(mice)", 0.0),
        ("visits(letter)", 2.0),
        ("turns_since(letter)", 3.0),
        ("turns_since(measure)", 999.0),
        ("1 < 2 and not 2 < 1", True),
        ("1 > 2 or 1 > 2 and 1 < 2", False),
        ("not 1 > 2 and 1 > 2", False),
        ("sealed", False),
        ("not sealed", True),
        ("sealed and 1 / 0 > 1", False),
        ("mood == calm", True),
        ("tense != mood", True),
        ("seen(letter)", True),
        ("seen(letter.burn)", False),
        ("seen(letter.answer)", True),
    ],
)
def test_what_expressions_give(text: str, value: float | bool) -> None:
    assert not faults_of(text)
    assert value_of(text) == value


def test_beside_a_word_variable_a_word_means_itself() -> None:
    assert value_of("mood == cold", mood=2.0, cold=50.0) is True
    assert value_of("mood == cold", mood=2.0, cold=0.0) is True
    assert value_of("cold > 10", mood=0.0, cold=50.0) is True


@pytest.mark.parametrize(
    ("text", "code", "column", "hint"),
    [
        ("grian + 1", "unknown-name", 1, "did you mean `grain`?"),
        ("grain + (rott - 1)", "unknown-name", 10, "did you mean `rot`?"),
        ("table(curves, 1)", "unknown-table", 1, "did you mean `curve`?"),
        ("noise(mise)", "unknown-draw", 1, "did you mean `mice`?"),
        ("1 + sqrt(2)", "unknown-function", 5, "there are: min, max"),
        ("mim(1, 2)", "unknown-function", 1, "did you mean `min`?"),
        ("seen(leter)", "unknown-scene", 1, "did you mean `letter`?"),
        ("seen(letter.anwser)", "unknown-choice", 1, "did you mean `answer`?"),
        ("seen(measure.amount)", "unknown-choice", 1, "did you mean `amount.short`?"),
        ("visits(letter.burn)", "unknown-choice", 1, ""),
        ("mood == tens", "unknown-word", 9, "did you mean `tense`?"),
        ("mood == 1", "unknown-word", 9, "one of calm, tense"),
        ("tense", "unknown-name", 1, "write `mood == tense`"),
        ("mood < tense", "word-order", 6, "use == or !="),
        ("mood == weather", "word-lists", 6, ""),
        ("sealed == yes", "unknown-name", 11, "a flag is used bare"),
        ("grain = 1", "expression-character", 7, "write `==` to compare"),
        ("grain > 1 && rot > 1", "expression-character", 11, "write `and`"),
        ("!sealed", "expression-character", 1, "write `not`"),
        ("grain ^ 2", "expression-character", 7, "`**`"),
        ("mood == 'calm'", "expression-character", 9, "without quotes"),
        ("grain × 2", "expression-character", 7, "`*`"),
        ("grain ≥ 2", "expression-character", 7, "`>=`"),
        ("１ + 1", "expression-character", 1, ""),
        ("0 < grain < 3", "expression-chain", 11, "a < b and b < c"),
        ("grain.real", "expression-dot", 6, "only seen"),
        ("grain if sealed else 1", "expression-syntax", 7, "when(condition, a, b)"),
        ("(grain", "expression-syntax", 7, ""),
        ("grain +", "expression-syntax", 8, ""),
        ("", "expression-syntax", 1, ""),
        ("min(1)", "argument-count", 1, ""),
        ("clamp(1, 2)", "argument-count", 1, ""),
        ("1e999", "expression-number", 1, "10^12"),
        ("1000000000001", "expression-number", 1, "10^12"),
        ("(-2) ** 0.5", "negative-power", 2, ""),
        ("grain + sealed", "wrong-kind", 9, "when(condition, 1, 0)"),
        ("sealed and grain", "wrong-kind", 12, "compare it"),
        ("not grain", "wrong-kind", 5, "compare it"),
        ("grain + (rot > 1)", "wrong-kind", 10, "when(condition, 1, 0)"),
    ],
)
def test_faults_of_expressions_have_code_column_and_hint(text: str, code: str, column: int, hint: str) -> None:
    found = [f for f in faults_of(text) if f.code == code]
    assert found, [f.headline() for f in faults_of(text)]
    assert found[0].place == HERE.shifted(column - 1)
    assert hint in found[0].hint


def test_a_number_is_no_condition_and_the_other_way() -> None:
    assert [f.code for f in faults_of("grain", Kind.CONDITION)] == ["wrong-kind"]
    assert [f.code for f in faults_of("sealed", Kind.NUMBER)] == ["wrong-kind"]
    assert not faults_of("grain > 0", Kind.CONDITION)


def refused(text: str) -> str:
    began = time.process_time()
    with pytest.raises(ScriptError) as caught:
        read(text)
    assert time.process_time() - began < 1.0
    return caught.value.fault.code


def test_limits() -> None:
    assert read("1" + " " * 999)
    assert refused("1" + " " * 1000) == "expression-size"
    assert read("1" + "+1" * 99)
    assert refused("1" + "+1" * 100) == "expression-size"
    assert read("(" * 20 + "1" + ")" * 20)
    assert refused("(" * 21 + "1" + ")" * 21) == "expression-depth"
    assert read("-" * 20 + "1")
    assert refused("-" * 21 + "1") == "expression-depth"
    assert refused("not " * 21 + "sealed") == "expression-depth"
    assert refused("1" + "**1" * 21) == "expression-depth"
    assert refused("min(1," * 21 + "1" + ")" * 21) == "expression-depth"
    assert refused("(" * 900) == "expression-depth"
    assert read("1000000000000") == Number(1e12)


def test_the_widest_and_the_deepest_can_be_compiled() -> None:
    wide = "grain" + " + grain" * 99
    assert value_of(wide, grain=1.0) == 100.0
    mixed = "(" * 19 + "grain" + " * 1 + 1)" * 19 + " + 1" * 40
    assert value_of(mixed, grain=1.0) == 60.0
    assert value_of("not " * 19 + "sealed") is True


@pytest.mark.parametrize("text", ["1 / 0", "grain / (rot - rot)", "(0 - 1) ** 0.5", "0 ** -1", "1000000 ** 1000"])
def test_what_cannot_be_worked_out_is_a_fault_with_words(text: str) -> None:
    expr = bind(read(text), SCOPE)
    moment = Moment(dict.fromkeys(NUMBERS, 0.0))
    with pytest.raises(ValueFault, match=r"division by zero|a power"):
        evaluate(expr, moment)
    with pytest.raises(ValueFault, match=r"division by zero|a power"):
        run_source(expr, moment)


def test_rounding_goes_to_the_even_digit() -> None:
    assert [rounded(x) for x in (0.5, 1.5, 2.5, -1.5)] == [0.0, 2.0, 2.0, -2.0]
    assert rounded(1.0, math.inf) == 1.0


# random trees: both ways agree to the last bit


def numbers(inner: st.SearchStrategy[str], tests: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(two, st.sampled_from(["+", "-", "*", "/", "**"])).map(lambda t: f"({t[0][0]} {t[1]} {t[0][1]})"),
        two.map(lambda t: f"min({t[0]}, {t[1]})"),
        two.map(lambda t: f"max({t[0]}, {t[1]})"),
        st.tuples(inner, inner, inner).map(lambda t: f"clamp({t[0]}, {t[1]}, {t[2]})"),
        two.map(lambda t: f"round({t[0]}, {t[1]})"),
        inner.map(lambda t: f"round({t})"),
        inner.map(lambda t: f"-{t}"),
        inner.map(lambda t: f"table(curve, {t})"),
        st.tuples(tests, two).map(lambda t: f"when({t[0]}, {t[1][0]}, {t[1][1]})"),
    )


ASKED = ("grain", "rot", "standing", "noise(mice)", "visits(letter)", "turns_since(measure)", "0", "2", "0.5")
LEAF = st.one_of(st.sampled_from(ASKED), st.floats(0, 1e6, allow_nan=False).map(lambda x: f"{x:.6f}"))
SIMPLE_TEST = st.sampled_from(
    ["sealed", "not sealed", "mood == calm", "cold != mood", "seen(letter)", "seen(letter.burn)"]
)
COMPARED = st.tuples(LEAF, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), LEAF).map(" ".join)
TEST = st.recursive(
    st.one_of(SIMPLE_TEST, COMPARED),
    lambda t: st.tuples(t, st.sampled_from(["and", "or"]), t).map(lambda p: f"({p[0]} {p[1]} not ({p[2]}))"),
    max_leaves=4,
)
NUMBER_TEXT = st.recursive(LEAF, lambda inner: numbers(inner, TEST), max_leaves=12)
VALUES = st.fixed_dictionaries(
    {
        **{n: st.floats(-1e6, 1e6, allow_nan=False) for n in (*NUMBERS, "mice", "cold")},
        "mood": st.sampled_from([0.0, 1.0, 2.0]),
        "weather": st.sampled_from([0.0, 1.0]),
        "sealed": st.sampled_from([0.0, 1.0]),
    }
)


def outcome(work: Any) -> str:
    try:
        return repr(work())
    except ArithmeticError as error:
        return f"fault: {error}"


@settings(max_examples=400)
@given(NUMBER_TEXT, VALUES)
def test_compiled_and_plain_give_the_same_bits(text: str, values: dict[str, float]) -> None:
    found = read_or_fault(text)
    if isinstance(found, Fault):
        assert found.code in ("expression-size", "expression-depth")
        return
    expr = bind(found, SCOPE)
    moment = Moment(values)
    assert outcome(lambda: run_source(expr, moment)) == outcome(lambda: evaluate(expr, moment))


# data only: whatever is typed, nothing but numbers, operators and the helpers can come out

TOKEN = re.compile(
    r"\s*(E\.(?:value|seen|visits|turns_since|noise)|T|_[a-z]+|[a-z]+|'[a-z_0-9]*'|[\d.]+(?:e[+-]?\d+)?"
    r"|\*\*|[=!<>]=|[-+*/()<>,])"
)
WHITE = {"_div", "_pow", "_clamp", "_round", "_table", "min", "max", "and", "or", "not", "if", "else", "T"}


def assert_white(source: str) -> None:
    at = 0
    while at < len(source):
        match = TOKEN.match(source, at)
        assert match, f"{source[at : at + 20]!r} in {source!r}"
        piece = match.group(1)
        assert not piece[0].isalpha() or piece in WHITE or piece.startswith("E."), piece
        assert not piece.startswith("_") or piece in WHITE, piece
        at = match.end()


OURS = (
    "grain", "mood", "calm", "sealed", "seen(", "letter", ".answer", "(", ")", ",", "+", "-", "**", "==", "<", "and",
    "or", "not", "when(", "min(", "round(", "table(", "curve", "noise(", "mice", "1e12", "0", ".", "1", "1.5",
)  # fmt: skip
FOREIGN = (
    "__import__", "('os')", ".system", "lambda", ":", "exec(", "eval(", "open(", "[", "]", "{", "}", ";", "import",
    "os", "\n", "'", '"', "\\", "#", "@", ":=", "f'{}'", "__class__", ".__mro__", "print(", "=", "!", "🌾", "＝",
)  # fmt: skip
PIECES = st.lists(st.one_of(st.sampled_from((*OURS, *FOREIGN)), st.text(max_size=4)), max_size=25)


@settings(max_examples=600)
@given(PIECES)
def test_typed_text_is_a_tree_or_a_fault_and_never_acts(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = read_or_fault(text)
    if isinstance(found, Fault):
        assert found.code
        assert found.place.file == "story.yaml"
        return
    faults = Faults()
    check(found, SCOPE, HERE, faults)
    if not faults.found:
        assert_white(to_python(bind(found, SCOPE), Source()))


@settings(max_examples=150)
@given(NUMBER_TEXT)
def test_generated_source_holds_listed_words_only(text: str) -> None:
    try:
        expr = bind(read(text), SCOPE)
    except ScriptError:
        return
    assert_white(to_python(expr, Source()))


@settings(max_examples=200)
@given(st.text(max_size=1200))
def test_any_text_is_refused_in_time(text: str) -> None:
    began = time.process_time()
    found = read_or_fault(text)
    assert not isinstance(found, Fault) or found.message
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')", "grain.__class__", "(grain).real", "min.__call__(1, 2)", "exec(grain)", "open(grain)",
        "lambda: 1", "[1, 2]", "grain[0]", "f'{grain}'", "grain; 1", "grain := 1", "seen(letter).real", "print(1)",
        "getattr(grain, real)", "table(curve, 1).x", "*grain", "@grain", "grain\\n",
    ],
)  # fmt: skip
def test_no_calls_no_attributes_no_imports(text: str) -> None:
    assert faults_of(text)


def test_helpers_leave_no_builtins() -> None:
    assert HELPERS["__builtins__"] == {}
    assert not set(HELPERS) & (set(dir(builtins)) - {"min", "max", "float", "__builtins__"})


def test_children_reach_every_part() -> None:
    expr = read("when(not sealed and seen(letter), min(grain, 1), -table(curve, rot)) ** 2 > noise(mice)")

    def walk(x: Expr) -> list[Expr]:
        return [x, *(p for c in children(x) for p in walk(c))]

    kinds = {type(x) for x in walk(expr)}
    assert {Compare, Call, Not, Logic, SceneRef, Name, Number} <= kinds
    assert sum(isinstance(x, Name) for x in walk(expr)) == 3


def test_a_name_with_a_space_in_it_is_told_how_it_is_written() -> None:
    with pytest.raises(ScriptError) as raised:
        parse("weather == very dry", HERE)
    assert raised.value.fault.code == "expression-syntax"
    assert "write `very_dry`" in raised.value.fault.hint
