"""Some hundred broken stories of the large campaign, in every run of the tests."""

from __future__ import annotations

from pathlib import Path

from tests.campaigns.fuzz_story import campaign


def test_no_broken_story_breaks_the_program(tmp_path: Path) -> None:
    tally = campaign(tmp_path, 300, seed=7)
    assert tally.files == 300
    assert tally.refused > 100
    assert tally.played > 10
    assert list(tmp_path.iterdir()) == []
