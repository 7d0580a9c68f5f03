"""A device that sends whatever it likes: none of it is a fault of ours, holds the server up, or costs the others."""

from __future__ import annotations

import asyncio
import queue
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from starlette.types import Message, Scope

from game.engine.program import Program
from game.engine.run import Run, begin
from game.page.guard import shares, wire
from game.page.guard.forms import KIND, MOST_FIELDS
from game.page.guard.shares import AT_ONCE, MOST_KNOWN, MOST_WAITING, OWN, SHARE, WIRE, Share, Shares
from game.page.guard.sizes import MOST_SECONDS
from game.page.play.beside import Beside, Job
from game.session.game import Game
from game.session.runcode import encode
from tests.page.classes import Class, a_class
from tests.page.conftest import LOOPBACK

HOSTILE = "127.0.0.2"  # another address of this machine
PARTS = "multipart/form-data; boundary=x"

CROWD = MOST_WAITING + 90


@pytest.fixture(scope="module")
def lesson(great_leap: Program) -> Iterator[Class]:
    with a_class(great_leap) as made:
        yield made


def raw(lesson: Class, sent: bytes, seconds: float = 60.0, source: str = LOOPBACK) -> bytes:
    """What is answered to bytes, until the connection is closed."""
    with socket.create_connection((LOOPBACK, port_of(lesson)), seconds, (source, 0)) as one:
        one.sendall(sent)
        said = b""
        while part := one.recv(65_536):
            said += part
        return said


def port_of(lesson: Class) -> int:
    return int(lesson.address.rpartition(":")[2])


def head(lesson: Class, line: str, *more: str) -> bytes:
    return "\r\n".join([f"{line} HTTP/1.1", f"Host: {LOOPBACK}:{port_of(lesson)}", *more, "", ""]).encode("latin-1")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (PARTS, b"garbage"),
        (PARTS, b"--x\r\nFoo\r\n\r\nabc\r\n--x--"),
        (PARTS, b'--x\r\nContent-Disposition: form-data; name="code"; filename="../x"\r\n\r\nabc\r\n--x--\r\n'),
        ("multipart/form-data; boundary=" + "x" * 9000, b"abc"),
        ("multipart/form-data", b"abc"),
        ("application/json", b'{"code": 1}'),
        ("", b"code=1"),
        (KIND, b"a&" * 32_000),
        (KIND, b"&".join(b"a%d=1" % n for n in range(8_000))),
    ],
)
def test_what_no_form_of_ours_sends_is_refused_and_is_no_fault(
    lesson: Class, kind: str, body: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    student = lesson.student()
    where = student.path
    for path in ("/join", "/resume", "/seat/after", "/seat/class", where):
        answer = student.client.post(path, content=body, headers={"Content-Type": kind} if kind else {})
        assert answer.status_code == 400, (path, answer.text)
    assert student.get(where).status_code == 200
    assert not capfd.readouterr().err


def test_a_form_of_ours_may_hold_what_no_letters_are(lesson: Class) -> None:
    student = lesson.student()
    for body in (b"\xff\xfe=\xff&after=\xed\xa0\x80", b"after=%ff%fe%00", b"=", b"&" * (MOST_FIELDS - 1)):
        answer = student.client.post("/seat/after", content=body, headers={"Content-Type": KIND})
        assert answer.status_code == 422, body


def test_nothing_is_read_in_pieces(lesson: Class) -> None:
    pieces = b"1\r\na\r\n" * 10_000 + b"0\r\n\r\n"
    said = raw(lesson, head(lesson, "POST /join", "Transfer-Encoding: chunked") + pieces)
    assert said.startswith(b"HTTP/1.1 400")


def test_nobody_writes_on_the_terminal_of_the_teacher(lesson: Class, capfd: pytest.CaptureFixture[str]) -> None:
    raw(lesson, b"\x16\x03\x01\x02\x00\x01\x1b[31m\r\n\r\n")
    raw(lesson, head(lesson, "GET /", "Connection: Upgrade, close", "Upgrade: websocket"))
    raw(lesson, head(lesson, "GET /", "X: a\0b", "Connection: close"))
    raw(lesson, head(lesson, "POST /join", "Content-Type: " + PARTS, "Content-Length: 3", "Connection: close") + b"abc")
    out = capfd.readouterr()
    assert (out.out, out.err) == ("", "")


def test_the_rest_of_what_was_refused_is_not_waited_for(lesson: Class) -> None:
    began = time.monotonic()
    foreign = head(lesson, "POST /join", "Origin: http://evil.example", f"Content-Type: {KIND}", "Content-Length: 9000")
    assert raw(lesson, foreign + b"co").startswith(b"HTTP/1.1 403")
    assert time.monotonic() - began < 0.8 * MOST_SECONDS


def test_an_answer_that_nobody_reads_is_let_go(lesson: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "READ_SECONDS", 0.5)
    lost, gone = wire.Patient.connection_lost, queue.SimpleQueue[tuple[str, int] | None]()

    def told(connection: wire.Patient, exc: Exception | None) -> None:
        gone.put(connection.client)
        lost(connection, exc)

    monkeypatch.setattr(wire.Patient, "connection_lost", told)
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        one.connect((LOOPBACK, port_of(lesson)))
        one.settimeout(60)
        one.sendall(head(lesson, "GET /") * 1200)
        while gone.get(timeout=60) != one.getsockname():
            pass
        answers = 0
        with suppress(ConnectionError):
            while part := one.recv(1 << 20):
                answers += part.count(b"HTTP/1.1 200")
        assert answers < 1150
    assert lesson.student().page is not None


def test_who_opens_thousands_of_connections_loses_her_own(lesson: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire.Patient, "most", 40)
    student = lesson.student()
    held = [socket.create_connection((LOOPBACK, port_of(lesson)), 10, (HOSTILE, 0)) for _ in range(200)]
    began = time.monotonic()
    assert student.get(student.path).status_code == 200
    assert lesson.student().page is not None
    assert time.monotonic() - began < 0.8 * MOST_SECONDS
    gone = 0
    for one in held:
        one.setblocking(False)
        try:
            gone += one.recv(1) == b""
        except BlockingIOError:
            pass
        except ConnectionError:
            gone += 1
        one.close()
    assert gone >= 150


def test_an_address_that_works_the_server_hard_has_its_share_and_no_other_is_refused(
    lesson: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Students read beside a device that asks on four connections as fast as it is answered."""
    monkeypatch.setattr(shares, "AT_ONCE", 0.05)
    students = [lesson.student() for _ in range(6)]
    stop = threading.Event()
    asked = [0]

    def hammer() -> None:
        sent = head(lesson, "GET /")
        while not stop.is_set():
            with suppress(OSError), socket.create_connection((LOOPBACK, port_of(lesson)), 1, (HOSTILE, 0)) as one:
                while not stop.is_set():
                    one.sendall(sent)
                    asked[0] += one.recv(65_536).startswith(b"HTTP/1.1 200")

    threads = [threading.Thread(target=hammer, daemon=True) for _ in range(4)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for _round in range(20):
        for student in students:
            assert student.get(student.path).status_code == 200
            time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join(60)
    seconds = time.monotonic() - began
    assert 0 < asked[0] <= (0.05 + seconds * OWN) / WIRE + len(threads)


def asks(address: str, cookie: str = "") -> dict[str, object]:
    """A request, as far as shares look at one."""
    return {"type": "http", "client": (address, 1), "headers": [(b"cookie", cookie.encode())] if cookie else []}


def test_a_share_fills_again_and_who_uses_none_is_forgotten() -> None:
    share = Share()
    share.charge(AT_ONCE + 5)
    assert -5.001 < share.now() < 0
    share.at -= 5 / SHARE + 0.1  # as if so long had passed
    assert 0 < share.now() < AT_ONCE

    async def quick(_scope: object, _receive: object, _send: object) -> None:
        return

    async def many() -> int:
        shares = Shares(quick, frozenset())  # type: ignore[arg-type]
        for n in range(3 * MOST_KNOWN):
            await shares(asks(str(n)), None, None)  # type: ignore[arg-type]
        return len(shares._known)

    assert asyncio.run(many()) <= MOST_KNOWN


@pytest.mark.parametrize("other", ["other", "hostile"], ids=["of another address", "behind the same one"])
def test_nobody_has_more_than_her_share_and_others_do_not_wait(monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    monkeypatch.setattr(shares, "AT_ONCE", 0.1)
    done = {"hostile": 0, "other": 0}

    async def works(scope: Scope, _receive: object, _send: object) -> None:
        until = time.thread_time() + 0.01
        while time.thread_time() < until:
            pass
        done["hostile" if b"flood" in scope["headers"][0][1] else "other"] += 1

    async def told(message: Message) -> None:
        answers.append(message)

    answers: list[Message] = []

    async def both() -> float:
        door = Shares(works, frozenset())  # type: ignore[arg-type]
        scopes = (asks("hostile", "seat=flood") for _ in range(CROWD))
        crowd = [asyncio.create_task(door(scope, None, told)) for scope in scopes]  # type: ignore[arg-type]
        await asyncio.sleep(1)
        began = time.monotonic()
        await door(asks(other, "seat=7"), None, told)  # type: ignore[arg-type]
        took = time.monotonic() - began
        for one in crowd:
            one.cancel()
        await asyncio.gather(*crowd, return_exceptions=True)
        return took

    began = time.monotonic()
    took = asyncio.run(both())
    whole = time.monotonic() - began
    assert done["other"] == 1
    assert took < 5  # behind the crowd it would take half a minute
    assert 5 <= done["hostile"] <= 20 + whole * OWN / 0.01 * 1.5
    assert sum(m.get("status") == 503 for m in answers) >= CROWD - MOST_WAITING - done["hostile"] > 0


def test_what_a_page_waits_for_is_not_charged_and_faults_pass_through() -> None:
    async def waits(_scope: object, _receive: object, _send: object) -> None:
        try:
            await asyncio.wait_for(asyncio.sleep(10), 0.2)
        except TimeoutError:
            until = time.thread_time() + 0.06
            while time.thread_time() < until:
                pass
            raise KeyError("seen") from None

    async def ask() -> Share:
        shares = Shares(waits, frozenset())  # type: ignore[arg-type]
        with pytest.raises(KeyError, match="seen"):
            await shares(asks("a"), None, None)  # type: ignore[arg-type]
        return shares._known["a"]

    share = asyncio.run(ask())
    assert 0.01 < AT_ONCE - share.left < 0.15


def test_a_run_of_another_lesson_or_luck_is_not_even_replayed(
    lesson: Class, great_leap: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    student = lesson.student()
    student.sign()
    mine = student.path
    kept = lesson.room.kept()
    others = [begin(great_leap, kept.seed), begin(great_leap, (kept.seed + 1) % 2**20, "lesson")]
    for run in others:
        decide(run)

    def replayed(*_: object, **_more: object) -> None:
        raise AssertionError("a foreign run was replayed")

    monkeypatch.setattr(Game, "of_code", replayed)
    for run in others:
        for path in ("", "/ledger", "/debrief"):
            assert student.get(f"/run/{encode(run)}{path}").status_code == 200
            assert student.path == mine
        student.post(f"/run/{encode(run)}", scene="x")
        assert student.path == mine
    assert lesson.room.board().seats


def decide(run: Run) -> None:
    assert run.pending is not None
    run.decide(run.pending.choices_open()[0])


def test_who_asks_for_many_debriefs_gets_them_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setattr(Beside, "_begun", lambda _self: None)  # one thread, as where there are no processes

    def made(job: Job) -> str:
        time.sleep(0.05)
        order.append(job.code)
        return job.code

    monkeypatch.setattr("game.page.play.beside.made", made)

    async def ask() -> int:
        beside = Beside()
        jobs = [beside.do(Job(Path(), f"many {n}", False, "en", "page", {}), "Willow 7") for n in range(8)]
        greedy = [asyncio.create_task(job) for job in jobs]
        await asyncio.sleep(0.01)
        await beside.do(Job(Path(), "one", False, "en", "page", {}), "Otter 3")
        await asyncio.gather(*greedy)
        return len(beside._askers)

    assert asyncio.run(ask()) == 0
    assert order.index("one") <= 2


def test_a_wrong_kind_of_file_is_never_written(lesson: Class, tmp_path: Path) -> None:
    answer = httpx.post(f"{lesson.address}/join", files={"code": ("../../x", b"abc")})
    assert answer.status_code == 400
    assert not list(tmp_path.parent.glob("**/x"))
