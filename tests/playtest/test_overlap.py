"""What two plays have in common: a share between 0 and 1, alike in both directions; great_leap's paths differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.cli import main
from game.engine.program import Program
from game.playtest.officials import Policy
from game.playtest.overlap import Table, may_differ, met, overlap, shared

NAMES = st.frozensets(st.sampled_from("abcdefgh"))
EACH = 8
MOST = 0.5  # different officials' plays share less than half


@given(one=NAMES, other=NAMES)
def test_a_share_is_a_share(one: frozenset[str], other: frozenset[str]) -> None:
    assert 0 <= shared(one, other) <= 1
    assert shared(one, other) == shared(other, one)
    assert shared(one, one) == 1
    assert (shared(one, other) == 0) == (not one & other and bool(one | other))


def test_what_comes_to_everybody_is_not_compared(great_leap: Program) -> None:
    assert not any(may_differ(great_leap.scenes[name]) for name in ("news_autumn_1959", "carts", "the_list"))
    assert all(may_differ(great_leap.scenes[name]) for name in ("look_bins", "goat_essay", "iron_yard"))


@pytest.fixture(scope="module")
def table(great_leap: Program) -> Table:
    policies = [Policy(o, great_leap) for o in great_leap.scenario.officials]
    return overlap(met(great_leap, policies, range(1, EACH + 1)))


def test_different_officials_meet_different_stories(table: Table) -> None:
    for one, row in table.items():
        for other, share in row.items():
            assert share == pytest.approx(table[other][one])
            assert one == other or share < MOST, f"{one} and {other}: {share:.2f}"


def test_chance_alone_changes_what_one_official_meets(table: Table) -> None:
    assert all(row[one] < 0.8 for one, row in table.items())


def test_the_command_prints_a_row_for_each_official(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["playtest", "great_leap", "--overlap", "--runs", "4", "--official", "henan", "zealot"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows[2:]] == ["Obedient", "Zealous"]
    assert all(row.count("%") == 2 for row in rows[2:])
