"""Fixtures of this room: every story that is here, and every cut of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

from game.engine.program import Program, build
from game.engine.run import Run
from game.script.reader import load
from tests.conftest import GREAT_LEAP, STORIES, Player

FOLDERS = {path.name: path for path in (*sorted(p.parent for p in STORIES.glob("*/scenario.yaml")), GREAT_LEAP)}
CUTS = {"granary": ("", "short"), "hostile": ("", "short"), "gauge": ("",), "great_leap": ("", "lesson")}


@cache
def opened(folder: Path, plain: bool) -> Program:
    """A story, read once for all tests of a process."""
    loaded = load(folder)
    return build(loaded.scenario, loaded.scope, plain=plain)


@frozen
class Played:
    """A story in one of its cuts."""

    program: Program
    plain: Program
    cut: str

    def begin(self, player: Player, seed: int, *, trace: bool = False, plain: bool = False) -> Run:
        """A new run of it."""
        return player.begin(self.plain if plain else self.program, seed, self.cut, trace=trace)


OF_EACH = [(name, cut) for name in FOLDERS for cut in CUTS[name]]


@pytest.fixture(params=OF_EACH, ids=[f"{name}-{cut}" if cut else name for name, cut in OF_EACH])
def played(request: pytest.FixtureRequest) -> Played:
    """Each story, and each lesson of it."""
    name, cut = request.param
    return Played(opened(FOLDERS[name], False), opened(FOLDERS[name], True), cut)
