"""What the screens show: every size, every look, hostile words, pages over the desk, and no key that browsers take."""

from __future__ import annotations

import pytest
from textual.binding import Binding
from textual.widgets import Input

from game.desk.commands import EVERYWHERE, PLAY, READING
from game.desk.screens.debrief import DEBRIEF
from game.desk.screens.reading import ReadingScreen
from game.desk.screens.title import FIRST
from game.desk.themes import NAMES
from game.desk.widgets.ask import AskPanel
from game.desk.widgets.sheet import SheetView
from game.session.settings import Settings
from tests.conftest import GRANARY, GREAT_LEAP, STORIES
from tests.desk.conftest import CONTROL, OpenDesk, play_on, play_screen, screen_text, sign, to_the_signature

HOSTILE = STORIES / "hostile"
PAGES = ("l", "p", "o", "w", "m", "f", "r", "c", "question_mark", "u", "v")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (200, 60)])
async def test_the_frame_and_the_choices_stand_on_the_first_screen(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(GREAT_LEAP, size=size) as pilot:
        text = screen_text(pilot)
        assert "famine" in text
        assert "The full run" in text
        assert "The lesson" in text
        if size == (80, 24):
            assert "You can stop, skip or read summaries" in " ".join(text.split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16)])
async def test_choices_stay_in_sight_under_any_paper(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(GREAT_LEAP, size=size) as pilot:
        await pilot.press("enter")
        for _ in range(6):
            await to_the_signature(pilot)
            panel = play_screen(pilot).query_one(AskPanel)
            assert panel.region.bottom <= size[1] - 1
            assert play_screen(pilot).query_one(SheetView).region.height >= 3
            await sign(pilot, *(1 for _ in panel.lists))


async def test_hostile_words_are_shown_as_written_and_nothing_runs(open_desk: OpenDesk) -> None:
    async with open_desk(HOSTILE) as pilot:
        assert "[@click=app.quit]" in screen_text(pilot)
        await pilot.press("enter")
        seen: list[str] = []
        while await to_the_signature(pilot):
            seen.append(screen_text(pilot))
            for page in PAGES:
                await pilot.press(page)
                seen.append(screen_text(pilot))
                await pilot.press("escape")
            await sign(pilot, *(1 for _ in play_screen(pilot).query_one(AskPanel).lists))
            seen.append(screen_text(pilot))
        await pilot.press("d")
        for _ in range(40):
            await pilot.press("space")
            seen.append(screen_text(pilot))
        assert pilot.app.is_running
    told = "\n".join(seen)
    assert "[/b]" in told
    assert "[50%]" in told
    assert not CONTROL.search(told.replace("\n", ""))


@pytest.mark.parametrize("theme", NAMES)
async def test_every_look_is_worn(open_desk: OpenDesk, theme: str) -> None:
    async with open_desk(GRANARY, settings=Settings(theme=theme)) as pilot:
        assert pilot.app.theme == theme
        await pilot.press("enter")
        await to_the_signature(pilot)


async def test_the_look_goes_round_and_is_kept(open_desk: OpenDesk) -> None:
    worn: list[str] = []
    async with open_desk(GRANARY) as pilot:
        for _ in NAMES:
            await pilot.press("t")
            worn.append(pilot.app.theme)
    assert sorted(worn) == sorted(NAMES)


async def test_without_colour_everything_is_still_told(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        assert "to sign" in screen_text(pilot)


async def test_the_ledger_says_how_well_a_figure_is_known(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP) as pilot:
        await pilot.press("down", "enter", "l")
        text = screen_text(pilot)
        assert "as claimed" in text
        assert "unknown" in text


async def test_the_words_are_searched(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP) as pilot:
        await pilot.press("enter", "w", *"weighbridge")
        assert pilot.app.screen.query_one(Input).value == "weighbridge"
        assert "weighbridge" in screen_text(pilot).lower()
        assert "sputnik" not in screen_text(pilot).lower()


async def test_a_note_stands_before_its_paper_and_a_summary_can_be_read_instead(open_desk: OpenDesk) -> None:
    async with open_desk(HOSTILE) as pilot:
        await pilot.press("enter")
        found = False
        while await to_the_signature(pilot) and not found:
            for place, sheet in enumerate(play_screen(pilot).sheets):
                if sheet.paper is not None and sheet.paper.note and sheet.paper.summary:
                    screen = play_screen(pilot)
                    screen.noted.clear()
                    screen.at = place
                    screen.lay_down()
                    await pilot.pause()
                    found = sheet.paper.signed or "read a summary instead" in screen_text(pilot)
                    await pilot.press("s")
                    assert "A summary" in screen_text(pilot)
            await sign(pilot, *(1 for _ in play_screen(pilot).query_one(AskPanel).lists))
        assert found


def test_no_key_is_one_that_browsers_or_terminals_take() -> None:
    for command in (*PLAY, *EVERYWHERE, *READING, *FIRST, *DEBRIEF):
        for key in command.keys.split(","):
            assert key not in {"ctrl+w", "ctrl+n", "ctrl+t"}
            assert not (key.startswith("f") and key[1:].isdigit())


def test_no_key_of_the_desk_has_two_meanings() -> None:
    keys = [key for command in (*PLAY, *EVERYWHERE) for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))


async def test_palette_and_help_hold_every_command(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        names = {c.title for c in pilot.app.get_system_commands(pilot.app.screen)}
        assert names == {c.name for c in (*PLAY, *EVERYWHERE)}
        await pilot.press("question_mark")
        page = pilot.app.screen
        assert isinstance(page, ReadingScreen)
        for command in (*PLAY, *EVERYWHERE):
            assert command.sentence in page.content.plain
            assert command.label in page.content.plain


async def test_every_declared_command_has_its_action(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        for command in PLAY:
            assert callable(getattr(pilot.app.screen, f"action_{command.action}"))
        for command in EVERYWHERE:
            assert callable(getattr(pilot.app, f"action_{command.action}"))
        assert all(isinstance(b, Binding) for b in pilot.app.BINDINGS)


async def test_a_full_run_of_forty_pages_does_not_grow_the_screen(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        before = len(pilot.app.screen.query("*"))
        await play_on(pilot)
        assert len(pilot.app.screen.query("*")) <= before + 12
