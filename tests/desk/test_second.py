"""A lesson that goes on from another, at the desk: it asks for a finished run of that one, and may begin without."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from game.desk.screens.asking import AskLine
from game.desk.screens.lists import RewindScreen
from game.session.game import Game
from tests.conftest import MakeVariant, Variant
from tests.desk.conftest import Desk, OpenDesk, play_screen, sign, to_the_signature
from tests.longer import ADDED, CHANGES, finished


@pytest.fixture
def story(variant: MakeVariant) -> Variant:
    return variant(CHANGES, added=ADDED)


def saved_first(story: Variant, saves: Path) -> Game:
    """A finished run of the first lesson, among the saves."""
    done = finished(story.program(), 5, "burn")
    game = Game.new(done.program, 5, "short", saves=saves)
    for d in done.decisions:
        game.decide(d.scene, *d.picks)
    game.close()
    return game


async def ask(pilot: Desk) -> AskLine:
    """Choose the lesson that goes on, and come to what is asked."""
    choices = pilot.app.screen.query_one("#choices", OptionList)
    titles = [str(choices.get_option_at_index(n).prompt) for n in range(choices.option_count)]
    choices.highlighted = next(n for n, title in enumerate(titles) if title.lstrip("▸ ").startswith("The longer week"))
    await pilot.press("enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, AskLine)
    return screen


async def test_a_code_goes_on_and_the_list_keeps_what_was_signed_before(
    open_desk: OpenDesk, story: Variant, tmp_path: Path
) -> None:
    first = saved_first(story, tmp_path / "saves")
    assert first.journal is not None
    async with open_desk(story.folder) as pilot:
        screen = await ask(pilot)
        screen.query_one(Input).value = str(first.journal.path)
        await pilot.press("enter")
        await pilot.pause()
        play = play_screen(pilot)
        assert play.sheets[0].id == "opening"
        assert (play.game.cut, play.game.seed, play.game.run.turn_id) == ("longer", 5, "week_three")
        assert play.game.run.decisions == first.run.decisions
        assert await to_the_signature(pilot)
        await sign(pilot, 2)
        play.action_rewind()
        await pilot.pause()
        listed = pilot.app.screen
        assert isinstance(listed, RewindScreen)
        free = [not listed.query_one(OptionList).get_option_at_index(n).disabled for n in range(len(listed.signed))]
        assert free == [False] * (len(listed.signed) - 1) + [True]
        await pilot.press("enter")
        await pilot.pause()
        assert play_screen(pilot).game.run.decisions == first.run.decisions


async def test_an_empty_line_begins_without_a_run_and_escape_does_not(open_desk: OpenDesk, story: Variant) -> None:
    async with open_desk(story.folder) as pilot:
        title = pilot.app.screen
        await ask(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is title
        await ask(pilot)
        await pilot.press("enter")
        await pilot.pause()
        game = play_screen(pilot).game
        assert (game.cut, [d.act for d in game.before()]) == ("longer", ["Answer it", "It is", "As counted"])


async def test_what_is_no_such_run_is_told_and_the_first_screen_stays(open_desk: OpenDesk, story: Variant) -> None:
    async with open_desk(story.folder) as pilot:
        title = pilot.app.screen
        screen = await ask(pilot)
        screen.query_one(Input).value = "1318-7D7R-0006"
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is title
        told = [str(n.message) for n in pilot.app._notifications]
        assert any("too short" in text for text in told), told
