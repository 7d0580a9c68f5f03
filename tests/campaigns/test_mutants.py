"""Sixty mutants of the large campaign, in every run of the tests."""

from __future__ import annotations

from pathlib import Path

from tests.campaigns.mutants import KINDS, WANTED, campaign


def test_the_line_of_a_slip_is_the_line_that_is_told(tmp_path: Path) -> None:
    tally = campaign(tmp_path, 60, seed=7)
    assert tally.made.total() >= 58
    assert all(tally.made[kind] >= 3 for kind in KINDS)
    assert tally.share >= WANTED, "\n".join(tally.misses)
