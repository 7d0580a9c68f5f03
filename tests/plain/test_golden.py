"""The short play prints what it printed when it was last read by a person. `golden.py` says how to write it anew."""

from __future__ import annotations

from tests.plain.golden import KEPT, transcript


def test_the_short_play_is_printed_word_for_word() -> None:
    assert transcript() == KEPT.read_text(encoding="utf-8")
