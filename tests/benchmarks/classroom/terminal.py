"""`uv run python -m tests.benchmarks.classroom.terminal`: pages beside a terminal for each student, in one run.

The same game, served twice on this machine: as pages by `class`, and as the desk in the browser by textual-serve, which
starts a process for each student. Compared are the memory a student costs, and the time from opening the address to the
first screen that can be read. Prints a table.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import aiohttp

from tests.benchmarks.classroom.client import Browser
from tests.benchmarks.classroom.load import Line, pause, table
from tests.benchmarks.classroom.served import ROOT, served
from tests.benchmarks.classroom.student import Student

PORT = 8765
FIRST = "Ten Thousand Jin"
SERVE = "from textual_serve.server import Server; Server({command!r}, host='127.0.0.1', port={port}).serve()"


def private(process: int) -> float:
    """What a process and those it started hold of their own, in MB."""
    found = 0.0
    children = Path(f"/proc/{process}/task/{process}/children")
    with_them = [process, *(int(child) for child in children.read_text(encoding="ascii").split())]
    for one in with_them:
        if one != process:
            found += private(one)
            continue
        lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
        found += sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
    return found


async def pages(students: int) -> tuple[list[float], float]:
    """Seconds until each reads, one after the other, and what each costs in MB."""
    took: list[float] = []
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as server:
        await Student(0, Browser(server.host, server.port), server.class_code, pause(1)).join()
        idle = server.memory()
        for number in range(1, students + 1):
            began = time.perf_counter()
            await Student(number, Browser(server.host, server.port), server.class_code, pause(1)).join()
            took.append(time.perf_counter() - began)
        return took, (server.memory() - idle) / students


async def terminals(students: int) -> tuple[list[float], float]:
    """The same for a terminal each."""
    took: list[float] = []
    with tempfile.TemporaryDirectory() as saves:
        command = f"{sys.executable} -m tests.benchmarks.classroom.desk_in_browser {saves}"
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE.format(command=command, port=PORT)],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            async with aiohttp.ClientSession() as session:
                await _listening(session)
                idle, open_ = private(process.pid), list[aiohttp.ClientWebSocketResponse]()
                for _ in range(students):
                    began = time.perf_counter()
                    async with session.get(f"http://127.0.0.1:{PORT}/") as page:
                        await page.text()
                    socket = await session.ws_connect(f"http://127.0.0.1:{PORT}/ws?width=80&height=24")
                    open_.append(socket)
                    await _readable(socket)
                    took.append(time.perf_counter() - began)
                await asyncio.sleep(1)
                each = (private(process.pid) - idle) / students
                for socket in open_:
                    await socket.close()
                return took, each
        finally:
            process.terminate()
            process.wait()


async def _listening(session: aiohttp.ClientSession) -> None:
    for _ in range(100):
        try:
            async with session.get(f"http://127.0.0.1:{PORT}/") as page:
                await page.text()
                return
        except aiohttp.ClientError:
            await asyncio.sleep(0.1)
    raise TimeoutError("textual-serve does not answer")


async def _readable(socket: aiohttp.ClientWebSocketResponse) -> None:
    """Until the first screen has come."""
    seen = b""
    async with asyncio.timeout(30):
        async for message in socket:
            seen += message.data if isinstance(message.data, bytes) else str(message.data).encode()
            if FIRST.encode() in seen:
                return
    raise ConnectionError("the terminal closed before its first screen")


async def measured(students: int) -> list[Line]:
    """Both."""
    slow, heavy = await terminals(students)
    quick, light = await pages(students)
    return [
        Line("first page, a terminal each", f"{median(slow):.2f} s"),
        Line("first page to read, pages (door, seat, desk)", f"{median(quick):.3f} s"),
        Line("terminal to pages", f"{median(slow) / median(quick):.0f} times"),
        Line("memory a student, a terminal each", f"{heavy:.1f} MB"),
        Line("memory a student, pages", f"{light:.3f} MB"),
        Line("terminal to pages", f"{heavy / max(light, 0.001):.0f} times"),
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.classroom.terminal")
    parser.add_argument("--students", type=int, default=10)
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args(argv)
    print(table(asyncio.run(measured(args.students)), markdown=args.markdown))
    return 0


if __name__ == "__main__":
    sys.exit(main())
