"""One file, five desks, on the desk: the list, a file carried in, a campaign that goes on, the file kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from game.desk.app import DeskApp
from game.desk.screens.debrief import DebriefScreen
from game.desk.screens.lists import ListScreen
from game.desk.screens.play import PlayScreen
from game.desk.screens.title import TitleScreen
from game.engine.program import Program
from game.playtest.officials import Policy
from game.session.dossier import code_of, layout_for, leave
from game.session.game import Game
from game.session.library import open_program, shelf
from tests.desk.conftest import Desk, OpenDesk, screen_text

FIRST, LATER = "black_board", "the_experts"


@pytest.fixture(scope="module")
def first() -> Program:
    """The desk the chain begins with."""
    return open_program(next(f for f in shelf() if f.name == FIRST))


def over(program: Program, **kept: object) -> Game:
    """A run of an honest official to its end."""
    policy = Policy(next(o for o in program.scenario.officials if o.id == "honest"), program)
    game = Game.new(program, 5, **kept)  # type: ignore[arg-type]
    while game.run.pending is not None:
        decision = policy.choose(game.run)
        game.decide(decision.scene, *decision.picks)
    return game


async def choose(pilot: Desk, name: str) -> None:
    """Mark the line that holds a name, and press Enter."""
    choices = pilot.app.screen.query_one(OptionList)
    rows = [str(choices.get_option_at_index(n).prompt) for n in range(choices.option_count)]
    choices.highlighted = next(n for n, row in enumerate(rows) if name in row)
    await pilot.press("enter")
    await pilot.pause()


async def shown(pilot: Desk, words: str) -> bool:
    """Whether words come to stand on the screen."""
    for _ in range(40):
        if words in screen_text(pilot):
            return True
        await pilot.pause(0.05)
    return False


async def open_list(pilot: Desk) -> None:
    await choose(pilot, "One file, five desks")
    assert isinstance(pilot.app.screen, ListScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_list_has_every_desk_with_its_dates(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(*shelf(), size=size) as pilot:
        await open_list(pilot)
        text = screen_text(pilot)
        dates = ("October 1932 to May 1933", "autumn 1957", "July to September 1960", "April 1961", "June to")
        for words in ("The campaign", *dates):
            assert words in text
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_a_desk_opens_on_its_own_first_page_and_goes_back(open_desk: OpenDesk) -> None:
    async with open_desk(*shelf()) as pilot:
        await open_list(pilot)
        await choose(pilot, "The Black Board")
        text = screen_text(pilot)
        assert "The Black Board" in text
        assert "There is no score" in text
        assert "carry in" not in text
        await pilot.press("escape")
        await pilot.pause()
        assert await shown(pilot, "The full run")


async def test_a_file_is_carried_in_by_its_code(open_desk: OpenDesk, first: Program) -> None:
    left = leave(over(first).run)
    async with open_desk(*shelf()) as pilot:
        await open_list(pilot)
        await choose(pilot, "The Experts")
        code = code_of(left, layout_for(first))
        for given, told in (("rubbish", "there is no file"), (code, "Carried in: Secretary Levada")):
            await pilot.press("f")
            await pilot.pause()
            pilot.app.screen.query_one(Input).value = given
            await pilot.press("enter")
            await pilot.pause()
            notes = " ".join(str(n.message) for n in pilot.app._notifications)
            assert told in " ".join(f"{screen_text(pilot)} {notes}".split())
        await choose(pilot, "Begin")
        assert isinstance(pilot.app.screen, PlayScreen)
        assert pilot.app.screen.game.carried == left


async def test_a_campaign_goes_on_at_the_next_desk_with_the_years_between(
    open_desk: OpenDesk, first: Program, tmp_path: Path
) -> None:
    game = over(first, saves=tmp_path / "saves", campaign="c1")
    game.close()
    async with open_desk(*shelf()) as pilot:
        await open_list(pilot)
        assert await shown(pilot, "desk 2 of 5 is next")
        await choose(pilot, "The campaign")
        assert await shown(pilot, "The years between, from the record")
        await choose(pilot, "The full run")
        screen = pilot.app.screen
        assert isinstance(screen, PlayScreen)
        assert screen.game.carried == leave(game.run)
        assert screen.game.journal is not None
        assert screen.game.journal.heading.campaign == "c1"


async def test_the_debrief_leads_to_the_next_desk_and_keeps_the_file(
    open_desk: OpenDesk, first: Program, tmp_path: Path
) -> None:
    game = over(first, saves=tmp_path / "saves", campaign="c1")
    async with open_desk(*shelf()) as pilot:
        app = pilot.app
        assert isinstance(app, DeskApp)
        app.play(game)
        await pilot.pause()
        app.open_debrief(game)
        await pilot.pause()
        assert isinstance(app.screen, DebriefScreen)
        assert await shown(pilot, "f next desk")
        await pilot.press("k")
        await pilot.pause()
        app.screen.query_one(Input).value = str(tmp_path / "file.txt")
        await pilot.press("enter")
        await pilot.pause()
        assert f"Code: {code_of(leave(game.run), layout_for(first))}" in (tmp_path / "file.txt").read_text("utf-8")
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(app.screen, TitleScreen)
        assert await shown(pilot, "The years between")
        assert len(app.screen_stack) == 3
