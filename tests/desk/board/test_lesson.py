"""A whole lesson, directed by the teacher's keys alone; five students join, sign, wait, predict and end."""

from __future__ import annotations

from pathlib import Path

from game.classroom.room import Room
from game.classroom.views import Outcome, Phase
from game.desk.board.pages import SplitPage
from game.session.game import Game
from tests.classroom.conftest import run_at, signed
from tests.desk.board.conftest import board_of, press, seen
from tests.desk.conftest import screen_text

STUDENTS = range(1, 6)


def sign(room: Room, number: int) -> Outcome:
    """What a student's page does: one signature, as she would sign."""
    run = run_at(room, number)
    if run.pending is None:
        return Outcome.SAME
    return room.record(number, signed(run, number % 2)).outcome


def play_on(room: Room) -> None:
    """Everybody signs for as long as it is taken."""
    for number in STUDENTS:
        for _paper in range(40):
            if sign(room, number) is not Outcome.SIGNED:
                break


async def test_a_lesson_by_the_keys_of_the_board(room: Room, tmp_path: Path) -> None:
    async with board_of(room, tmp_path, (110, 36), notices=False) as pilot:
        for _student in STUDENTS:
            room.join()
        await seen(pilot)
        assert "5 students" in screen_text(pilot)
        assert {sign(room, number) for number in STUDENTS} == {Outcome.WAITS}, "the signing is not open yet"

        await press(pilot, "space")
        assert [sign(room, number) for number in STUDENTS] == [Outcome.SIGNED] * 5
        await press(pilot, "space")
        assert [sign(room, number) for number in STUDENTS] == [Outcome.WAITS] * 5
        await seen(pilot)
        assert "Paused" in screen_text(pilot)
        await press(pilot, "space", "l")
        play_on(room)
        await seen(pilot)
        text = screen_text(pilot)
        assert "5 wait" in text, "all have come to the telegram"
        assert "locked" in text

        await press(pilot, "r", "enter")
        asked = room.asked()
        assert asked is not None
        for number in STUDENTS:
            assert room.predict(number, asked.question.key, asked.answers[0][0])
            assert sign(room, number) is Outcome.WAITS
        await seen(pilot)
        assert "5 have guessed" in screen_text(pilot)
        await press(pilot, "r")
        assert isinstance(pilot.app.screen, SplitPage)
        assert "5 students in all" in screen_text(pilot)
        await press(pilot, "escape", "space")
        if room.view().phase is Phase.PLAYING and room.board().waiting:
            await press(pilot, "space")
        await press(pilot, "e", "enter")
        play_on(room)
        await seen(pilot)
        assert "5 have finished" in screen_text(pilot)

        await press(pilot, "d", "down", "enter")
        assert room.view().phase is Phase.DEBRIEF
        codes = room.codes()
        assert len(codes) == 5
        assert all(Game.of_code(room.program, code).run.ended for code in codes)
        await pilot.press("q")
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    assert room.store.room(room.id) is None
