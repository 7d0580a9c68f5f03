"""A story opened again reads what changed, and says of every version exactly what a fresh reading says."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from game.engine.run import begin
from game.script import gate
from game.script.consequences import settled
from game.script.faults import Faults, ScenarioError
from game.script.logic import logic_hash
from game.script.reader import examine
from game.session.library import open_program
from game.session.reload import Reloader
from tests.conftest import GRANARY, STORIES
from tests.synthetic.story import of_scenes
from tests.synthetic.to_scenario import write_scenario


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the granary that may be changed."""
    shutil.copy(STORIES / "bibliography.yaml", tmp_path / "bibliography.yaml")
    return Path(shutil.copytree(GRANARY, tmp_path / "granary"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def findings(folder: Path) -> list[str]:
    """What a fresh reading says."""
    faults = Faults()
    examine(folder, faults)
    return [f.with_caret() for f in settled(faults.errors)]


def said(reloader: Reloader) -> list[str]:
    """What the reloader says."""
    try:
        reloader.load()
    except ScenarioError as error:
        return [f.with_caret() for f in error.faults]
    return []


def test_a_change_is_there_and_the_rest_is_the_same(folder: Path) -> None:
    reloader = Reloader(folder)
    before = reloader.load()
    change(folder / "scenes" / "all.yaml", "priority: ", "priority: 1")
    after = reloader.load()
    assert logic_hash(after.scenario) == logic_hash(open_program(folder).scenario) != logic_hash(before.scenario)
    assert after.scenario.world is before.scenario.world
    assert begin(after, 3).digest() == begin(open_program(folder), 3).digest()


BREAKS = [
    ("world.yaml", "set: lost", "set: lsot"),
    ("figures.yaml", "condition: little_left", "condition: little_lfet"),
    ("figures.yaml", "band: amount_word", "band: another_word"),
    ("scenario.yaml", "turn: week_two", "turn: week_too"),
    ("scenario.yaml", "beat: evening", "beat: night"),
    ("world.yaml", "lever: watch", "lever: wacht"),
    ("world.yaml", "stock: standing", "stock: standign"),
    ("scenes/all.yaml", "    - choice: ", "    - choice: x"),
    ("scenes/all.yaml", "effects:", "efects:"),
    ("scenes/all.yaml", "text: |", "text: 'no"),
    ("people.yaml", "- person: ", "- person: x"),
    ("endings.yaml", "{grain | one}", "{grian | one}"),
]


@pytest.mark.parametrize(("name", "old", "new"), BREAKS)
def test_a_break_is_told_as_a_fresh_reading_tells_it_and_mended_again(
    folder: Path, name: str, old: str, new: str
) -> None:
    reloader = Reloader(folder)
    sound = logic_hash(reloader.load().scenario)
    change(folder / name, old, new)
    broken = findings(folder)
    assert said(reloader) == broken
    assert said(reloader) == broken, "a second look says the same"
    change(folder / name, new, old)
    assert said(reloader) == []
    assert logic_hash(reloader.load().scenario) == sound


def test_files_that_come_and_go_are_seen(folder: Path) -> None:
    reloader = Reloader(folder)
    reloader.load()
    shutil.copy(folder / "scenes" / "all.yaml", folder / "scenes" / "more.yaml")
    assert said(reloader) == findings(folder) != []
    (folder / "scenes" / "more.yaml").unlink()
    assert said(reloader) == []
    (folder / "figures.yaml").rename(folder / "aside")
    assert said(reloader) == findings(folder) != []


def test_any_line_lost_is_told_as_a_fresh_reading_tells_it(folder: Path) -> None:
    """Thirty lines taken out, one after the other, of any file."""
    reloader, dice = Reloader(folder), Random(4)
    files = sorted(folder.rglob("*.yaml"))
    for _ in range(30):
        path = dice.choice(files)
        whole = path.read_text(encoding="utf-8")
        lines = whole.splitlines(keepends=True)
        del lines[dice.randrange(len(lines))]
        path.write_text("".join(lines), encoding="utf-8")
        assert said(reloader) == findings(folder)
        path.write_text(whole, encoding="utf-8")
    assert said(reloader) == []


def test_only_the_file_that_changed_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_scenario(of_scenes(600), tmp_path / "scenes_600")
    reloader = Reloader(folder)
    reloader.load()
    parsed: list[str] = []
    read = gate.read_yaml

    def counted(data: bytes, file: str, faults: Faults, unfinished: bool = False) -> object:
        parsed.append(Path(file).name)
        return read(data, file, faults, unfinished)

    monkeypatch.setattr("game.script.files.read_yaml", counted)
    reloader.load()
    assert parsed == []
    change(folder / "scenes" / "part_001.yaml", "Who keeps the gate?", "Who keeps it?")
    program = reloader.load()
    assert parsed == ["part_001.yaml"]
    assert [s.id for s in program.scenario.scenes if s.ask == "Who keeps it?"] == ["s00250"]
