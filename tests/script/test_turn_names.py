"""The name of a turn inside a sentence: words of time begin small, months and other names keep their capitals."""

from __future__ import annotations

import pytest

from game.script.header import in_sentence


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("May 1933", "May 1933"),
        ("March and April 1933", "March and April 1933"),
        ("September 1960", "September 1960"),
        ("Early August", "early August"),
        ("Mid July", "mid July"),
        ("Autumn 1958", "autumn 1958"),
        ("The winter after", "the winter after"),
        ("End of May 1933", "end of May 1933"),
        ("Saturday", "Saturday"),
        ("Qingming 1960", "Qingming 1960"),
        ("Springfield, in May", "Springfield, in May"),
        ("First week", "first week"),
    ],
)
def test_a_turn_inside_a_sentence(label: str, said: str) -> None:
    assert in_sentence(label) == said
