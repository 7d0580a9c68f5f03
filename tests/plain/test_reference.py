"""What can be looked up by typing: words, people and places, the map, the sources; and where a word is read first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import MakeVariant
from tests.plain.pipe import GREAT_LEAP, Talk, lines, run, talk
from tests.script.test_gazetteer import WHOLE

TERMS = """- term: mouse
  say: A small guest.
  also: [mice, the mice]
- term: Gazette
  say: A paper.
- term: almanac
  say: A book that nobody mentions.
"""
SUMMARY = "  note: It smells.\n  summary: |\n    A smell.\n"


@pytest.fixture
def desk(variant: MakeVariant, tmp_path: Path) -> Iterator[Talk]:
    """The granary with places and more words, waiting for the first answer."""
    story = variant(added={"places.yaml": WHOLE, "glossary.yaml": TERMS}).folder
    with talk("play", story, "--plain", "--seed", "3", "--saves", tmp_path / "saves") as started:
        yield started


def test_a_word_is_told_where_it_is_read_first_and_only_there(desk: Talk) -> None:
    first = desk.until_it_asks()
    assert "Words:" not in first  # a name needs its capital
    told = desk.answer("cellar")
    assert "It smells of mice. 100.0 sacks.\n\n[Words: mice. Type glossary and one of them.]\n\n" in told
    assert "Words:" not in desk.answer("fair wax")


def test_what_a_summary_does_not_say_is_not_told_with_it(variant: MakeVariant, tmp_path: Path) -> None:
    cellar = "  title: The cellar\n"
    changed = {"scenes/all.yaml": [(cellar, cellar + SUMMARY)]}
    story = variant(changed, added={"glossary.yaml": TERMS}).folder
    words = ("play", story, "--plain", "--seed", "3", "--saves", tmp_path / "saves")
    assert "[Words: mice." in run(*words, typed=lines("cellar", "quit")).out
    assert "[Words:" not in run(*words, "--summaries", typed=lines("cellar", "quit")).out


def test_everything_with_a_name_is_in_the_glossary(desk: Talk) -> None:
    desk.until_it_asks()
    assert desk.answer("glossary") == (
        "Words: almanac, Gazette, mouse, sack\n\nPeople: Wen Da\n\nPlaces: The Store, The Hill\n\n"
        "glossary WORD tells one of them; words, people and places tell all; map tells\nwhere the places lie\n> \n"
    )
    assert desk.answer("glossary mice") == desk.answer("glossary MOUSE") == "mouse: A small guest.\n> \n"
    assert desk.answer("glossary store") == "The Store 仓 (say tsahng), composite: It holds sacks.\n> \n"
    assert desk.answer("glossary wen").startswith("Wen Da, Carter (composite). On the road.\n")
    assert desk.answer("glossary nothing at all") == "Nothing here is called so.\n> \n"


def test_places_and_the_map(desk: Talk) -> None:
    desk.until_it_asks()
    assert desk.answer("places") == (
        "The Store 仓 (say tsahng), composite: It holds sacks.\n"
        "The Hill 山 (say shahn), real: Nobody goes there.\n> \n"
    )
    assert desk.answer("places hill") == "The Hill 山 (say shahn), real: Nobody goes there.\n> \n"
    assert desk.answer("places sea") == "No place here is called so.\n> \n"
    assert desk.answer("map") == (
        "A road runs east from the store to the hill.\n\nmap drawn prints it as a drawing\n> \n"
    )
    assert desk.answer("map drawn") == ".--.      /\\\n|  |----- /  \\   Hill\n'--'\nStore\n> \n"


def test_a_story_without_places(tmp_path: Path) -> None:
    done = run("play", GREAT_LEAP.parent.parent / "tests" / "stories" / "granary", "--plain", "--saves", tmp_path,
               typed=lines("glossary", "map", "map drawn", "places"))  # fmt: skip
    assert "Places:" not in done.out
    assert "map tells" not in done.out
    assert done.out.count("This story has no map.") == 2
    assert "No place here is called so." in done.out


def test_sources_tell_what_has_been_shown_of_what_rests_on_them(desk: Talk) -> None:
    desk.until_it_asks()
    assert desk.answer("sources").startswith("almanac: A. Clerk. The almanac.\nsources WORD tells")
    told = desk.answer("sources clerk")
    assert "   Papers: The gazette.\n   And: " in told
    assert "The measure" not in told
    assert desk.answer("sources nobody") == "No source here has that word.\n> \n"


def test_a_map_that_cannot_be_read_costs_nobody_the_game(variant: MakeVariant, tmp_path: Path) -> None:
    story = variant(added={"places.yaml": WHOLE.replace("real: real", "real: perhaps")}).folder
    done = run("play", story, "--plain", "--saves", tmp_path, typed=lines("map", "places", "quit"))
    assert (done.code, done.err) == (0, "")
    assert "A road runs east" in done.out
    assert "The Store" in done.out
