"""Who takes what: choices nobody takes, nobody is offered, or everybody takes, told from plays of a small story."""

from __future__ import annotations

from collections import Counter

import pytest

from game.engine.program import Program
from game.playtest.coverage import Coverage, Option, options, rows_of
from game.playtest.officials import Policy
from game.playtest.plays import many, play
from game.playtest.report import report
from game.playtest.report_text import as_text, shares_as_text
from tests.conftest import MakeVariant

SEEDS = range(1, 21)
SAME_ANSWER = [("  looks: 0.5\n", "  looks: 0.5\n  prefers:\n    letter: answer\n"),
               ("  looks: 0\n", "  looks: 0\n  prefers:\n    letter: answer\n")]  # fmt: skip


def found_in(program: Program, *officials: str) -> tuple[dict[str, Option], str]:
    policies = [Policy(o, program) for o in program.scenario.officials if not officials or o.id in officials]
    plays, coverage = many(program, [(p, seed) for p in policies for seed in SEEDS])
    data = report(program, plays, coverage, 1, 1.0)
    text = as_text(data) + "\n" + shares_as_text(data)
    return {o.name: o for o in options(program, coverage)}, text


def test_coverage_of_two_parts_is_coverage_of_the_whole() -> None:
    one = Coverage(scenes=Counter(a=1), offered=Counter({("x", "b"): 2}), taken=Counter({("x", "c"): 3}))
    one.merge(Coverage(scenes=Counter(a=2, z=1), fates=Counter(f=1), endings=Counter(e=1),
                       taken=Counter({("y", "c"): 1}), alone=Counter({("x", "c"): 1})))  # fmt: skip
    assert one == Coverage(scenes=Counter(a=3, z=1), fates=Counter(f=1), endings=Counter(e=1),
                           offered=Counter({("x", "b"): 2}), taken=Counter({("x", "c"): 3, ("y", "c"): 1}),
                           alone=Counter({("x", "c"): 1}))  # fmt: skip
    assert one.ever_taken() == {"c"}
    assert one.ever_offered() == {"b"}


def test_every_row_is_named_as_conditions_name_it(granary: Program) -> None:
    rows = list(rows_of(granary))
    assert ("letter.answer", "letter.burn", "letter.frame") in rows
    assert ("measure.seal.wax", "measure.seal.none") in rows
    names = [name for row in rows for name in row]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_taken_was_offered_and_each_signature_counts_once(granary: Program, seed: int) -> None:
    for official in granary.scenario.officials:
        coverage = Coverage()
        _, run, _ = play(granary, Policy(official, granary), seed, coverage=coverage)
        assert all(times <= coverage.offered[offer] for offer, times in coverage.taken.items())
        picks = sum(len(d.picks) for d in run.decisions if not d.scene.startswith("looks."))
        assert coverage.taken.total() == picks
        assert {who for who, _ in coverage.offered} == {official.id}


def test_what_only_a_die_takes_is_told_and_what_nobody_was_offered(granary: Program) -> None:
    found, text = found_in(granary)
    assert [o.name for o in found.values() if o.dead] == ["measure.amount.short"]
    assert [o.name for o in found.values() if not o.offers] == ["letter.frame"]
    assert not [o.name for o in found.values() if o.only_answer]
    assert "hardly ever taken: measure.amount.short, by nobody but chance, in 60 offers" in text
    assert "never offered: letter.frame" in text
    assert "taken by all" not in text


def test_the_die_counts_where_nobody_else_played(granary: Program) -> None:
    found, _ = found_in(granary, "random")
    assert not [o.name for o in found.values() if o.dead]
    assert 0 < found["measure.amount.short"].shares["random"] < 1


def test_what_every_official_takes_is_told(variant: MakeVariant) -> None:
    found, text = found_in(variant({"officials.yaml": SAME_ANSWER}).program())
    assert [o.name for o in found.values() if o.only_answer] == ["letter.answer"]
    assert found["letter.burn"].dead
    assert "taken by all: letter.answer, at least 100% by every official, in 60 offers" in text


def test_an_answer_that_stands_alone_says_nothing_of_who_takes_it(variant: MakeVariant) -> None:
    locked = ("    - choice: burn\n", "    - choice: burn\n      needs: standing > 90\n      locked: No.\n")
    found, text = found_in(variant({"scenes/all.yaml": [locked]}).program())
    assert found["letter.answer"].offers == 60
    assert found["letter.answer"].shares == {}
    assert not found["letter.answer"].only_answer
    assert not found["letter.burn"].offers
    assert "never offered: letter.burn" in text


def test_dead_and_only_answers_are_judged_by_those_who_choose() -> None:
    assert Option("s.x", 100, {"a": 0.019, "b": 0.0}).dead
    assert not Option("s.x", 100, {"a": 0.02, "b": 0.0}).dead
    assert not Option("s.x", 0, {}).dead
    assert Option("s.x", 100, {"a": 0.95, "b": 0.91}).only_answer
    assert not Option("s.x", 100, {"a": 1.0, "b": 0.9}).only_answer
    assert not Option("s.x", 100, {"a": 1.0}).only_answer
