"""The dead of a model are told as a range, as coarse as what is known of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.debrief.toll import in_words, rounded


@pytest.mark.parametrize(
    ("dead", "said"), [(12_400.0, "10,000 to 15,000"), (3_100.0, "2,500 to 3,700"), (0.0, "0"), (1.0, "1")]
)
def test_a_figure_of_the_dead_is_a_range(dead: float, said: str) -> None:
    assert in_words(dead) == said


@given(st.floats(0, 400_000))
def test_what_is_rounded_stays_near_and_shows_few_digits(dead: float) -> None:
    assert abs(rounded(dead) - dead) <= max(0.5, 0.065 * dead)
    assert len(str(int(rounded(dead))).rstrip("0")) <= 3
