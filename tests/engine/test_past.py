"""A cut that goes on from another: in the other's turns it is the other, and what was signed there is its past."""

from __future__ import annotations

import pytest
from hypothesis import given

from game.engine.faults import RefusedDecision
from game.engine.past import is_past, sign_declared, sign_played
from game.engine.program import Program
from game.engine.run import Run, begin
from tests.conftest import MakeVariant
from tests.engine.plays import DIGITS, SEEDS, by_digits, followed
from tests.longer import ADDED, CHANGES, LONGER, SHORT, decided, finished


@pytest.fixture
def program(variant: MakeVariant) -> Program:
    return variant(CHANGES, added=ADDED).program()


def played_on(program: Program, seed: int, digits: list[int]) -> Run:
    """A run of the longer cut, played from its very beginning."""
    run, choose = begin(program, seed, LONGER), by_digits(digits)
    while run.pending is not None:
        run.decide(choose(run))
    return run


def test_it_begins_where_the_other_begins_and_ends_at_its_own_end(program: Program) -> None:
    run = begin(program, 3, LONGER)
    assert (run.turn_id, is_past(run), run.past) == ("week_two", True, 0)
    sign_declared(run, run.decide)
    assert (run.turn_id, is_past(run)) == ("week_three", False)
    past = run.past
    assert past == len(run.decisions) > 0
    while run.pending is not None:
        assert run.turn_id == "week_three"
        run.decide(run.pending.choices_open()[0])
    assert run.ended
    assert not is_past(run)
    assert run.past == past < len(run.decisions)


@given(seed=SEEDS, digits=DIGITS)
def test_in_the_turns_of_the_other_nothing_comes_out_otherwise(program: Program, seed: int, digits: list[int]) -> None:
    longer = played_on(program, seed, digits)
    past = longer.decisions[: longer.past]
    short = begin(program, seed, SHORT)
    for decision in past:
        short.decide(decision)
    assert short.ended
    last = program.turn_index["week_two"]
    assert short.closed[last] == longer.closed[last]
    again = begin(program, seed, LONGER)
    sign_played(again, tuple(short.decisions), again.decide)
    assert again.digest() == followed(program, longer, keep=longer.past).digest()


def test_each_part_has_its_own_scenes_and_its_own_name(program: Program) -> None:
    run = finished(program, 3, cut=LONGER)
    last = run.memory.last
    second, third = program.turn_index["week_two"], program.turn_index["week_three"]
    assert (last["of_short"], last["of_longer"]) == (second, third)
    assert run.memory.visits["of_longer"] == 1
    assert (last["gazette"], run.memory.visits["gazette"]) == (third, 1)  # kept by the longer cut alone
    assert run.memory.visits["tally"] == 1  # kept by both, and comes once


def test_what_the_other_declares_and_sets_holds_here_too(program: Program) -> None:
    short, longer = begin(program, 8, SHORT), begin(program, 8, LONGER)
    assert longer.value("removals") == short.value("removals") == 0
    assert longer.memory.signed == short.memory.signed
    assert {"measure.amount.fair", "measure.seal.wax"} <= longer.memory.signed
    assert longer.closed == short.closed


def test_the_declared_past_stays_at_the_desk_and_signs_what_it_says(program: Program) -> None:
    run = begin(program, 3, LONGER)
    sign_declared(run, run.decide)
    signed = [("letter", "answer"), ("of_short", "yes_indeed"), ("tally", "true_count")]
    assert decided(run) == [("looks.morning",), *signed]


def test_a_past_that_does_not_lead_here_is_refused(program: Program) -> None:
    past = tuple(finished(program, 3).decisions)
    short = begin(program, 3, LONGER)
    with pytest.raises(RefusedDecision, match="does not lead to where"):
        sign_played(short, past[:-1], short.decide)
    long = begin(program, 3, LONGER)
    with pytest.raises(RefusedDecision, match="goes on where"):
        sign_played(long, (*past, past[-1]), long.decide)
    other = begin(program, 3, LONGER)
    with pytest.raises(RefusedDecision):
        sign_played(other, past[::-1], other.decide)


def test_a_cut_that_stands_alone_has_no_past(program: Program) -> None:
    for cut in ("", SHORT):
        run = begin(program, 3, cut)
        before = run.digest()
        sign_declared(run, run.decide)
        assert (run.digest(), is_past(run), run.past) == (before, False, 0)
