"""Stores: what is kept until when, what is deleted, what is no address of one; and two servers on one database."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from game.classroom.opening import open_store
from game.classroom.room import Room, find_room, open_room
from game.classroom.schema import METADATA, PAGES, VOTES
from game.classroom.store import DAY, Store, StoreTrouble
from game.classroom.views import Outcome
from game.engine.program import Program
from game.session.runcode import encode
from game.session.trouble import Misasked
from tests.classroom.conftest import Hands, MakeUrl, decisions, play, run_at, signed


def rows(store: Store) -> dict[str, int]:
    """How much is in each table that holds anything of a class."""
    with store.engine.connect() as db:
        tables = [t for t in METADATA.sorted_tables if t.name != "class_about"]
        return {t.name: db.execute(select(func.count()).select_from(t)).scalar() or 0 for t in tables}


def fill(room: Room) -> None:
    """Something in every table."""
    for _ in range(4):
        play(room, room.join().number, most=2)
    room.send_page(1, "", "a page")
    (key, *_rest) = [paper.question.key for paper in room.board().papers]
    room.ask(key)
    room.predict(1, key, room.asked().answers[0][0])  # type: ignore[union-attr]
    room.reveal()
    words = dict.fromkeys(("turn", "scene", "says", "predicted", "counts", "picks", "reason"), "x")
    room.store.put(VOTES, {"room": room.id, "decision": 1, "discussed": False, **words})


def test_everything_has_a_date_and_goes_with_it(store: Store, great_leap: Program, clock: Hands) -> None:
    room = open_room(store, great_leap, "lesson", playing=True, stops=False, clock=clock)
    fill(room)
    assert min(rows(store).values()) >= 1
    assert room.view().keep_until == clock.now + 30 * DAY
    clock.now += 30 * DAY - 1
    open_room(store, great_leap, "lesson", clock=clock)
    assert find_room(store, [great_leap], room.view().class_code, clock) is not None
    clock.now += 1
    assert find_room(store, [great_leap], room.view().class_code, clock) is None
    other = open_room(store, great_leap, "lesson", clock=clock)
    assert store.room(room.id) is None
    assert other.view().seats == 0
    assert rows(store) == {"class_rooms": 2, **dict.fromkeys(set(rows(store)) - {"class_rooms"}, 0)}


def test_what_cannot_be_kept_is_told(store: Store, great_leap: Program) -> None:
    room = open_room(store, great_leap, "lesson")
    with pytest.raises(StoreTrouble, match="could not be kept"):
        store.put(VOTES, {"room": room.id, "decision": 1})
    room.forget()
    with pytest.raises(StoreTrouble, match="could not be kept"):
        store.put(PAGES, {"room": room.id, "number": 1, "reader": "", "text": "x", "shown": False})


def test_forgetting_deletes_a_class_and_no_other(store: Store, great_leap: Program) -> None:
    room, other = (open_room(store, great_leap, "lesson", playing=True, stops=False) for _ in range(2))
    fill(room)
    fill(other)
    before = rows(store)
    room.forget()
    assert {name: 2 * n for name, n in rows(store).items()} == before
    assert len(other.codes()) == 4


def test_a_room_is_found_by_its_class_code_and_by_its_id(store: Store, great_leap: Program, granary: Program) -> None:
    room = open_room(store, great_leap, "lesson")
    code = room.view().class_code
    found = find_room(store, [granary, great_leap], f" {code[:3].lower()} {code[3:]}")
    assert found is not None
    assert found.id == room.id
    assert find_room(store, [great_leap], room.id) is not None
    assert find_room(store, [granary], code) is None
    assert find_room(store, [great_leap], "222222") is None


def test_a_file_is_whole_again_after_another_program_opens_it(url_of: MakeUrl, great_leap: Program) -> None:
    url = url_of("file")
    room = open_room(open_store(url), great_leap, "lesson", playing=True, stops=False)
    run = play(room, room.join().number, most=5)
    again = find_room(open_store(url), [great_leap], room.view().class_code)
    assert again is not None
    assert again.codes() == (encode(run),)


@pytest.mark.parametrize("kind", ["file", "postgresql"])
def test_two_servers_lose_no_signature_and_give_no_seat_twice(kind: str, url_of: MakeUrl, great_leap: Program) -> None:
    url = url_of(kind)
    first = open_room(open_store(url), great_leap, "lesson", playing=True, stops=False)
    second = find_room(open_store(url), [great_leap], first.view().class_code)
    assert second is not None
    seats: list[int] = []
    answers: dict[int, list[tuple[Outcome, str]]] = {}
    failed: list[Exception] = []

    def student(server: Room) -> None:
        try:
            number = server.join().number
            seats.append(number)
            play(server, number, most=3)
        except Exception as error:  # noqa: BLE001 - told by the main thread
            failed.append(error)

    def device(server: Room, number: int, place: int) -> None:
        try:
            answer = server.record(number, signed(run_at(server, number), place))
            answers.setdefault(number, []).append((answer.outcome, answer.code))
        except Exception as error:  # noqa: BLE001 - told by the main thread
            failed.append(error)

    together([threading.Thread(target=student, args=([first, second][i % 2],)) for i in range(16)])
    assert not failed, failed
    assert sorted(seats) == list(range(1, 17))
    assert all(len(decisions(first, n)) == 3 for n in seats)
    together([threading.Thread(target=device, args=([first, second][i % 2], i // 4 + 1, i % 4)) for i in range(32)])
    assert not failed, failed
    for number, given in answers.items():
        kept = encode(run_at(second, number))
        assert [outcome for outcome, _ in given].count(Outcome.SIGNED) <= 4
        assert kept in [code for outcome, code in given if outcome == Outcome.SIGNED]
        assert len(decisions(first, number)) == 3 + [outcome for outcome, _ in given].count(Outcome.SIGNED)


def together(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


@pytest.mark.parametrize(
    "url",
    ["results.db", "", "mysql://x/y", "sqlite", "postgresql://host:port/x", "https://a.b/c", "sqlite:///x.db?timeout=x",
     "sqlite:///x.db?mode=ro"],
)  # fmt: skip
def test_what_is_no_address_of_a_store_is_said(url: str) -> None:
    with pytest.raises(Misasked, match=r"sqlite:///results\.db"):
        open_store(url)


def test_a_store_that_cannot_be_reached_names_no_password(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble) as told:
        open_store(f"postgresql://class:hidden-word@/x?host={tmp_path}")
    assert "hidden-word" not in str(told.value)
    assert "cannot be reached" in str(told.value)
    for url in (
        "postgresql://teacher:hidden-word@db.school:port/x", "postgresql//teacher:hidden-word@db.school/x",
        "postgresql:/teacher:hidden-word@h/x", " postgresql://a:hidden-word@[::1/x",
        f"postgresql:///x?host={tmp_path}&user=a&password=hidden-word", "postgresql:///x?connect_timeout=hidden-word",
    ):  # fmt: skip
        with pytest.raises((StoreTrouble, Misasked)) as said:
            open_store(url)
        assert "hidden-word" not in str(said.value), url
    with pytest.raises(StoreTrouble):
        open_store(f"sqlite:///{tmp_path / 'nowhere' / 'class.db'}")
    (tmp_path / "not.db").write_text("this is no database" * 100, encoding="utf-8")
    with pytest.raises(StoreTrouble):
        open_store(f"sqlite:///{tmp_path / 'not.db'}")


def test_tables_of_another_version_are_left_alone(url_of: MakeUrl, great_leap: Program) -> None:
    url = url_of("file")
    store = open_store(url)
    open_room(store, great_leap, "lesson")
    with store.engine.begin() as db:
        db.execute(text("UPDATE class_about SET number = 99"))
    with pytest.raises(StoreTrouble, match="another version"):
        open_store(url)
    assert rows(store)["class_rooms"] == 1


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("class_rooms", "phase", "later"), ("class_rooms", "ends", "x"), ("class_rooms", "keep_until", 1e300),
        ("class_rooms", "secret", "zz"), ("class_rooms", "class_code", "12"), ("class_rooms", "stop", "\x1b[2J"),
        ("class_seats", "decisions", -1), ("class_seats", "code", b"\xff"), ("class_seats", "tag", "x" * 6000),
    ],
)  # fmt: skip
def test_what_nobody_of_ours_has_stored_is_told_by_its_column(
    table: str, column: str, value: object, url_of: MakeUrl, great_leap: Program
) -> None:
    """A results file may be anybody's: it is no fault of the game, and no page shows what is in it."""
    store = open_store(url_of("file"))
    room = open_room(store, great_leap, "lesson", playing=True, stops=False)
    room.join()
    with store.engine.begin() as db:
        db.execute(text(f"UPDATE {table} SET {column} = :value"), {"value": value})
    with pytest.raises(StoreTrouble, match=f"stored so .{column}."):
        room.board()


def test_a_room_of_a_lesson_that_is_not_there_is_not_found(store: Store, great_leap: Program) -> None:
    room = open_room(store, great_leap, "lesson")
    assert store.change_room(room.id, {"cut": "no such lesson"})
    assert find_room(store, [great_leap], room.id) is None
