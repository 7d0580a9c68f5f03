"""The room of a laptop that went down comes back with its code and secret, and seats come back with their pages."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from game.classroom.kept import RoomFile, room_file
from game.classroom.opening import open_store
from game.classroom.room import Room, open_room
from game.classroom.views import Outcome, Phase
from game.engine.program import Program
from game.session.runcode import decode, encode
from tests.classroom.conftest import play, run_at, signed
from tests.classroom.test_votes import on_the_desk


def held(folder: Path, program: Program, *, cut: str = "lesson", port: int = 8000) -> Room:
    """A class on a laptop, with its results in memory: each call is a new process."""
    return open_room(
        open_store(), program, cut, file=room_file(folder, port, "sqlite://"), playing=True, stops=False
    )


def test_seats_come_back_as_pages_send_their_runs(tmp_path: Path, great_leap: Program) -> None:
    before = held(tmp_path, great_leap)
    seats = [before.join() for _ in range(3)]
    runs = [play(before, s.number, most=s.number + 1) for s in seats]
    before.pause()
    after = held(tmp_path, great_leap)
    assert after.id == before.id
    assert after.view().class_code == before.view().class_code
    assert after.view().phase == Phase.PAUSED
    assert after.codes() == ()
    for seat, run in zip(seats, runs, strict=True):
        again = after.seat(seat.number, seat.token)
        assert again is not None
        assert (again.tag, again.resume, again.code) == (seat.tag, seat.resume, "")
        assert after.come_back(seat.number, encode(run)) == encode(run)
    assert sorted(after.codes()) == sorted(encode(run) for run in runs)
    after.go_on()
    assert after.record(1, signed(decode(encode(runs[0]), great_leap))).outcome == Outcome.SIGNED


def test_a_page_that_signs_first_thing_after_a_crash_brings_all_it_signed(tmp_path: Path, great_leap: Program) -> None:
    before = held(tmp_path, great_leap)
    seat = before.join()
    run = play(before, seat.number, most=4)
    after = held(tmp_path, great_leap)
    assert after.seat(seat.number, seat.token) is not None
    assert after.record(seat.number, signed(run)).outcome == Outcome.SIGNED
    assert len(run_at(after, seat.number).decisions) == 5
    old = decode(encode(run, 2), great_leap)
    assert after.come_back(seat.number, encode(old)) == encode(run)


def test_an_older_page_that_comes_first_does_not_stop_a_later_one(tmp_path: Path, great_leap: Program) -> None:
    before = held(tmp_path, great_leap)
    seat = before.join()
    run = play(before, seat.number, most=5)
    after = held(tmp_path, great_leap)
    assert after.seat(seat.number, seat.token) is not None
    assert after.come_back(seat.number, encode(run, 2)) == encode(run, 2)
    assert after.come_back(seat.number, encode(run)) == encode(run)


def test_a_class_is_held_where_something_else_is_in_its_folders_place(tmp_path: Path, great_leap: Program) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    room = held(tmp_path / "data", great_leap)
    assert room.join().number == 1
    room.forget()


def test_no_number_is_given_out_twice(tmp_path: Path, great_leap: Program) -> None:
    before = held(tmp_path, great_leap)
    numbers = {before.join().number for _ in range(120)}
    after = held(tmp_path, great_leap)
    fresh = {after.join().number for _ in range(5)}
    assert not numbers & fresh
    assert after.seat(7, before.seat(7, _token(before, 7)).token) is not None  # type: ignore[union-attr]
    assert not numbers & {after.join().number}


def _token(room: Room, number: int) -> str:
    from game.classroom.symbols import token

    return token(room.kept().secret, room.id, number)


def test_the_file_is_its_owners_and_holds_no_student(tmp_path: Path, great_leap: Program) -> None:
    room = held(tmp_path / "data", great_leap)
    for _ in range(3):
        play(room, room.join().number, most=3)
    (path,) = (tmp_path / "data").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text(encoding="utf-8")
    assert not any(code in text for code in room.codes())
    assert not any(row.tag in text for row in room.board().seats)
    room.forget()
    assert not path.exists()


def voting(folder: Path, program: Program) -> Room:
    """A class that votes, on a laptop: each call is a new process."""
    file = room_file(folder, 8000, "sqlite://")
    return open_room(open_store(), program, "lesson", file=file, vote=True, playing=True)


def test_a_vote_comes_back_with_what_was_signed_and_counted(tmp_path: Path, great_leap: Program) -> None:
    before = voting(tmp_path, great_leap)
    for place in range(3):
        ballot = on_the_desk(before)
        names = {row.field: [name for name, _say in row.answers] for row in ballot.rows}
        counts = {field: {row[place % len(row)]: 7, row[-1]: 2} for field, row in names.items()}
        before.vote(ballot, counts, {}, reason="rain", predicted=counts)
    after = voting(tmp_path, great_leap)
    assert after.class_code() == before.class_code()
    assert after.votes() == before.votes()
    assert len(after.votes()) == 3
    before.clear()
    assert voting(tmp_path, great_leap).votes() == ()


def test_votes_that_somebody_touched_are_left_out(tmp_path: Path, great_leap: Program) -> None:
    before = voting(tmp_path, great_leap)
    ballot = on_the_desk(before)
    before.vote(ballot, {row.field: {row.answers[0][0]: 7} for row in ballot.rows})
    (path,) = tmp_path.iterdir()
    good = json.loads(path.read_text(encoding="utf-8"))
    (row,) = good["votes"]
    for wrong in ({**row, "says": "[[["}, {**row, "picks": "[1]"}, {}, {**row, "turn": []}, {**row, "counts": "{}"}):
        path.write_text(json.dumps({**good, "votes": [wrong, row]}), encoding="utf-8")
        assert len(voting(tmp_path, great_leap).votes()) == 1
    for wrong in ("no code", good["run"][:-3], 7):
        path.write_text(json.dumps({**good, "run": wrong}), encoding="utf-8")
        again = voting(tmp_path, great_leap)
        assert again.id == before.id
        assert again.votes() == ()


def test_another_room_on_the_same_port_knows_nothing_of_the_seats_before(tmp_path: Path, great_leap: Program) -> None:
    first = held(tmp_path, great_leap)
    first.join()
    first.remove(1)
    second = held(tmp_path, great_leap, cut="second")
    assert not second.join().removed
    assert json.loads((tmp_path / "room-8000.json").read_text(encoding="utf-8"))["removed"] == []


def test_another_lesson_or_another_place_is_another_room(tmp_path: Path, great_leap: Program) -> None:
    first = held(tmp_path, great_leap)
    assert held(tmp_path, great_leap, port=8001).id != first.id
    assert open_room(open_store(), great_leap, "lesson", file=room_file(tmp_path, 8000, "elsewhere")).id != first.id
    second = held(tmp_path, great_leap, cut="second")
    assert second.id != first.id
    second.end()
    assert held(tmp_path, great_leap, cut="second").id != second.id


@pytest.mark.parametrize(
    "damage", ["cut", "empty", "list", "secret", "types", "stops", "seats", "open to all", "a folder", "phase", "time",
               "endless", "large", "half a letter", "escape"]
)  # fmt: skip
def test_a_file_that_is_not_to_be_trusted_is_not_read(damage: str, tmp_path: Path, great_leap: Program) -> None:
    room = held(tmp_path, great_leap)
    (path,) = tmp_path.iterdir()
    raw = json.loads(path.read_text(encoding="utf-8"))
    rooms = {
        "secret": {"secret": "zz"}, "types": {"seats": "many"}, "phase": {"phase": "later"}, "large": {"seed": 2**63},
        "time": {"ends": -1}, "endless": {"ends": float("inf")}, "half a letter": {"stop": "\ud800"},
        "escape": {"asked": "\x1b[31m"},
    }  # fmt: skip
    texts = {name: json.dumps(raw | {"room": raw["room"] | wrong}) for name, wrong in rooms.items()} | {
        "cut": path.read_text(encoding="utf-8")[:-5],
        "empty": "",
        "list": "[1, 2]",
        "stops": json.dumps(raw | {"released": {"lushan": ["1"]}}),
        "seats": json.dumps(raw | {"removed": {"1": True}}),
    }
    if damage == "a folder":
        path.unlink()
        path.mkdir()
    elif damage == "open to all":
        os.chmod(path, 0o644)
    else:
        path.write_text(texts[damage], encoding="utf-8")
    assert RoomFile(path, "sqlite://").read() is None
    assert held(tmp_path, great_leap).id != room.id
