"""One language for the whole process: every test here leaves English behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.script import tongue

STORIES = Path(__file__).resolve().parent.parent / "stories"


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    tongue.speak("en")
    yield
    tongue.speak("en")


@pytest.fixture
def granary(tmp_path: Path) -> Path:
    """A small story of its own that a test may write beside."""
    target = tmp_path / "stories" / "granary"
    shutil.copytree(STORIES / "granary", target, ignore=shutil.ignore_patterns("text"))
    shutil.copy(STORIES / "bibliography.yaml", target.parent)
    return target
