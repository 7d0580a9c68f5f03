"""A class: the one door to a room for boards, pages and slides; and how rooms are opened, found again and deleted."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable

from attrs import define, evolve

from game.classroom import symbols
from game.classroom.control import MINUTE, Control
from game.classroom.kept import RoomFile
from game.classroom.predicting import Predicting
from game.classroom.reveal import Reveal
from game.classroom.rows import RoomKept
from game.classroom.store import DAY, Store
from game.classroom.views import NotNow, Phase
from game.classroom.votes import Votes
from game.engine.program import Program
from game.script.tongue import _
from game.session.trouble import Refused

__all__ = ["NotNow", "Room", "find_room", "open_room", "sweep"]

DAYS = 30
MOST_DAYS = 366


@define
class Room(Votes, Control, Reveal, Predicting):
    """A room with everything that can be asked of it. It may be used from any thread; its store decides who was first.

    Students: `join`, `sit_down`, `seat`, `record`, `come_back`, `predict`, `send_page`. The teacher: `board`, `start`,
    `pause`, `go_on`, `set_stop`, `ask`, `reveal`, `shown`, `predicting`, `extend`, `lock`, `remove`, `clear`,
    `debrief`, `end`, `forget`, `vote`. What cannot be done now raises NotNow with the reason in words.
    """


def open_room(
    store: Store,
    program: Program,
    cut: str = "",
    *,
    file: RoomFile | None = None,
    vote: bool = False,
    stops: bool = True,
    playing: bool = False,
    days: int = DAYS,
    clock: Callable[[], float] = time.time,
) -> Room:
    """A new room, or the one that was being held here when the machine or the program went down.

    With `stops`, the class waits where the story has it predict. With `playing`, signing is open at once. What is
    stored is kept for `days`; whatever is past its date is deleted now.
    """
    sweep(store, clock())
    if file is not None and (again := _again(store, program, cut, vote, file, clock)) is not None:
        return again
    chosen = program.cuts.get(cut)
    first = chosen.predictions[0].after if stops and chosen and chosen.predictions else ""
    now = clock()
    minutes = chosen.minutes if chosen else program.scenario.header.minutes
    for _try in range(100):
        room = RoomKept(
            id=symbols.new_id(), class_code=symbols.new_class_code(), secret=symbols.new_secret(),
            scenario=program.scenario.id, logic=program.logic, cut=cut, seed=secrets.randbelow(2**20), vote=vote,
            phase=str(Phase.PLAYING if playing else Phase.OPEN), stop="" if vote else first, asked="", locked=False,
            recovered=False, seats=0, opened=now, ends=now + minutes * MINUTE if playing else 0.0,
            keep_until=now + max(1, min(MOST_DAYS, days)) * DAY,
        )  # fmt: skip
        if store.add_room(room):
            if file is not None:
                file.clear()  # what was read there is of another room
            made = Room(store, program, room.id, file, clock)
            made.note()
            return made
    raise Refused(_("no free class code was found in {named}").format(named=store.named))


def _again(
    store: Store, program: Program, cut: str, vote: bool, file: RoomFile, clock: Callable[[], float]
) -> Room | None:
    """The room of a file, if it is the same class; in memory it comes back empty and fills again."""
    kept = file.read()
    same = kept is not None and (kept.scenario, kept.logic, kept.cut, kept.vote) == (
        program.scenario.id, program.logic, cut, vote,
    )  # fmt: skip
    if kept is None or not same or kept.phase == Phase.ENDED or kept.keep_until <= clock():
        return None
    if store.room(kept.id) is None:
        if store.kind != "memory":
            return None
        store.add_room(evolve(kept, recovered=True))
    room = Room(store, program, kept.id, file, clock)
    if vote and store.kind == "memory":
        room.bring_back()
    room.note()
    return room


def find_room(
    store: Store, programs: Iterable[Program], typed: str, clock: Callable[[], float] = time.time
) -> Room | None:
    """The room of a class code as it was typed, or of a room's id; None if there is none, or its story is not here."""
    code = symbols.class_code(typed)
    kept = store.room_of(code) if code else store.room(typed[:64])
    if kept is None or kept.keep_until <= clock():
        return None
    for program in programs:
        if (program.scenario.id, program.logic) == (kept.scenario, kept.logic) and kept.cut in ("", *program.cuts):
            return Room(store, program, kept.id, None, clock)
    return None


def sweep(store: Store, now: float) -> int:
    """Delete every room that is past its date; how many there were."""
    return store.forget_expired(now)
