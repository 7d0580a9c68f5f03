"""A server killed in the middle of a class and started again: every student goes on from the page she has."""

from __future__ import annotations

import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from socket import create_connection

import httpx
import pytest

from game.cli import main
from game.page.serve import bound
from tests.conftest import ROOT
from tests.page.classes import Command, Student, command, free_port
from tests.page.conftest import LOOPBACK
from tests.postgres import cluster, fresh


def sit(server: Command, count: int) -> list[Student]:
    made = [Student.at(server.address) for _ in range(count)]
    for student in made:
        student.join(server.code)
    return made


def board(server: Command) -> str:
    teacher = Student.at(server.address)
    teacher.get(server.told["teacher"])
    return teacher.text


def test_results_in_memory(tmp_path: Path) -> None:
    port = str(free_port())
    before = command(tmp_path, "--cut", "lesson", "--port", port)
    students = sit(before, 3)
    done = [student.play(most) for student, most in zip(students, (2, 4, 5), strict=True)]
    (kept,) = (tmp_path / "ten-thousand-jin" / "classes").glob("*.json")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    first, second, third = students
    path, sent = first.path, first.answer(1)
    before.kill()
    with pytest.raises(httpx.TransportError):
        first.post(path, **sent)
    after = command(tmp_path, "--cut", "lesson", "--port", port)
    try:
        assert (after.code, after.address) == (before.code, before.address)
        assert after.told["again"]
        first.post(path, **sent)
        assert first.path.startswith("/run/")
        assert first.path != path
        where = second.path
        second.get(where)
        assert second.path == where, "she stands where she stood"
        third.get("/seat")
        assert "resume code" in third.text
        assert first.play(2) == 2
        late = Student.at(after.address)
        late.join(after.code)
        assert late.path not in (first.path, where)
        assert first.play(100) + 3 + done[0] == 10
        assert "finished" in board(after)
    finally:
        after.process.send_signal(signal.SIGINT)
        assert after.process.wait(60) == 0
    assert not kept.exists(), "a clean end leaves nothing"


def test_who_was_let_go_on_past_a_stop_and_who_was_taken_out_is_known_again(tmp_path: Path) -> None:
    port = str(free_port())
    before = command(tmp_path, "--cut", "lesson", "--port", port)
    first, second, third = sit(before, 3)
    teacher = Student.at(before.address)
    page = teacher.get(before.told["teacher"]).text
    stop = re.findall(r'<option value="([^"]+)">after', page)[0]
    teacher.post("/teacher/do", do="stop", about=stop)
    signed = first.play(100)
    assert 0 < signed < 10
    teacher.post("/teacher/do", do="go_on")
    assert second.play(100) == signed, "she comes later, and waits"
    teacher.post("/teacher/do", do="remove", about="3")
    before.kill()
    after = command(tmp_path, "--cut", "lesson", "--port", port)
    try:
        for student in (first, second, third):
            student.get(student.path)
        assert second.play(100) == 0
        assert "waits here for everybody" in second.text
        assert first.play(100) + signed == 10
        assert "taken out" in board(after)
    finally:
        after.process.send_signal(signal.SIGINT)
        assert after.process.wait(20) == 0


def test_a_vote_in_memory_goes_on_where_it_stood(tmp_path: Path) -> None:
    port = str(free_port())
    before = command(tmp_path, "--cut", "lesson", "--port", port, "--vote")
    teacher = Student.at(before.address)
    teacher.get(before.told["teacher"])
    for number in (1, 2):
        teacher.get("/teacher/run")
        assert f"Signature {number} of 10" in teacher.text
        assert ("20 to 36 million" in teacher.text) is (number == 1), "what it is about, before anything is signed"
        (form,) = [f for f in teacher.read().forms if f.action.endswith("/teacher/vote")]
        hands = {name: "3" for name in form.held if name.startswith("hands.") and name.endswith(".0")}
        teacher.post("/teacher/vote", **{**form.held, **hands})
    where = teacher.path
    before.kill()
    after = command(tmp_path, "--cut", "lesson", "--port", port, "--vote")
    try:
        teacher.get(where)
        assert teacher.path == where
        teacher.get("/teacher/run")
        assert "Signature 3 of 10" in teacher.text
        teacher.get("/teacher/votes")
        assert teacher.read().text.count("3") >= 2, "both counts"
    finally:
        after.process.send_signal(signal.SIGINT)
        assert after.process.wait(60) == 0


@pytest.mark.parametrize("kind", ["file", "postgresql"])
def test_results_that_are_kept(kind: str, tmp_path: Path) -> None:
    if kind == "file":
        _goes_on(tmp_path, f"sqlite:///{tmp_path / 'class.db'}")
        return
    with cluster() as socket:
        _goes_on(tmp_path, fresh(socket))


def _goes_on(home: Path, url: str) -> None:
    """Nothing signed is lost, and the board is whole again at once."""
    port = str(free_port())
    before = command(home, "--cut", "lesson", "--port", port, "--results", url)
    students = sit(before, 3)
    done = [student.play(most) for student, most in zip(students, (1, 3, 5), strict=True)]
    told = board(before)
    before.kill()
    after = command(home, "--cut", "lesson", "--port", port, "--results", url)
    try:
        assert after.code == before.code
        assert board(after).replace("ago", "") == told.replace("ago", "")
        for student, signed in zip(students, done, strict=True):
            student.get(student.path)
            assert student.play(100) + signed == 10
        assert board(after).count("finished") >= 3
    finally:
        after.process.send_signal(signal.SIGTERM)
        assert after.process.wait(60) == 143
    forgotten = subprocess.run(
        [sys.executable, "main.py", "class", "forget", "--results", url, "--all"],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert forgotten.returncode == 0, forgotten.stderr
    assert "1 class is deleted" in forgotten.stdout


def test_one_of_two_servers_of_a_class_is_killed(tmp_path: Path) -> None:
    """Two servers with one database: whoever is left answers everybody, and no student can tell."""
    with cluster() as socket:
        url = fresh(socket)
        first = command(tmp_path / "one", "--cut", "lesson", "--results", url)
        second = command(tmp_path / "two", "--cut", "lesson", "--results", url, "--room", first.code)
        try:
            assert second.code == first.code
            students = sit(first, 4)
            for student in students:
                student.play(3)
            first.kill()
            for student in students:
                moved = Student.at(second.address)
                moved.client.cookies.update(dict(student.client.cookies.items()))
                moved.get(student.path)
                assert moved.path == student.path
                assert moved.play(100) == 7
            assert board(second).count("finished") >= 4
        finally:
            second.process.terminate()
            second.process.wait(60)


@pytest.mark.parametrize(
    ("more", "told", "code"),
    [
        (("--host", "198.51.100.7"), "cannot be served", 5),
        (("--host", "no.such.host.invalid"), "is not an address of this machine", 2),
        (("--host", "0.0.0.0"), "not at all of them", 2),
        (("--host", "127.0.0.1", "--results", "class.db"), "sqlite:///results.db", 2),
        (("--host", "127.0.0.1", "--room", "222222"), "there is no class", 2),
        (("--host", "127.0.0.1", "--cut", "nowhere"), "nowhere", 3),
        (("--host", "127.0.0.1", "--port", "TAKEN"), "taken by another program", 5),
    ],
)
def test_what_cannot_be_served_is_said(
    more: tuple[str, ...], told: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with bound(LOOPBACK, 0) as taken:
        port = str(taken.getsockname()[1])
        arguments = [port if word == "TAKEN" else word for word in more]
        assert main(["class", "great_leap", "--no-board", *arguments]) == code
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said


def test_what_is_being_sent_when_the_class_is_ended_is_answered(tmp_path: Path) -> None:
    """Ctrl-C ends the serving and not the server's sockets: nobody's connection breaks off, and no trace is printed."""
    held = command(tmp_path, "--cut", "lesson")
    host, _, port = held.address.rstrip("/").rpartition("//")[2].rpartition(":")
    body = b"code=" + held.code.encode()
    at = f"Host: {host}:{port}\r\nOrigin: http://{host}:{port}"
    head = f"POST /join HTTP/1.1\r\n{at}\r\nContent-Length: {len(body)}\r\n"
    with create_connection((host, int(port)), timeout=20) as sending:
        sending.sendall(head.encode() + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n" + body[:3])
        time.sleep(1)  # the server is waiting for the rest, and the command for Ctrl-C
        held.process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        sending.sendall(body[3:])
        assert sending.recv(100).startswith(b"HTTP/1.1 303")
    assert held.process.wait(20) == 0
