"""A preview through real pipes: files are edited while the program waits for its next line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.plain.pipe import GRANARY, STORIES, Talk, run, talk
from tests.session.editing import edit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the granary to be edited."""
    shutil.copytree(GRANARY, tmp_path / "granary")
    shutil.copy(STORIES / "bibliography.yaml", tmp_path / "bibliography.yaml")
    return tmp_path / "granary"


def to_the_letter(talking: Talk) -> str:
    """Three decisions; what stands there when the letter waits."""
    for answer in ("1", "2 1", "1"):
        talking.until_it_asks()
        talking.type(answer)
    return talking.until_it_asks()


def test_a_change_is_printed_while_it_waits_and_the_choices_stay(folder: Path) -> None:
    with talk("preview", folder, "--plain") as talking:
        assert "Answer it" in to_the_letter(talking)
        edit(folder, "say: Answer it", "say: Answer at once")
        said = talking.until_it_asks()
        assert "The files have changed." in said
        assert "1. Answer at once" in said
        assert "In store" not in said  # only what reads otherwise
        assert "1. Answer at once" in talking.answer("again")
        assert "Signed: Answer at once" in talking.answer("1")
        talking.type("quit")
        assert talking.end().code == 0


def test_a_mistake_is_printed_with_its_place_and_the_last_version_goes_on(folder: Path) -> None:
    with talk("preview", folder, "--plain") as talking:
        to_the_letter(talking)
        path = edit(folder, "say: Answer it", "say: Answer: it")
        line = 1 + path.read_text(encoding="utf-8").split("say: Answer: it")[0].count("\n")
        said = talking.until_it_asks()
        assert "This version cannot be played." in said
        assert f"scenes/all.yaml:{line}:" in said
        assert "Signed: Answer it" in talking.answer("1")
        edit(folder, "say: Answer: it", "say: Answer it")
        assert "The mistakes are mended." in talking.until_it_asks()
        talking.type("quit")
        assert talking.end().code == 0


def test_it_ends_with_3_where_the_files_cannot_be_played(folder: Path) -> None:
    edit(folder, "title: The tally", "titel: The tally")
    done = run("preview", folder, "--plain", typed="1\nquit\n")
    assert done.code == 3
    assert "The preview begins once it can." in done.out
    assert "there is nothing to play yet" in done.out
    assert "titel" in done.out
    assert done.err == ""


def test_it_begins_once_the_files_can_be_played(folder: Path) -> None:
    edit(folder, "title: The tally", "titel: The tally")
    with talk("preview", folder, "--plain") as talking:
        talking.until_it_asks()
        edit(folder, "titel: The tally", "title: The tally")
        said = talking.until_it_asks()
        assert "You keep the storehouse." in said
        assert "Where do you go?" in said


def test_it_begins_at_a_scene_with_figures_set(folder: Path) -> None:
    done = run("preview", folder, "--plain", "--from", "tally", "--set", "grain=12", typed="code\n1\ncode\n")
    assert done.code == 0
    assert "with grain = 12" in done.out
    assert "Mood: calm; little." in done.out
    assert "The letter" not in done.out
    assert "Run code: none: figures were set by hand" in done.out


def test_nothing_is_saved(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = run("preview", folder, "--plain", typed="1\n2 1\nkeep elsewhere\n", env={"HOME": str(home)}, cwd=tmp_path)
    assert "a preview, which is never saved" in done.out.replace("\n  ", " ")
    assert not list(tmp_path.rglob("*.journal"))
    assert not (tmp_path / "elsewhere").exists()


def test_the_debrief_of_a_preview(folder: Path) -> None:
    answers = "1\n2 1\n1\n1\n1\n1\n1\n"
    done = run("preview", folder, "--plain", typed=answers + "debrief\nall\n")
    assert "Type back N to go on" in done.out
    assert "Its parts:" in done.out
    set_by_hand = run("preview", folder, "--plain", "--set", "grain=50", typed=answers + "debrief\n")
    assert "so this was no run, and it has no debrief" in set_by_hand.out.replace("\n", " ")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--from", "talley"), 2, "did you mean `tally`"),
        (("--set", "grain=-3"), 2, "lies between"),
        (("--set", "nothing"), 2, "NAME=VALUE"),
        (("--cut", "shrot"), 2, "is not a lesson"),
        (("--official", "plain"), 2, "name a scene"),
    ],
)
def test_what_is_asked_for_and_not_there_is_said(folder: Path, words: tuple[str, ...], code: int, says: str) -> None:
    done = run("preview", folder, "--plain", *words)
    assert done.code == code
    assert says in done.err
    assert done.err.count("\n") == 1


def test_a_folder_that_is_no_scenario(tmp_path: Path) -> None:
    assert run("preview", tmp_path, "--plain").code == 3


def test_the_desk_needs_a_terminal(folder: Path) -> None:
    done = run("preview", folder)
    assert done.code == 5
    assert "--plain" in done.err


def test_ctrl_c_ends_it(folder: Path) -> None:
    import signal

    with talk("preview", folder, "--plain") as talking:
        talking.until_it_asks()
        done = talking.end(signal.SIGINT)
        assert done.code == 130
        assert "Traceback" not in done.err
        assert "Fatal" not in done.err
