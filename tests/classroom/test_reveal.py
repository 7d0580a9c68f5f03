"""Nothing of what was signed is shown before the class has predicted, and then nothing that points at anybody."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.classroom.opening import open_store
from game.classroom.room import Room, open_room
from game.classroom.views import NotNow, Phase
from game.engine.program import Program
from tests.classroom.conftest import Hands, play, run_at, signed

HANDS = "autumn_1958/hands/furnaces"


def class_of(room: Room, places: list[int], most: int = 2) -> None:
    for place in places:
        play(room, room.join().number, [place], most=most)


def test_the_class_predicts_first(room: Room) -> None:
    class_of(room, [0, 0, 0, 1, 1, 1])
    with pytest.raises(NotNow, match="guess first"):
        room.reveal()
    assert room.shown() is None
    room.ask(HANDS)
    assert room.view().phase == Phase.ASKED
    assert room.shown() is None
    asked = room.asked()
    assert asked is not None
    assert [name for name, _say in asked.answers] == ["few", "nine_in_hundred", "a_quarter", "night"]
    for seat in (1, 2, 3):
        assert room.predict(seat, HANDS, "few")
    assert room.predict(4, HANDS, "few")
    assert room.predict(4, HANDS, "night")
    assert not room.predict(5, HANDS, "no such step")
    assert not room.predict(5, "autumn_1958/eat_fill/ladle", "plenty")
    assert room.board().predicted == 4
    room.reveal()
    shown = room.shown()
    assert shown is not None
    assert [(r.id, r.runs) for r in shown.rows] == [("few", 3), ("nine_in_hundred", 3), ("a_quarter", 0), ("night", 0)]
    assert [r.predicted for r in shown.rows] == [None, 0, 0, None]
    assert not room.predict(5, HANDS, "few")


def test_what_was_shown_stays_as_it_was(room: Room) -> None:
    class_of(room, [0, 0, 0, 1, 1, 1])
    late, later, latest = (room.join().number for _ in range(3))
    room.ask(HANDS)
    room.reveal()
    before = room.shown()
    assert before is not None
    room.go_on()
    assert room.shown() is None
    for number in (late, later, latest):
        play(room, number, [1], most=1)
    room.show_again(HANDS)
    assert room.shown() == before
    room.ask(HANDS)
    room.reveal()
    assert room.shown() == before
    with pytest.raises(NotNow, match="not been shown"):
        room.show_again("autumn_1958/eat_fill/ladle")


def test_a_paper_is_not_asked_about_while_one_or_two_have_still_to_sign(room: Room, clock: Hands) -> None:
    class_of(room, [0, 0, 0, 1, 1, 1])
    late, later = room.join().number, room.join().number
    with pytest.raises(NotNow, match="2 students have still to sign"):
        room.ask(HANDS)
    play(room, late, [1], most=1)
    with pytest.raises(NotNow, match="1 student has still to sign"):
        room.ask(HANDS)
    clock.now += 121  # whoever has gone holds nobody up
    room.ask(HANDS)
    room.go_on()
    assert room.seat(later, room.seat_view(room.kept(), room.store.seat(room.id, later)).token)  # type: ignore[arg-type]
    room.note_seen()
    with pytest.raises(NotNow):
        room.ask(HANDS)


@settings(max_examples=25)
@given(places=st.lists(st.integers(min_value=0, max_value=3), min_size=1, max_size=14))
def test_no_small_cell_and_none_that_gives_one_away(great_leap: Program, places: list[int]) -> None:
    room = open_room(open_store(), great_leap, "lesson", playing=True, stops=False)
    for place in places:
        number = room.join().number
        room.record(number, signed(run_at(room, number), place))
    room.ask(HANDS)
    room.reveal()
    shown = room.shown()
    assert shown is not None
    assert shown.seats == len(places)
    true = Counter(places)
    names = ["few", "nine_in_hundred", "a_quarter", "night"]
    for row in shown.rows:
        count = true[names.index(row.id)] if row.id in names else 0
        assert row.runs in (None, count)
        assert row.runs is None or row.runs == 0 or row.runs >= 3
    hidden = [true[names.index(r.id)] for r in shown.rows if r.id in names and r.runs is None]
    if any(0 < n < 3 for n in hidden):
        assert len(set(hidden)) > 1, "what is left over would say it"


def test_the_board_tells_where_and_never_what(great_leap: Program) -> None:
    """Two classes that signed differently, and came as far, have the same board."""
    boards: list[object] = []
    for way in (0, 1):
        room = open_room(open_store(), great_leap, "lesson", playing=True, stops=False, clock=lambda: 5.0)
        for number in range(1, 5):
            room.join()
            play(room, number, [way], most=6)
        board = room.board()
        assert len(room.codes()) == 4
        rows = [(s.number, s.turn, s.scene, s.signatures, s.ended, s.waiting, s.removed) for s in board.seats]
        boards.append((rows, board.papers, board.stops, board.playing, board.waiting))
    assert boards[0] == boards[1]


def test_a_paper_that_comes_only_to_some_is_not_named_or_counted(great_leap: Program) -> None:
    from game.classroom.standing import comes_to_all

    assert comes_to_all(great_leap, "hands")
    assert comes_to_all(great_leap, "journey")  # asks which lesson is played, and nothing else
    assert not comes_to_all(great_leap, "dings_list")
    assert not comes_to_all(great_leap, "below_rods")
    assert not comes_to_all(great_leap, "nowhere")
