"""Officials choose what is open, in character, the same way every time; levers set directly follow their k."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.run import begin
from game.playtest.officials import Policy
from game.playtest.plays import play
from game.playtest.reference import official_hand
from game.script.model import Official
from tests.conftest import MakeVariant

NAMES = ("honest", "hedger", "protector", "zhejiang", "henan", "zealot", "random")
PLAIN = ("Honest", "Careful", "Protecting", "As in Zhejiang", "Obedient", "Zealous", "Random")


def official(program: Program, name: str) -> Official:
    return next(o for o in program.scenario.officials if o.id == name)


def test_all_seven_are_there_with_their_plain_names_and_one_line_each(great_leap: Program) -> None:
    officials = great_leap.scenario.officials
    assert {(o.id, o.label) for o in officials} == set(zip(NAMES, PLAIN, strict=True))
    assert all(0 < len(o.says.split()) <= 25 for o in officials)


@given(name=st.sampled_from(NAMES), seed=st.integers(0, 2**20 - 1), cut=st.sampled_from(["", "lesson"]))
def test_every_choice_of_an_official_is_open_to_him(great_leap: Program, name: str, seed: int, cut: str) -> None:
    policy, run = Policy(official(great_leap, name), great_leap), begin(great_leap, seed, cut)
    while run.pending is not None:
        decision = policy.choose(run)
        assert decision in run.pending.choices_open()
        run.decide(decision)
    assert run.ended


@pytest.mark.parametrize("name", NAMES)
def test_an_official_used_before_chooses_as_a_fresh_one(great_leap: Program, name: str) -> None:
    """What a policy keeps between runs must not leak from one into the next."""
    used = Policy(official(great_leap, name), great_leap)
    for seed in (3, 4):
        run, again = begin(great_leap, seed), begin(great_leap, seed)
        fresh = Policy(official(great_leap, name), great_leap)
        while run.pending is not None:
            decision = used.choose(run)
            assert decision == fresh.choose(again)
            run.decide(decision)
            again.decide(decision)


def test_a_preference_is_followed_where_it_is_open(great_leap: Program) -> None:
    policy, followed = Policy(official(great_leap, "protector"), great_leap), 0
    for seed in range(1, 6):
        run = begin(great_leap, seed)
        while run.pending is not None:
            decision = policy.choose(run)
            wanted = policy.official.preferred(decision.scene)
            if set(wanted) & {d.picks for d in run.pending.choices_open()}:
                assert decision.picks in wanted
                followed += 1
            run.decide(decision)
    assert followed >= 5


def test_of_two_preferences_either_comes_by_chance(variant: MakeVariant) -> None:
    more = "  looks: 0.5\n  prefers:\n    letter: answer or burn\n"
    program = variant({"officials.yaml": [("  looks: 0.5\n", more)]}).program()
    policy = Policy(official(program, "plain"), program)
    runs = [play(program, policy, seed)[1] for seed in range(40)]
    found = [next(d.picks for d in run.decisions if d.scene == "letter") for run in runs]
    assert 8 < found.count(("answer",)) < 32
    assert found.count(("answer",)) + found.count(("burn",)) == 40
    assert [run.decisions for run in runs] == [play(program, policy, seed)[1].decisions for seed in range(40)]


@pytest.mark.parametrize(
    ("prefers", "code"),
    [
        ("leter: answer", "unknown-scene"),
        ("gazette: answer", "unknown-scene"),
        ("letter: anser", "unknown-choice"),
        ("letter: answer or anser", "unknown-choice"),
        ("measure: short", "unknown-choice"),
        ("measure: wax,short", "unknown-choice"),
        ("letter: answer or burn", ""),
        ("measure: short,wax or heaped,none", ""),
    ],
)
def test_what_is_preferred_must_be_an_answer(variant: MakeVariant, prefers: str, code: str) -> None:
    more = f"  looks: 0.5\n  prefers:\n    {prefers}\n"
    found = variant({"officials.yaml": [("  looks: 0.5\n", more)]}).faults()
    assert {f.code for f in found} == ({code} if code else set())
    assert all(f.place.file.endswith("officials.yaml") for f in found)


def test_officials_differ_at_the_auction_as_their_characters_say(great_leap: Program) -> None:
    """The autumn bid of 1958, the paper the whole story turns on."""
    bids: dict[str, set[str]] = {}
    for name in ("honest", "hedger", "zealot"):
        policy = Policy(official(great_leap, name), great_leap)
        for seed in range(1, 11):
            run = begin(great_leap, seed)
            while run.pending is not None and run.index <= great_leap.turn_index["autumn_1958"]:
                decision = policy.choose(run)
                if decision.scene == "auction":
                    bids.setdefault(name, set()).add(decision.picks[0])
                run.decide(decision)
    assert bids == {"honest": {"counted"}, "hedger": {"instalment"}, "zealot": {"above"}}


def test_levers_set_directly_follow_k_within_the_lever_s_range(great_leap: Program) -> None:
    policy = Policy(official(great_leap, "zealot"), great_leap)
    levers = {lever.id: lever for lever in great_leap.scenario.world.levers}
    report, at = levers["report"], great_leap.turn_index["autumn_1958"]
    wanted = report.neutral[at] + 1.2 * (report.line[at] - report.neutral[at])
    assert policy.wanted(report, at, "autumn_1958") == pytest.approx(wanted)
    for lever in levers.values():
        for index, turn in enumerate(great_leap.turns):
            assert lever.low <= policy.wanted(lever, index, turn.id) <= lever.high


def test_personal_scatter_is_the_same_all_through_a_run_and_differs_between_runs(great_leap: Program) -> None:
    policy = Policy(official(great_leap, "henan"), great_leap)
    lever = next(lever for lever in great_leap.scenario.world.levers if lever.id == "water")

    def shifts(seed: int) -> set[float]:
        hand = official_hand(policy, seed)
        found: set[float] = set()
        for index, turn in enumerate(great_leap.turns):
            order = hand(lever, index)
            assert order is not None
            assert order.value is not None
            found.add(round(order.value - policy.wanted(lever, index, turn.id), 9))
        return found

    assert len(shifts(1)) == 1
    assert shifts(1) != shifts(2)
