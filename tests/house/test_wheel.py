"""The installed game is whole: a wheel in a fresh environment finds its stories, and keeps saves in the user's data."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = os.environ.get("UV") or shutil.which("uv") or ""
ANSWERS = "1\n1\nledger\n"


Done = subprocess.CompletedProcess[str]


def run(command: Sequence[str | Path], folder: Path, env: Mapping[str, str], text: str = "") -> Done:
    """A command that must end within a minute; its output as text."""
    words = [str(c) for c in command]
    return subprocess.run(
        words, cwd=folder, env=dict(env), input=text, capture_output=True, text=True, timeout=300, check=False
    )


def uv(folder: Path, *words: str | Path) -> None:
    """A uv command: from what it has already fetched if that is enough, else from the index."""
    assert UV, "uv is not on the path; the README's first command installs it"
    env = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
    done = run([UV, *words, "--offline"], folder, env)
    if done.returncode:
        done = run([UV, *words], folder, env)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a built wheel in `dist` and an environment `env` that has it installed."""
    folder = tmp_path_factory.mktemp("installed")
    uv(folder, "build", "--quiet", ROOT, "--out-dir", folder / "dist")
    uv(folder, "venv", "--quiet", "--python", sys.executable, folder / "env")
    wheel = next((folder / "dist").glob("*.whl"))
    uv(folder, "pip", "install", "--quiet", "--python", folder / "env", wheel)
    return folder


@pytest.fixture
def home(place: Path) -> dict[str, str]:
    """The environment of a user who has nothing yet."""
    keep = {k: v for k, v in os.environ.items() if k in {"PATH", "LANG", "SYSTEMROOT", "TEMP", "TMP"}}
    return keep | {"HOME": str(place / "home"), "XDG_DATA_HOME": str(place / "data"), "PYTHONUTF8": "1"}


def program(place: Path) -> Path:
    """The command that the wheel installs."""
    return place / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "ten-thousand-jin"


def test_the_wheel_carries_every_story_and_style_sheet(place: Path) -> None:
    held = set(zipfile.ZipFile(next((place / "dist").glob("*.whl"))).namelist())
    stories = {f"game/_story/{p.relative_to(ROOT / 'story').as_posix()}" for p in (ROOT / "story").rglob("*.yaml")}
    kinds = ("*.tcss", "*.css", "*.j2", "*.yaml")
    sheets = {p.relative_to(ROOT).as_posix() for kind in kinds for p in (ROOT / "game").rglob(kind)}
    code = {p.relative_to(ROOT).as_posix() for p in (ROOT / "game").rglob("*.py")}
    assert len({Path(sheet).suffix for sheet in sheets}) == len(kinds)
    assert not (stories | sheets | code) - held
    assert not [n for n in held if n.startswith(("tests/", "saves/", "docs/"))]
    assert any(n.endswith("licenses/LICENSE") for n in held)


def test_the_installed_doctor_finds_stories_and_a_place_for_saves(place: Path, home: dict[str, str]) -> None:
    done = run([program(place), "doctor", "--json"], place, home)
    assert done.returncode == 0, done.stderr
    found = {f["what"]: f["says"] for f in json.loads(done.stdout)}
    assert found["stories"].endswith("_story")
    assert not found["stories"].startswith("0 ")
    assert found["saves"].startswith(str(place / "data" / "ten-thousand-jin" / "saves"))


def test_the_installed_game_plays_through_a_pipe_and_saves_at_home(place: Path, home: dict[str, str]) -> None:
    play = [program(place), "play", "great_leap", "--cut", "lesson", "--plain", "--seed", "7"]
    done = run(play, place, home, ANSWERS)
    assert done.returncode == 0, done.stderr
    assert "Ten Thousand Jin" in done.stdout
    assert "Run code: " in done.stdout
    saves = list((place / "data" / "ten-thousand-jin" / "saves").glob("*.journal"))
    assert len(saves) == 1
    again = run([program(place), "resume", "--plain"], place, home, "code\n")
    assert again.returncode == 0, again.stderr
    assert saves[0].name in again.stdout
