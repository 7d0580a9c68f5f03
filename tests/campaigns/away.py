"""The Wi-Fi of a class is gone for ten minutes in the middle of a decision, in real browsers.

    uv run python -m tests.campaigns.away [--minutes 10] [--students 6]

Students of a real class sign twice and mark their third answer. Then every second of them has no network, and for the
others the server stands still, so that what they send is neither taken nor refused. All press Sign. When the network
is back every signature must be there once, without anything being pressed again, and all play their lesson to its end.
Prints a table, and ends with 1 if it is otherwise.
"""

from __future__ import annotations

import argparse
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Page

from tests.benchmarks.classroom.served import Server, served
from tests.browser import LAPTOP, PHONE, chromium, opened
from tests.page.test_browser import unfold
from tests.page.test_class_browser import at_her_desk, mark, sign

PATIENCE = 60_000  # milliseconds until a page has come back; it tries every three seconds
BEFORE = 2


def joined(page: Page, server: Server) -> None:
    """Join, sign some, and mark the next."""
    at_her_desk(page, f"http://{server.host}:{server.port}/{server.class_code}")
    for _ in range(BEFORE):
        mark(page)
        sign(page)
    mark(page)


def signatures(file: Path) -> list[int]:
    """What each seat has signed, by the results."""
    with sqlite3.connect(file) as base:
        return [int(n) for (n,) in base.execute("select signatures from class_seats order by number")]


def away(pages: Sequence[Page], server: Server, minutes: float) -> int:
    """Everybody presses Sign without a network; how many pages had gone on when it was back."""
    at = [page.url for page in pages]
    for page in pages[::2]:
        page.context.set_offline(True)
    server.process.send_signal(signal.SIGSTOP)
    for page in pages:
        page.locator("form.sign button").click(no_wait_after=True)
    time.sleep(minutes * 60)
    server.process.send_signal(signal.SIGCONT)
    for page in pages[::2]:
        page.context.set_offline(False)
    for page, before in zip(pages, at, strict=True):
        page.wait_for_url(lambda url, before=before: url != before, timeout=PATIENCE)
    return sum("told=" not in page.url for page in pages)


def ended(page: Page) -> int:
    """Sign until the desk is closed; how often."""
    count = 0
    while page.locator("form.sign").count():
        unfold(page)
        mark(page)
        sign(page)
        count += 1
    return count


def campaign(students: int, minutes: float) -> tuple[list[tuple[str, object]], bool]:
    """The table's rows, and whether all was well."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="away-")))
        file = home / "results.db"
        server = stack.enter_context(served(home, f"sqlite:///{file}"))
        browser = stack.enter_context(chromium())
        pages = [stack.enter_context(opened(browser, PHONE if n % 3 == 2 else LAPTOP)) for n in range(students)]
        for page in pages:
            joined(page, server)
        went_on = away(pages, server, minutes)
        back = signatures(file)
        rest = [ended(page) for page in pages]
        last = signatures(file)
    once = back == [BEFORE + 1] * students
    whole = last == [BEFORE + 1 + more for more in rest]
    rows: list[tuple[str, object]] = [
        ("students, each in a browser of her own", students),
        ("minutes without a network", f"{minutes:g}"),
        ("pages that went on by themselves afterwards", went_on),
        ("signatures that were sent meanwhile and are there once", sum(n == BEFORE + 1 for n in back)),
        ("signatures lost or there twice", sum(abs(n - BEFORE - 1) for n in back)),
        ("signatures of all lessons, as pages and as results count them", f"{sum(rest) + sum(back)} and {sum(last)}"),
    ]
    return rows, once and whole and went_on == students


def main(argv: Sequence[str] | None = None) -> int:
    """Play, print, and say whether anything was lost or doubled."""
    parser = argparse.ArgumentParser(prog="tests.campaigns.away", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--students", type=int, default=6)
    parser.add_argument("--minutes", type=float, default=10.0)
    args = parser.parse_args(argv)
    rows, well = campaign(args.students, args.minutes)
    print("\n".join(("| what | number |", "| --- | ---: |", *(f"| {a} | {b} |" for a, b in rows))))
    return int(not well)


if __name__ == "__main__":
    sys.exit(main())
