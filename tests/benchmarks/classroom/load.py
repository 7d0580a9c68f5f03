"""`uv run python -m tests.benchmarks.classroom.load` lets classes play against a real server on this machine.

Students read with human pauses (10 to 50 seconds, `--hurry N` divides them), look things up, and sign whole lessons;
their pages ask every 12 seconds whether anything has changed, and these looks are not counted among the answers;
the load maker shares the machine's cores with the server. Then what is in the results is held against what each student
saw. Prints a table, and ends with 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles

from attrs import frozen

from tests.benchmarks.classroom.client import WENT_WRONG, Browser, UnexpectedError, forms
from tests.benchmarks.classroom.served import Server, served
from tests.benchmarks.classroom.student import Student

SIZES = (200, 1_000)
SLOWEST = {200: (95, 100.0), 1_000: (99, 200.0)}  # of so many students: this percentile, in milliseconds
A_STUDENT = 0.2  # MB above the idle server
AT_ONCE, READING = 40, 2.0  # joins in one second; seconds until all read
WRONG, LANES = 10_000, 100
UNCHANGED = 1.2  # p95 beside wrong codes to p95 without: a fifth is what no student may cost the others
JOINING = 30.0  # seconds in which a class comes in


@frozen
class Line:
    """A line of the table."""

    what: str
    found: str
    target: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """The line in words."""
        return self.what, self.found, self.target, "" if self.met is None else "yes" if self.met else "NO"


def percentile(times: Sequence[float], which: int) -> float:
    """Of seconds, in milliseconds."""
    return quantiles(times, n=100, method="inclusive")[which - 1] * 1000


def pause(hurry: float) -> Callable[[random.Random], float]:
    """How long a student reads before she does something."""
    return lambda chance: chance.uniform(10.0, 50.0) / hurry


async def lesson(server: Server, students: int, hurry: float, first: int = 1) -> tuple[list[Student], list[str]]:
    """So many play whole lessons, coming in over half a minute; what went wrong is told."""
    wrong: list[str] = []

    async def one(student: Student) -> None:
        await asyncio.sleep(student.chance.uniform(0, JOINING / hurry))
        try:
            await student.play()
        except WENT_WRONG as error:
            wrong.append(f"student {student.number}: {error!r}")
        student.browser.drop()

    found = [
        Student(number, Browser(server.host, server.port), server.class_code, pause(hurry), hurry)
        for number in range(first, first + students)
    ]
    async with asyncio.TaskGroup() as group:
        for student in found:
            group.create_task(one(student))
    return found, wrong


def kept(file: Path) -> set[str]:
    """The run codes in the results, as addresses have them."""
    with sqlite3.connect(file) as base:
        return {str(code).replace("-", "") for (code,) in base.execute("select code from class_seats where code != ''")}


async def class_of(students: int, hurry: float, home: Path) -> list[Line]:
    """A class of so many."""
    file = home / f"class{students}.db"
    with served(home, f"sqlite:///{file}") as server:
        await lesson(server, 2, 200.0, first=100_001)  # so that what is loaded once is loaded
        idle, before, began = server.memory(), server.processor(), time.monotonic()
        most = [idle]
        watching = asyncio.create_task(_watched(server, most))
        played, wrong = await lesson(server, students, hurry)
        watching.cancel()
        took = [t for student in played for t in student.browser.took]
        memory, busy = max(most) - idle, (server.processor() - before) / (time.monotonic() - began)
        lost = sum(student.code.replace("-", "") not in kept(file) for student in played)
    which, most = SLOWEST.get(students, (95, 200.0))
    slow = percentile(took, which)
    signed = sum(student.signed for student in played)
    who = f"{students:,} students"
    watched = sum(len(student.watched) for student in played)
    asked = f"{len(took):,} requests, {signed:,} signatures, {watched:,} looks of pages, {busy:.0%} of a core"
    for line in wrong[:5]:
        print(line, file=sys.stderr)
    return [
        Line(f"{who}: {asked}; half the answers within", f"{percentile(took, 50):.0f} ms"),
        Line(f"{who}: p{which}", f"{slow:.0f} ms", f"under {most:.0f} ms", slow < most),
        Line(f"{who}: the slowest answer", f"{max(took) * 1000:.0f} ms"),
        Line(f"{who}: went wrong", str(len(wrong)), "none", not wrong),
        Line(f"{who}: whose last signature is not in the results", str(lost), "none", not lost),
        Line(f"{who}: memory above the idle server ({idle:.0f} MB), each", f"{memory / students:.3f} MB",
             f"under {A_STUDENT} MB", memory / students < A_STUDENT),
    ]  # fmt: skip


async def _watched(server: Server, seen: list[float]) -> None:
    """Note what the server holds, every second."""
    while True:
        await asyncio.sleep(1)
        seen.append(server.memory())


async def at_once(home: Path) -> list[Line]:
    """Forty join in the same second."""
    took: list[float] = []

    async def one(student: Student) -> None:
        await asyncio.sleep(student.chance.uniform(0, 1.0))
        began = time.monotonic()
        await student.join()
        took.append(time.monotonic() - began)

    with served(home) as server:
        async with asyncio.TaskGroup() as group:
            for number in range(AT_ONCE):
                group.create_task(one(Student(number, Browser(server.host, server.port), server.class_code, pause(1))))
    what = f"{AT_ONCE} join in one second: the last of them reads after"
    return [Line(what, f"{max(took):.2f} s", f"within {READING:.0f} s", max(took) <= READING)]


async def wrong_codes(home: Path, hurry: float, number: int) -> list[Line]:
    """A class plays; then one plays while wrong codes are tried as fast as they are answered."""
    with served(home) as server:
        calm, wrong = await lesson(server, 30, hurry)
        left = [number]
        flood = [asyncio.create_task(_try_codes(server, lane, left)) for lane in range(LANES)]
        await asyncio.sleep(0.5)
        beset, more = list[Student](), list[str]()
        while left[0] > 0:  # wrong answers are slow: one class after another plays beside them
            some, went = await lesson(server, 30, hurry, first=1_001 + len(beset))
            beset, more = beset + some, more + went
        tried = number - max(left[0], 0)
        for task in flood:
            task.cancel()
        await asyncio.gather(*flood, return_exceptions=True)
    before, during = (percentile([t for s in some for t in s.browser.took], 95) for some in (calm, beset))
    what = f"30 students: p95 while {tried:,} wrong codes are tried, to without ({before:.0f} ms)"
    return [
        Line(what, f"{during:.0f} ms", f"at most {UNCHANGED} times", during <= before * UNCHANGED),
        Line("30 students beside wrong codes: went wrong", str(len(wrong) + len(more)), "none", not wrong + more),
    ]


async def _try_codes(server: Server, lane: int, left: list[int]) -> None:
    """Wrong codes on one connection, one after the other."""
    browser, chance = Browser(server.host, server.port), random.Random(lane)
    door = next(form for form in forms((await browser.get("/")).text) if form.action.endswith("/join"))
    while left[0] > 0:
        left[0] -= 1
        code = "".join(chance.choices("ABCDEFGHJKMNPQRSTUVWXYZ23456789", k=6))
        answer = await browser.send(door.action, {**door.fixed, "code": code})
        if answer.status not in (404, 429):
            raise UnexpectedError(f"{answer.status} for a wrong code")


def table(lines: Sequence[Line], *, markdown: bool) -> str:
    """The lines in columns."""
    rows = [("what", "found", "target", "met"), *(line.cells() for line in lines)]
    if markdown:
        return "\n".join("| " + " | ".join(row) + " |" for row in (rows[0], ("---",) * 4, *rows[1:]))
    wide = [max(len(row[n]) for row in rows) for n in range(4)]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, wide, strict=True)).rstrip() for row in rows)


async def measured(args: argparse.Namespace) -> list[Line]:
    """All of it, one after the other."""
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for students in args.students:
            lines += _told(await class_of(students, args.hurry, home))
        lines += _told(await at_once(home))
        lines += _told(await wrong_codes(home, args.hurry * 5, args.wrong))
    return lines


def _told(lines: list[Line]) -> list[Line]:
    """Say on the way what was found."""
    for line in lines:
        print(*line.cells(), sep=" | ", file=sys.stderr, flush=True)
    return lines


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and say whether every target is met."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.classroom.load", description="Classes on a real server.")
    parser.add_argument("--students", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--hurry", type=float, default=1.0, help="students wait so many times less than people do")
    parser.add_argument("--wrong", type=int, default=WRONG, help="wrong class codes")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args(argv)
    load = f"{os.getloadavg()[0]:.1f}"
    began = time.monotonic()
    lines = asyncio.run(measured(args))
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} on {platform.machine()}"
    print(f"{time.strftime('%Y-%m-%d')}: {where}, load {load} when it began; {time.monotonic() - began:.0f} s.\n")
    print(table(lines, markdown=args.markdown))
    return int(any(line.met is False for line in lines))


if __name__ == "__main__":
    sys.exit(main())
