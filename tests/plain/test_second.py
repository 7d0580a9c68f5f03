"""A lesson that goes on from another, typed: with a finished run's code, without one, and with what is no such run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import MakeVariant, Variant
from tests.longer import ADDED, CHANGES
from tests.plain.pipe import GREAT_LEAP, Done, lines, run

FIRST = ("1", "2", "1", "1")  # stay at the desk, burn the letter, it is the short week, as counted
USAGE, NO_SAVE = 2, 4


@pytest.fixture
def story(variant: MakeVariant) -> Variant:
    return variant(CHANGES, added=ADDED)


def play(story: Variant, folder: Path, *words: str, typed: tuple[str, ...]) -> Done:
    place = ("--plain", "--saves", str(folder / "saves"))
    return run("play", story.folder, *place, *words, typed=lines(*typed), cwd=folder)


def test_it_goes_on_from_a_save_and_is_not_taken_back_behind_it(story: Variant, tmp_path: Path) -> None:
    first = play(story, tmp_path, "--cut", "short", "--seed", "5", typed=(*FIRST, "quit"))
    assert (first.code, first.err) == (0, "")
    words = ("--cut", "longer", "--after", str(first.save))
    second = play(story, tmp_path, *words, typed=("signed", "back", "2", "quit"))
    assert (second.code, second.err) == (0, "")
    told = second.out
    assert "You did not answer." in told
    assert "No run of The short week is given" not in told
    assert "2. Second week: A letter - Burn it" in told
    assert "back N takes back the last N decisions; there are 0" in told
    assert "Hardly" in told


def test_without_a_run_it_says_so(story: Variant, tmp_path: Path) -> None:
    told = play(story, tmp_path, "--cut", "longer", "--seed", "5", typed=("quit",))
    assert (told.code, told.err) == (0, "")
    said = "No run of The short week is given: what was signed in it is as the story describes it."
    assert said in " ".join(told.out.split())
    assert "You answered a letter." in told.out


def test_what_is_no_finished_run_of_it_is_one_line(story: Variant, tmp_path: Path) -> None:
    first = play(story, tmp_path, "--cut", "short", typed=(*FIRST[:2], "quit"))
    for given, code, says in (
        (str(first.save), NO_SAVE, "it has not come to its end, in Second week; finish The short week first"),
        ("1318-7D7R-0006", NO_SAVE, "as a run code: this code is too short"),
        ("nowhere", NO_SAVE, "there is no save `nowhere`"),
    ):
        done = play(story, tmp_path, "--cut", "longer", "--after", given, typed=())
        assert (done.code, len(done.err.splitlines())) == (code, 1), done.err
        assert says in done.err
    done = play(story, tmp_path, "--cut", "short", "--after", str(first.save), typed=())
    assert done.code == USAGE
    assert "only a lesson that goes on from another begins after a run; such lessons here: longer" in done.err


def test_what_is_to_be_predicted_stands_before_what_comes_after(tmp_path: Path) -> None:
    """Under the telegram, and before the season that would tell the answer."""
    words = ("--cut", "lesson", "--plain", "--saves", str(tmp_path))
    told = run("play", GREAT_LEAP, *words, typed=lines(*"1111111", "quit"), cwd=tmp_path).out
    order = ("Telegram: From Lushan", "Before you go on, predict:", "Last autumn's", "== Autumn 1959", "The list")
    places = [told.index(part) for part in order]
    assert places == sorted(places)
    assert told.count("Before you go on, predict:") == 1
