"""Files of the debrief: whole or not there, nothing written over unasked, a refusal in a sentence and a code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from game.cli import Exit, main
from game.debrief.files import check_free, write_file
from game.engine.program import Program
from game.session.game import Game
from game.session.trouble import Misasked, Refused
from tests.conftest import NOTHING_COMPILED, ROOT

Player = Callable[..., Game]
WAYS = ("--html", "--md", "--csv")


@pytest.fixture(scope="module")
def code(great_leap: Program, play: Player) -> str:
    return play(great_leap, "hedger", 4, "lesson").code()


def test_every_way_writes_its_files_and_prints_nothing_else(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word for way in WAYS for word in (way, str(tmp_path / f"d.{way[2:]}"))]
    assert main(["debrief", code, *words]) == Exit.FINE
    said = capsys.readouterr()
    assert said.out == ""
    written = {"d.html", "d.md", "d.csv", "d-runs.csv", "d-dictionary.csv"}
    assert {p.name for p in tmp_path.iterdir()} == written
    assert {Path(line.removeprefix("written: ")).name for line in said.err.splitlines()} == written
    assert (tmp_path / "d.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "d.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_data_is_printed_beside_the_files(code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["debrief", code, "--json", "--md", str(tmp_path / "d.md")]) == Exit.FINE
    assert capsys.readouterr().out.startswith("{")


@pytest.mark.parametrize("way", WAYS)
def test_what_is_there_stays_unless_it_is_asked_for(
    way: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / ("essay-runs" if way == "--csv" else "essay")
    file.write_text("mine", encoding="utf-8")
    words = ["debrief", code, way, str(tmp_path / "essay")]
    assert main(words) == Exit.USAGE
    assert "is there already; give another name, or --force" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [file]
    assert main([*words, "--force"]) == Exit.FINE
    assert "mine" not in file.read_text(encoding="utf-8")[:10]


def test_only_files_are_written_over(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("folder", "link"):
        with pytest.raises(Misasked, match="is not a file"):
            check_free(tmp_path / name, force=True)
    with pytest.raises(Refused, match="there is no folder"):
        check_free(tmp_path / "none" / "d.html", force=True)
    with pytest.raises(Refused, match="cannot be a file"):
        check_free(tmp_path / ("n" * 5000), force=True)


def test_a_place_that_cannot_be_written_is_exit_code_five(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["debrief", code, "--html", str(tmp_path / "none" / "d.html")]) == Exit.MACHINE
    assert "make it first" in capsys.readouterr().err


LIMITED = """
import resource, sys
from game.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files needs a Unix")
def test_a_disk_without_room_leaves_the_old_file_and_nothing_else(code: str, tmp_path: Path) -> None:
    file = tmp_path / "d.html"
    file.write_text("old", encoding="utf-8")
    words = ["debrief", code, "--html", str(file), "--force"]
    env = os.environ | {"PYTHONPATH": str(ROOT)} | NOTHING_COMPILED
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == Exit.MACHINE, done.stderr
    assert "could not be written (File too large)" in done.stderr
    assert "Traceback" not in done.stderr
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are a Unix's")
def test_a_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("", encoding="utf-8")
    write_file(tmp_path / "ours", "text")
    assert (tmp_path / "ours").stat().st_mode == plain.stat().st_mode


def test_a_surrogate_in_a_text_is_no_fault_of_ours(tmp_path: Path) -> None:
    write_file(tmp_path / "d", "a\ud800b")
    assert (tmp_path / "d").read_text(encoding="utf-8") == "a?b"
