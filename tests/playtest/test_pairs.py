"""Plays in pairs: a line that is kept is the run itself, chance is shared, a change is made where it is on offer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.acts import acts_of
from game.playtest.gather import StillOpen, case_of, seeds_of
from game.playtest.line import key_of, keys_of
from game.playtest.outcome import STAYED, holders, left_at, outcome_of
from game.playtest.pairs import Case, Change, keeper_of, pair
from tests.conftest import MakeVariant, by_number

Ended = Callable[..., Run]
SEEDS = st.integers(0, 2**20 - 1)


def played(program: Program, seed: int, number: int, cut: str = "") -> Run:
    run = begin(program, seed, cut)
    choose = by_number(number)
    while not run.ended:
        run.decide(choose(run))
    return run


def again(program: Program, case: Case, seed: int) -> Run:
    """The player's line under a seed."""
    keeper = keeper_of(program, case)
    run = begin(program, seed, case.cut)
    while not run.ended:
        run.decide(keeper.choose(run))
    return run


@pytest.mark.parametrize(
    ("story", "cut"),
    [("granary", ""), ("granary", "short"), ("great_leap", ""), ("great_leap", "lesson"), ("great_leap", "second")],
)
@given(seed=SEEDS, number=st.integers(0, 2**60))
@settings(max_examples=8)
def test_changing_nothing_is_the_run_itself(
    story: str, cut: str, seed: int, number: int, request: pytest.FixtureRequest
) -> None:
    program: Program = request.getfixturevalue(story)
    run = played(program, seed, number, cut)
    case = case_of(run)
    kept = again(program, case, seed)
    assert kept.decisions == run.decisions
    assert kept.digest() == run.digest()
    same = [Change(n, d.picks) for n, d in enumerate(run.decisions, start=1)]
    found = pair(program, case, seed, same)
    assert found.kept == outcome_of(run)
    assert list(found.changed.values()) == [outcome_of(run)] * len(same)


@given(seed=SEEDS, other=SEEDS, number=st.integers(0, 2**60))
@settings(max_examples=15)
def test_under_any_seed_what_is_on_offer_is_signed_as_before(
    great_leap: Program, seed: int, other: int, number: int
) -> None:
    run = played(great_leap, seed, number)
    case = case_of(run)
    signed = dict(zip(keys_of(case.decisions), (d.picks for d in case.decisions), strict=True))
    keeper = keeper_of(great_leap, case)
    away = begin(great_leap, other)
    kept = 0
    while not away.ended:
        pending = away.pending
        assert pending is not None
        decision = keeper.choose(away)
        mine = signed.get(key_of(away, pending))
        if mine is not None and pending.plan is None:
            kept += 1
            for was, now, row, free in zip(mine, decision.picks, pending.rows(), pending.open, strict=True):
                is_open = next(f for part, f in zip(row, free, strict=True) if part.id == was)
                assert not is_open or now == was
        away.decide(decision)
    assert kept


def test_both_plays_of_a_pair_have_the_same_chance(great_leap: Program, ended: Ended) -> None:
    case = case_of(ended(great_leap, "hedger", 11))
    draws = [great_leap.slots[d.id] for d in great_leap.scenario.world.draws]
    assert draws
    keeper, other = keeper_of(great_leap, case), 0
    for seed in seeds_of(case, 5):
        run = begin(great_leap, seed)
        while not run.ended:
            decision = keeper.choose(run)
            assert run.pending is not None
            for option in run.pending.choices_open():
                if option != decision and len(run.decisions) % 5 == 0:
                    other += 1
                    twin = run.fork()
                    twin.decide(option)
                    while not twin.ended:
                        twin.decide(keeper.choose(twin))
                    straight = run.fork()
                    while not straight.ended:
                        straight.decide(keeper.choose(straight))
                    luck = [[[row[s] for s in draws] for row in r.closed] for r in (straight, twin)]
                    assert luck[0] == luck[1]
                    break
            run.decide(decision)
    assert other > 10


def test_what_chance_does_cancels_within_a_pair(measured: Program, ended: Ended) -> None:
    """A seal moves no grain: every pair says so exactly, though mice make every seed another."""
    case = case_of(ended(measured, "plain", 4))
    act = next(a for a in acts_of(measured, case) if a.scene == "measure")
    unsealed = next(p for p in act.alternatives() if p[0] == act.picks[0])
    found = [pair(measured, case, s, [Change(act.number, unsealed)]) for s in seeds_of(case, 12)]
    stores = {p.kept.measures[0] for p in found}
    assert len(stores) == 12
    for p in found:
        changed = p.changed[Change(act.number, unsealed)]
        assert changed is not None
        assert changed.measures[0] == p.kept.measures[0]


def test_one_line_of_a_form_is_changed_and_the_other_stays(measured: Program, ended: Ended) -> None:
    case = case_of(ended(measured, "plain", 4))
    act = next(a for a in acts_of(measured, case) if a.scene == "measure")
    for picks in act.alternatives():
        assert sum(was != now for was, now in zip(act.picks, picks, strict=True)) == 1
    assert len(act.alternatives()) == 3


def test_a_change_that_is_closed_or_does_not_come_has_no_play(measured: Program, ended: Ended) -> None:
    case = case_of(ended(measured, "plain", 4))
    number = next(a.number for a in acts_of(measured, case) if a.scene == "letter")
    framed, nowhere = Change(number, ("frame",)), Change(number, ("no_such",))
    found = pair(measured, case, 9, [framed, nowhere])
    assert found.changed == {framed: None, nowhere: None}


def test_a_paper_that_comes_twice_is_answered_as_it_was_each_time(variant: MakeVariant) -> None:
    twice = variant({"scenes/all.yaml": [("- document: tally\n", "- document: tally\n  once: no\n")]}).program()
    for number in range(0, 2**24, 2**12 + 1):
        run = played(twice, 3, number)
        picks = [d.picks for d in run.decisions if d.scene == "tally"]
        if len(set(picks)) == 2:
            kept = again(twice, case_of(run), 8)
            assert [d.picks for d in kept.decisions if d.scene == "tally"] == picks
            return
    pytest.fail("nobody answered the tally in two ways")


def test_an_open_run_is_refused(granary: Program) -> None:
    with pytest.raises(StillOpen, match="not closed"):
        case_of(begin(granary, 1))


def test_outcomes_are_read_as_declared(measured: Program) -> None:
    away = 0
    for seed in range(120):
        run = played(measured, seed, 0b1001001001001001)
        found, left = outcome_of(run), left_at(run)
        slots, rows = measured.slots, run.closed
        assert found.measures[0] == run.values[slots["grain"]]
        assert found.measures[1] == pytest.approx(sum(row[slots["lost"]] for row in rows))
        assert found.measures[2] == rows[left][slots["standing"]]
        assert holders(measured)[found.chair] == ("the keeper" if left == STAYED else "another keeper")
        assert (found.ending == "kept") == (left == STAYED)
        away += left != STAYED
    assert away


def test_a_story_that_declares_nothing_is_read_all_the_same(granary: Program) -> None:
    found = outcome_of(played(granary, 1, 5))
    assert (found.measures, found.chair, holders(granary)) == ((), 0, ("the same official", "another"))


def test_the_player_s_own_seed_comes_first_and_seeds_stay_in_range(granary: Program, ended: Ended) -> None:
    case = evolve(case_of(ended(granary, "plain", 7)), seed=2**20 - 2)
    assert seeds_of(case, 4) == (2**20 - 2, 2**20 - 1, 0, 1)
