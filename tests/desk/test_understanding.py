"""From the desk to understanding: why behind a figure, a run closed early, a foot that says what can be done."""

from __future__ import annotations

from textual.widgets import OptionList

from game.debrief.why.views import ENDS
from game.desk.screens.debrief import DebriefScreen
from game.desk.screens.ledger import LedgerScreen
from game.desk.screens.lists import ListScreen
from game.desk.screens.model import ModelScreen
from game.desk.screens.play import PlayScreen
from game.desk.screens.title import TitleScreen
from game.desk.screens.why import WhyScreen
from game.desk.screens.writing import WritingScreen
from game.desk.widgets.ask import AskPanel, prompt
from game.session.views import OptionView
from game.session.written import read_page
from tests.conftest import GRANARY, GREAT_LEAP
from tests.desk.conftest import Desk, OpenDesk, play_on, play_screen, played_out, screen_text, sign, to_the_signature


def foot(pilot: Desk) -> str:
    """The last line of the screen."""
    return screen_text(pilot).splitlines()[-1]


async def test_why_goes_down_from_a_figure_to_where_its_chain_ends_and_back_up(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await play_on(pilot)
        await pilot.press("l", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, WhyScreen)
        for _ in range(60):
            if not screen.under:
                break
            await pilot.press("enter")
            await pilot.pause()
        assert screen.path[-1].kind in ENDS
        assert "The chain ends here" in screen_text(pilot)
        deep = len(screen.path)
        await pilot.press("b")
        assert len(screen.path) == deep - 1
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, LedgerScreen)


async def test_why_of_an_open_run_masks_what_the_desk_was_not_told(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP) as pilot:
        await pilot.press("down", "enter")
        await to_the_signature(pilot)
        await pilot.press("l", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WhyScreen)
        assert "not closed" in screen_text(pilot)
        assert "As it was" not in screen_text(pilot)


async def test_a_run_closed_from_the_desk_is_debriefed_and_signed_no_further(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        await sign(pilot, 1)
        await pilot.press("d", "down", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DebriefScreen)
        await pilot.press("escape")
        screen = play_screen(pilot)
        assert screen.desk.laid_down
        assert screen.sheet.id == "end.closed"
        assert not screen.query_one(AskPanel).display
        assert "debrief" in foot(pilot)


async def test_the_debrief_of_an_open_run_can_be_looked_at_and_left(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        await pilot.press("d", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DebriefScreen)
        assert not pilot.app.screen.view.closed
        await pilot.press("escape")
        assert await to_the_signature(pilot)


async def test_the_foot_offers_signing_where_something_waits_and_the_debrief_at_the_end(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        assert "begin" in foot(pilot)
        await pilot.press("enter")
        assert "sign" not in foot(pilot)
        await to_the_signature(pilot)
        assert "sign" in foot(pilot)
        assert "debrief" not in foot(pilot)
        await play_on(pilot)
        assert "debrief" in foot(pilot)
        assert "sign" not in foot(pilot)


async def test_a_run_that_is_over_is_not_gone_on_with_by_mistake(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await play_on(pilot)
        play_screen(pilot).game.close()
    async with open_desk(GRANARY) as pilot:
        assert isinstance(pilot.app.screen, TitleScreen)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Your last run" in screen_text(pilot)
        assert pilot.app.screen.query_one("#choices", OptionList).highlighted == 1
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PlayScreen)
        assert play_screen(pilot).desk.decisions == 0


def test_a_long_alternative_is_wrapped_under_itself_and_a_marked_one_has_a_sign() -> None:
    option = OptionView("a", 2, "A first instalment, and the final figure follows when it is known", "363")
    rows = prompt(option, 30, marked=True).plain.split("\n")
    assert rows[0].startswith("▸2  363: A first")
    assert all(row.startswith(" " * 4) and row[4] != " " for row in rows[1:])
    assert len(rows) > 2
    assert not prompt(option, 30).plain.startswith("▸")


async def test_the_page_is_written_on_the_desk_and_kept_with_the_run(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, size=(100, 30)) as pilot:
        await pilot.press("down", "enter")
        await played_out(pilot)
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ListScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WritingScreen)
        await pilot.press(*"In two lanes nobody opened [/b].")
        assert "5 of about" not in screen_text(pilot)
        assert "6 of about" in screen_text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, DebriefScreen)
        page = read_page(screen.game)
        assert page is not None
        assert page.text == "In two lanes nobody opened [/b]."
        assert "In two lanes nobody opened [/b]." in screen_text(pilot)


async def test_how_the_model_works_is_a_key_away_from_the_debrief(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, size=(120, 40)) as pilot:
        await pilot.press("enter")
        await pilot.press("d", "enter")
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ModelScreen)
        titles = [section.title for section in screen.sections]
        assert titles[0] == "The model in words"
        assert "The rules" in titles
        seen = ""
        for place in range(len(titles)):
            await screen.turn_to(place)
            await pilot.pause()
            seen += screen_text(pilot)
        assert "not history" in seen
        assert "assumption" in seen
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, DebriefScreen)
