"""Fifty kills of the large campaign, in every run of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.campaigns.kill import campaign
from tests.session.long_story import write_story

GRANARY = Path(__file__).resolve().parents[1] / "stories" / "granary"


@pytest.mark.parametrize(("name", "kills", "most"), [("endless", 30, 30), ("granary", 20, 3)])
def test_nothing_that_was_seen_is_lost(tmp_path: Path, name: str, kills: int, most: int) -> None:
    story = GRANARY if name == "granary" else write_story(tmp_path / name, 40, 5)
    tally = campaign(story, tmp_path / "saves", kills, seed=kills, most=most, short=name == "granary")
    assert tally.kills == kills
    assert tally.seen > kills
    assert (tally.lost, tally.damaged) == (0, 0)
