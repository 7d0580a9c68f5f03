"""A small story in a folder of its own, a way to change it, and games in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from attrs import define

from game.session.game import Game
from game.session.library import new_game

STORIES = Path(__file__).parents[1] / "stories"
ANSWERS = {"measure": ("fair", "wax"), "letter": ("burn",), "tally": ("true_count",)}


@define
class Story:
    """A copy of the granary that an author may change, with saves beside it."""

    folder: Path
    saves: Path

    def change(self, old: str, new: str, file: str = "scenes/all.yaml") -> None:
        """Replace a passage of a file everywhere; it must be there."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def change_all(self, old: str, new: str) -> None:
        """Replace a word in every file."""
        for path in self.folder.rglob("*.yaml"):
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def begin(self, decisions: int = 99, seed: int = 3) -> Path:
        """A saved run of so many decisions; the path of its journal."""
        game = new_game(self.folder, seed=seed, saves=self.saves)
        play(game, decisions)
        game.close()
        assert game.journal is not None
        return game.journal.path

    def forget(self) -> None:
        """Delete the kept copies."""
        shutil.rmtree(self.saves / "stories")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A story of its own for one test."""
    shutil.copytree(STORIES / "granary", tmp_path / "stories" / "granary")
    shutil.copy(STORIES / "bibliography.yaml", tmp_path / "stories")
    return Story(tmp_path / "stories" / "granary", tmp_path / "saves")


def play(game: Game, decisions: int = 99) -> None:
    """Sign so many decisions more: the fixed answers, and days at the desk."""
    for _ in range(decisions):
        pending = game.run.pending
        if pending is None:
            return
        game.decide(pending.id, *(() if pending.plan else ANSWERS[pending.id]))
