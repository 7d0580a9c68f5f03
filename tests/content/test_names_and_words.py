"""Every story that comes with the game: what it names can be said and looked up, and how it speaks of the dead.

Words that assign a cause, soften a killing or take over a slander do not stand in a story's own voice. Where a paper of
the time quotes one, the place stands in `QUOTED` with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from attrs import frozen

from game.script.faults import Faults
from game.script.gazetteer import Gazetteer, read_gazetteer
from game.script.linker import proses
from game.script.model import Scenario, Term
from game.script.prose import Branch, Prose
from game.script.reader import load
from game.script.understanding import Understanding, read_understanding
from game.session import places
from game.session.first_use import FirstUses
from tests.conftest import ROOT

FOLDERS = {folder.name: folder for folder in places.scenario_folders()}
STORY = ROOT / "story"
AVOIDED = {
    "natural disasters": "assigns the cause, unless it is quoted as the official term",
    "starved to death": "said of all who died, it says what is not known",
    "killed by Mao": "says more than the record",
    "liquidated": "softens a killing",
    "eliminated": "softens a killing",
    "commie": "takes away a person's face",
    "commies": "takes away a person's face",
    "thugs": "takes away a person's face",
    "brainwashed": "takes away a person's face",
    "masses": "takes away a person's face, unless a paper of the time says it",
    "was a rightist": "labels were given, they were not what people were",
    "were rightists": "labels were given, they were not what people were",
    "was a right opportunist": "labels were given, they were not what people were",
    "cheated": "takes over a slander of the time: people hid grain",
    "stole": "takes over a slander of the time: people hid grain",
    "Ukrainian famine": "the famine of these years was not in Ukraine alone",
    "Peking": "written in another system than all other names",
    "Mao Tse-tung": "written in another system than all other names",
    "Chou En-lai": "written in another system than all other names",
    "Liu Shao-ch'i": "written in another system than all other names",
    "Teng Hsiao-p'ing": "written in another system than all other names",
}
QUOTED: dict[tuple[str, str], str] = {  # (file, words that stand there): why they may
    ("great_leap/scenes/06_winter_1958.yaml", "the masses have confessed to 80,000 jin"): "a commune's report, quoted",
    ("great_leap/scenes/10_winter_1959.yaml", "MASSES IN HIGH SPIRITS"): "a telegram of the time",
    ("great_leap/scenes/22_between_the_papers.yaml", "I was a right opportunist"):
        "a boatman says that he has been told so, and that he was asleep",
    ("work_team/scenes/1_arrival.yaml", "at the demand of the masses"): "an entry in a file, as clerks wrote it",
    ("record/timeline.yaml", "in his words, liquidated as a class"): "Stalin's words, told as his, with what followed",
}  # fmt: skip
PROPER = ("Peking University",)  # what it calls itself in English


@frozen
class Story:
    """A story with everything that a reader may meet."""

    scenario: Scenario
    understood: Understanding
    gazetteer: Gazetteer
    text: tuple[str, ...]


@cache
def story(name: str) -> Story:
    """One of the stories, read once."""
    folder, faults = FOLDERS[name], Faults()
    loaded = load(folder)
    understood = read_understanding(folder, loaded.scenario, loaded.scope, faults)
    gazetteer = read_gazetteer(folder, faults)
    assert not faults.errors
    return Story(loaded.scenario, understood, gazetteer, tuple(texts(loaded.scenario, understood)))


def texts(scenario: Scenario, understood: Understanding) -> Iterator[str]:
    """What the papers, the people, the last pages and the debrief of a story say."""
    header, debrief = scenario.header, scenario.debrief
    yield from (header.title, header.frame, header.role)
    yield from (text for prose in proses(scenario) for text in sides(prose))
    for scene in scenario.scenes:
        yield from (scene.sender, scene.addressee, scene.note, scene.record, scene.later_record, scene.ask)
        yield from (field.label for field in scene.fields)
    yield from (text for p in scenario.people for text in (p.role, p.wants))
    yield from (text for row in scenario.figures.ledger for text in (row.label, row.unit, row.note))
    yield from (text for lever in scenario.world.levers for text in lever.words.values())
    yield from (passage.say for passage in debrief.model)
    yield from (line.say for line in (*debrief.limits, *debrief.beyond))
    for paper in understood.papers.signatures:
        told = (paper.ordered, paper.reported, paper.knew, paper.gained, paper.paid)
        yield from (text for prose in told for text in sides(prose))
    yield from (text for silence in understood.papers.silences for text in sides(silence.said))


def sides(prose: Prose) -> Iterator[str]:
    """A text as it reads where all its conditions hold, where none does, and every side of each by itself."""
    for first in (True, False):
        yield "".join(_side(prose, first=first))
    for part in prose.parts:
        if isinstance(part, Branch):
            yield from (text for side in (part.then, part.otherwise) for text in sides(side))


def _side(prose: Prose, *, first: bool) -> Iterator[str]:
    for part in prose.parts:
        if isinstance(part, Branch):
            yield from _side(part.then if first else part.otherwise, first=first)
        else:
            yield part if isinstance(part, str) else "0"


def names(gazetteer: Gazetteer) -> tuple[str, ...]:
    """The places as they are named in a sentence, in small letters: capitals do not matter here."""
    return tuple(place.name.lower().removeprefix("the ") for place in gazetteer.places)


def never(wanted: tuple[str, ...], said: Iterable[str]) -> set[str]:
    """Those of some names that no text says as whole words."""
    unread = FirstUses.of(tuple(Term(term=name, say="") for name in wanted))
    for text in said:
        unread.new_in(text)
    return unread.unread


@pytest.mark.parametrize("name", FOLDERS)
def test_every_person_can_be_written_and_said_and_is_composite_or_real(name: str) -> None:
    people = story(name).scenario.people
    assert people
    for person in people:
        assert person.characters, person.name
        assert person.pronounce, person.name
        assert person.real in {"composite", "real"}, person.name


@pytest.mark.parametrize("name", FOLDERS)
def test_a_real_person_is_no_one_whose_fate_the_story_makes_up(name: str) -> None:
    for person in story(name).scenario.people:
        assert person.real == "composite" or len(person.fates) == 1, person.name


@pytest.mark.parametrize("name", FOLDERS)
def test_there_is_a_map_and_every_place_is_named(name: str) -> None:
    found = story(name)
    gazetteer = found.gazetteer
    assert gazetteer.map
    assert len(gazetteer.places) >= 5
    assert never(names(gazetteer), (*found.text, gazetteer.map_words)) == set()


@pytest.mark.parametrize("name", FOLDERS)
def test_what_the_drawing_names_the_words_name_too(name: str) -> None:
    """Who cannot see the map misses none of its places."""
    gazetteer = story(name).gazetteer
    missing = never(names(gazetteer), (gazetteer.map,))
    drawn = tuple(name for name in names(gazetteer) if name not in missing)
    assert drawn
    assert never(drawn, (gazetteer.map_words,)) == set()


@pytest.mark.parametrize("name", FOLDERS)
def test_every_word_of_the_glossary_is_used(name: str) -> None:
    found = story(name)
    unread = FirstUses.of(found.scenario.glossary)
    for text in found.text:
        unread.new_in(text)
    assert unread.unread == set()


@pytest.mark.parametrize("name", FOLDERS)
def test_every_word_of_the_glossary_can_be_said(name: str) -> None:
    terms = story(name).scenario.glossary
    assert len({term.term for term in terms}) == len(terms) > 0
    for term in terms:
        assert bool(term.characters) == bool(term.pronounce), term.term


def told() -> Iterator[tuple[str, str]]:
    """Every file that comes with the game but the bibliography, whose titles are not ours, and the list of them."""
    for path in sorted(STORY.rglob("*.yaml")):
        if path.name not in ("bibliography.yaml", "terms_to_avoid.yaml"):
            yield path.relative_to(STORY).as_posix(), " ".join(path.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("word", AVOIDED)
def test_words_that_are_avoided_stand_in_quotations_only(word: str) -> None:
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", 0 if word[0].isupper() else re.IGNORECASE)
    for file, text in told():
        allowed = [words for (where, words) in QUOTED if where == file]
        for words in (*allowed, *PROPER):
            text = text.replace(words, "")
        found = pattern.search(text)
        assert found is None, f"{file}: {text[max(0, found.start() - 60) : found.end() + 40]} ({AVOIDED[word]})"


def test_every_quotation_that_is_allowed_is_there_and_needed() -> None:
    said = dict(told())
    for (file, words), reason in QUOTED.items():
        assert words in said[file], f"{file} no longer says: {words}"
        assert reason
        assert any(word.lower() in words.lower() for word in AVOIDED)
