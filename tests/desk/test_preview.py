"""The desk of a preview: saved changes show at once, mistakes show in place, the choices stay, nothing is saved."""

from __future__ import annotations

import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.arguments import parser
from game.desk.app import Opening
from game.desk.preview import PreviewApp
from game.desk.screens.debrief import DebriefScreen
from game.desk.screens.preview import PreviewScreen, WaitingScreen
from game.playtest.rehearse import rehearse
from tests.conftest import GRANARY, STORIES
from tests.desk.conftest import play_on, screen_text, sign, to_the_signature
from tests.session.editing import edit

LONGEST = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the granary to be edited."""
    shutil.copytree(GRANARY, tmp_path / "granary")
    shutil.copy(STORIES / "bibliography.yaml", tmp_path / "bibliography.yaml")
    return tmp_path / "granary"


@asynccontextmanager
async def previewed(folder: Path, *words: str, size: tuple[int, int] = (80, 30)) -> AsyncIterator[Pilot[int]]:
    """The desk of a preview, as the command line opens it."""
    preview, seen = rehearse(parser().parse_args(["preview", str(folder), *words]))
    app = PreviewApp(Opening(headers=(), saves=folder / "none"), preview, seen)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait until something holds on the screen."""
    end = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < end, screen_text(pilot)
        await pilot.pause(0.05)


def flat(pilot: Pilot[int]) -> str:
    """What the screen shows, in one line."""
    return " ".join(screen_text(pilot).replace("▌", " ").split())


async def shows(pilot: Pilot[int], words: str) -> None:
    """Wait until the screen shows some words."""
    await until(pilot, lambda: words in flat(pilot))


async def told(pilot: Pilot[int], words: str) -> None:
    """Wait until a notice says some words."""
    await until(pilot, lambda: any(words in notice.message for notice in pilot.app._notifications))


async def to_letter(pilot: Pilot[int]) -> None:
    """Sign two decisions; the letter waits."""
    await to_the_signature(pilot)
    await sign(pilot, 1)
    await to_the_signature(pilot)
    await sign(pilot, 2, 1)
    await to_the_signature(pilot)
    await sign(pilot, 2)
    await to_the_signature(pilot)


def desk(pilot: Pilot[int]) -> PreviewScreen:
    """The desk in play."""
    screen = pilot.app.screen
    assert isinstance(screen, PreviewScreen)
    return screen


async def test_a_saved_change_shows_and_the_choices_stay(folder: Path) -> None:
    async with previewed(folder) as pilot:
        await to_letter(pilot)
        assert "Answer it" in screen_text(pilot)
        assert "Preview of granary" in screen_text(pilot)
        edit(folder, "say: Answer it", "say: Answer at once")
        await shows(pilot, "Answer at once")
        assert len(desk(pilot).game.run.decisions) == 3
        await sign(pilot, 1)
        assert "Answer at once" in screen_text(pilot)


async def test_a_mistake_shows_in_place_and_goes_once_it_is_mended(folder: Path) -> None:
    async with previewed(folder) as pilot:
        await to_letter(pilot)
        edit(folder, "say: Answer it", "say: Answer: it")
        await shows(pilot, "This version cannot be played")
        text = screen_text(pilot)
        assert "yaml-syntax" in text
        line = 1 + (folder / "scenes" / "all.yaml").read_text().split("say: Answer: it")[0].count("\n")
        assert f" scenes/all.yaml:{line}:" in text
        await sign(pilot, 2)  # the last good version goes on, with the mistake in sight
        assert "Burn it" in screen_text(pilot)
        assert "This version cannot be played" in screen_text(pilot)
        edit(folder, "say: Answer: it", "say: Answer it")
        await until(pilot, lambda: "cannot be played" not in screen_text(pilot))
        assert len(desk(pilot).game.run.decisions) == 4


async def test_a_choice_that_is_gone_is_named_and_comes_back(folder: Path) -> None:
    async with previewed(folder) as pilot:
        await to_letter(pilot)
        await sign(pilot, 2)
        await to_the_signature(pilot)
        await sign(pilot, 2)
        assert len(desk(pilot).game.run.decisions) == 5
        edit(folder, "- choice: high_count", "- choice: tall_count")
        await shows(pilot, "the option `high_count` is no longer in `tally`")
        assert len(desk(pilot).game.run.decisions) == 4
        assert "You are at the last decision that agrees; the one that came after it will be" in flat(pilot)
        edit(folder, "- choice: tall_count", "- choice: high_count")
        await until(pilot, lambda: len(desk(pilot).game.run.decisions) == 5)
        assert "no longer" not in screen_text(pilot)


async def test_a_preview_begins_once_its_files_can_be_played(folder: Path) -> None:
    edit(folder, "title: A letter", "titel: A letter")
    async with previewed(folder) as pilot:
        assert isinstance(pilot.app.screen, WaitingScreen)
        assert "titel" in screen_text(pilot)
        edit(folder, "titel: A letter", "title: A letter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PreviewScreen) and pilot.app.screen.is_mounted)
        await to_letter(pilot)


async def test_it_begins_at_a_scene_with_a_figure_set(folder: Path) -> None:
    async with previewed(folder, "--from", "tally", "--set", "grain=12", "--set", "mood=tense") as pilot:
        text = screen_text(pilot)
        assert "Mood: tense; little." in text
        assert "grain = 12" in text
        edit(folder, "Mood: {mood", "The mood now: {mood")
        await shows(pilot, "The mood now: tense; little.")
        await pilot.press("d")
        await told(pilot, "Figures were set by hand")
        await pilot.press("c")
        await shows(pilot, "none: figures were set by hand")
        await pilot.press("escape")


async def test_nothing_is_saved(folder: Path) -> None:
    async with previewed(folder) as pilot:
        await to_letter(pilot)
        for key in ("a", "e", "v"):
            await pilot.press(key)
            assert isinstance(pilot.app.screen, PreviewScreen)
        assert desk(pilot).game.journal is None
    assert not (folder / "none").exists()


async def test_going_back_is_kept_over_a_change(folder: Path) -> None:
    async with previewed(folder) as pilot:
        await to_letter(pilot)
        await pilot.press("u")
        await pilot.press("up", "enter")
        await until(pilot, lambda: len(desk(pilot).game.run.decisions) == 1)
        await to_the_signature(pilot)
        edit(folder, "How much is given out?", "How much goes out?")
        await shows(pilot, "How much goes out?")
        assert len(desk(pilot).game.run.decisions) == 1


async def test_a_page_over_the_desk_reads_as_it_is_now(folder: Path) -> None:
    async with previewed(folder) as pilot:
        await to_letter(pilot)
        await pilot.press("l")
        await shows(pilot, "In store")
        edit(folder, "label: In store", "label: Laid up")
        await until(pilot, lambda: "Laid up" in flat(pilot) and not isinstance(pilot.app.screen, PreviewScreen))
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, PreviewScreen)


async def test_the_debrief_reads_as_it_is_now(folder: Path) -> None:
    async with previewed(folder) as pilot:
        await play_on(pilot)
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen))
        screen = pilot.app.screen
        edit(folder, "title: A letter", "title: A note from Wen")
        await until(
            pilot,
            lambda: isinstance(screen, DebriefScreen) and any("A note from Wen" in repr(s) for s in screen.sections),
        )


async def test_a_story_that_breaks_off_at_a_decision_says_so_and_stays(folder: Path) -> None:
    edit(folder, "letters += 1 because it was answered", "letters += 1 / (grain - grain) because it was answered")
    async with previewed(folder) as pilot:
        await to_letter(pilot)
        await sign(pilot, 1)
        await told(pilot, "breaks off")
        assert len(desk(pilot).game.run.decisions) == 3
        await sign(pilot, 2)
        assert len(desk(pilot).game.run.decisions) == 4
