"""Rooms for tests, in each kind of store that is promised: memory, a file, a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import define

from game.classroom.opening import open_store
from game.classroom.room import Room, open_room
from game.classroom.store import Store
from game.engine.memory import Decision
from game.engine.program import Program
from game.engine.run import Run
from game.session.runcode import decode
from tests.postgres import cluster, fresh

KINDS = ("memory", "file", "postgresql")
MakeUrl = Callable[[str], str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A running PostgreSQL."""
    with cluster() as socket:
        yield socket


@pytest.fixture
def url_of(request: pytest.FixtureRequest, tmp_path: Path) -> MakeUrl:
    """The URL of a new store of a kind."""

    def make(kind: str) -> str:
        if kind == "postgresql":
            return fresh(request.getfixturevalue("postgres"))
        return "sqlite://" if kind == "memory" else f"sqlite:///{tmp_path / 'class.db'}"

    return make


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, url_of: MakeUrl) -> Iterator[Store]:
    """A store of each kind."""
    made = open_store(url_of(request.param))
    yield made
    made.close()


@define
class Hands:
    """A clock that only moves when it is told to."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def room(store: Store, great_leap: Program, clock: Hands) -> Room:
    """A class of the lesson that has begun, without a stop."""
    made = open_room(store, great_leap, "lesson", stops=False, clock=clock)
    made.start()
    return made


def signed(run: Run, place: int = 0) -> Run:
    """A run with one more decision: one of those that are open, by its place."""
    assert run.pending is not None
    options = run.pending.choices_open()
    run.decide(options[place % len(options)])
    return run


def run_at(room: Room, number: int) -> Run:
    """The run that a seat holds."""
    kept = room.store.seat(room.id, number)
    assert kept is not None
    return decode(kept.code, room.program)


def play(room: Room, number: int, places: list[int] | None = None, most: int = 100) -> Run:
    """Sign for a seat, decision by decision, until its run has ended or so many are signed."""
    run, places = run_at(room, number), places or [number]
    for step in range(most):
        if run.pending is None:
            break
        signed(run, places[step % len(places)])
        answer = room.record(number, run)
        assert answer.outcome == "signed", answer
    return run


def up_to_the_stop(room: Room, number: int, place: int = 0) -> None:
    """Sign for a seat until it waits for everybody, or its run has ended."""
    while (seat := room.store.seat(room.id, number)) and not (seat.ended or room.is_waiting(room.kept(), seat)):
        assert room.record(number, signed(run_at(room, number), place)).outcome == "signed"


def decisions(room: Room, number: int) -> list[Decision]:
    """What a seat has signed, as the store has it."""
    return run_at(room, number).decisions
