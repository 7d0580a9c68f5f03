"""`new`: what it writes is whole, without a finding, played to different ends; and it never writes over anything."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from game.cli import Exit, main
from game.playtest.officials import Policy
from game.playtest.plays import many, play
from game.playtest.report import report
from game.script.faults import Faults
from game.script.gate import read_yaml
from game.script.nodes import Listing, Mapping, Node, Text
from game.script.scenes import Scene
from game.script.shapes import Kind
from game.session.library import open_program
from game.tools.formats import KINDS, format_of
from game.tools.new import TEMPLATE
from tests.conftest import ROOT

# what its own line says well enough
PLAIN = {
    "title", "label", "unit", "text", "name", "ask", "say", "choice", "authors", "year", "publication", "source",
    "term", "look", "form", "event", "document", "news", "desk", "beat", "cut", "stock", "series", "rule", "variable",
    "condition", "band", "person", "part", "ending", "official", "chart", "line", "question", "words", "step", "to",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new scenario."""
    assert main(["new", str(tmp_path / "mill")]) == Exit.FINE
    capsys.readouterr()
    return tmp_path / "mill"


def test_check_has_nothing_to_say_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder), "--json"]) == Exit.FINE
    assert json.loads(capsys.readouterr().out)["findings"] == []
    assert open_program(folder).scenario.id == "mill"


def test_it_is_small_and_has_what_a_scenario_is_made_of(folder: Path) -> None:
    scenario = open_program(folder).scenario
    assert len(scenario.header.turns) == 3
    assert {str(s.kind) for s in scenario.scenes} == set(KINDS)
    assert 6 <= len(scenario.scenes) <= 8
    assert scenario.header.cuts
    assert any(not s.turns for s in scenario.scenes)
    assert any(s.sources for s in scenario.scenes)
    assert any(c.later for s in scenario.scenes for c in s.choices)


def test_machine_players_reach_all_of_it_and_end_differently(folder: Path) -> None:
    program = open_program(folder)
    policies = [Policy(o, program) for o in program.scenario.officials]
    plays, coverage = many(program, [(p, seed) for p in policies for seed in range(1, 21)])
    found = report(program, [], coverage, 1, 1.0)["coverage"]
    assert found["scenes"]["unreached"] == []
    assert found["choices"]["unreached"] == []
    endings = {p.official: p.ending for p in plays}
    assert len(set(endings.values())) == 2
    for policy in policies:
        lesson, _, _ = play(program, policy, 1, "lesson")
        assert lesson.signatures == 2


@pytest.mark.usefixtures("folder")
def test_it_is_played_and_playtested_by_its_path(tmp_path: Path) -> None:
    def command(*words: str, typed: str = "") -> str:
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *words], input=typed, cwd=tmp_path, capture_output=True,
            encoding="utf-8", timeout=300, check=False, env=dict(os.environ) | {"PYTHONUTF8": "1"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    out = command("play", "./mill", "--plain", "--saves", str(tmp_path / "saves"), "--seed", "3", typed="1\n" * 6)
    assert "== On the hill ==" in out
    assert "endings" in command("playtest", "./mill", "--runs", "12", "--workers", "1")


def test_every_key_is_explained_where_it_comes_first() -> None:
    missing: list[str] = []
    for path in sorted(TEMPLATE.rglob("*.yaml")):
        form, node = format_of(path), read_yaml(path.read_bytes(), path.name, Faults())
        assert form is not None
        assert node is not None
        lines, seen = path.read_text(encoding="utf-8").splitlines(), set[str]()
        for key in keys(node, form.shape):
            told = key.value in PLAIN or " # " in lines[key.place.line - 1]
            if key.value not in seen and not told:
                missing.append(f"{path.name}:{key.place.line} {key.value}")
            seen.add(key.value)
    assert not missing, missing


def keys(node: Node, cls: type) -> list[Text]:
    """Every key of a file that its shapes declare, in the order of the file."""
    if isinstance(node, Listing):
        return [key for item in node.items for key in keys(item, cls)]
    if not isinstance(node, Mapping):
        return []
    fields = {f.metadata["key"] or f.name: f for f in attrs.fields(cls) if "kind" in f.metadata}
    found: list[Text] = []
    for key, value in node.pairs:
        if cls is Scene and key.value in KINDS:
            continue
        found.append(key)
        kind = fields[key.value].metadata["kind"]
        inner = kind.items if isinstance(kind, Kind) else kind
        if isinstance(inner, type):
            found += keys(value, inner)
    return found


def test_it_says_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "mill")]) == Exit.FINE
    said = capsys.readouterr().out
    assert all(f"uv run main.py {word} " in said for word in ("check", "play", "playtest", "words"))
    assert all(len(line) <= 120 or str(tmp_path) in line for line in said.splitlines())


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "mill").mkdir()
    assert main(["new", str(tmp_path / "mill"), "--json"]) == Exit.FINE
    assert (tmp_path / "mill" / "scenes" / "all.yaml").is_file()
    assert (tmp_path / "mill").stat().st_mode & 0o055 == 0o055


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("there", "there are files in"),
        ("file", "is not a folder"),
        ("link", "is not a folder"),
        ("My Mill", "call it `my_mill`"),
        ("1234", "cannot be the name"),
        ("水", "cannot be the name"),
        ("no/mill", "make that first"),
        ("a" * 49, "cannot be the name"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    name: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    before = sorted(str(p) for p in tmp_path.rglob("*"))
    assert main(["new", str(tmp_path / name)]) == Exit.USAGE
    assert says in capsys.readouterr().err
    assert sorted(str(p) for p in tmp_path.rglob("*")) == before


def test_a_machine_that_refuses_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = Path.rename

    def full(self: Path, target: Path) -> Path:
        if self.name.endswith(".part"):
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", full)
    assert main(["new", str(tmp_path / "mill")]) == Exit.MACHINE
    assert "No space left on device" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_first_lines_lead_editors_to_schemas_that_are_there(folder: Path) -> None:
    for path in folder.rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        way = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / way).is_file(), path


def test_a_copy_under_another_name_is_found_at_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of this test could fail if `check` read nothing: a broken copy is named at its line."""
    broken = folder.parent / "broken"
    shutil.copytree(folder, broken)
    scenes = broken / "scenes" / "all.yaml"
    scenes.write_text(scenes.read_text(encoding="utf-8").replace("stance: protect", "stance: protct"), encoding="utf-8")
    assert main(["check", str(broken)]) == Exit.PROBLEMS
    assert "did you mean `protect`?" in capsys.readouterr().err
