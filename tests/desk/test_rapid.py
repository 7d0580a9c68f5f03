"""Keys that come faster than screens go: what was pressed twice is done once, and no other screen closes for it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input, OptionList

from game.desk.app import DeskApp
from game.desk.screens.asking import AskLine
from game.desk.screens.debrief import DebriefScreen
from game.desk.screens.ledger import LedgerScreen
from game.desk.screens.lists import ListScreen
from game.desk.screens.play import PlayScreen
from game.desk.screens.title import TitleScreen
from game.desk.screens.why import WhyScreen
from game.session.library import shelf
from game.session.places import find_scenario
from tests.conftest import STORIES
from tests.desk.conftest import Desk, OpenDesk

GAUGE = STORIES / "gauge"


def select_twice(pilot: Desk) -> None:
    """Enter and Enter again, before the first was heard."""
    choices = pilot.app.screen.query_one(OptionList)
    choices.action_select()
    choices.action_select()


async def test_a_line_of_a_list_chosen_twice_is_chosen_once(open_desk: OpenDesk) -> None:
    async with open_desk(*shelf()) as pilot:
        await pilot.press("v")
        await pilot.press("escape")
        app = pilot.app
        assert isinstance(app, DeskApp)
        app.open_chain()
        await pilot.pause()
        assert isinstance(app.screen, ListScreen)
        app.screen.query_one(OptionList).highlighted = 1
        select_twice(pilot)
        await pilot.pause()
        assert isinstance(app.screen, TitleScreen)
        assert len(app.screen_stack) == 3


async def test_a_run_begun_twice_is_one_run(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk(GAUGE) as pilot:
        select_twice(pilot)
        await pilot.pause()
        assert isinstance(pilot.app.screen, PlayScreen)
        assert len([*(tmp_path / "saves").glob("*.journal")]) == 1


async def test_an_answer_given_twice_is_given_once(open_desk: OpenDesk) -> None:
    async with open_desk(GAUGE) as pilot:
        await pilot.press("c")
        await pilot.pause()
        line = pilot.app.screen.query_one(Input)
        assert isinstance(pilot.app.screen, AskLine)
        line.value = "rubbish"
        await line.action_submit()
        await line.action_submit()
        await pilot.pause()
        assert isinstance(pilot.app.screen, TitleScreen)
        assert pilot.app.is_running


async def test_a_command_of_the_palette_chosen_twice_is_chosen_once(open_desk: OpenDesk) -> None:
    async with open_desk(GAUGE) as pilot:
        app = pilot.app
        app.action_command_palette()
        await pilot.pause(0.3)
        palette = app.screen
        assert isinstance(palette, CommandPalette)
        palette._select_or_command()
        palette._select_or_command()
        palette._select_or_command()
        await pilot.pause()
        assert app.is_running
        assert any(isinstance(screen, TitleScreen) for screen in app.screen_stack)


@pytest.mark.parametrize("wait", [0.0, 0.003, 0.01, 0.03])
async def test_a_palette_closed_while_it_looks_for_commands_is_closed(open_desk: OpenDesk, wait: float) -> None:
    async with open_desk(GAUGE) as pilot:
        app = pilot.app
        app.action_command_palette()
        await asyncio.sleep(wait)
        for line in app.screen.query(Input):
            line.value = "re"
        await asyncio.sleep(wait)
        app.screen.dismiss(None)
        await pilot.pause(0.05)
        assert app.is_running
        assert isinstance(app.screen, TitleScreen)


async def test_a_command_of_a_screen_that_has_gone_does_nothing(open_desk: OpenDesk) -> None:
    async with open_desk(GAUGE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        app, desk = pilot.app, pilot.app.screen
        assert isinstance(app, DeskApp)
        assert isinstance(desk, PlayScreen)
        commands = [*app.get_system_commands(desk)]
        app.pop_screen()
        await pilot.pause()
        for command in commands[:4]:
            app.call_later(command.callback)
        await pilot.pause()
        assert isinstance(app.screen, TitleScreen)
        assert app.is_running


async def test_closing_the_desk_while_a_page_is_laid_out_is_no_fault(open_desk: OpenDesk) -> None:
    for pages in range(1, 4):
        async with open_desk(GAUGE) as pilot:
            app = pilot.app
            assert isinstance(app, DeskApp)
            for _ in range(pages):
                app.action_help()
            app.exit(0)
        assert app.failure is None


async def test_going_down_twice_at_once_is_no_fault(open_desk: OpenDesk) -> None:
    async with open_desk(find_scenario("great_leap"), size=(120, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("l")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LedgerScreen)
        select_twice(pilot)
        await pilot.pause()
        assert sum(isinstance(screen, WhyScreen) for screen in pilot.app.screen_stack) == 1
        screen = pilot.app.screen
        assert isinstance(screen, WhyScreen)
        for _ in range(8):
            rests = screen.query_one(OptionList)
            rests.highlighted = max(0, rests.option_count - 1)
            select_twice(pilot)
            await pilot.pause()
        assert pilot.app.is_running


@pytest.mark.parametrize("key", ["pagedown", "pageup"])
async def test_a_page_key_where_a_list_has_no_room_is_no_fault(open_desk: OpenDesk, key: str) -> None:
    async with open_desk(GAUGE) as pilot:
        choices = pilot.app.screen.query_one(OptionList)
        choices.styles.height = 0
        await pilot.pause()
        choices.replace_option_prompt_at_index(0, "Begin")
        await pilot.press(key)
        await pilot.pause()
        assert pilot.app.is_running
        assert pilot.app.focused is choices


@pytest.mark.parametrize("given", ["nowhere/at/all/file.txt", ".", "~nobody-here/file.txt"])
async def test_a_place_that_takes_no_file_is_told_and_the_desk_stays(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_desk(*shelf()) as pilot:
        app = pilot.app
        assert isinstance(app, DeskApp)
        app.begin("the_experts", "")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, PlayScreen)
        screen._keep_in(given if given.startswith("~") else "/dev/null/x")
        screen.game.close_early()
        app.open_debrief(screen.game)
        await pilot.pause()
        assert isinstance(app.screen, DebriefScreen)
        await pilot.press("k")
        await pilot.pause()
        app.screen.query_one(Input).value = given
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, DebriefScreen)
        assert app.is_running


async def test_a_key_for_a_screen_that_is_still_laid_out_does_nothing(open_desk: OpenDesk) -> None:
    async with open_desk(GAUGE) as pilot:
        app = pilot.app
        assert isinstance(app, DeskApp)
        app.begin("gauge", "")
        desk = app.screen
        assert isinstance(desk, PlayScreen)
        assert not desk.is_mounted
        for action in ("on", "back", "summary", "sign"):
            await app.run_action(action, desk)
        await pilot.pause()
        assert app.is_running
        assert desk.is_mounted
        await app.run_action("on", desk)
