"""The board in the terminal: who is where and never what, keys that ask the room, thirty seats and a thousand."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from textual.worker import WorkerCancelled

from game.classroom.opening import open_store
from game.classroom.room import Room, open_room
from game.classroom.views import Phase
from game.desk.board.app import BoardApp
from game.desk.board.drawn import split
from game.desk.board.large import drawn
from game.desk.board.pages import JoinPage, SplitPage
from game.desk.board.screen import BoardScreen
from game.desk.board.seats import SeatList
from game.desk.board.watch import Seen, look
from game.desk.screens.lists import ListScreen
from game.engine.program import Program
from game.session.settings import load
from tests.classroom.conftest import Hands, play
from tests.desk.board.conftest import INVITE, board_of, many, press, seen, settled
from tests.desk.conftest import screen_text

HANDS = "autumn_1958/hands/furnaces"


async def test_the_way_in_stands_large_until_the_class_plays(room: Room, tmp_path: Path) -> None:
    async with board_of(room, tmp_path) as pilot:
        text = screen_text(pilot)
        assert "Nobody has joined yet." in text
        assert text.count("█") > 30
        assert "Space opens the signing" in text
        await press(pilot, "a")
        assert isinstance(pilot.app.screen, JoinPage)
        text = screen_text(pilot)
        assert "192.168.17.23:8157" in text
        assert "▀" in text
        await press(pilot, "escape", "space")
        assert room.view().phase is Phase.PLAYING
        text = screen_text(pilot)
        assert f"192.168.17.23:8157   class code {room.view().class_code}" in text
        assert "█" not in text


@pytest.mark.parametrize("size", [(80, 24), (130, 40)])
async def test_address_and_code_stand_in_ordinary_type_beside_the_large_ones(
    room: Room, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with board_of(room, tmp_path, size, notices=False) as pilot:
        for key in ("", "a"):
            if key:
                await press(pilot, key)
            text = screen_text(pilot)
            assert "http://192.168.17.23:8157" in text
            assert f"Class code: {room.view().class_code}" in text
            assert "resume code you are given" in " ".join(text.split()) or not key
        assert (drawn("192.168.17.23:8157", 100)[0] in text) == (size[0] > 100), "large where there is room"


async def test_a_look_that_was_under_way_is_followed_by_another(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a key asked is shown though somebody was looking just then; and no key makes the looks more."""
    monkeypatch.setattr("game.desk.board.watch.SOONEST", 600)  # no look but those that are asked for
    monkeypatch.setattr("game.desk.board.watch.LATEST", 600)
    looked, go_on = threading.Event(), threading.Event()

    def slow(*asked: Any) -> Seen:
        found = look(*asked)
        looked.set()
        go_on.wait(60)
        return found

    room.join()
    async with board_of(room, tmp_path, notices=False) as pilot:
        app = pilot.app
        assert isinstance(app, BoardApp)
        await press(pilot, "space")
        monkeypatch.setattr("game.desk.board.app.look", slow)
        app.look_again()
        assert await asyncio.to_thread(looked.wait, 60)
        monkeypatch.setattr("game.desk.board.app.look", look)
        await pilot.press("l")
        while not app.stale:
            await pilot.pause(0.01)
        go_on.set()
        await settled(pilot)
        assert "locked: nobody new is let in" in screen_text(pilot)
        timers = [t for t in app._timers if t._interval == 600 and t._task is not None]
        assert len(timers) == 1


async def test_keys_ask_the_room(room: Room, tmp_path: Path) -> None:
    tag = room.join().tag
    async with board_of(room, tmp_path, notices=False) as pilot:
        await press(pilot, "space", "space")
        assert room.view().phase is Phase.PAUSED
        await press(pilot, "space")
        assert room.view().phase is Phase.PLAYING
        await press(pilot, "l")
        assert room.view().locked
        assert "locked: nobody new is let in" in screen_text(pilot)
        await press(pilot, "l")
        assert not room.view().locked
        ends = room.view().ends
        await press(pilot, "e", "enter")
        assert room.view().ends == ends + 300
        await press(pilot, "e", "end", "enter")
        assert room.view().stop == ""
        assert "No stop is set." in screen_text(pilot)
        await press(pilot, "n", "down", "down", "enter")
        assert room.view().stop == room.stops()[1][0]
        await press(pilot, "x", "escape")
        assert not room.board().seats[0].removed
        await press(pilot, "x", "down", "enter")
        assert room.board().seats[0].removed
        assert "taken out" in next(row for row in screen_text(pilot).splitlines() if tag in row)
        await press(pilot, "x")
        assert not room.board().seats[0].removed
        await press(pilot, "d", "enter")
        assert room.view().phase is Phase.PLAYING
        await press(pilot, "d", "down", "enter")
        assert room.view().phase is Phase.DEBRIEF
        await press(pilot, "space")
        assert room.view().phase is Phase.PLAYING
        await press(pilot, "k", "down", "enter")
        assert not room.board().seats


async def test_the_slides_are_named_and_opened_once_the_debrief_is_open(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(opened.append(address)))
    room.start()
    async with board_of(room, tmp_path) as pilot:
        foot = screen_text(pilot).rstrip().splitlines()[-1]
        assert "slides" not in foot
        await press(pilot, "s")
        assert not opened
        assert isinstance(pilot.app.screen, BoardScreen)
        assert "begin it first with d" in screen_text(pilot)
        await press(pilot, "d", "down", "enter")
        text = screen_text(pilot)
        assert "s opens the slides" in text
        assert "s slides" in text.rstrip().splitlines()[-1]
        await press(pilot, "s")
        assert opened == [f"{INVITE.teacher}/slides"]
        assert INVITE.teacher in screen_text(pilot)


async def test_before_the_debrief_it_is_said_how_many_have_not_finished(room: Room, tmp_path: Path) -> None:
    room.start()
    room.set_stop()
    for number in (1, 2, 3):
        room.join()
        play(room, number, most=1 if number == 3 else 100)
    async with board_of(room, tmp_path) as pilot:
        await press(pilot, "d")
        assert "1 student has not finished; what is signed later is not in the slides." in screen_text(pilot)
        await press(pilot, "down", "enter")
    assert room.view().phase is Phase.DEBRIEF


async def test_what_cannot_be_done_is_said(room: Room, tmp_path: Path) -> None:
    async with board_of(room, tmp_path) as pilot:
        await press(pilot, "e", "enter")
        assert "start it first" in screen_text(pilot)
        await press(pilot, "p")
        assert "nothing to pause" in screen_text(pilot)


async def test_a_split_is_shown_after_the_class_has_predicted(room: Room, tmp_path: Path) -> None:
    room.start()
    for place in (0, 0, 0, 0, 1, 1, 1, 1, 1):
        play(room, room.join().number, [place], most=1)
    async with board_of(room, tmp_path, (80, 36)) as pilot:
        await press(pilot, "r", "enter")
        asked = room.asked()
        assert asked is not None
        assert asked.question.key == HANDS
        text = screen_text(pilot)
        assert "Which of these have most of the class signed?" in text
        assert "0 have guessed" in text
        for seat in range(1, 6):
            room.predict(seat, HANDS, "night")
        await seen(pilot)
        assert "5 have guessed" in screen_text(pilot)
        await press(pilot, "r")
        assert isinstance(pilot.app.screen, SplitPage)
        text = screen_text(pilot)
        for told in ("████", "▒▒▒▒", "9 students in all"):
            assert told in text
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)
        await press(pilot, "space", "r")
        assert "shown before" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SplitPage)


def test_hidden_counts_have_no_bar(room: Room) -> None:
    room.start()
    for place in (0, 0, 0, 0, 1, 1, 2):
        play(room, room.join().number, [place], most=1)
    room.ask(HANDS)
    room.reveal()
    view = room.shown()
    assert view is not None
    hidden = sum(row.runs is None for row in view.rows)
    assert hidden > 1
    rows = split(view, 74).plain.splitlines()
    signed = [row for row in rows if row.strip().startswith("signed")]
    assert sum("hidden" in row and "█" not in row for row in signed) == hidden
    assert sum(row.split()[1:2] == ["hidden"] for row in rows[-6:]) == hidden


@pytest.mark.parametrize(("count", "few"), [(5, True), (6, False)])
async def test_before_a_small_class_is_asked_it_is_said_that_most_will_be_hidden(
    room: Room, tmp_path: Path, count: int, few: bool
) -> None:
    room.start()
    for number in range(1, count + 1):
        room.join()
        play(room, number, [number % 2], most=1)
    async with board_of(room, tmp_path) as pilot:
        await press(pilot, "r")
        assert ("so few that counts" in screen_text(pilot)) == few
    room.ask(HANDS)
    room.reveal()
    view = room.shown()
    assert view is not None
    assert any(row.runs for row in view.rows) != few, "and so it is"


async def test_what_cannot_be_asked_yet_says_why_and_is_not_taken(room: Room, clock: Hands, tmp_path: Path) -> None:
    room.start()
    for _seat in range(6):
        play(room, room.join().number, most=1)
    room.join()
    async with board_of(room, tmp_path) as pilot:
        await press(pilot, "r")
        assert "not yet: 1 has still to sign it" in screen_text(pilot)
        await press(pilot, "enter")
        assert room.view().phase is Phase.PLAYING
        await press(pilot, "escape")
        clock.now += 121  # whoever has gone holds nobody up
        await seen(pilot)
        await press(pilot, "r")
        assert "not yet" not in screen_text(pilot)
        await press(pilot, "enter")
    assert room.view().phase is Phase.ASKED


async def test_the_board_never_tells_what_was_signed(great_leap: Program, tmp_path: Path) -> None:
    """Two classes that signed differently, and came as far, have the same board."""
    boards: list[str] = []
    for way in (0, 1):
        room = open_room(open_store(), great_leap, "lesson", playing=True, stops=False, clock=Hands())
        for _seat in range(4):
            play(room, room.join().number, [way], most=6)
        tags = [seat.tag for seat in room.board().seats]
        async with board_of(room, tmp_path, (130, 40)) as pilot:
            text = screen_text(pilot)
        for number, tag in enumerate(tags):
            text = text.replace(tag, f"tag {number}".ljust(len(tag)))
        way_in = text.index("The class is signing")
        boards.append("\n".join(" ".join(row.split()) for row in text[way_in:].splitlines()))
    assert boards[0] == boards[1]


async def test_whoever_is_away_or_idle_is_marked_by_a_sign(room: Room, clock: Hands, tmp_path: Path) -> None:
    room.start()
    for number in (1, 2, 3):
        room.join()
        play(room, number, [0], most=2)
    clock.now += 400
    for number in (2, 3):
        room.store.touch(room.id, number, {"seen_at": clock.now})
    room.store.touch(room.id, 3, {"signed_at": clock.now})
    tags = [seat.tag for seat in room.board().seats]
    async with board_of(room, tmp_path) as pilot:
        rows = {tag: next(row for row in screen_text(pilot).splitlines() if tag in row) for tag in tags}
        assert "! away 6 min" in rows[tags[0]]
        assert "! idle 6 min" in rows[tags[1]]
        assert "!" not in rows[tags[2]]
        await press(pilot, "o", "o", "home")
        marked = pilot.app.screen.query_one(SeatList).in_hand
        assert marked is not None
        assert marked.number == 1


@pytest.mark.parametrize(("seats", "size"), [(30, (80, 24)), (30, (190, 52)), (1000, (80, 24))])
async def test_small_and_large_classes_on_small_and_large_screens(
    great_leap: Program, tmp_path: Path, seats: int, size: tuple[int, int]
) -> None:
    room = open_room(open_store(), great_leap, "lesson", playing=True, clock=Hands())
    many(room, seats)
    async with board_of(room, tmp_path, size) as pilot:
        assert f"{seats} students" in screen_text(pilot)
        rows = room.board().seats
        assert rows[0].tag in screen_text(pilot)
        await pilot.press("end")
        await pilot.pause()
        text = screen_text(pilot)
        assert rows[-1].tag in text
        if size[1] < seats:
            assert rows[0].tag + " " not in text
        began = time.process_time()
        for _move in range(20):
            await pilot.press("up")
        assert time.process_time() - began < 10
        marked = pilot.app.screen.query_one(SeatList).in_hand
        assert marked is not None
        assert marked.number == seats - 20
        room.store.touch(room.id, seats - 20, {"seen_at": 0.0})
        await seen(pilot)
        again = pilot.app.screen.query_one(SeatList).in_hand
        assert again is not None
        assert (again.number, again.last_seen) == (marked.number, 0.0)


def test_a_large_class_is_looked_at_more_seldom(great_leap: Program) -> None:
    room = open_room(open_store(), great_leap, "lesson", playing=True)
    once = look(room)
    assert [evolve(once, took=took).wait for took in (0.001, 0.1, 3.0)] == [0.5, 2.0, 5.0]


async def test_ending_asks_first_and_deletes(room: Room, tmp_path: Path) -> None:
    room.join()
    async with board_of(room, tmp_path) as pilot:
        await press(pilot, "q", "enter")
        assert room.view().seats == 1
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, ListScreen)
        await pilot.press("down", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    assert room.store.room(room.id) is None


async def test_ending_names_what_can_be_kept_first(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(opened.append(address)))
    room.start()
    room.join()
    async with board_of(room, tmp_path) as pilot:
        await press(pilot, "q")
        assert "begin the debrief first (d)" in " ".join(screen_text(pilot).split())
        await press(pilot, "escape", "d", "down", "enter", "q")
        assert "Keep something first" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert opened == [f"{INVITE.teacher}/slides"]
        await press(pilot, "escape")
        assert room.view().seats == 1


async def test_results_in_a_file_can_be_kept(great_leap: Program, tmp_path: Path) -> None:
    room = open_room(open_store(f"sqlite:///{tmp_path / 'class.db'}"), great_leap, "lesson")
    room.join()
    async with board_of(room, tmp_path) as pilot:
        await press(pilot, "q")
        text = screen_text(pilot)
        assert "kept until" in text
        await pilot.press("down", "down", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    assert room.view().phase is Phase.ENDED
    room.store.close()


async def test_a_class_that_was_deleted_elsewhere_closes_the_board(room: Room, tmp_path: Path) -> None:
    async with board_of(room, tmp_path) as pilot:
        room.forget()
        with suppress(WorkerCancelled):  # the board closes while it is looked at
            await seen(pilot)
        assert pilot.app.return_code == 0


async def test_pages_that_are_not_served_any_more_are_told(room: Room, tmp_path: Path) -> None:
    async with board_of(room, tmp_path) as pilot:
        app = pilot.app
        assert isinstance(app, BoardApp)
        app.serving = lambda: False
        await seen(pilot)
        assert "not served any more" in screen_text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_that_nobody_gets_through_takes_one_line_and_no_seat(
    room: Room, tmp_path: Path, size: tuple[int, int]
) -> None:
    why, tries = "No other device has opened the address yet.", ("Allow the port.", "Take another network.")
    async with board_of(room, tmp_path, size, advise=lambda: why, tries=lambda: tries) as pilot:
        rows = [row for row in screen_text(pilot).splitlines() if why in row]
        assert len(rows) == 1
        assert "f: what to try" in rows[0]
        assert tries[0] not in screen_text(pilot)
        await press(pilot, "f")
        assert all(told in screen_text(pilot) for told in tries)
        await press(pilot, "escape", "escape")
        assert why not in screen_text(pilot)
        board = pilot.app.screen
        assert isinstance(board, BoardScreen)
        board.hushed = ""
        room.join()
        await seen(pilot)
        assert why not in screen_text(pilot), "a seat was taken, wherever from"
        await press(pilot, "f")
        assert tries[1] in screen_text(pilot), "one device may still find no way in"


async def test_what_the_board_says_lies_over_nothing(room: Room, tmp_path: Path) -> None:
    """Address, code, counts and seats stand where they stood: what is said has a line over the keys."""
    for _student in range(3):
        room.join()
    note = "Results are in memory."
    async with board_of(room, tmp_path, notes=(note,)) as pilot:
        with_note = screen_text(pilot)
        await press(pilot, "escape")
        without = screen_text(pilot)
        assert note not in without
        assert note in with_note.splitlines()[-2]
        last = next(n for n, row in enumerate(without.splitlines()) if room.board().seats[2].tag in row)
        assert with_note.splitlines()[: last + 1] == without.splitlines()[: last + 1]
        await press(pilot, "p")
        assert "nothing to pause" in screen_text(pilot).splitlines()[-2]
        assert not pilot.app.screen.query("Toast")


async def test_every_key_of_the_projector_stands_in_the_footer(room: Room, tmp_path: Path) -> None:
    async with board_of(room, tmp_path) as pilot:
        foot = screen_text(pilot).rstrip().splitlines()[-1]
        assert all(f" {key}" in foot for key in ("a address", "w wall", "q end", "? help"))


async def test_looks_and_help(room: Room, tmp_path: Path) -> None:
    async with board_of(room, tmp_path, notices=False) as pilot:
        await press(pilot, "question_mark")
        assert "never on this board" in " ".join(screen_text(pilot).split())
        await press(pilot, "escape")
        before = pilot.app.theme
        await press(pilot, "t")
        assert pilot.app.theme != before
        assert load(tmp_path / "settings.json").theme == pilot.app.theme
