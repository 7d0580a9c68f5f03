"""No two counts of a class differ by one or two: what is shown twice tells nothing of those in one only."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.classroom.opening import open_store
from game.classroom.room import Room, open_room
from game.debrief.class_page import class_data
from game.debrief.together import together
from game.engine.program import Program
from game.session.runcode import decode
from tests.classroom.conftest import Hands, play, run_at, signed

HANDS = "autumn_1958/hands/furnaces"
ANSWERS = st.lists(st.integers(0, 3), min_size=7, max_size=9)


def new_room(program: Program, clock: Hands) -> Room:
    return open_room(open_store(), program, "lesson", playing=True, stops=False, clock=clock)


def sign(room: Room, number: int, place: int) -> None:
    room.record(number, signed(run_at(room, number), place))


def debrief(room: Room) -> dict[str, Any]:
    """The class's debrief, as data."""
    return class_data(together([("", decode(code, room.program)) for code in room.class_codes()])[0])


def told(room: Room, clock: Hands, answers: list[int], late: list[int]) -> list[Any]:
    """What a class is shown: a split on the wall, and the debrief, once with the late unfinished, once with all."""
    for place in answers:
        sign(room, room.join().number, place)
    latest = [room.join().number for _ in late]
    clock.now += 1000  # they have gone meanwhile
    room.ask(HANDS)
    room.reveal()
    wall = room.shown()
    room.go_on()
    for number, place in zip(latest, late, strict=True):
        sign(room, number, place)
    for number in range(1, len(answers) + 1):
        play(room, number, [0])
    room.debrief()
    first = debrief(room)
    room.go_on()
    for number in latest:
        play(room, number, [0])
    room.debrief()
    return [wall, first, debrief(room)]


@settings(max_examples=6, deadline=None)
@given(answers=ANSWERS, late=st.lists(st.integers(0, 3), min_size=1, max_size=2), other=st.integers(1, 3))
def test_whoever_signed_after_the_wall_is_told_by_nothing(
    great_leap: Program, answers: list[int], late: list[int], other: int
) -> None:
    ways = [late, [(place + other) % 4 for place in late]]
    a, b = (
        told(new_room(great_leap, clock), clock, answers, way)
        for clock, way in zip([Hands(), Hands()], ways, strict=True)
    )
    for one, two in zip(a[1:], b[1:], strict=True):  # seeds differ: what was signed does not
        assert [s["counts"] for s in one["splits"] if s["scene"] == "hands"] == [
            s["counts"] for s in two["splits"] if s["scene"] == "hands"
        ]
    wall = {row.id: row.runs for row in a[0].rows}
    assert wall == {row.id: row.runs for row in b[0].rows}
    (split,) = [s for s in a[1]["splits"] if (s["scene"], s["field"]) == ("hands", "furnaces")]
    assert wall == {row["answer"]: row["runs"] for row in split["counts"]}
    assert a[1] == a[2]


@settings(max_examples=6, deadline=None)
@given(answers=ANSWERS, last=st.integers(1, 6))
def test_one_who_has_not_finished_is_in_every_count_and_stays_as_she_was(
    great_leap: Program, answers: list[int], last: int
) -> None:
    """The wall counts all of a class, the debrief all but one who finishes later: the tables are the same."""
    clock = Hands()
    room = new_room(great_leap, clock)
    for place in answers:
        sign(room, room.join().number, place)
    room.ask(HANDS)
    room.reveal()
    wall = room.shown()
    room.go_on()
    for number in range(1, len(answers)):
        play(room, number, [number])
    play(room, len(answers), [last], most=last)
    room.debrief()
    before = debrief(room)
    assert before["runs"] == len(answers)
    (split,) = [s for s in before["splits"] if (s["scene"], s["field"]) == ("hands", "furnaces")]
    assert wall is not None
    assert {row.id: row.runs for row in wall.rows} == {row["answer"]: row["runs"] for row in split["counts"]}
    room.go_on()
    play(room, len(answers), [last])
    room.debrief()
    assert debrief(room) == before


def test_a_class_is_counted_again_when_three_more_have_finished(great_leap: Program) -> None:
    room = new_room(great_leap, Hands())
    for number in range(1, 5):
        play(room, room.join().number, [number])
    room.debrief()
    first = room.class_codes()
    assert len(first) == 4
    for place in (1, 2):
        room.go_on()
        play(room, room.join().number, [place])
        room.debrief()
        assert room.class_codes() == first
    room.go_on()
    play(room, room.join().number, [3])
    room.debrief()
    assert len(room.class_codes()) == 7


def test_a_seat_that_is_taken_out_after_a_count_stays_in_the_counts(great_leap: Program) -> None:
    room = new_room(great_leap, Hands())
    for number in range(1, 6):
        play(room, room.join().number, [number])
    room.ask(HANDS)
    room.reveal()
    room.remove(5)
    room.debrief()
    assert len(room.class_codes()) == 5
    unseen = new_room(great_leap, Hands())
    for number in range(1, 6):
        play(unseen, unseen.join().number, [number])
    unseen.remove(5)
    unseen.debrief()
    assert len(unseen.class_codes()) == 4


@pytest.mark.parametrize("open_ones", [1, 2, 3])
def test_one_or_two_open_runs_are_carried_on_and_three_are_left_out(great_leap: Program, open_ones: int) -> None:
    room = new_room(great_leap, Hands())
    for number in range(1, 8):
        play(room, room.join().number, [number], most=3 if number <= open_ones else 100)
    view, lines = together([(str(n), decode(code, great_leap)) for n, code in enumerate(room.codes())])
    assert (view.runs, view.carried) == ((7, open_ones) if open_ones < 3 else (4, 0))
    assert len(lines) == open_ones
