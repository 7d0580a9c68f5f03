"""A class under strain: a thousand come and go, hundreds of wrong codes, whatever a student can send."""

from __future__ import annotations

import asyncio
import gc
import random
import socket
import time
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.program import Program
from game.page.seats import wrong
from tests.page.classes import Class, Student, a_class, command

CODES = 400  # the benchmark sends ten thousand
MOST_CODES = 20 * CODES
FORM = "application/x-www-form-urlencoded"
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def lesson(great_leap: Program) -> Iterator[Class]:
    with a_class(great_leap) as made:
        yield made


def memory_of(pid: int) -> int:
    """What a process holds, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc, which is not here")
def test_a_thousand_joins_and_drops_leave_the_memory_as_it_was(tmp_path: Path) -> None:
    server = command(tmp_path, "--cut", "lesson")
    try:
        host, port = server.address.removeprefix("http://").split(":")
        teacher = Student.at(server.address)
        teacher.get(server.told["teacher"])
        asyncio.run(_come_and_go(server.address, server.code, host, int(port), 300))
        teacher.post("/teacher/do", do="clear", sure="yes")
        teacher.post("/teacher/do", do="start")
        before = memory_of(server.process.pid)
        asyncio.run(_come_and_go(server.address, server.code, host, int(port), 1000))
        assert "1000 students" in teacher.get("/teacher").text
        teacher.post("/teacher/do", do="clear", sure="yes")
        after = memory_of(server.process.pid)
        assert after - before < 10 * MEGABYTE, f"{(after - before) / MEGABYTE:.1f} MB more"
    finally:
        server.kill()


async def _come_and_go(address: str, code: str, host: str, port: int, count: int) -> None:
    """Students of every kind: some read and go, some hang up halfway, some never send what they announced."""
    limits = httpx.Limits(max_keepalive_connections=0, max_connections=40)
    forgetful = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=60, cookies=forgetful) as client:
        gate = asyncio.Semaphore(20)

        async def one(number: int) -> None:
            async with gate:
                joined = await client.post("/join", data={"code": code})
                cookie = {"Cookie": joined.headers["set-cookie"].partition(";")[0]}
                if number % 4 == 0:
                    await client.get("/seat", headers=cookie)
                elif number % 4 == 1:
                    await _hang_up(host, port, f"GET /seat HTTP/1.1\r\nHost: {host}:{port}\r\n{_head(cookie)}\r\n\r\n")
                elif number % 4 == 2:
                    announced = f"POST /join HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 900\r\n\r\nab"
                    await _hang_up(host, port, announced)
                else:
                    await _hang_up(host, port, "GET /se")

        await asyncio.gather(*(one(n) for n in range(count)))


def _head(headers: dict[str, str]) -> str:
    return "\r\n".join(f"{name}: {value}" for name, value in headers.items())


async def _hang_up(host: str, port: int, text: str) -> None:
    _reader, writer = await asyncio.open_connection(host, port)
    writer.write(text.encode())
    await writer.drain()
    writer.transport.abort()


def test_wrong_codes_keep_nobody_else_out(lesson: Class) -> None:
    """Whoever has a seat reads, and a right code is let in, while wrong codes pour in for as long as that takes."""
    student = lesson.student()

    def meanwhile() -> None:
        time.sleep(0.5)
        lesson.student()
        for _ in range(30):
            assert student.get(student.path).status_code == 200

    told = asyncio.run(_pour(lesson.address, meanwhile))
    assert set(told) <= {404, 429}
    assert CODES <= len(told) < MOST_CODES, "they were served only when the codes were at an end"


async def _pour(address: str, meanwhile: Callable[[], None]) -> list[int]:
    """Wrong codes, twenty at a time, until something else is done."""
    answers: list[int] = []
    luck = random.Random(4)
    bounds, wrong.MOST_WAITING, wrong.MOST = (wrong.MOST_WAITING, wrong.MOST), 10, 0.3
    try:
        async with httpx.AsyncClient(base_url=address, timeout=120) as client:
            watching = asyncio.get_running_loop().run_in_executor(None, meanwhile)

            async def mistype() -> None:
                while len(answers) < CODES or (len(answers) < MOST_CODES and not watching.done()):
                    code = "".join(luck.choice("23456789ABCDEFGH") for _ in range(6))
                    answers.append((await client.post("/join", data={"code": code})).status_code)

            await asyncio.gather(*(mistype() for _ in range(20)))
            counted = list(answers)
            await watching
            return counted
    finally:
        wrong.MOST_WAITING, wrong.MOST = bounds


NAMES = ["scene", "choice", "plan", "code", "resume", "line.furnaces", "question", "answer", "do", "about"]
PLACES = ["/", "/join", "/resume", "/leave", "/seat", "/seat/after", "/seat/class", "/teacher/do", "/teacher/vote"]
FIELDS = st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=20)), st.text(max_size=200), max_size=6)
PATHS = st.one_of(
    st.sampled_from(PLACES),
    st.text(max_size=60).map(lambda text: "/run/" + text),
    st.text(max_size=60).map(lambda text: "/" + text),
)


@settings(max_examples=60)
@given(path=PATHS, data=FIELDS, cookie=st.one_of(st.none(), st.text(max_size=80)))
def test_whatever_a_student_sends_the_class_goes_on(
    lesson: Class, monkeypatch: pytest.MonkeyPatch, path: str, data: dict[str, str], cookie: str | None
) -> None:
    monkeypatch.setattr(wrong, "MOST", 0.01)  # how slowly a wrong code is answered is asked above
    body = urlencode({k: v.encode("utf-8", "replace") for k, v in data.items()})
    with socket.create_connection(("127.0.0.1", int(lesson.address.rpartition(":")[2])), timeout=60) as raw:
        host = lesson.address.removeprefix("http://")
        head = f"POST {quote(path, safe='/')} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {FORM}\r\n"
        if cookie is not None:
            head += f"Cookie: seat={quote(cookie)}\r\n"
        raw.sendall(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
        answer = b""
        while part := raw.recv(65536):
            answer += part
    status = int(answer.split()[1])
    assert status < 500, answer[:2000]


def test_nothing_of_a_request_is_kept(lesson: Class) -> None:
    """After many requests of one student there are no more objects than before."""
    student = lesson.student()
    for _ in range(20):
        student.get(student.path)
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(100):
        student.get(student.path)
    gc.collect()
    assert len(gc.get_objects()) - before < 2_000
