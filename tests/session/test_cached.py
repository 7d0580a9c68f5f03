"""What was checked before need not be read again; and whatever is wrong with the cache, the story opens."""

from __future__ import annotations

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from game.script import reader
from game.script.faults import ScenarioError
from game.script.loaded import Loaded
from game.script.logic import logic_hash
from game.session import cached
from game.session.library import open_program
from tests.conftest import GRANARY, STORIES


@pytest.fixture(autouse=True)
def cache(empty_cache: Path) -> Path:
    """Nothing was read before."""
    return empty_cache


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A copy of the granary that may be changed."""
    shutil.copy(STORIES / "bibliography.yaml", tmp_path / "bibliography.yaml")
    return Path(shutil.copytree(GRANARY, tmp_path / "granary"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every story that is really read."""
    found: list[Path] = []
    load = reader.load

    def counted(folder: Path) -> Loaded:
        found.append(folder)
        return load(folder)

    monkeypatch.setattr(reader, "load", counted)
    return found


def kept() -> list[Path]:
    return sorted(cached.folder().glob("*")) if cached.folder().is_dir() else []


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_it_is_read_once(story: Path, read: list[Path]) -> None:
    first, second = cached.load(story), cached.load(story)
    assert read == [story]
    assert second.scenario == first.scenario
    assert logic_hash(open_program(story).scenario) == logic_hash(first.scenario)
    assert read == [story]
    assert len(kept()) == 1


@pytest.mark.parametrize("name", ["world.yaml", "scenes/all.yaml", "glossary.yaml", "../bibliography.yaml"])
def test_a_change_to_any_file_is_seen(story: Path, read: list[Path], name: str) -> None:
    cached.load(story)
    path = story / name
    path.write_bytes(path.read_bytes() + b"# changed\n")
    cached.load(story)
    assert len(read) == 2


def test_a_file_that_comes_goes_or_moves_is_seen(story: Path, read: list[Path]) -> None:
    cached.load(story)
    (story / "scenes" / "more.yaml").write_text("[]\n", encoding="utf-8")
    cached.load(story)
    (story / "scenes" / "more.yaml").unlink()
    cached.load(story)
    assert len(read) == 2
    moved = story.rename(story.parent / "moved")
    assert cached.load(moved).scenario.scenes[0].place.file.endswith("moved/scenes/all.yaml")


def test_a_story_with_a_fault_is_told_each_time_and_never_kept(story: Path, read: list[Path]) -> None:
    change(story / "world.yaml", "set: lost", "set: lsot")
    for _ in range(2):
        with pytest.raises(ScenarioError) as caught:
            cached.load(story)
        assert [f.code for f in caught.value.faults] == ["unknown-name"]
    assert len(read) == 2
    assert kept() == []
    with pytest.raises(ScenarioError):
        cached.load(story.parent / "nowhere")


def test_what_changes_while_it_is_read_is_not_kept(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load = reader.load

    def slow(folder: Path) -> Loaded:
        loaded = load(folder)
        change(story / "scenario.yaml", "title: The Granary", "title: The Barn")
        return loaded

    monkeypatch.setattr(reader, "load", slow)
    assert cached.load(story).scenario.header.title == "The Granary"
    assert kept() == []


@pytest.mark.parametrize("damage", ["torn", "rotten", "empty", "a folder"])
def test_what_is_damaged_is_ignored_and_written_again(story: Path, read: list[Path], damage: str) -> None:
    cached.load(story)
    (path,) = kept()
    data = path.read_bytes()
    path.unlink()
    if damage == "a folder":
        path.mkdir()
    else:
        middle = len(data) // 2
        rotten = data[:middle] + b"\0\0" + data[middle + 2 :]
        path.write_bytes({"torn": data[:middle], "rotten": rotten, "empty": b""}[damage])
    assert cached.load(story).scenario.id == "granary"
    assert len(read) == 2
    if damage != "a folder":
        assert path.read_bytes() == data
        cached.load(story)
        assert len(read) == 2


def test_without_a_folder_it_goes_on(story: Path, read: list[Path]) -> None:
    cached.folder().parent.mkdir(parents=True, exist_ok=True)
    cached.folder().write_text("a file stands where the folder should be", encoding="utf-8")
    for _ in range(2):
        assert cached.load(story).scenario.id == "granary"
    assert len(read) == 2


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise there")
@pytest.mark.parametrize("who", ["folder", "file"])
def test_what_others_could_have_written_is_not_believed(story: Path, read: list[Path], who: str) -> None:
    cached.load(story)
    (path,) = kept()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o077 == 0
    (path if who == "file" else path.parent).chmod(0o722)
    cached.load(story)
    assert len(read) == 2


def test_many_at_once_are_no_trouble(story: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(cached.load, [story] * 12))
    assert all(one.scenario == found[0].scenario for one in found)
    assert len(kept()) == 1


def test_it_stays_within_its_bounds(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached, "MOST_KEPT", 3)
    old = time.time() - 1000
    for number in range(6):
        (story / "scenes" / "more.yaml").write_text(f"[] # {number}\n", encoding="utf-8")
        cached.load(story)
        newest = max(kept(), key=lambda p: p.stat().st_mtime)
        os.utime(newest, (old + number, old + number))
    assert len(kept()) == 3
    assert newest in kept()
    monkeypatch.setattr(cached, "MOST_BYTES", newest.stat().st_size)
    (story / "scenes" / "more.yaml").unlink()
    cached.load(story)
    assert len(kept()) == 1
