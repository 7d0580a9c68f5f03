"""The places of a story, read when a reader asks for them. What cannot be read is left out; `check` says why."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from game.script.faults import Faults
from game.script.gazetteer import Gazetteer, read_gazetteer
from game.script.model import Scenario
from game.script.tongue import foreign, language


def gazetteer(scenario: Scenario) -> Gazetteer:
    """The places and the map of a scenario, as its folder has them now."""
    return _said(Path(scenario.folder)) if scenario.folder else Gazetteer()


def _said(folder: Path) -> Gazetteer:
    found = read_gazetteer(folder, Faults())
    if not foreign():
        return found
    from game.script.text.spoken import said

    return said(found, "places", folder)


def word_said(scenario: Scenario, word: str) -> str:
    """A word that a figure can be: the name of the place or person whose id it is, or else as it is written."""
    people = {person.id: person.name for person in scenario.people}
    return people.get(word) or _named_places(scenario.folder, language()).get(word) or word.replace("_", " ")


@lru_cache(maxsize=8)
def _named_places(folder: str, _language: str) -> dict[str, str]:
    return {place.id: place.name for place in _said(Path(folder)).places} if folder else {}
