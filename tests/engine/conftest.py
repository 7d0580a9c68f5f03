"""Fixtures of this room: every story that is here, found by looking, and every cut of it. No test here knows a name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

from game.engine.program import Program, build
from game.engine.run import Run
from game.script.reader import load
from game.session.library import read_header_of
from tests.conftest import ROOT, STORIES, Player

FOLDERS = {
    path.parent.name: path.parent for home in (STORIES, ROOT / "story") for path in sorted(home.glob("*/scenario.yaml"))
}


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


OF_EACH = [(name, cut) for name in FOLDERS for cut in ("", *(c.id for c in read_header_of(FOLDERS[name]).cuts))]


@pytest.fixture(params=OF_EACH, ids=[f"{name}-{cut}" if cut else name for name, cut in OF_EACH])
def played(request: pytest.FixtureRequest) -> Played:
    """Each story, and each lesson of it."""
    name, cut = request.param
    return Played(opened(FOLDERS[name], False), opened(FOLDERS[name], True), cut)


@pytest.fixture(params=FOLDERS)
def story(request: pytest.FixtureRequest) -> Program:
    """Each story, from its beginning to its end."""
    return opened(FOLDERS[request.param], False)
