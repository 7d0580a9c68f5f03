"""A class that votes, from the keyboard of the teacher's terminal: read, predict, count, sign, argue."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, Static

from game.classroom.opening import open_store
from game.classroom.room import Room, open_room
from game.desk.board.app import BoardApp
from game.desk.board.counting import HandsScreen
from game.desk.board.voting import VoteScreen
from game.desk.screens.asking import AskLine
from game.desk.screens.lists import ListScreen
from game.engine.program import Program
from game.session.game import Game
from tests.desk.board.conftest import Board, board_of, press, settled
from tests.desk.conftest import screen_text


@pytest.fixture
def voting(great_leap: Program) -> Room:
    return open_room(open_store(), great_leap, "lesson", vote=True, playing=True)


def on_screen(pilot: Board) -> VoteScreen:
    screen = pilot.app.screen
    assert isinstance(screen, VoteScreen), screen
    return screen


async def to_the_vote(pilot: Board) -> bool:
    """Turn papers until the class can vote; False if nothing waits any more."""
    for _turn in range(80):
        screen = on_screen(pilot)
        if screen.waits:
            return True
        if screen.ballot is None and screen.at + 1 == len(screen.sheets):
            return False
        await pilot.press("space")
        await pilot.pause()
    raise AssertionError("eighty keys and nothing to vote on")


async def hands(pilot: Board, *counts: int) -> None:
    """Type numbers, a line each; the lines that are left over stay empty."""
    screen = pilot.app.screen
    assert isinstance(screen, HandsScreen)
    lines = len(screen.query(Input))
    for count in (*counts, *([0] * (lines - len(counts)))):
        if count:
            await pilot.press(*str(count))
        await pilot.press("enter")
    await settled(pilot)


async def test_the_paper_stands_over_its_letters(voting: Room, tmp_path: Path) -> None:
    async with board_of(voting, tmp_path) as pilot:
        text = screen_text(pilot)
        assert text.index("famine, death on a mass scale") < text.index("20 to 36 million")
        assert "WHO YOU ARE" not in text
        await press(pilot, "space")
        assert "WHO YOU ARE" in screen_text(pilot)
        await press(pilot, "v")
        assert "Read on with space" in screen_text(pilot)
        assert await to_the_vote(pilot)
        text = screen_text(pilot)
        for told in ("RETURN", "A  A few, and the rest cut rice", "D  Furnaces by night"):
            assert told in text


async def test_most_hands_sign_and_both_counts_are_kept(voting: Room, tmp_path: Path) -> None:
    async with board_of(voting, tmp_path) as pilot:
        await to_the_vote(pilot)
        await press(pilot, "p")
        await hands(pilot, 3, 20)
        await press(pilot, "v")
        await hands(pilot, 12, 11)
        assert isinstance(pilot.app.screen, ListScreen)
        assert "A, 12 of 23: A few, and the rest cut rice" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Signed:" in screen_text(pilot)
        (vote,) = voting.votes()
        (row,) = vote.rows
        assert [(a.hands, a.predicted, a.signed) for a in row.answers][:2] == [(12, 3, True), (11, 20, False)]
        assert row.by_hands
        await press(pilot, "r")
        text = screen_text(pilot)
        assert "12 hands, 3 guessed it" in text
        assert "✓ A" in text


def burst(pilot: Board, *keys: str) -> None:
    """Keys as they come from a terminal that was busy: all at once."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_keys_that_come_all_at_once_stay_in_their_lines(voting: Room, tmp_path: Path) -> None:
    async with board_of(voting, tmp_path) as pilot:
        await to_the_vote(pilot)
        await press(pilot, "v")
        burst(pilot, "1", "2", "enter", "1", "1", "enter", "enter", "4", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ListScreen)
        assert "A, 12 of 27: A few" in screen_text(pilot)


async def test_more_hands_than_a_class_has_are_asked_about_once(voting: Room, tmp_path: Path) -> None:
    async with board_of(voting, tmp_path) as pilot:
        await to_the_vote(pilot)
        await press(pilot, "v")
        await hands(pilot, 12, 956, 3, 2)
        screen = pilot.app.screen
        assert isinstance(screen, HandsScreen)
        assert "956 hands? If that is right" in screen_text(pilot)
        focused = screen.focused
        assert isinstance(focused, Input)
        assert focused.value == "956", "the line that is to be looked at"
        await press(pilot, "9", "5", "enter", "enter", "enter")
        assert "B, 95 of 112" in screen_text(pilot)
        await press(pilot, "escape", "v")
        await hands(pilot, 12, 956)
        await press(pilot, "enter", "enter", "enter")
        assert "B, 956 of 968" in screen_text(pilot), "said twice, it is taken"


async def test_a_tie_is_talked_about_and_the_reason_is_kept(voting: Room, tmp_path: Path) -> None:
    async with board_of(voting, tmp_path) as pilot:
        await to_the_vote(pilot)
        await press(pilot, "v")
        await hands(pilot, 10, 10)
        assert "No answer has most hands" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, AskLine)
        await press(pilot, *"rain", "enter")
        (vote,) = voting.votes()
        assert vote.reason == "rain"
        assert [a.signed for a in vote.rows[0].answers][:2] == [False, True]
        assert not vote.rows[0].by_hands


async def test_nothing_is_signed_by_escape(voting: Room, tmp_path: Path) -> None:
    async with board_of(voting, tmp_path) as pilot:
        await to_the_vote(pilot)
        await press(pilot, "v", "escape")
        await press(pilot, "v")
        await hands(pilot, 4)
        await press(pilot, "escape")
        await press(pilot, "v")
        await hands(pilot, 4)
        await press(pilot, "down", "enter", "enter", "escape")
        assert on_screen(pilot).waits
        assert not voting.votes()


async def test_a_vote_in_the_browser_is_taken_up(voting: Room, tmp_path: Path) -> None:
    async with board_of(voting, tmp_path) as pilot:
        screen = on_screen(pilot)
        ballot = screen.ballot
        assert ballot is not None
        (row,) = ballot.rows
        voting.vote(ballot, {row.field: {row.answers[1][0]: 5}})
        screen.look()
        await settled(pilot)
        assert screen.game.code() == voting.class_code()
        assert "Signed:" in screen_text(pilot)


async def test_a_run_seen_twice_is_taken_up_once(voting: Room, tmp_path: Path) -> None:
    """The vote tells where the run is, and so does a look that was under way: what came of it stays to be read."""
    async with board_of(voting, tmp_path) as pilot:
        screen = on_screen(pilot)
        before, ballot = screen.game.code(), screen.ballot
        assert ballot is not None
        (row,) = ballot.rows
        voting.vote(ballot, {row.field: {row.answers[0][0]: 5}})
        for code in (voting.class_code(), voting.class_code(), before):
            screen.go_on(before, Game.of_code(voting.program, code))
        await settled(pilot)
        assert screen.game.code() == voting.class_code()
        assert "Signed:" in screen_text(pilot)


async def test_a_whole_lesson_by_keys(voting: Room, tmp_path: Path) -> None:
    """Thirty hands at each paper, two predictions; at the end the code of an ordinary run."""
    async with board_of(voting, tmp_path, (100, 40), notices=False) as pilot:
        for number in range(40):
            if not await to_the_vote(pilot):
                break
            if number < 2:
                await press(pilot, "p")
                await hands(pilot, 5, 25)
            ballot = on_screen(pilot).ballot
            assert ballot is not None
            counts: list[int] = []
            for row in ballot.rows:
                counts += [30 if place == number % len(row.answers) else 1 for place in range(len(row.answers))]
            await press(pilot, "v")
            await hands(pilot, *counts)
            await press(pilot, "enter")
        app = pilot.app
        assert isinstance(app, BoardApp)
        code = voting.class_code()
        await press(pilot, "c")
        text = " ".join(screen_text(pilot).split())
        assert code in text
        assert "uv run main.py resume CODE" in text
        assert "press e" not in text
    game = Game.of_code(voting.program, code)
    assert game.run.ended
    assert len(voting.votes()) == len(game.run.decisions)
    assert all(row.by_hands for vote in voting.votes() for row in vote.rows)


async def test_the_slides_are_there_when_all_is_signed(
    voting: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) is None)
    async with board_of(voting, tmp_path) as pilot:
        title = pilot.app.screen.query_one("#title", Static)
        assert await to_the_vote(pilot)
        assert "Signature 1 of 10" in str(title.render())
        await press(pilot, "s")
        assert voting.view().phase == "playing", "not before the end"
        assert "once the last paper is signed" in screen_text(pilot)
        while (ask := Game.of_code(voting.program, voting.class_code()).view().ask) is not None:
            ballot = voting.ballot(ask)
            voting.vote(ballot, {row.field: {row.answers[0][0]: 3} for row in ballot.rows}, {})
        on_screen(pilot).take(Game.of_code(voting.program, voting.class_code()))
        await settled(pilot)
        assert "Signature" not in str(title.render())
        await press(pilot, "s")
        await settled(pilot)
        assert voting.view().phase == "debrief"
        assert opened == [pilot.app.invite.slides]
        assert "every vote as a table" in " ".join(screen_text(pilot).split())
