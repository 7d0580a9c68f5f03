"""The page typed after a debrief, through real pipes: kept, printed back, shown again, and skipped without harm."""

from __future__ import annotations

from pathlib import Path

from tests.plain.pipe import GREAT_LEAP, lines, played, run


def test_a_page_typed_after_the_lesson_is_kept_with_the_run_and_shown_by_its_debrief(tmp_path: Path) -> None:
    _, numbers, _ = played(GREAT_LEAP, "hedger", 4, "lesson")
    words = ("play", "great_leap", "--plain", "--cut", "lesson", "--seed", "4", "--saves", tmp_path)
    page = ("2", "The teams weighed \x1b[31m150 jin.", "Nothing is left but seed.")
    done = run(*words, typed=lines(*numbers, "", "all", *page))  # the input ends with the page
    assert (done.code, done.err) == (0, "")
    assert done.out.count("The teams weighed [31m150 jin. Nothing is left but seed.") == 1
    assert "Kept with this run" in done.out
    beside = done.save.with_name(f"{done.save.stem}.page.txt")
    assert beside.read_text(encoding="utf-8").startswith("To: The province's inspector\n\nThe teams")
    shown = run("debrief", done.save)
    assert "The teams weighed [31m150 jin. Nothing is left but seed." in " ".join(shown.out.split())
    assert "\x1b" not in shown.out
    again = run("resume", done.save, "--plain", typed=lines("", "all", ""))
    assert "There is a page of this run already, to The province's inspector" in again.out
    assert (again.code, again.err) == (0, "")
    assert beside.read_text(encoding="utf-8").endswith("Nothing is left but seed.\n")


def test_whoever_goes_no_further_writes_nothing(tmp_path: Path) -> None:
    _, numbers, _ = played(GREAT_LEAP, "henan", 5, "lesson")
    words = ("play", "great_leap", "--plain", "--cut", "lesson", "--seed", "5", "--saves", tmp_path)
    one_by_one = (["quit"], [""], ["", "write", "1", "", "quit"])
    for place, typed in enumerate((*one_by_one, ["", "all"], ["", "all", "quit"], ["", "all", "1", ""])):
        done = run(*words[:-1], tmp_path / str(place), typed=lines(*numbers, *typed))
        assert (done.code, done.err) == (0, "")
        assert list((tmp_path / str(place)).glob("*.page.txt")) == []
