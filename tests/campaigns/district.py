"""Two servers of one class behind nginx and one PostgreSQL; one is killed while the class plays, and comes back.

    uv run python -m tests.campaigns.district [--students 60] [--hurry 10]

Everything is real: processes, sockets, a cluster of its own, the proxy with the settings of docs/deploy. Students play
whole lessons through the proxy. A third of the way in, one server gets kill -9; another third later it is started
again, and the other is killed. No student may see an error, and every signature must be in the results. Prints a
table, and ends with 1 if it is otherwise.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from attrs import define, field

from tests.benchmarks.classroom.client import WENT_WRONG, Browser
from tests.benchmarks.classroom.load import pause, percentile
from tests.benchmarks.classroom.student import Student
from tests.postgres import cluster, fresh

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("first", "second")


@define
class Page:
    """One of the servers: the class under its class code, which the first of them makes."""

    home: Path
    results: str
    name: str  # as the students' browsers say it
    port: int
    class_code: str = ""
    process: subprocess.Popen[str] | None = field(default=None)

    def start(self) -> str:
        """Start it, and wait until it serves. The class code."""
        self.home.mkdir(exist_ok=True)
        command = [sys.executable, "main.py", "class", "great_leap", "--cut", "lesson", "--no-board", "--json"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--name", self.name, "--results", self.results]
        command += ["--room", self.class_code] if self.class_code else ["--new"]
        folders = {name: str(self.home) for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
        given = {**os.environ, **folders}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=given, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.class_code = str(json.loads(self.process.stdout.readline())["class_code"])
        return self.class_code

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Send it a signal, and wait until it is gone."""
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(20)


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def settings(home: Path, port: int, servers: Sequence[int]) -> Path:
    """The proxy's settings: those of docs/deploy/nginx.conf, with our ports, as an ordinary user."""
    written = (ROOT / "docs" / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    ours = "\n".join(f"    server 127.0.0.1:{one} max_fails=0;" for one in servers)
    head, _, rest = written.partition("    server ")
    _, _, rest = rest.rpartition("    server ")
    body = head + ours + "\n" + rest.partition("\n")[2]
    body = body.replace("listen 80;", f"listen 127.0.0.1:{port};")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "".join(f"{kind}_temp_path {home}/{kind};\n" for kind in kinds)
    file = home / "nginx.conf"
    file.write_text(
        f"pid {home}/nginx.pid;\nerror_log {home}/error.log;\ndaemon off;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{folders}{body}\n}}\n",
        encoding="utf-8",
    )
    return file


@contextmanager
def proxy(home: Path, port: int, servers: Sequence[int]) -> Generator[None]:
    """nginx before the servers."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-c", str(settings(home, port, servers)), "-p", str(home)])
    try:
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


async def play(students: Sequence[Student], pages: Sequence[Page], hurry: float, length: float) -> list[str]:
    """All play; the second server is killed and started meanwhile. What went wrong is told."""
    wrong: list[str] = []

    async def one(student: Student) -> None:
        await asyncio.sleep(student.chance.uniform(0, 20 / hurry))
        try:
            await student.play()
        except WENT_WRONG as error:
            wrong.append(f"student {student.number}: {error!r}")

    async with asyncio.TaskGroup() as group:
        for student in students:
            group.create_task(one(student))
        await asyncio.sleep(length / 3)
        await asyncio.to_thread(pages[1].kill)
        await asyncio.sleep(length / 3)
        await asyncio.to_thread(pages[1].start)
        await asyncio.to_thread(pages[0].kill)
    return wrong


def kept(results: str) -> set[str]:
    """The run codes in the results, as addresses have them."""
    with psycopg.connect(results.replace("postgresql+psycopg://", "postgresql://")) as base:
        rows = base.execute("select code from class_seats where code != ''").fetchall()
    return {str(code).replace("-", "") for (code,) in rows}


def campaign(students: int, hurry: float) -> tuple[list[tuple[str, object]], int]:
    """The table's rows, and how much was lost or went wrong."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="district-")))
        results = fresh(stack.enter_context(cluster()))
        port, inner = free_port(), [free_port(), free_port()]
        pages = [Page(home / name, results, f"127.0.0.1:{port}", one) for name, one in zip(NAMES, inner, strict=True)]
        try:
            pages[1].class_code = pages[0].start()
            pages[1].start()
            stack.enter_context(proxy(home, port, inner))
            they = [Student(n, Browser("127.0.0.1", port), pages[0].class_code, pause(hurry)) for n in range(students)]
            began = time.monotonic()
            wrong = asyncio.run(play(they, pages, hurry, 330 / hurry))
            seconds = time.monotonic() - began
            codes = kept(results)
        finally:
            for page in pages:
                if page.process is not None and page.process.poll() is None:
                    page.kill(signal.SIGINT)
    lost = sum(student.code.replace("-", "") not in codes for student in they)
    took = [t for student in they for t in student.browser.took]
    for line in wrong[:5]:
        print(line, file=sys.stderr)
    rows: list[tuple[str, object]] = [
        ("students", students),
        ("servers killed while they played", 2),
        ("signatures", sum(student.signed for student in they)),
        ("students whose lesson came to its end", sum(student.ended for student in they)),
        ("students who saw an error", len(wrong)),
        ("last signatures not in the results", lost),
        ("95 of 100 answers within, milliseconds", round(percentile(took, 95))),
        ("the slowest answer, milliseconds", round(max(took) * 1000)),
        ("seconds", round(seconds)),
    ]
    return rows, lost + len(wrong)


def main(argv: Sequence[str] | None = None) -> int:
    """Play, print, and say whether anything was lost."""
    parser = argparse.ArgumentParser(prog="tests.campaigns.district", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--hurry", type=float, default=10.0, help="students wait so many times less than people do")
    args = parser.parse_args(argv)
    rows, bad = campaign(args.students, args.hurry)
    print("\n".join(("| what | number |", "| --- | ---: |", *(f"| {a} | {b} |" for a, b in rows))))
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
