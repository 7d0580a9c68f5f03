"""A board under the Pilot: the real application over a real room, with real plays in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict
from textual.pilot import Pilot

from game.classroom.opening import open_store
from game.classroom.room import Room, open_room
from game.classroom.standing import Standing, standing_of
from game.desk.board.app import BoardApp
from game.desk.board.watch import Invite
from game.engine.program import Program
from tests.classroom.conftest import Hands, run_at, signed

INVITE = Invite(
    address="http://192.168.17.23:8157/",
    short="http://192.168.17.23:8157/K7M2QX",
    teacher="http://127.0.0.1:8157/teacher/in/0123456789abcdef",
)
Board = Pilot[int]


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def room(great_leap: Program, clock: Hands) -> Room:
    """A class of the lesson that nobody has joined yet."""
    return open_room(open_store(), great_leap, "lesson", clock=clock)


@asynccontextmanager
async def board_of(
    room: Room,
    tmp_path: Path,
    size: tuple[int, int] = (80, 24),
    *,
    notices: bool = True,
    invite: Invite = INVITE,
    **more: Any,
) -> AsyncIterator[Board]:
    """The board of a room, once it has looked at it."""
    app = BoardApp(room, invite, settings_file=tmp_path / "settings.json", **more)
    async with app.run_test(size=size, notifications=notices) as pilot:
        await seen(pilot)
        yield pilot


async def settled(pilot: Board) -> None:
    """Wait until whatever was asked of the room is done, and shown."""
    for _round in range(20):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        if all(worker.is_finished for worker in pilot.app.workers):
            break


async def seen(pilot: Board) -> None:
    """Let the board look again, and show what it sees."""
    app = pilot.app
    assert isinstance(app, BoardApp)
    await app.workers.wait_for_complete()
    await pilot.pause()
    app.look_again()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Board, *keys: str) -> None:
    """Press keys, and wait until what they ask for is done."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


def many(room: Room, count: int) -> None:
    """So many seats, of which each twentieth has come equally far."""
    stages: list[Standing] = []
    for _seat in range(count):
        room.join()
    for stage in range(20):
        run = run_at(room, 1)
        for step in range(stage // 2):
            if run.pending is not None:
                signed(run, stage + step)
        stages.append(standing_of(run))
    for number in range(1, count + 1):
        at = {"signed_at": room.clock(), "seen_at": room.clock()}
        room.store.touch(room.id, number, {**asdict(stages[number % 20]), **at})
