"""The game knows no scenario by name: what a story needs it declares, and a folder put into `story/` is on the list."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = tuple(sorted(path.parent.name for path in (ROOT / "story").glob("*/scenario.yaml")))
NEW = ROOT / "tests" / "stories" / "gauge"
TEXTS = {".py", ".j2", ".css", ".tcss", ".md"}
ROOMS = sorted(p for room in ("game", "tests/engine") for p in (ROOT / room).rglob("*") if p.suffix in TEXTS)


def test_there_are_stories_and_rooms_to_look_through() -> None:
    assert NAMES
    assert len(ROOMS) > 150


def test_neither_the_game_nor_the_tests_of_its_engine_name_a_scenario() -> None:
    named = re.compile(rf"(?<![a-z_])(?:{'|'.join(NAMES)})(?![a-z_])")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in ROOMS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if named.search(line)
    ]
    assert found == []


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The game as it lies here, with one folder more in its `story/` that brings its own bibliography."""
    home = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "game", home / "game", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "story", home / "story")
    for name in ("main.py", "pyproject.toml"):
        shutil.copy(ROOT / name, home)
    shutil.copytree(NEW, home / "story" / NEW.name)
    shutil.copy(NEW.parent / "bibliography.yaml", home / "story" / NEW.name)
    return home


def run(checkout: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A command of the copy, in a process of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    env = {**kept, "XDG_CACHE_HOME": str(checkout / "cache"), "XDG_CONFIG_HOME": str(checkout / "config")}
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=checkout, env=env, input=typed, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def test_one_folder_more_is_read_and_listed(checkout: Path) -> None:
    read = run(checkout, "check")
    assert read.returncode == 0, read.stdout + read.stderr
    assert f"{len(NAMES) + 1} scenario(s) read" in read.stdout
    there = run(checkout, "play", "nowhere", "--plain")
    assert there.returncode == 3
    assert set(re.split(r"\W+", there.stderr)) >= {*NAMES, NEW.name}


def test_one_folder_more_is_played_saved_and_gone_on_with(checkout: Path) -> None:
    begun = run(checkout, "play", NEW.name, "--plain", "--seed", "3", typed="1\n")
    assert begun.returncode == 0, begun.stderr
    (save,) = (checkout / "saves").glob("*.journal")
    ended = run(checkout, "resume", str(save), "--plain", typed="1\n" * 40)
    assert ended.returncode == 0, ended.stderr
    told = run(checkout, "debrief", str(save))
    assert told.returncode == 0, told.stderr
    assert "Gauge" in told.stdout or "gauge" in told.stdout


def test_machine_officials_play_one_folder_more(checkout: Path) -> None:
    played = run(checkout, "playtest", NEW.name, "--runs", "12", "--workers", "1")
    assert played.returncode == 0, played.stderr
    assert played.stdout.startswith(f"{NEW.name}: 12 plays")
    counted = run(checkout, "words", NEW.name, "--runs", "6")
    assert counted.returncode == 0, counted.stderr
    assert NEW.name in counted.stdout
