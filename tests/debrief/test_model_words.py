"""What the words of the model say in numbers is what the model declares."""

from __future__ import annotations

import pytest

from game.debrief.model_build import model_view
from game.debrief.model_views import ModelView
from game.engine.program import Program


@pytest.fixture(scope="module")
def view(great_leap: Program) -> ModelView:
    return model_view(great_leap.scenario)


@pytest.fixture(scope="module")
def words(view: ModelView) -> str:
    return " ".join(p for passage in view.passages for p in passage.paragraphs)


def value(view: ModelView, name: str) -> float:
    """A parameter in the province that is played."""
    found = next(p for p in view.parameters if p.id == name)
    return found.settings.get(view.settings[0][0], found.value)


def test_the_weights_of_belief_are_in_the_order_the_words_give(view: ModelView, words: str) -> None:
    assert "The plan weighs most in it, then the county's own return, then what the neighbours claim" in words
    assert value(view, "w_p") > value(view, "w_r") > value(view, "w_n")


def test_twice_the_gap_means_about_six_times_the_deaths(view: ModelView, words: str) -> None:
    assert "Twice the gap means about six times the deaths" in words
    assert 5.5 < 2 ** value(view, "m_b") < 6.5


def test_the_counts_in_the_words_are_right(view: ModelView, words: str) -> None:
    assert "twenty-two levers" in words
    assert len(view.levers) == 22
    assert "Five throws of chance a season" in words
    assert len(view.draws) == 5
    assert "400,000 people" in words
    assert value(view, "pop0") == 400


def test_an_unsigned_lever_and_a_successor_stand_where_the_words_say(view: ModelView, words: str) -> None:
    assert "a little more than halfway to what is demanded" in words
    assert 0.5 < view.standing_k < 0.6
    assert "He does nearly all that is demanded" in words
    assert all(lever.successor in {"k 0.9", "k 1", "k 1.2", "0"} for lever in view.levers)


def test_the_fog_is_up_to_a_third_and_the_province_is_hard(view: ModelView, words: str) -> None:
    assert "by up to a third" in words
    assert 0.3 < value(view, "fog_max") * 0.95 < 0.34
    assert "The province is a hard one" in words
    assert value(view, "rad") > 1
    assert value(view, "q_rad") > 1


def test_the_words_fit_one_page(words: str) -> None:
    assert 500 < len(words.split()) < 900
