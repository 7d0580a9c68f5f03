"""Which choices matter: the same play with another answer; what comes to the same is told, and what does not is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from game.engine.program import Program
from game.playtest.advice import advice
from game.playtest.batch import jobs_of, portions
from game.playtest.coverage import Coverage
from game.playtest.findings import matters
from game.playtest.report import report
from game.playtest.weighing import PLAYS, Tally, Weighed, alike, weigh
from tests.conftest import MakeVariant

FULL = "        measure_out: full\n      after: |\n        Entered, with"
EMPTY = [(FULL, FULL.replace("full", "own"))]


def weighed(program: Program, runs: int = 60) -> dict[str, Any]:
    found = Weighed()
    for portion in portions(jobs_of([o.id for o in program.scenario.officials], runs, 1), "", size=PLAYS):
        found.merge(weigh(program, portion))
    assert found.failures == []
    return matters(program, found, 1.0)


def test_a_choice_that_orders_what_the_other_does_changes_only_its_own_words(variant: MakeVariant) -> None:
    program = variant({"scenes/all.yaml": EMPTY}).program()
    data = weighed(program)
    assert data["alike"] == [["tally.true_count", "tally.high_count"]]
    assert data["choices"]["tally.true_count"]["figures"] == 0
    told = report(program, [], Coverage(), 1, 1.0) | {"matters": data}
    (only,) = [a for a in advice(program, told) if a["kind"] == "only_words"]
    assert "`tally.true_count` and `tally.high_count` come to the same" in only["says"]
    assert only["line"] == next(c.place.line for s in program.scenario.scenes if s.id == "tally" for c in s.choices)


def test_a_choice_that_changes_a_figure_later_papers_or_people_is_told_apart(granary: Program) -> None:
    data = weighed(granary)
    assert data["alike"] == []
    letter, seal = data["decisions"]["letter"], data["decisions"]["measure.seal"]
    assert letter["figures"] == letter["papers"] == letter["people"] == 1
    assert letter["papers_apart"] >= 1
    assert seal["figures"] == 1
    assert (seal["papers"], seal["people"], seal["endings"]) == (0, 0, 0)
    assert "measure.seal" in data["little"]
    assert "letter" not in data["little"]
    assert next(iter(data["decisions"])) == "letter"


def test_a_later_paper_that_asks_for_a_choice_makes_it_matter(variant: MakeVariant) -> None:
    later = "- document: asks\n  turn: week_three\n  priority: 1\n  when: seen(tally.true_count)\n" \
            "  title: An echo\n  text: |\n    It was read.\n  basis: invented\n  sources: []\n"  # fmt: skip
    program = variant({"scenes/all.yaml": EMPTY}, added={"scenes/more.yaml": later}).program()
    data = weighed(program)
    assert data["alike"] == []
    assert data["choices"]["tally.high_count"]["papers"] > 0


def test_effects_are_told_by_a_measure_that_is_no_count_of_the_dead(measured: Program) -> None:
    data = weighed(measured)
    by = {m["by"] for m in data["decisions"].values()}
    assert by <= {"", "store", "name"}
    assert data["decisions"]["measure.amount"]["by"] == "store"
    assert data["decisions"]["measure.amount"]["effect"] > 0.05
    assert "measure.amount" not in data["little"]


SAME, OTHER, ONCE = Tally(pairs=5), Tally(pairs=5, papers=1), Tally(pairs=1)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ({("a", "b"): SAME, ("a", "c"): OTHER, ("b", "c"): OTHER}, [("a", "b")]),
        ({("a", "b"): SAME, ("b", "c"): SAME}, [("a", "b", "c")]),
        ({("a", "b"): SAME, ("b", "c"): SAME, ("a", "c"): OTHER}, []),
        ({("a", "b"): ONCE}, []),
    ],
    ids=["two of three", "all", "one says otherwise", "too few"],
)
def test_answers_are_alike_where_every_pair_says_so(pairs: Any, expected: Sequence[tuple[str, ...]]) -> None:
    assert alike(("a", "b", "c"), pairs, 3) == expected
