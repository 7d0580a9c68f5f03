"""What students do: join, sit down again, sign. The first signature counts, once; nothing is taken while they wait."""

from __future__ import annotations

import pytest

from game.classroom.control import MINUTE
from game.classroom.room import Room, find_room, open_room
from game.classroom.store import Store
from game.classroom.views import NotNow, Outcome, Phase
from game.engine.program import Program
from game.engine.run import begin
from game.session.runcode import decode, encode
from tests.classroom.conftest import Hands, play, run_at, signed


def test_everybody_begins_with_the_same_luck_at_a_seat_of_their_own(room: Room) -> None:
    seats = [room.join() for _ in range(5)]
    assert [s.number for s in seats] == [1, 2, 3, 4, 5]
    assert len({s.tag for s in seats}) == len({s.token for s in seats}) == len({s.resume for s in seats}) == 5
    assert {s.code for s in seats} == {room.first_code()}
    assert all(s.may_sign and not s.says for s in seats)


def test_a_seat_is_proved_by_its_token_or_its_resume_code(room: Room) -> None:
    first, second = room.join(), room.join()
    again = room.seat(first.number, first.token)
    assert again is not None
    assert again.tag == first.tag
    assert room.seat(second.number, first.token) is None
    assert room.seat(first.number, "") is None
    assert room.seat(0, first.token) is None
    assert room.seat(10**9, first.token) is None
    there = room.sit_down(second.resume.lower())
    assert there is not None
    assert there.number == second.number
    assert room.sit_down("2222-2222-2222") is None


def test_the_first_signature_counts_and_the_same_one_once(room: Room) -> None:
    number = room.join().number
    run = signed(run_at(room, number), 0)
    other = signed(run_at(room, number), 1)
    assert room.record(number, run).outcome == Outcome.SIGNED
    assert room.record(number, run).outcome == Outcome.SAME
    refused = room.record(number, other)
    assert refused.outcome == Outcome.OTHER
    assert refused.code == encode(run)
    assert "first signature" in refused.says
    further = signed(decode(encode(run), room.program))
    assert room.record(number, further).outcome == Outcome.SIGNED
    late = room.record(number, run)
    assert (late.outcome, late.code) == (Outcome.AHEAD, encode(further))
    assert encode(run_at(room, number)) == encode(further)


def test_nobody_goes_back_and_nobody_leaps_ahead(room: Room) -> None:
    number = room.join().number
    play(room, number, most=4)
    before = encode(run_at(room, number))
    leap = signed(signed(decode(before, room.program)))
    assert room.record(number, leap).outcome == Outcome.OTHER
    back = signed(begin(room.program, run_at(room, number).seed, "lesson"), 0)
    assert room.record(number, back).outcome == Outcome.OTHER
    foreign = signed(begin(room.program, (room.view().seed + 1) % 2**20, "lesson"))
    assert room.record(number, foreign).outcome == Outcome.OTHER
    assert room.record(number, begin(room.program, room.view().seed)).outcome == Outcome.OTHER
    assert encode(run_at(room, number)) == before
    assert room.come_back(number, encode(leap)) == before


def test_nothing_is_signed_while_the_class_waits_and_nothing_is_lost(room: Room) -> None:
    seat = room.join()
    run = signed(run_at(room, seat.number))
    room.pause()
    paused = room.record(seat.number, run)
    assert paused.outcome == Outcome.WAITS
    assert "not signed yet" in paused.says
    shown = room.seat(seat.number, seat.token)
    assert shown is not None
    assert (shown.phase, shown.may_sign) == (Phase.PAUSED, False)
    room.go_on()
    assert room.record(seat.number, run).outcome == Outcome.SIGNED


def test_signing_is_opened_by_the_teacher(store: Store, great_leap: Program, clock: Hands) -> None:
    room = open_room(store, great_leap, "lesson", clock=clock)
    seat = room.join()
    run = signed(run_at(room, seat.number))
    assert room.record(seat.number, run).outcome == Outcome.WAITS
    room.start()
    assert room.view().ends == clock.now + 20 * MINUTE
    assert room.record(seat.number, run).outcome == Outcome.SIGNED
    with pytest.raises(NotNow):
        room.start()


def test_the_class_waits_where_the_story_has_it_predict(store: Store, great_leap: Program) -> None:
    room = open_room(store, great_leap, "lesson", playing=True)
    quick, slow = room.join(), room.join()
    run = run_at(room, quick.number)
    while room.record(quick.number, signed(run)).outcome == Outcome.SIGNED:
        assert run.pending is not None
    stopped = run_at(room, quick.number)
    assert stopped.turn_id == "autumn_1959"
    seat = room.seat(quick.number, quick.token)
    assert seat is not None
    assert not seat.may_sign
    assert "waits here for everybody" in seat.says
    board = room.board()
    assert [row.waiting for row in board.seats] == [True, False]
    assert room.record(slow.number, signed(run_at(room, slow.number))).outcome == Outcome.SIGNED
    room.go_on()
    assert room.record(quick.number, signed(stopped)).outcome == Outcome.SIGNED
    walk(room, slow.number)
    assert room.board().seats[1].waiting, "whoever comes later waits there too"
    room.go_on()
    play(room, slow.number)
    assert run_at(room, slow.number).ended


def walk(room: Room, number: int) -> None:
    """Sign for a seat until it is not taken any more."""
    run = run_at(room, number)
    while room.record(number, signed(run)).outcome == Outcome.SIGNED:
        assert run.pending is not None


def test_going_on_ends_what_stands_and_a_further_one_releases_who_waits(
    store: Store, great_leap: Program, clock: Hands
) -> None:
    room = open_room(store, great_leap, "lesson", playing=True, clock=clock)
    numbers = [room.join().number for _ in range(5)]
    quick, slow, *others = numbers
    for number in (quick, *others):
        walk(room, number)
    clock.now += 600  # the slow one is away, so that the paper can be asked about
    stop = room.view().stop
    assert stop
    waits = [True, False, True, True, True]
    for stand in (room.pause, lambda: room.ask(room.board().papers[0].question.key)):
        stand()
        room.go_on()
        assert room.view().stop == stop
        assert [row.waiting for row in room.board().seats] == waits
        assert room.record(quick, signed(run_at(room, quick))).outcome == Outcome.WAITS
    room.go_on()
    second = find_room(store, [great_leap], room.view().class_code, clock)
    assert second is not None
    assert not any(row.waiting for row in second.board().seats)
    assert second.record(quick, signed(run_at(room, quick))).outcome == Outcome.SIGNED
    with pytest.raises(NotNow):
        second.go_on()
    walk(room, slow)
    assert [row.waiting for row in second.board().seats] == [False, True, False, False, False]
    second.go_on()
    assert room.record(slow, signed(run_at(room, slow))).outcome == Outcome.SIGNED
    with pytest.raises(NotNow):
        room.go_on()


def test_a_stop_is_set_at_a_paper(room: Room) -> None:
    number = room.join().number
    room.set_stop("journey")
    play(room, number, most=2)
    assert run_at(room, number).pending.id == "journey"  # type: ignore[union-attr]
    assert room.record(number, signed(run_at(room, number))).outcome == Outcome.WAITS
    room.set_stop()
    assert room.record(number, signed(run_at(room, number))).outcome == Outcome.SIGNED
    with pytest.raises(NotNow):
        room.set_stop("news_autumn_1958")


def test_in_the_debrief_anybody_may_try_and_results_stand(room: Room) -> None:
    number = room.join().number
    play(room, number)
    before = room.codes()
    room.debrief()
    again = signed(begin(room.program, room.view().seed, "lesson"), 2)
    free = room.record(number, again)
    assert free.outcome == Outcome.FREE
    assert free.code == encode(again)
    assert room.codes() == before
    room.end()
    assert room.record(number, again).outcome == Outcome.OVER
    with pytest.raises(NotNow):
        room.join()


def test_a_removed_seat_signs_nothing_and_counts_nowhere(room: Room) -> None:
    seat, other = room.join(), room.join()
    play(room, seat.number, most=3)
    play(room, other.number, most=2)
    room.remove(seat.number)
    assert room.record(seat.number, signed(run_at(room, seat.number))).outcome == Outcome.OVER
    assert len(room.codes()) == 1
    shown = room.seat(seat.number, seat.token)
    assert shown is not None
    assert shown.removed
    assert not room.send_page(seat.number, "", "a page")
    room.remove(seat.number, removed=False)
    assert room.record(seat.number, signed(run_at(room, seat.number))).outcome == Outcome.SIGNED


def test_a_locked_room_lets_nobody_new_in(room: Room) -> None:
    seat = room.join()
    room.lock()
    with pytest.raises(NotNow, match="locked"):
        room.join()
    assert room.seat(seat.number, seat.token) is not None
    assert room.sit_down(seat.resume) is not None
    room.lock(False)
    assert room.join().number == 2


def test_clearing_takes_everything_and_makes_old_seats_nobodys(room: Room) -> None:
    seat = room.join()
    play(room, seat.number, most=2)
    room.send_page(seat.number, "To the county", "a page")
    code = room.view().class_code
    room.clear()
    assert room.codes() == ()
    assert room.pages() == ()
    assert room.seat(seat.number, seat.token) is None
    assert room.sit_down(seat.resume) is None
    view = room.view()
    assert (view.class_code, view.seats, view.phase) == (code, 0, Phase.OPEN)
    again = room.join()
    assert again.number == 1
    assert again.token != seat.token


def test_a_student_brings_her_own_first_lesson(store: Store, great_leap: Program) -> None:
    from game.session.game import Game

    room = open_room(store, great_leap, "second", playing=True, stops=False)
    seat = room.join()
    first = begin(great_leap, 77, "lesson")
    while first.pending is not None:
        signed(first, 1)
    own = Game.new(great_leap, 77, "second", past=tuple(first.decisions)).run
    taken = room.begin(seat.number, own)
    assert taken.outcome == Outcome.SIGNED
    assert taken.code == encode(own) != seat.code
    assert room.record(seat.number, signed(own)).outcome == Outcome.SIGNED
    assert room.begin(seat.number, decode(seat.code, great_leap)).outcome == Outcome.OTHER
    assert room.board().seats[0].signatures == 1


def test_pages_are_kept_because_they_were_sent_and_shown_when_chosen(room: Room) -> None:
    first, second = room.join(), room.join()
    assert room.send_page(first.number, "To the prefecture\x1b[31m", "Grain is short.\n" * 500)
    assert room.send_page(second.number, "", "Nothing grew.")
    assert room.send_page(second.number, "", "")
    (page,) = room.pages()
    assert not page.shown
    assert "\x1b" not in page.reader
    assert len(page.text) <= 4000
    room.show_page(first.number)
    assert room.pages()[0].shown
    with pytest.raises(NotNow):
        room.show_page(second.number)
