"""On the page each word of the time leads from where it stands first to where it is explained, and only from there."""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import evolve

from game.debrief.blocks import Points, Section, Words
from game.debrief.build import debrief
from game.debrief.choose import only
from game.debrief.contents_glossary import glossary_blocks
from game.debrief.html import page
from game.debrief.sheet import Sheet, sheet_of
from game.engine.program import Program
from game.session.game import Game
from game.session.views import TermView

Player = Callable[..., Game]
LINK = re.compile(r'<a class="term" href="#([^"]+)">(.*?)</a>')
TERMS = (
    TermView("people's commune", "A large unit, with halls and *teams*.", "公社", "gong-shuh", ("commune",)),
    TermView("чорна дошка", "A list of villages.", "", "chorna doshka"),
    TermView("<b>bold</b>", "Not what it looks like.", "", ""),
    TermView("halls", "Kitchens.", "", ""),
)


def made(*texts: str, terms: tuple[TermView, ...] = TERMS, section: str = "glossary") -> str:
    """A page of some texts and a glossary."""
    body = Section("one", "One", "", tuple(Words(text) for text in texts))
    more = Section("two", "Two", "", (Points(("Another commune.", "In the halls.")),))
    words = Section(section, "Words", "", tuple(glossary_blocks(terms)))
    return page(Sheet("T", "O", "A", "", (body, more, words), 6, terms))


def test_a_word_is_linked_once_where_it_stands_first() -> None:
    html = made("A *commune*, and communes.", "The people's commune.")
    assert LINK.findall(html) == [("word-1", "<em>commune</em>"), ("word-4", "halls")]
    assert html.count('id="word-1"') == html.count('id="word-4"') == 1
    assert html.index('href="#word-1"') < html.index('href="#word-4"') < html.index('id="word-1"')


def test_the_explanations_link_nothing() -> None:
    assert LINK.findall(made("Nothing of the kind.")) == [("word-1", "commune"), ("word-4", "halls")]
    alone = Section("glossary", "Words", "", tuple(glossary_blocks(TERMS)))
    assert LINK.findall(page(Sheet("T", "O", "A", "", (alone,), 6, TERMS))) == []


def test_words_in_another_script_and_hostile_ones_are_told_as_they_are() -> None:
    html = made("Чорна дошка. A <b>bold</b> word.")
    assert ("word-2", "Чорна дошка") in LINK.findall(html)
    assert "<b>bold" not in html
    assert html.count('id="word-2"') == 1
    for target, _ in LINK.findall(html):
        assert f'id="{target}"' in html


def test_without_its_section_nothing_is_linked() -> None:
    assert LINK.findall(made("A commune.", section="elsewhere")) == []


def test_a_run_links_each_word_at_most_once_and_to_something(great_leap: Program, play: Player) -> None:
    sheet = sheet_of(debrief(play(great_leap, "hedger", 5)))
    html = page(sheet)
    targets = [target for target, _ in LINK.findall(html)]
    assert len(targets) == len(set(targets)) >= 30
    for target in targets:
        assert html.count(f'id="{target}"') == 1
    assert html.count('<article class="entry" id="word-') == len(great_leap.scenario.glossary)
    part = page(only(sheet, ["record"]))
    assert LINK.findall(part) == []


def test_an_open_run_has_its_words_too(great_leap: Program) -> None:
    sheet = sheet_of(debrief(Game.new(great_leap, 3)))
    assert next(s for s in sheet.sections if s.id == "glossary").blocks
    assert LINK.findall(page(evolve(sheet, words=()))) == []
