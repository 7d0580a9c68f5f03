"""Previews below any face: what may be set, what is replayed, and which changes of a folder count."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from game.engine.program import Program
from game.script.faults import ScenarioError
from game.session.game import Game
from game.session.journal import SaveError
from game.session.library import open_program
from game.session.preview import Built, Preview, Trouble, Way, from_the_start
from game.session.rehearsal import NO_CODE, Rehearsal, replay
from game.session.staged import Staged, read_settings, resolve
from game.session.trouble import Misasked
from game.session.watching import STILL, Attempt, look, same, watch
from tests.conftest import MakeVariant
from tests.session.editing import edit


def preview_of(folder: Path, staged: Staged = Staged(), cut: str = "") -> Preview:  # noqa: B008 - a frozen value
    """A preview that begins at the first turn, built."""
    preview = Preview(folder, cut, from_the_start(cut, 1, staged), lambda: open_program(folder))
    preview.take(preview.build())
    return preview


def game_of(preview: Preview) -> Rehearsal:
    """The game of a preview."""
    assert preview.game is not None
    return preview.game


# what may be set


@pytest.mark.parametrize(
    ("written", "number"),
    [("grain=12", 12.0), ("grain = 12.5", 12.5), ("mood=tense", 1.0), ("sealed=yes", 1.0), ("letters=3", 3.0)],
)
def test_what_is_declared_can_be_set(granary: Program, written: str, number: float) -> None:
    figures = read_settings([written])
    assert resolve(granary, figures) == ((granary.slots[figures[0][0]], number),)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("grain", "not of the form"),
        ("=3", "not of the form"),
        ("grain=", "not of the form"),
        ("grian=3", "did you mean `grain`"),
        ("grain=much", "`grain` is a number, and `much` is none"),
        ("grain=nan", "lies between"),
        ("grain=inf", "lies between"),
        ("grain=-1", "lies between"),
        ("grain=1_0", "is none"),
        ("mood=angry", "it is one of: calm, tense"),
        ("mood=1", "cannot be `1`"),
        ("sealed=1", "cannot be `1`"),
        ("per_head=3", "the story works it out"),
        ("turn=3", "the story works it out"),
    ],
)
def test_what_cannot_be_set_is_said(granary: Program, written: str, says: str) -> None:
    with pytest.raises(Misasked) as caught:
        resolve(granary, read_settings([written]))
    assert says in str(caught.value)


def test_what_is_set_holds_before_a_word_is_told(granary: Program) -> None:
    game = replay(granary, 1, "", (), Staged("", read_settings(["grain=12", "mood=tense"]))).game
    assert (game.run.value("grain"), game.run.value("mood")) == (12.0, 1.0)
    plain = Game.new(granary, 1)
    assert plain.run.value("grain") != 12.0


def test_what_was_set_by_hand_has_no_code_and_no_save(granary: Program, tmp_path: Path) -> None:
    staged = Staged("", read_settings(["grain=12"]))
    game = replay(granary, 1, "", (), staged).game
    game.decide("looks.morning")
    game.decide("measure", "fair", "wax")
    assert game.code() == NO_CODE
    with pytest.raises(SaveError):
        game.save_elsewhere(tmp_path)
    back = game.rewind(1)
    assert isinstance(back, Rehearsal)
    assert (back.code(), back.run.value("grain"), len(back.run.decisions)) == (NO_CODE, 12.0, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_preview_without_settings_is_a_run_like_any_other(granary: Program) -> None:
    rehearsal, game = Rehearsal(granary, 5), Game.new(granary, 5)
    for one in (rehearsal, game):
        one.decide("looks.morning", "cellar")
        one.decide("measure", "short", "none")
    assert rehearsal.states == game.states
    assert rehearsal.code() == game.code()


# what is replayed


def test_another_version_is_taken_up_where_the_player_was(variant: MakeVariant) -> None:
    folder = variant().folder
    preview = preview_of(folder)
    game_of(preview).decide("looks.morning")
    view = game_of(preview).decide("measure", "fair", "wax")
    edit(folder, "The carts leave.", "The carts roll.")
    preview.take(preview.build())
    now = game_of(preview).view()
    assert (now.decisions, now.calendar, now.ask) == (view.decisions, view.calendar, view.ask)
    assert now.consequence is not None
    assert now.consequence.texts[0].startswith("The carts roll.")


def test_a_renamed_choice_with_was_is_followed(variant: MakeVariant) -> None:
    folder = variant().folder
    preview = preview_of(folder)
    game_of(preview).decide("looks.morning")
    game_of(preview).decide("measure", "short", "none")
    edit(folder, "- step: none\n", "- step: nothing\n          was: none\n")
    edit(folder, "- step: short\n", "- step: less\n          was: short\n")
    preview.take(preview.build())
    assert game_of(preview).run.decisions[-1].picks == ("less", "nothing")
    assert preview.notice == ""


def test_what_the_story_no_longer_allows_is_remembered_until_the_player_signs(variant: MakeVariant) -> None:
    folder = variant().folder
    preview = preview_of(folder)
    game_of(preview).decide("looks.morning")
    game_of(preview).decide("measure", "fair", "none")
    edit(folder, "- step: none\n", "- step: nothing\n")
    preview.take(preview.build())
    assert "decision 2" in preview.notice.lower()
    assert "`none` is no longer in `measure`" in preview.notice
    game_of(preview).decide("measure", "short", "wax")
    edit(folder, "- step: nothing\n", "- step: none\n")
    preview.take(preview.build())
    assert game_of(preview).run.decisions[-1].picks == ("short", "wax")


def test_a_broken_version_changes_nothing(variant: MakeVariant) -> None:
    folder = variant().folder
    preview = preview_of(folder)
    before = game_of(preview)
    edit(folder, "title: The tally", "titel: The tally")
    with pytest.raises(ScenarioError) as caught:
        preview.build()
    preview.refuse(caught.value)
    assert preview.game is before
    assert preview.trouble is not None
    assert any("scenes/all.yaml:" in told and "titel" in told for told in preview.trouble.lines)


def test_a_key_that_is_missing_is_told_as_any_mistake(variant: MakeVariant) -> None:
    """The commonest state of a file that is being written; its place is a whole part of the file."""
    folder = variant().folder
    preview = preview_of(folder)
    edit(folder, "  title: The tally\n", "")
    with pytest.raises(ScenarioError) as caught:
        preview.build()
    preview.refuse(caught.value)
    assert preview.trouble is not None
    assert any("scenes/all.yaml:" in told and "title" in told for told in preview.trouble.lines)


def test_what_makes_a_file_unread_is_told_before_what_follows_from_it(variant: MakeVariant) -> None:
    folder = variant().folder
    preview = preview_of(folder)
    edit(folder, "title: The tally", "title: The: tally")
    with pytest.raises(ScenarioError) as caught:
        preview.build()
    preview.refuse(caught.value)
    assert isinstance(preview.trouble, Trouble)
    assert "yaml-syntax" in preview.trouble.lines[0]


def test_a_setting_the_story_no_longer_has_is_told(variant: MakeVariant) -> None:
    folder = variant().folder
    preview = preview_of(folder, Staged("", read_settings(["mood=tense"])))
    edit(folder, "words: [calm, tense]", "words: [calm, tense, wild]")
    preview.take(preview.build())
    for path in folder.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("tense", "taut"), encoding="utf-8")
    with pytest.raises(Misasked, match="`mood` cannot be `tense`"):
        preview.build()


def test_a_lesson_that_is_gone_is_told(variant: MakeVariant) -> None:
    folder = variant().folder
    preview = preview_of(folder, cut="short")
    edit(folder, "- cut: short", "- cut: brief_week")
    with pytest.raises(Misasked, match="short"):
        preview.build()


def test_another_way_takes_the_place_of_one_that_no_longer_leads(variant: MakeVariant) -> None:
    folder = variant().folder
    preview = preview_of(folder)
    program = open_program(folder)
    preview.take(Built(program, Way(3)))
    assert game_of(preview).seed == 3


# which changes count


def test_a_look_sees_what_is_written_added_and_taken_away(variant: MakeVariant) -> None:
    folder = variant().folder
    first = look(folder)
    assert same(first, look(folder))
    (folder / "scenes" / ".#all.yaml").write_text("x", encoding="utf-8")  # what editors leave beside a file
    (folder / "scenes" / "all.yaml~").write_text("x", encoding="utf-8")
    assert same(first, look(folder))
    more = folder / "scenes" / "more.yaml"
    more.write_text("[]", encoding="utf-8")
    second = look(folder)
    assert not same(first, second)
    more.unlink()
    assert same(first, look(folder))
    (folder.parent / "bibliography.yaml").write_text("[]", encoding="utf-8")
    assert not same(first, look(folder))


def test_a_change_of_the_same_size_at_the_same_time_is_seen(variant: MakeVariant) -> None:
    folder = variant().folder
    path = folder / "scenes" / "all.yaml"
    os.utime(path)
    before, at = look(folder), path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("rain", "hail", 1), encoding="utf-8")
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert not same(before, look(folder))


def test_a_sum_that_was_not_taken_again_is_no_change(variant: MakeVariant) -> None:
    folder = variant().folder
    path = folder / "scenes" / "all.yaml"
    at = time.time() - 2.9
    os.utime(path, (at, at))
    before = look(folder)
    time.sleep(0.2)
    assert same(before, look(folder))


class Watched:
    """A folder under watch; what was built, and what was shown of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stop = folder, threading.Event()
        self.shown: list[str] = []
        self.built = 0
        args = (folder, look(folder), self.stop, self.build)
        self.thread = threading.Thread(target=watch, args=args, daemon=True)

    def build(self) -> Attempt:
        self.built += 1
        try:
            open_program(self.folder)
        except ScenarioError as error:
            code = error.faults[0].code
            return Attempt(False, lambda: self.shown.append(code))
        return Attempt(True, lambda: self.shown.append("sound"))

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not holds():
            assert time.monotonic() < end, self.shown
            time.sleep(0.01)


@pytest.fixture
def watched(variant: MakeVariant):
    """A copy of the granary under watch."""
    found = Watched(variant().folder)
    found.thread.start()
    yield found
    found.stop.set()
    found.thread.join(60)
    assert not found.thread.is_alive()


def test_a_save_in_several_steps_is_one_change_and_no_mistake(watched: Watched) -> None:
    """Emptied, then half written, then whole: as editors on network drives do."""
    path = watched.folder / "scenes" / "all.yaml"
    whole = path.read_text(encoding="utf-8")
    for number in range(20):
        text = whole.replace("rain", f"hail {number}", 1)
        slowest = in_steps(path, text)
        watched.until(lambda: watched.shown[-1:] == ["sound"])
        time.sleep(0.4)
        if slowest < STILL / 2:
            break
        watched.shown.clear()  # the machine is so busy that a step took as long as a mistake has to lie still
    assert watched.shown == ["sound"]


def in_steps(path: Path, text: str) -> float:
    """Write a file as such editors do; how long the slowest step took."""
    slowest = 0.0
    for part in ("", text[: len(text) // 2], text[: len(text) // 2], text):
        began = time.monotonic()
        path.write_text(part, encoding="utf-8")
        time.sleep(0.06)
        slowest = max(slowest, time.monotonic() - began)
    return slowest


def test_a_file_replaced_by_another_of_its_name_is_seen(watched: Watched) -> None:
    path = watched.folder / "scenes" / "all.yaml"
    fresh = path.with_name("all.yaml.new")
    fresh.write_text(path.read_text(encoding="utf-8").replace("rain", "hail", 1), encoding="utf-8")
    fresh.replace(path)
    watched.until(lambda: watched.shown == ["sound"])


def test_a_mistake_is_told_once_and_its_mending_too(watched: Watched) -> None:
    path = watched.folder / "scenes" / "all.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: The tally", "title: The: tally"), encoding="utf-8")
    watched.until(lambda: bool(watched.shown))
    path.write_text(text, encoding="utf-8")
    watched.until(lambda: len(watched.shown) > 1)
    time.sleep(0.3)
    assert len(watched.shown) == 2
    assert watched.shown[1] == "sound"
