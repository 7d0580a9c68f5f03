"""A word of the time is marked where a run reads it first, once, by whole words, in every order of the same papers."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from game.engine.program import Program
from game.script.model import Term
from game.session.first_use import FirstUses, locate
from game.session.game import Game
from game.session.views import TermUse

GLOSSARY = (
    Term(term="team", say="A village.", also=("teams", "production team")),
    Term(term="people's commune", say="Large.", also=("commune",)),
    Term(term="Lushan", say="A mountain.", also=("the Leap",)),
    Term(term="plenum", say="A meeting."),
    Term(term="Third Plenum", say="One meeting."),
    Term(term="чорна дошка", say="A list.", also=("(.*)+$", "[ab")),
)


def read(*texts: str) -> list[tuple[str, str]]:
    """What each text is the first to use, one after another."""
    unread = FirstUses.of(GLOSSARY)
    return [(use.term, use.written) for text in texts for use in unread.new_in(text)]


def test_whole_words_count_and_only_once() -> None:
    assert read("A steam engine, Teamsters.", "Two Teams.", "The team.") == [("team", "Teams")]


def test_the_longest_spelling_wins() -> None:
    told = read("The Third Plenum met. A plenum, then.", "The production team.")
    assert told == [("Third Plenum", "Third Plenum"), ("plenum", "plenum"), ("team", "production team")]


def test_a_word_inside_a_longer_one_is_not_read_yet() -> None:
    assert read("The Third Plenum.", "The Third Plenum.", "Another plenum.")[1:] == [("plenum", "plenum")]


def test_a_name_needs_its_capitals_and_may_have_more() -> None:
    assert read("to lushan, with the leap of a frog") == []
    assert read("FROM LUSHAN") == [("Lushan", "LUSHAN")]
    assert read("since the Leap") == [("Lushan", "the Leap")]


def test_signs_that_hold_words_together() -> None:
    assert read("the *people's\ncommune*") == [("people's commune", "people's\ncommune")]
    assert read("the people’s commune") == [("people's commune", "people’s commune")]
    assert read("people's, commune") == [("people's commune", "commune")]
    assert read("people's\n\ncommune") == [("people's commune", "commune")]
    assert read("Lushan's plenum") == [("Lushan", "Lushan"), ("plenum", "plenum")]


def test_other_scripts_and_signs_of_a_pattern_are_words_as_any() -> None:
    assert read("Чорна дошка!") == [("чорна дошка", "Чорна дошка")]
    assert read("anything at all", "a", "[ab") == [("чорна дошка", "ab")]


def test_a_glossary_without_words() -> None:
    assert FirstUses.of((Term(term="***", say="Nothing."),)).new_in("*** and more") == ()


SAID = ("team", "Teams", "commune", "Lushan", "Third Plenum", "plenum", "rice", ".")


@given(st.lists(st.sampled_from(SAID), max_size=30))
def test_what_was_read_is_found_again_however_it_is_wrapped(said: list[str]) -> None:
    text = " ".join(said)
    found = FirstUses.of(GLOSSARY).new_in(text)
    assert len({use.term for use in found}) == len(found)
    wrapped = "\n".join(textwrap.wrap(text, 12, break_long_words=False))
    for use in found:
        span = locate(wrapped.upper(), use)
        assert span is not None
        assert wrapped[span[0] : span[1]].replace("\n", " ") == use.written


def test_what_is_not_there_is_not_found() -> None:
    assert locate("a steam engine", TermUse("team", "team")) is None
    assert locate("a team", TermUse("team", "team", 0, 2)) is None
    assert locate("", TermUse("team", "team")) is None
    assert locate("a team", TermUse("team", "***")) is None


def everything(game: Game) -> list[TermUse]:
    """All that was marked in a run, by all that was shown."""
    teller = game.teller
    shown = [paper.terms for _, paper in teller.archive] + [c.terms for c in teller.consequences]
    return [use for terms in (*shown, *(later.terms for _, later in teller.returned)) for use in terms]


def signed(program: Program, seed: int) -> Game:
    """A play that signs the first that is open, to the end."""
    game = Game.new(program, seed)
    while (ask := game.view().ask) is not None:
        rows = [f.options for f in ask.fields] or [ask.options]
        first = tuple(next((o.id for o in row if not o.locked), "") for row in rows)
        game.decide(ask.scene, *(first if ask.plan is None else ask.plan.plans[-1]))
    return game


def test_a_whole_run_marks_each_word_once_where_it_stands(great_leap: Program) -> None:
    game = signed(great_leap, 3)
    terms = [use.term for use in everything(game)]
    assert len(terms) == len(set(terms)) >= 25
    for _, paper in game.teller.archive:
        for use in paper.terms:
            text = (paper.title, paper.text)[use.text]
            span = locate(text, use)
            assert span is not None
            assert text[span[0] : span[1]] == use.written


def test_the_same_run_read_again_marks_the_same(great_leap: Program) -> None:
    game = signed(great_leap, 5)
    again = Game.replay(great_leap, 5, "", tuple(game.run.decisions))
    assert everything(again) == everything(game)


def test_a_lesson_marks_what_is_new_in_the_lesson(great_leap: Program) -> None:
    """Words of papers that were signed before a lesson begins have not been read by who plays it."""
    game = Game.new(great_leap, 3, "lesson")
    marked = {use.term for paper in game.papers() for use in paper.terms}
    assert "commune" in marked
