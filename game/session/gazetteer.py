"""The places of a story, read when a reader asks for them. What cannot be read is left out; `check` says why."""

from __future__ import annotations

from pathlib import Path

from game.script.faults import Faults
from game.script.gazetteer import Gazetteer, read_gazetteer
from game.script.model import Scenario


def gazetteer(scenario: Scenario) -> Gazetteer:
    """The places and the map of a scenario, as its folder has them now."""
    return read_gazetteer(Path(scenario.folder), Faults()) if scenario.folder else Gazetteer()
