"""Runs to debrief: played by machine officials, ended, stopped early, removed, or of a lesson."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from game.engine.program import Program
from game.playtest.officials import Policy
from game.session.game import Game
from game.session.library import open_program

ROOT = Path(__file__).parents[2]
STORIES = ROOT / "tests" / "stories"
Player = Callable[..., Game]


def played(program: Program, official: str = "random", seed: int = 1, cut: str = "", stop: int | None = None) -> Game:
    """A game played to its end, or for so many decisions."""
    policy = Policy(next(o for o in program.scenario.officials if o.id == official), program)
    game = Game.new(program, seed, cut)
    while not game.run.ended and (stop is None or len(game.run.decisions) < stop):
        decision = policy.choose(game.run)
        game.decide(decision.scene, *decision.picks)
    return game


@pytest.fixture(scope="session")
def great_leap() -> Program:
    return open_program(ROOT / "story" / "great_leap")


@pytest.fixture(scope="session")
def granary() -> Program:
    return open_program(STORIES / "granary")


@pytest.fixture(scope="session")
def hostile() -> Program:
    return open_program(STORIES / "hostile")


@pytest.fixture(scope="session")
def play() -> Player:
    return played


@pytest.fixture
def with_debrief(tmp_path: Path) -> Callable[[str], Path]:
    """The granary with a `debrief.yaml` of this text."""

    def write(text: str) -> Path:
        folder = tmp_path / "granary"
        shutil.copytree(STORIES / "granary", folder, dirs_exist_ok=True)
        shutil.copy(STORIES / "bibliography.yaml", tmp_path)
        (folder / "debrief.yaml").write_text(text, encoding="utf-8")
        return folder

    return write
