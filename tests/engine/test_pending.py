"""What waits to be signed: every alternative has its digit and back, and nothing that is not on offer can be signed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from game.engine.faults import RefusedDecision
from game.engine.memory import Decision
from game.engine.pending import Pending
from game.engine.program import Program
from game.engine.run import Run, begin
from game.engine.select import MOST_PLANS
from tests.conftest import MakeVariant, Player
from tests.engine.conftest import Played
from tests.engine.plays import DIGITS, SEEDS, by_digits


def refused(pending: Pending, decision: Decision) -> str:
    """In which words a decision is refused; fails if it is not."""
    with pytest.raises(RefusedDecision) as caught:
        pending.digit(decision)
    assert caught.value.reason
    return caught.value.reason


def is_open(pending: Pending, decision: Decision) -> bool:
    """Whether none of a decision's picks is locked, worked out from the rows alone."""
    rows = zip(decision.picks, pending.rows(), pending.open, strict=True)
    return pending.plan is not None or all(dict(zip([p.id for p in row], free, strict=True))[pick]
                                           for pick, row, free in rows)  # fmt: skip


@settings(max_examples=5)
@given(SEEDS, DIGITS)
def test_every_alternative_has_its_digit(played: Played, player: Player, seed: int, digits: list[int]) -> None:
    run = played.begin(player, seed)
    choose = by_digits(digits)
    while run.pending is not None:
        pending = run.pending
        every = [pending.at(digit) for digit in range(pending.radix)]
        assert len(set(every)) == pending.radix
        free = [d for d in every if is_open(pending, d)]
        assert free
        assert tuple(free) == pending.choices_open()
        for digit, decision in enumerate(every):
            if decision in free:
                assert pending.digit(decision) == digit
            else:
                assert "closed to you" in refused(pending, decision)
        decision = choose(run)
        run = player.decide(run, decision)
        assert run.digits[-1] == (every.index(decision), len(every))


@settings(max_examples=3)
@given(SEEDS, DIGITS)
def test_what_is_not_on_offer_is_refused_and_nothing_moves(
    played: Played, player: Player, seed: int, digits: list[int]
) -> None:
    run = played.begin(player, seed)
    choose = by_digits(digits)
    while run.pending is not None:
        good, before = choose(run), run.digest()
        for wrong in (
            Decision("no_turn", good.scene, good.picks),
            Decision(good.turn, "no_scene", good.picks),
            Decision(good.turn, good.scene, (*good.picks, "no_pick")),
            Decision(good.turn, good.scene, ("no_pick",) * max(1, len(good.picks))),
        ):
            with pytest.raises(RefusedDecision):
                run.decide(wrong)
            assert run.digest() == before
            assert run.pending is not None
        made = list(run.decisions)
        run = player.decide(run, good)
        assert run.decisions == [*made, good]
    with pytest.raises(RefusedDecision, match="has ended"):
        run.decide(Decision("any", "thing", ()))


def first_form(run: Run) -> Run:
    """A run of the granary where the measure waits."""
    while run.pending is not None and run.pending.id != "measure":
        run.decide(run.pending.choices_open()[0])
    return run


def test_a_form_counts_its_fields_in_mixed_radix(granary: Program, player: Player) -> None:
    run = first_form(player.begin(granary, 3))
    pending = run.pending
    assert pending is not None
    assert [len(row) for row in pending.rows()] == [3, 2]
    picks = [pending.at(digit).picks for digit in range(6)]
    assert picks == [
        ("short", "wax"), ("short", "none"), ("fair", "wax"), ("fair", "none"), ("heaped", "wax"), ("heaped", "none"),
    ]  # fmt: skip
    assert player.sign(run, "heaped", "wax").digits[-1] == (4, 6)


def test_a_day_plan_counts_its_plans(granary: Program, player: Player) -> None:
    run = player.begin(granary, 3)
    pending = run.pending
    assert pending is not None
    assert pending.plan == ((), ("cellar",), ("roof",))
    assert pending.radix == len(pending.plan) <= MOST_PLANS
    assert "day plan" in refused(pending, Decision("week_one", pending.id, ("cellar", "roof")))
    run = player.sign(run, "roof")
    assert run.digits == [(2, 3)]
    assert run.memory.visits["roof"] == 1
    assert "cellar" not in run.memory.visits


def test_a_locked_choice_is_refused_and_a_desk_never_jams(variant: MakeVariant, player: Player) -> None:
    locked = "      needs: standing > 90\n      locked: |\n        Nobody.\n"
    answer = "    - choice: answer\n      say: Answer it\n      stance: truth\n"
    burn = "    - choice: burn\n      say: Burn it\n      stance: conceal\n"
    some = variant({"scenes/all.yaml": [(answer, answer + locked)]}).program()
    all_of_them = variant({"scenes/all.yaml": [(answer, answer + locked), (burn, burn + locked)]}).program()
    found: list[list[str]] = []
    for program in (some, all_of_them):
        run = begin(program, 3)
        while run.pending is not None and run.pending.id != "letter":
            run = player.decide(run, run.pending.choices_open()[0])
        assert run.pending is not None
        found.append([d.picks[0] for d in run.pending.choices_open()])
    assert found == [["burn"], ["answer", "burn", "frame"]]
