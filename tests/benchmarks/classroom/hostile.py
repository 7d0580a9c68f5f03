"""`uv run python -m tests.benchmarks.classroom.hostile` lets one device do its worst while a class plays beside it.

The class reads with human pauses (`--hurry N` divides them). The device is a process of its own with an address of its
own: it asks for pages, sends forms of thousands of fields, or holds connections that say nothing. It has begun some
seconds before, so that the two seconds of the processor which everybody has free are used up. Prints a table, and ends
with 1 if one device costs the others more than a fifth.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

from attrs import frozen

from tests.benchmarks.classroom.client import WENT_WRONG, Browser
from tests.benchmarks.classroom.load import UNCHANGED, Line, lesson, pause, percentile, table
from tests.benchmarks.classroom.served import Server, served
from tests.benchmarks.classroom.student import Student

Process = multiprocessing.get_context("spawn").Process
OTHER = "127.0.0.2"  # the server measures whoever is not this machine under its usual address
LANES = 8
FIELDS = {f"field{n}": "x" for n in range(5_000)}  # 59 KB as they are sent
IDLE = 1_500
BEFORE = 8.0  # seconds that it has gone on when the class begins


@frozen
class Device:
    """What one device knows: where the server is, its seat, its run."""

    host: str
    port: int
    cookies: dict[str, str]
    code: str

    def browser(self) -> Browser:
        """A connection of its own."""
        return Browser(self.host, self.port, source=OTHER, cookies=dict(self.cookies))


Flood = Callable[[Device], Awaitable[None]]


async def pages(device: Device) -> None:
    """Her page, again and again."""
    browser = device.browser()
    while True:
        with suppress(*WENT_WRONG):
            await browser.get(f"/run/{device.code}/words")


async def fields(device: Device) -> None:
    """Forms of thousands of fields, sent to be signed."""
    browser = device.browser()
    while True:
        with suppress(*WENT_WRONG):
            await browser.send(f"/run/{device.code}", FIELDS)


async def silence(device: Device) -> None:
    """Connections on which half a request stands, opened again as they are closed."""
    while True:
        held: list[asyncio.StreamWriter] = []
        with suppress(OSError):
            for _ in range(IDLE // LANES):
                _read, write = await asyncio.open_connection(device.host, device.port, local_addr=(OTHER, 0))
                write.write(b"GET / HTTP/1.1\r\nHost: ")
                held.append(write)
        await asyncio.sleep(9)
        for write in held:
            write.transport.abort()


FLOODS: dict[str, Flood] = {
    f"one device asks for pages on {LANES} connections": pages,
    f"one device sends forms of 5,000 fields on {LANES} connections": fields,
    f"one device holds {IDLE:,} connections that say nothing": silence,
}


def at_its_worst(name: str, device: Device) -> None:
    """All lanes of a flood, for as long as this process lives; it is elsewhere, and takes nothing from the class's."""
    os.nice(19)

    async def all_lanes() -> None:
        await asyncio.gather(*(FLOODS[name](device) for _ in range(LANES)))

    asyncio.run(all_lanes())


async def class_beside(server: Server, students: int, hurry: float, first: int) -> tuple[float, int]:
    """The 95th percentile of a class's answers in milliseconds, and how many of its students saw something wrong."""
    played, wrong = await lesson(server, students, hurry, first=first)
    for line in wrong[:3]:
        print(line, file=sys.stderr)
    return percentile([t for student in played for t in student.browser.took], 95), len(wrong)


async def measured(students: int, hurry: float, rounds: int) -> list[Line]:
    """Every flood, between classes that are left alone."""
    calm: list[float] = []
    beset: dict[str, list[float]] = {name: [] for name in FLOODS}
    wrong, number = 0, 1
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        hostile = Student(100_000, Browser(server.host, server.port, source=OTHER), server.class_code, pause(hurry))
        await hostile.join()
        device = Device(server.host, server.port, hostile.browser.cookies, hostile.code)
        await lesson(server, 2, 200.0, first=100_001)
        for _ in range(rounds):
            for name in ("", *FLOODS):
                flood = Process(target=at_its_worst, args=(name, device), daemon=True) if name else None
                if flood is not None:
                    flood.start()
                await asyncio.sleep(BEFORE)
                found, went = await class_beside(server, students, hurry, number)
                (beset[name] if name else calm).append(found)
                wrong, number = wrong + went, number + students
                if flood is not None:
                    flood.kill()
                    flood.join()
    usual = median(calm)
    lines = [Line(f"{students} students alone: p95", f"{usual:.1f} ms")]
    for name, times in beset.items():
        many = f"{median(times):.1f} ms ({median(times) / usual:.2f} times)"
        lines.append(Line(f"while {name}", many, f"at most {UNCHANGED} times", median(times) <= usual * UNCHANGED))
    return [*lines, Line("students who saw something wrong", str(wrong), "none", not wrong)]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and say whether nobody was slowed."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.classroom.hostile", description="One device at its worst.")
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--hurry", type=float, default=15.0, help="students wait so many times less than people do")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args(argv)
    began = time.monotonic()
    lines = asyncio.run(measured(args.students, args.hurry, args.rounds))
    print(f"{time.strftime('%Y-%m-%d')}; {time.monotonic() - began:.0f} s.\n")
    print(table(lines, markdown=True))
    return int(any(line.met is False for line in lines))


if __name__ == "__main__":
    sys.exit(main())
