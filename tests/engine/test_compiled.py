"""Compiled programs equal the plain evaluator to the last bit: over plays, any values, any expression."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.memory import Memory
from game.engine.program import Program, Values, build
from game.engine.reasons import Trace
from game.engine.run import Run, begin
from game.script.faults import Place
from game.script.model import Condition, Derived
from game.script.parser import parse
from game.script.shapes import Formula
from tests.conftest import Player
from tests.engine.conftest import Played
from tests.engine.plays import DIGITS, SEEDS, by_digits


def outcome(work: Callable[[], object]) -> str:
    """What comes of it to the last bit, or the fault in its words."""
    try:
        return repr(work())
    except ArithmeticError as error:
        return f"fault: {error}"


def every_formula(program: Program, values: Values, memory: Memory) -> dict[str, str]:
    """What each formula of a story gives at a moment."""
    return {text: outcome(partial(f, list(values), memory)) for text, f in program.functions.items()}


def every_stage(program: Program, values: Values, memory: Memory) -> list[str]:
    """What each stage of the model makes of a moment, and the trace of it."""
    found: list[str] = []
    for beat in program.beats:
        for trace in (None, Trace()):
            after = list(values)
            came = outcome(partial(program.run_stage, beat.then, after, memory, trace))
            found.append(f"{came} {after!r} {trace.ruled if trace else ''}")
    return found


@settings(max_examples=6)
@given(SEEDS, DIGITS)
def test_plays_are_the_same_to_the_last_bit(played: Played, player: Player, seed: int, digits: list[int]) -> None:
    fast = player.play(played.begin(player, seed), by_digits(digits))
    slow = Player(False).play(played.begin(Player(False), seed, plain=True), by_digits(digits))
    assert fast.decisions == slow.decisions
    assert fast.digits == slow.digits
    assert repr(fast.closed) == repr(slow.closed)
    assert (fast.memory, fast.digest()) == (slow.memory, slow.digest())


@settings(max_examples=4)
@given(SEEDS, DIGITS)
def test_every_formula_at_every_moment(played: Played, seed: int, digits: list[int]) -> None:
    choose = by_digits(digits)
    run = played.begin(Player(False), seed)
    while run.pending is not None:
        here = (run.values, run.memory)
        assert every_formula(played.program, *here) == every_formula(played.plain, *here)
        run.decide(choose(run))


@settings(max_examples=25)
@given(SEEDS, DIGITS, st.integers(0, 2**32), st.sampled_from([1.0, 1e3, 1e7]))
def test_every_formula_and_stage_on_any_values(
    played: Played, seed: int, digits: list[int], number: int, size: float
) -> None:
    """Values no play leads to, faults among what comes: both ways still say the same."""
    run = played.begin(Player(False), seed)
    choose = by_digits(digits)
    for _ in range(digits[0] % 12):
        if run.pending is not None:
            run.decide(choose(run))
    dice = Random(number)
    any_values = [dice.uniform(-size, size) if dice.random() < 0.5 else v for v in run.values]
    here = (any_values, run.memory)
    assert every_formula(played.program, *here) == every_formula(played.plain, *here)
    assert every_stage(played.program, *here) == every_stage(played.plain, *here)


# expressions nobody wrote, over every kind of name a story has

ASKED = (
    "grain", "given", "rot", "damp", "asked", "measure_out", "letters", "per_head", "turn", "turn_index", "week_two",
    "noise(mice)", "table(damp_curve, damp)", "visits(gazette)", "turns_since(cellar)", "turns_since(letter)",
)  # fmt: skip
HELD = (
    "sealed", "little_left", "mood == tense", "season != wet", "played_cut == full", "seen(cellar)",
    "seen(letter.burn)", "seen(measure.amount.short)", "turn >= week_two",
)  # fmt: skip
LEAF = st.one_of(st.sampled_from(ASKED), st.floats(0, 1e5, allow_nan=False).map(lambda x: f"{x:.4f}"))


def wider(number: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One step from expressions to larger ones."""
    pair = st.tuples(number, number)
    test = st.one_of(
        st.sampled_from(HELD),
        st.tuples(number, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), number).map(" ".join),
    )
    both = st.tuples(test, st.sampled_from([" and ", " or ", " and not ", " or not "]), test)
    return st.one_of(
        st.tuples(number, st.sampled_from("+-*/"), number).map(lambda t: f"({' '.join(t)})"),
        pair.map(lambda t: f"({t[0]}) ** ({t[1]})"),
        pair.map(lambda t: f"min({t[0]}, -{t[1]})"),
        pair.map(lambda t: f"max({t[0]}, {t[1]})"),
        pair.map(lambda t: f"round({t[0]}, {t[1]})"),
        st.tuples(number, number, number).map(lambda t: f"clamp({', '.join(t)})"),
        number.map(lambda t: f"table(damp_curve, {t})"),
        st.tuples(both, pair).map(lambda t: f"when({''.join(t[0][:1])}{t[0][1]}({t[0][2]}), {t[1][0]}, {t[1][1]})"),
    )


TEXTS = st.lists(st.recursive(LEAF, wider, max_leaves=8).filter(lambda t: len(t) < 400), min_size=4, max_size=8)
HERE = Place("story.yaml", 1, 1, "")


def with_expressions(program: Program, texts: list[str], *, plain: bool) -> Program:
    """The story with more derived figures and conditions: each text as a figure, and as a test of a figure."""
    formulas = [Formula(text, HERE, parse(text, HERE)) for text in texts]
    tests = [Formula(t, HERE, parse(t, HERE)) for t in (f"({text}) > grain" for text in texts)]
    old = program.scenario.figures
    figures = evolve(
        old,
        derived=(*old.derived, *(evolve(old.derived[0], id=f"figure_{n}", to=f) for n, f in enumerate(formulas))),
        conditions=(*old.conditions, *(evolve(old.conditions[0], id=f"test_{n}", to=f) for n, f in enumerate(tests))),
    )
    return build(evolve(program.scenario, figures=figures), program.scope, plain=plain)


@settings(max_examples=60)
@given(TEXTS, DIGITS, st.integers(0, 2**32))
def test_any_expression_in_a_story(granary: Program, texts: list[str], digits: list[int], number: int) -> None:
    fast, slow = (with_expressions(granary, texts, plain=plain) for plain in (False, True))
    assert len(fast.functions) > len(granary.functions)
    choose = by_digits(digits)
    run: Run = begin(fast, 7)
    while run.pending is not None:
        run.decide(choose(run))
    dice = Random(number)
    tried = [[dice.choice((-1.0, 0.0, 1.0, dice.uniform(-100, 100))) for _ in run.values] for _ in range(4)]
    for values in (*run.closed, *tried):
        assert every_formula(fast, values, run.memory) == every_formula(slow, values, run.memory)


def test_the_kinds_of_name_are_all_tried(granary: Program) -> None:
    """The list above misses no kind of name a story can have."""
    scenario = granary.scenario
    kinds = (
        scenario.world.stocks, scenario.world.flows, scenario.world.parameters, scenario.world.seasons,
        scenario.world.series, scenario.world.levers, scenario.figures.derived, scenario.header.turns,
    )  # fmt: skip
    for kind in kinds:
        assert {item.id for item in kind} & set(ASKED), kind
    assert isinstance(scenario.figures.derived[0], Derived)
    assert isinstance(scenario.figures.conditions[0], Condition)
