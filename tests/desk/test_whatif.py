"""What was not played, from the desk: worked out in a thread with a bar, stopped with Escape, put into its place."""

from __future__ import annotations

import asyncio
import os
import threading
from pathlib import Path

import pytest
from textual.widgets import OptionList, ProgressBar

from game.desk.commands import DEBRIEF, EVERYWHERE
from game.desk.screens.debrief import DebriefScreen
from game.desk.screens.lists import ListScreen
from game.desk.screens.whatif import SectionScreen
from game.desk.screens.working import WORKING, WorkingScreen
from game.engine.program import Program
from game.playtest.pool import Crew
from tests.conftest import GRANARY, GREAT_LEAP, STORIES, MakeVariant
from tests.desk.conftest import CONTROL, Desk, OpenDesk, played_out, screen_text, to_the_signature
from tests.playtest.conftest import MEASURES

LESSON = ("down", "enter")


@pytest.fixture
def story(variant: MakeVariant) -> Path:
    """The granary, measured."""
    return variant(added={"debrief.yaml": MEASURES}).folder


async def debrief_of(pilot: Desk, *keys: str) -> DebriefScreen:
    """Play to the end and open the debrief."""
    await pilot.press(*(keys or ("enter",)))
    await played_out(pilot)
    await pilot.press("d")
    await pilot.pause()
    return debrief_screen(pilot)


def debrief_screen(pilot: Desk) -> DebriefScreen:
    """The debrief that lies open."""
    screen = pilot.app.screen
    assert isinstance(screen, DebriefScreen)
    return screen


async def worked(pilot: Desk) -> None:
    """Wait until no work is going on any more."""
    for _ in range(900):
        await pilot.pause(0.1)
        if not isinstance(pilot.app.screen, WorkingScreen):
            await pilot.pause(0.1)
            return
    raise AssertionError("the work does not end")


def notified(pilot: Desk) -> list[str]:
    """What was said over the screen."""
    return [n.message for n in pilot.app._notifications]


def ids(screen: DebriefScreen) -> list[str]:
    """The sections in order."""
    return [section.id for section in screen.sections]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_mattered_is_worked_out_and_stands_in_its_place(
    open_desk: OpenDesk, story: Path, size: tuple[int, int]
) -> None:
    async with open_desk(story, size=size) as pilot:
        screen = await debrief_of(pilot)
        before = ids(screen)
        await screen.turn_to(before.index("mattered"))
        await pilot.pause()
        assert "Press m to begin." in " ".join(screen_text(pilot).split())
        await pilot.press("m")
        await worked(pilot)
        assert debrief_screen(pilot) is screen
        assert screen.view.found.complete
        assert ids(screen) == [*before[: before.index("chance") + 1], "stands", *before[before.index("beyond") :]]
        assert screen.sections[screen.at].id == "mattered"
        assert screen.query_one("#contents", OptionList).option_count == len(screen.sections)
        text = " ".join(screen_text(pilot).split())
        assert "The model, not history." in text
        assert "Press m" not in text
        await pilot.press("m")
        await worked(pilot)
        assert debrief_screen(pilot) is screen


async def test_it_is_kept_for_the_next_time(open_desk: OpenDesk, story: Path) -> None:
    async with open_desk(story) as pilot:
        screen = await debrief_of(pilot)
        await pilot.press("m")
        await worked(pilot)
        found = screen.view.found
        await pilot.press("escape", "d")
        await pilot.pause()
        assert debrief_screen(pilot) is not screen
        assert debrief_screen(pilot).view.found == found


async def test_escape_stops_the_work_and_keeps_what_was_found(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP) as pilot:
        screen = await debrief_of(pilot, *LESSON)
        await pilot.press("m")
        await pilot.pause()
        working = pilot.app.screen
        assert isinstance(working, WorkingScreen)
        for _ in range(600):
            if working.far[0] > 200:
                break
            await pilot.pause(0.1)
        await pilot.pause(0.3)
        assert 0 < (working.query_one(ProgressBar).percentage or 0) < 1
        await pilot.press("escape")
        await worked(pilot)
        assert debrief_screen(pilot) is screen
        assert not screen.view.found.complete
        chance = screen.view.found.chance
        assert chance is not None
        assert chance.side.plays > 0
        assert ids(screen).count("mattered") == 1


async def test_one_decision_is_changed_and_shown_and_kept(open_desk: OpenDesk, story: Path) -> None:
    async with open_desk(story) as pilot:
        screen = await debrief_of(pilot)
        assert "instead" not in ids(screen)
        await screen.turn_to(ids(screen).index("decisions"))
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ListScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert "You signed:" in screen_text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "What would have happened" in screen_text(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await worked(pilot)
        assert isinstance(pilot.app.screen, SectionScreen)
        seen = [screen_text(pilot)]
        for _ in range(8):
            await pilot.press("space")
            seen.append(screen_text(pilot))
        text = " ".join(" ".join(seen).split())
        for part in ("The model, not history.", "Signed instead:", "Sacks in store at the end", "◆ your seed"):
            assert part in text
        await pilot.press("escape")
        await pilot.pause()
        assert debrief_screen(pilot) is screen
        assert ids(screen).index("instead") == ids(screen).index("mattered") + 1
        assert screen.sections[screen.at].id == "decisions"
        assert len(screen.view.found.asked) == 1
        await pilot.press("escape", "d")
        await pilot.pause()
        assert debrief_screen(pilot).view.found == screen.view.found


async def test_an_open_run_is_told_to_be_closed_first(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        for key in ("m", "x"):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(pilot.app.screen, DebriefScreen)
            (told,) = notified(pilot)
            assert told.startswith("This run is not closed")
            assert "close it early" in told
            pilot.app.clear_notifications()
            await pilot.pause()


async def test_the_desk_can_be_closed_in_the_middle_of_the_work(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP) as pilot:
        await debrief_of(pilot, *LESSON)
        await pilot.press("m")
        await pilot.pause(0.3)
        working = pilot.app.screen
        assert isinstance(working, WorkingScreen)
        pilot.app.exit(0)
        await pilot.pause()
    for _ in range(300):
        if working.done.is_set():
            break
        await asyncio.sleep(0.1)
    assert working.done.is_set()
    assert working.trouble == ""


async def test_a_fault_in_the_work_is_told_in_a_line(open_desk: OpenDesk) -> None:
    def fail(*_: object) -> int:
        raise ValueError("[/b] nothing")

    async with open_desk(GRANARY) as pilot:
        given: list[int | None] = []
        pilot.app.push_screen(WorkingScreen("A title", "Some words.", fail), given.append)
        await worked(pilot)
        await pilot.pause(0.5)
        assert given == [None]
        assert any("a fault of the game, not yours (ValueError)" in told for told in notified(pilot))
        assert pilot.app.is_running


async def test_hostile_words_are_shown_as_written(open_desk: OpenDesk) -> None:
    async with open_desk(STORIES / "hostile") as pilot:
        await debrief_of(pilot)
        seen: list[str] = []
        await pilot.press("x")
        await pilot.pause()
        seen.append(screen_text(pilot))
        await pilot.press("enter")
        await pilot.pause()
        seen.append(screen_text(pilot))
        await pilot.press("enter")
        await pilot.pause()
        await worked(pilot)
        assert isinstance(pilot.app.screen, SectionScreen)
        for _ in range(6):
            seen.append(screen_text(pilot))
            await pilot.press("space")
    told = "\n".join(seen)
    assert not CONTROL.search(told.replace("\n", ""))
    assert "[/b]" in told or "[@click" in told


def _where(_program: Program, _job: int) -> int:
    return os.getpid()


async def test_work_begun_under_the_desk_is_done_in_other_processes(open_desk: OpenDesk, granary: Program) -> None:
    """The desk puts something without a file in the place of standard error, and a pool needs one to begin."""
    found: list[int] = []

    def go() -> None:
        with Crew(granary, 2) as crew:
            found.extend(crew.each(_where, range(6)))

    async with open_desk(GRANARY) as pilot:
        thread = threading.Thread(target=go)
        thread.start()
        while thread.is_alive():
            await pilot.pause(0.1)
    assert len(found) == 6
    assert os.getpid() not in found


async def test_the_keys_of_the_debrief_stand_in_its_foot_and_in_the_palette(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        screen = await debrief_of(pilot)
        foot = screen_text(pilot).splitlines()[-1]
        for command in (*DEBRIEF, *EVERYWHERE):
            there = bool(command.foot) and screen.check_action(command.action, ())
            assert f"{command.label} {command.foot}" in foot or not there
        offered = {command.title for command in pilot.app.get_system_commands(screen)}
        assert {c.name for c in (*DEBRIEF, *EVERYWHERE)} <= offered
        await pilot.press("question_mark")
        seen: list[str] = []
        for _ in range(6):
            await pilot.pause()
            seen.append(" ".join(screen_text(pilot).split()))
            await pilot.press("space")
        assert any("What if. Change one decision" in text for text in seen)


def test_no_key_of_the_debrief_stands_for_two_things() -> None:
    for group in (DEBRIEF, WORKING):
        keys = [key for c in (*group, *EVERYWHERE) if c.action not in ("leave",) for key in c.keys.split(",")]
        assert len(keys) == len(set(keys))
