"""Some thousand of the broken files and expressions of the large campaign, in every run of the tests."""

from __future__ import annotations

from pathlib import Path

from tests.campaigns.fuzz_story import LONGEST, campaign


def test_no_broken_file_and_no_expression_breaks_the_program(tmp_path: Path) -> None:
    tally = campaign(tmp_path, 1000, 1000, seed=7)
    assert (tally.files, tally.expressions) == (1000, 1000)
    assert tally.faulty > 700
    assert 300 < tally.refused_expressions < 900
    assert tally.without_value > 3
    assert tally.refused > 20
    assert tally.played > 2
    assert max(tally.slowest_file, tally.slowest_expression) < LONGEST
    assert list(tmp_path.iterdir()) == []
