"""A room that is being held: what all its parts stand on. It keeps nothing itself; every answer is asked of the store.

So two servers that hold the same room agree, and one that was killed has nothing to lose.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from attrs import define, field

from game.classroom.kept import RoomFile
from game.classroom.rows import RoomKept, SeatKept
from game.classroom.standing import Decoded, question, scene_title
from game.classroom.store import Store
from game.classroom.views import NotNow, Phase, Question, RoomView
from game.engine.program import Program
from game.script.tongue import _

HERE = 120.0  # seconds since a seat was seen


@define
class Held:
    """A room by its id, in a store, with the story that is played in it."""

    store: Store
    program: Program
    id: str
    file: RoomFile | None = None
    clock: Callable[[], float] = time.time
    decoded: Decoded = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.decoded = Decoded(self.program)

    def kept(self) -> RoomKept:
        """The room as it stands. Raises NotNow if it has been forgotten."""
        return _still_there(self.store.room(self.id))

    def at(self, number: int) -> tuple[RoomKept, SeatKept | None]:
        """The room and one of its seats as they stand. Raises NotNow if the room has been forgotten."""
        room, seat = self.store.at(self.id, number)
        return _still_there(room), seat

    def view(self) -> RoomView:
        """The room, for whoever holds it."""
        return self.viewed(self.kept())

    def viewed(self, room: RoomKept) -> RoomView:
        """The same for a room that was read already."""
        header = self.program.scenario.header
        cut = self.program.cuts.get(room.cut)
        return RoomView(
            id=room.id,
            class_code=room.class_code,
            scenario=room.scenario,
            title=header.title,
            cut=room.cut,
            cut_title=cut.title if cut else "",
            phase=Phase(room.phase),
            locked=room.locked,
            vote=room.vote,
            stop=room.stop,
            stop_title=scene_title(self.program, room.stop) if room.stop else "",
            asked=self.asked_of(room),
            seats=room.seats,
            opened=room.opened,
            ends=room.ends,
            keep_until=room.keep_until,
            stored=self.store.kind,
            seed=room.seed,
            now=self.clock(),
            signatures=self.length_of(room),
        )

    def is_here(self, seat: SeatKept) -> bool:
        """Whether a seat has begun, and a page of it was open just now."""
        return not seat.removed and bool(seat.code) and seat.seen_at >= self.clock() - HERE

    def length_of(self, room: RoomKept) -> int:
        """How many signatures every run of the room has; 0 where they differ."""
        length = (self.program.cuts.get(room.cut) or self.program.scenario.header).length
        return length.most_signatures if length and length.least_signatures == length.most_signatures else 0

    def asked_of(self, room: RoomKept) -> Question | None:
        """The question that is asked or shown now."""
        return question(self.program, room.asked) if room.asked else None

    def change(self, *phases: Phase, **values: Any) -> bool:
        """Change the room, only from one of the phases if any are named; and note it for a restart."""
        done = self.store.change_room(self.id, values, phases=tuple(str(p) for p in phases))
        if done:
            self.note()
        return done

    def note(self) -> None:
        """Keep the room for a restart, where a restart would not find it in the store with everything else."""
        if self.file is not None and (room := self.store.room(self.id)) is not None:
            self.file.write(room)

    def is_waiting(self, room: RoomKept, seat: SeatKept) -> bool:
        """Whether a seat has come to the stop that holds it."""
        stop = self.stop_of(room, seat)
        return bool(stop) and not seat.ended and stop in (seat.scene, seat.pause)

    def stop_of(self, room: RoomKept, seat: SeatKept) -> str:
        """Where a seat is to wait: at the room's stop, or past those from which it was released; empty for nowhere."""
        if not room.stop or not seat.released:
            return room.stop
        cut = self.program.cuts.get(room.cut)
        planned = [pause.after for pause in cut.predictions] if cut else []
        if room.stop not in planned:
            return "" if seat.released == room.stop else room.stop
        ahead = planned[planned.index(room.stop) :]
        if seat.released not in ahead:
            return room.stop
        later = ahead[ahead.index(seat.released) + 1 :]
        return later[0] if later else ""


def _still_there(room: RoomKept | None) -> RoomKept:
    if room is None:
        raise NotNow(_("this class is over, and everything it left has been deleted"))
    return room


def of_seat(room: RoomKept, number: int, tag: str, now: float) -> SeatKept:
    """A seat at which nothing has been read yet."""
    return SeatKept(
        room=room.id, number=number, tag=tag, code="", decisions=0, signatures=0, turn="", scene="", pause="",
        released="", ended=False, removed=False, signed_at=0.0, seen_at=now,
    )  # fmt: skip
