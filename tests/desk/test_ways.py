"""Ways about the desk: back to the first screen, the folder of a run, what a key says that has nothing to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from game.desk.app import DeskApp
from game.desk.screens.debrief import DebriefScreen
from game.desk.screens.ledger import LedgerScreen
from game.desk.screens.lists import ListScreen
from game.desk.screens.play import PlayScreen
from game.desk.screens.reading import none_ordered
from game.desk.screens.title import TitleScreen
from game.desk.steady import WIDE
from game.desk.widgets.ask import AskPanel
from game.session.game import Game
from game.session.library import open_program
from tests.conftest import GRANARY, GREAT_LEAP, STORIES, MakeVariant
from tests.desk.conftest import Desk, OpenDesk, play_on, play_screen, screen_text, sign, to_the_signature

GAUGE = STORIES / "gauge"


def desk(pilot: Desk) -> DeskApp:
    app = pilot.app
    assert isinstance(app, DeskApp)
    return app


async def one_signature(pilot: Desk) -> None:
    await to_the_signature(pilot)
    await sign(pilot, *(1 for _ in play_screen(pilot).query_one(AskPanel).lists))


async def test_a_run_laid_aside_is_gone_on_with_from_the_first_screen(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await one_signature(pilot)
        made = play_screen(pilot).desk.decisions
        await pilot.press("a")
        await pilot.pause(1.0)
        await pilot.pause()
        assert isinstance(pilot.app.screen, TitleScreen)
        assert desk(pilot).on_desk is None
        assert "Go on" in screen_text(pilot)
        assert f"{made} decisions" in screen_text(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert play_screen(pilot).desk.decisions == made
    assert len([*(tmp_path / "saves").glob("*.journal")]) == 1


async def test_a_run_in_no_file_is_not_laid_aside(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY, notices=True) as pilot:
        game = Game(open_program(GRANARY), 3)
        desk(pilot).play(game)
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause(0.3)
        assert isinstance(pilot.app.screen, PlayScreen)
        assert "not saved" in screen_text(pilot)


async def test_the_saves_listed_are_those_beside_the_run_on_the_desk(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await one_signature(pilot)
        game = play_screen(pilot).game
        game.save_elsewhere(tmp_path / "other")
        await pilot.press("v")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ListScreen)
        assert str(tmp_path / "other") in screen.hint
        assert len(screen.rows) == 1


async def test_f_outside_a_campaign_says_what_there_is(open_desk: OpenDesk) -> None:
    async with open_desk(GAUGE, notices=True) as pilot:
        await pilot.press("enter")
        await play_on(pilot)
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DebriefScreen)
        await pilot.press("f")
        await pilot.pause(0.3)
        assert "no desk of a campaign" in " ".join(screen_text(pilot).split())
        await pilot.press("k")
        await pilot.pause(0.3)
        assert "Nothing goes on from here" in " ".join(screen_text(pilot).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_lists_name_their_keys_and_point_at_the_line_in_hand(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(GRANARY, size=size) as pilot:
        assert "▸ The full run" in screen_text(pilot)
        await pilot.press("down")
        assert "▸ The short week" in screen_text(pilot)
        assert "▸ The full run" not in screen_text(pilot)
        await pilot.press("up", "enter")
        await one_signature(pilot)
        await one_signature(pilot)
        for key in ("u", "v"):
            await pilot.press(key)
            await pilot.pause()
            text = screen_text(pilot)
            assert text.count("▸") == 1 + (size[0] >= WIDE)  # beside the list the tray points too
            assert "↑↓ enter choose" in text.splitlines()[-1]
            await pilot.press("escape")
            await pilot.pause()


async def test_the_history_of_a_figure_is_reached_with_a_key_that_is_named(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, size=(80, 16)) as pilot:
        await pilot.press("enter", "l")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, LedgerScreen)
        rows = screen.query_one(OptionList)
        rows.highlighted = rows.get_option_index(next(r.id for r in screen.rows if r.chart))
        await pilot.pause()
        assert "space scroll" in screen_text(pilot).splitlines()[-1]
        pane = screen.query_one("#figure")
        assert pane.max_scroll_y > 0
        places: list[float] = []
        for _ in range(8):
            await pilot.press("space")
            await pilot.pause()
            places.append(pane.scroll_y)
        assert pane.max_scroll_y in places
        assert 0 in places


async def test_a_notice_lies_over_no_answer(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, notices=True) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        while play_screen(pilot).sheet.paper is not None:
            await sign(pilot, *(1 for _ in play_screen(pilot).query_one(AskPanel).lists))
            await to_the_signature(pilot)
        await pilot.press("r")
        await pilot.pause(0.3)
        panel = play_screen(pilot).query_one(AskPanel)
        toast = pilot.app.screen.query("Toast").first()
        assert toast.region.bottom <= panel.region.y
        assert "tray" not in screen_text(pilot)


def test_a_desk_without_standing_orders_says_so(variant: MakeVariant) -> None:
    gauge = Game(open_program(GAUGE), 1)
    assert none_ordered(gauge).strip() == "This desk gives no standing orders."
    while gauge.run.pending is not None and not gauge.decisions():
        decision = gauge.run.pending.choices_open()[0]
        gauge.decide(decision.scene, *decision.picks)
    assert "no standing orders" in none_ordered(gauge)
    assert "list of decisions" in none_ordered(gauge)
    granary = Game(variant().program(), 1)
    assert "Nothing is ordered yet" in none_ordered(granary)
