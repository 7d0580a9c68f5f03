"""Who was seen: written together, never often, and never kept back from the board for long."""

from __future__ import annotations

from sqlalchemy import event

from game.classroom.room import Room
from game.classroom.seen import OFTEN, Seen
from game.classroom.views import SeatView
from tests.classroom.conftest import Hands


def reads(room: Room, seats: list[SeatView]) -> None:
    """All read a page, as the pages ask for it."""
    for seat in seats:
        room.seat(seat.number, seat.token)
        if room.has_seen():
            room.note_seen()


def test_a_class_that_reads_is_one_writer(room: Room, clock: Hands) -> None:
    seats = [room.join() for _ in range(30)]
    written: list[str] = []
    event.listen(room.store.engine, "commit", lambda _db: written.append("together"))
    for _ in range(4):
        clock.now += OFTEN + 1
        reads(room, seats)
        reads(room, seats)
    assert len(written) <= 2 * 4
    clock.now += OFTEN + 1
    reads(room, seats[:1])
    late = [seat.number for seat in room.board().seats if seat.away(clock.now) > 2 * (OFTEN + 1)]
    assert late == [], "nobody who has just read looks away"


def test_what_is_taken_is_taken_once() -> None:
    seen = Seen()
    assert not seen.is_due(100.0)
    seen.note(7, 100.0)
    assert seen.is_due(100.0)
    assert seen.taken(100.0) == {7: 100.0}
    seen.note(8, 101.0)
    assert not seen.is_due(100.0 + OFTEN)
    assert seen.is_due(100.1 + OFTEN)
    assert seen.is_due(0.0), "a clock that was set back holds nothing up"
