"""The stance of a player is told from what he signed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.gather import case_of
from game.playtest.line import line_of
from game.playtest.pairs import Case
from game.playtest.stance import GLADLY, stance_of

Ended = Callable[..., Run]


def test_a_player_s_orders_are_told_apart(great_leap: Program, ended: Ended) -> None:
    own = {name: case_of(ended(great_leap, name, 3)).stance for name in ("honest", "hedger", "henan", "zealot")}
    assert own["honest"].stances["truth"] > own["henan"].stances["truth"]
    assert own["zealot"].stances["inflate"] > own["hedger"].stances["inflate"]
    assert own["henan"].stances["enforce"] > own["hedger"].stances["enforce"] > own["honest"].stances["enforce"]
    assert own["honest"].default_k < own["hedger"].default_k < own["henan"].default_k < own["zealot"].default_k
    assert own["honest"].looks > own["zealot"].looks


def test_k_of_a_lever_is_the_mean_of_what_was_ordered_there(granary: Program) -> None:
    """By the lines of forms and by choices; a step that orders nothing counts for nothing."""
    wanted = {"measure": ("heaped", "wax"), "letter": ("answer",), "tally": ("true_count",)}
    run = begin(granary, 3)
    while run.pending is not None:
        options = run.pending.choices_open()
        run.decide(next((o for o in options if o.picks == wanted.get(o.scene)), options[0]))
    own = case_of(run).stance
    assert own.k["measure_out"] == pytest.approx((0.9 + 0) / 2)
    assert own.default_k == pytest.approx((0.9 + 0) / 2)


def test_one_signature_makes_no_character(granary: Program, ended: Ended) -> None:
    run = ended(granary, "plain", 4)
    line = line_of(run)
    few, many = stance_of(granary, line[:1]), stance_of(granary, line)
    assert all(abs(v) < GLADLY / 3 for v in few.stances.values())
    assert set(few.stances) <= set(many.stances)


def test_who_signed_nothing_goes_along_as_far_as_the_story_says(granary: Program) -> None:
    found = stance_of(granary, ())
    assert (found.default_k, dict(found.k), dict(found.stances), found.looks) == (granary.standing_k, {}, {}, 0.5)


def test_the_same_run_has_the_same_stance(great_leap: Program, ended: Ended) -> None:
    cases: list[Case] = [case_of(ended(great_leap, "protector", 8)) for _ in range(2)]
    assert cases[0] == cases[1]
