"""Every change has a reason: the trace accounts for the whole of every figure, and keeping it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given, settings

from game.engine.program import Program
from game.engine.reasons import By, Trace
from game.engine.run import Run
from game.session.game import Game
from tests.conftest import MakeVariant, Player
from tests.engine.conftest import Played
from tests.engine.plays import DIGITS, SEEDS, by_digits, followed


def start_of(run: Run) -> list[float]:
    """The values a run began with, before anything could change them."""
    return run.clock.start(overrides=dict(run.cut.settings) if run.cut else None)


def moved_by(program: Program, trace: Trace) -> Iterator[tuple[int, str, Fraction]]:
    """(turn, name, by how much) of each change, exactly."""
    for turn, number, old, new in trace.ruled:
        yield turn, program.rules[number].target, Fraction(new) - Fraction(old)
    for change in trace.changed:
        yield change.turn, change.target, Fraction(change.new) - Fraction(change.old)


def accounted(program: Program) -> set[str]:
    """The figures that must be accounted for: what is kept from turn to turn, and what rules work out."""
    world, figures = program.scenario.world, program.scenario.figures
    return {item.id for kind in (world.stocks, world.flows, figures.variables) for item in kind}


@settings(max_examples=6)
@given(SEEDS, DIGITS)
def test_a_trace_changes_no_bit_of_a_run(played: Played, player: Player, seed: int, digits: list[int]) -> None:
    with_reasons = player.play(played.begin(player, seed, trace=True), by_digits(digits))
    without = player.play(played.begin(player, seed), by_digits(digits))
    assert with_reasons.trace is not None
    assert with_reasons.trace.ruled
    assert repr(with_reasons.closed) == repr(without.closed)
    assert repr(with_reasons.values) == repr(without.values)
    assert with_reasons.memory == without.memory
    assert (with_reasons.decisions, with_reasons.digits) == (without.decisions, without.digits)
    assert with_reasons.digest() == without.digest()


@settings(max_examples=6)
@given(SEEDS, DIGITS)
def test_the_changes_from_the_start_give_the_state(
    played: Played, player: Player, seed: int, digits: list[int]
) -> None:
    """Exactly, in whole fractions, at the end of every turn: no change is missing and none is told twice."""
    program = played.program
    run = player.play(played.begin(player, seed, trace=True), by_digits(digits))
    assert run.trace is not None
    start = start_of(run)
    names = accounted(program)
    sums = {name: Fraction(start[program.slots[name]]) for name in names}
    changes = sorted(moved_by(program, run.trace), key=lambda c: c[0])
    at = 0
    for turn, values in enumerate(run.closed):
        while at < len(changes) and changes[at][0] == turn:
            sums[changes[at][1]] += changes[at][2]
            at += 1
        state = {name: Fraction(values[program.slots[name]]) for name in names}
        assert sums == state, {n: (float(sums[n]), float(state[n])) for n in names if sums[n] != state[n]}
    assert at == len(changes)


def test_two_rules_of_a_stage_on_one_figure_each_tell_their_part(variant: MakeVariant, player: Player) -> None:
    theft = "  - rule: theft\n    stage: count\n    set: grain\n    to: grain - 1 / 3\n    why: Something is stolen.\n"
    program = variant({"world.yaml": [("  - rule: dismissal\n", theft + "  - rule: dismissal\n")]}).program()
    run = player.play(player.begin(program, 3, trace=True), by_digits([0]))
    assert run.trace is not None
    names = [(program.rules[n].id, old, new) for turn, n, old, new in run.trace.ruled if turn == 0]
    parts = [(name, old, new) for name, old, new in names if name in ("store_after_giving", "theft")]
    (_, before, between), (_, again, after) = parts
    assert [name for name, _, _ in parts] == ["store_after_giving", "theft"]
    assert before > between == again > after
    assert after == run.closed[0][program.slots["grain"]] == round(again - 1 / 3, 9)


@settings(max_examples=6)
@given(SEEDS, DIGITS)
def test_each_reason_names_what_is_there(played: Played, player: Player, seed: int, digits: list[int]) -> None:
    program = played.program
    run = player.play(played.begin(player, seed, trace=True), by_digits(digits))
    assert run.trace is not None
    for turn, number, _, _ in run.trace.ruled:
        assert 0 <= turn < len(program.turns)
        assert program.rules[number].why
    for change in run.trace.changed:
        assert change.because
        known = {By.DECISION: run.memory.signed, By.ARRIVAL: run.memory.visits}[change.by]
        assert change.source in known
        low, high = program.ranges[program.slots[change.target]]
        assert low <= change.new <= high


@settings(max_examples=4)
@given(SEEDS, DIGITS)
def test_reasons_of_a_bulk_run_come_from_replaying_it(played: Played, seed: int, digits: list[int]) -> None:
    bulk = Player(False).play(played.begin(Player(False), seed), by_digits(digits))
    assert bulk.trace is None
    kept = Player(False).play(played.begin(Player(False), seed, trace=True), by_digits(digits))
    assert followed(played.program, bulk, trace=True).trace == kept.trace


@settings(max_examples=3)
@given(SEEDS, DIGITS)
def test_a_game_s_text_and_reasons_change_no_bit_either(played: Played, seed: int, digits: list[int]) -> None:
    bare = Player(False).play(played.begin(Player(False), seed), by_digits(digits))
    game = Game.replay(played.program, seed, played.cut, tuple(bare.decisions))
    assert game.run.trace is not None
    assert repr(game.run.closed) == repr(bare.closed)
    assert game.run.digest() == bare.digest()
