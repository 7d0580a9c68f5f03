"""Whole plays through the desk: by keyboard, by mouse, saved and gone on with, rewound, to the end and the debrief."""

from __future__ import annotations

from attrs import evolve
from textual.widgets import Button, OptionList

from game.desk.screens.debrief import DebriefScreen
from game.desk.screens.lists import ListScreen
from game.desk.screens.play import PlayScreen
from game.desk.sheets import SheetKind
from game.desk.widgets.ask import AskPanel, Choices
from game.desk.widgets.tray import Tray
from game.session.journal import read_journal
from tests.conftest import GRANARY, GREAT_LEAP, MakeVariant
from tests.desk.conftest import OpenDesk, play_on, play_screen, screen_text, sign, to_the_signature


async def test_a_run_by_keyboard_is_saved_line_by_line_and_ends_in_the_debrief(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        signed = await play_on(pilot)
        screen = play_screen(pilot)
        journal = screen.game.journal
        assert screen.desk.ended
        assert journal is not None
        assert len(read_journal(journal.path).lines) == signed == len(screen.game.run.decisions)
        assert screen.sheet.id == "end.pause"
        await pilot.press("d")
        assert isinstance(pilot.app.screen, DebriefScreen)
        assert pilot.app.screen.view.closed
        titles: list[str] = []
        while pilot.app.screen.at + 1 < len(pilot.app.screen.sections):
            await pilot.press("space")
            titles.append(pilot.app.screen.sections[pilot.app.screen.at].title)
        assert "Your decisions, in order" in titles
        assert "Questions" in titles
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, PlayScreen)


async def test_the_lesson_of_the_leap_by_keyboard(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, size=(120, 40)) as pilot:
        await pilot.press("down", "enter")
        assert await play_on(pilot, number=2) == 10
        screen = play_screen(pilot)
        assert screen.desk.ended
        assert screen.game.run.cut is not None
        assert screen.desk.signatures == 10


async def test_a_consequence_follows_its_signature_even_into_the_next_season(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        while await to_the_signature(pilot):
            before = play_screen(pilot).desk.decisions
            plan = play_screen(pilot).sheet.kind is SheetKind.PLAN
            await sign(pilot, *(1 for _ in play_screen(pilot).query_one(AskPanel).lists))
            screen = play_screen(pilot)
            assert screen.desk.decisions == before + 1
            if not plan:
                assert screen.sheet.kind is SheetKind.CONSEQUENCE
                assert "Signed:" in screen_text(pilot)


async def test_by_mouse_a_click_marks_and_the_button_signs(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.click("#choices", offset=(4, 1))
        await to_the_signature(pilot)
        panel = play_screen(pilot).query_one(AskPanel)
        await pilot.click(Choices, offset=(4, 1))
        assert panel.picks() is not None
        assert play_screen(pilot).desk.decisions == 0
        await pilot.click(Button)
        await pilot.pause()
        assert play_screen(pilot).desk.decisions == 1


async def test_the_tray_takes_up_a_sheet(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP, size=(120, 40)) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        await pilot.click(Tray, offset=(4, 3))
        assert play_screen(pilot).at == 1
        assert not play_screen(pilot).query_one(AskPanel).display


async def test_nothing_is_signed_until_every_line_is_marked(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        await pilot.press("enter")
        assert play_screen(pilot).desk.decisions == 0
        await sign(pilot, 1)
        await to_the_signature(pilot)
        assert len(play_screen(pilot).query_one(AskPanel).lists) == 2
        await pilot.press("1", "enter")
        assert play_screen(pilot).desk.decisions == 1
        await pilot.press("2", "enter")
        await pilot.pause()
        assert play_screen(pilot).desk.decisions == 2


async def test_gone_on_with_where_it_was_left(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        await sign(pilot, 2)
        code = play_screen(pilot).game.code()
        play_screen(pilot).game.close()
    async with open_desk(GRANARY) as pilot:
        assert "Go on" in screen_text(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert play_screen(pilot).game.code() == code
        assert play_screen(pilot).desk.decisions == 1


async def test_rewind_keeps_the_run_that_was_left(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        for _ in range(3):
            await to_the_signature(pilot)
            await sign(pilot, *(1 for _ in play_screen(pilot).query_one(AskPanel).lists))
        left = play_screen(pilot).game.journal
        assert left is not None
        await pilot.press("u")
        await pilot.press("enter")
        await pilot.pause()
        now = play_screen(pilot).game
        assert len(now.run.decisions) < 3
        assert now.journal is not None
        assert now.journal.heading.parent == left.path.stem
        assert len(read_journal(left.path).lines) == 3


async def test_saves_and_codes_open_from_the_first_screen(open_desk: OpenDesk) -> None:
    async with open_desk(GREAT_LEAP) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        await sign(pilot, 1)
        code = play_screen(pilot).game.code()
        play_screen(pilot).game.close()
    async with open_desk(GREAT_LEAP) as pilot:
        await pilot.press("v", "enter")
        await pilot.pause()
        assert play_screen(pilot).game.code() == code
        play_screen(pilot).game.close()
    async with open_desk(GREAT_LEAP) as pilot:
        await pilot.press("c", *code.lower().replace("-", ""), "enter")
        await pilot.pause()
        assert play_screen(pilot).game.code() == code


async def test_a_wrong_code_is_said_in_words_and_the_desk_stays(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("c", *"nonsense", "enter")
        await pilot.pause()
        assert pilot.app.is_running
        assert any("letter" in n.message or "code" in n.message for n in pilot.app._notifications)
        assert pilot.app.screen.query_one("#choices", OptionList).has_focus


async def test_a_changed_story_is_asked_about_and_the_save_stays(open_desk: OpenDesk, variant: MakeVariant) -> None:
    story = variant().folder
    async with open_desk(story) as pilot:
        await pilot.press("enter")
        for _ in range(4):
            await to_the_signature(pilot)
            await sign(pilot, *(1 for _ in play_screen(pilot).query_one(AskPanel).lists))
        journal = play_screen(pilot).game.journal
        assert journal is not None
        journal.close()
        before = journal.path.read_bytes()
    for file in story.rglob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("choice: answer", "choice: reply"), encoding="utf-8")
    async with open_desk(story) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ListScreen)
        told = " ".join(screen_text(pilot).split())
        assert "another version of this story" in told
        assert "3 of 4 decisions agree" in told
        await pilot.press("end", "enter")
        await pilot.pause()
        assert play_screen(pilot).desk.decisions == 3
        now = play_screen(pilot).game.journal
        assert now is not None
        assert now.path != journal.path
    assert journal.path.read_bytes() == before


async def test_a_mark_that_arrives_when_the_decision_has_gone_is_let_go(open_desk: OpenDesk) -> None:
    async with open_desk(GRANARY) as pilot:
        await pilot.press("enter")
        await to_the_signature(pilot)
        panel = play_screen(pilot).query_one(AskPanel)
        gone = panel.lists[0]
        assert panel.ask is not None
        await pilot.press("1")
        assert panel.picks() is not None
        panel.set_reactive(AskPanel.ask, evolve(panel.ask, options=panel.ask.options[:0], plan=None))
        assert panel.picks() is None  # the lists are still those of the decision before
        panel.ask = None
        await pilot.pause()
        panel.post_message(OptionList.OptionHighlighted(gone, gone.get_option_at_index(0), 0))
        await pilot.pause()
        assert pilot.app.is_running


async def test_going_back_after_the_end_is_a_trial_on_every_sheet_and_both_are_in_its_debrief(
    open_desk: OpenDesk,
) -> None:
    async with open_desk(GRANARY, size=(120, 30)) as pilot:
        await pilot.press("enter")
        await play_on(pilot)
        first = play_screen(pilot).game.run
        assert first.ended
        assert "What you signed first stands" not in screen_text(pilot)
        await pilot.press("u", "home", "enter")
        await pilot.pause()
        while True:
            assert "A trial from " in screen_text(pilot)
            assert "What you signed first stands." in screen_text(pilot)
            if not await to_the_signature(pilot):
                break
            await sign(pilot, *(2 for _ in play_screen(pilot).query_one(AskPanel).lists))
        assert play_screen(pilot).game.run.decisions != first.decisions
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DebriefScreen)
        told = next(s for s in pilot.app.screen.sections if s.id == "trial")
        assert pilot.app.screen.sections[0] == told
        assert "The first run, and this trial" in screen_text(pilot)
