"""Fifty kills of the large campaign, in every run of the tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "session")]

from kill import campaign  # noqa: E402
from long_story import write_story  # noqa: E402


@pytest.mark.parametrize(("name", "kills", "most"), [("endless", 30, 30), ("granary", 20, 4)])
def test_nothing_that_was_seen_is_lost(tmp_path: Path, name: str, kills: int, most: int) -> None:
    story = HERE.parent / "stories" / name if name == "granary" else write_story(tmp_path / name, 40, 5)
    tally = campaign(story, tmp_path / "saves", kills, seed=kills, most=most)
    assert tally.kills == kills
    assert tally.seen > kills
    assert (tally.lost, tally.damaged) == (0, 0)
