"""Speed, in one run: starts against a bare application of the same toolkit, decisions, plays, a long journal.

`uv run python -m tests.benchmarks.speed` prints a table and ends with 1 if a target is missed; `--markdown` prints it
as docs/developers/benchmarks.md has it. Starts are interleaved, so that whatever else the machine does falls on all of
them, and are judged by their ratio.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from attrs import frozen

from game.engine.program import Program
from game.session import places
from game.session.library import open_program
from tests.benchmarks.clocks import until_line, until_screen
from tests.benchmarks.engine import decisions, long_journal, plays
from tests.benchmarks.pages import late_pages
from tests.benchmarks.pairs import all_changed, one_changed

ROOT = Path(__file__).resolve().parents[2]
BARE = Path(__file__).with_name("bare.py")
DESK_READY = {"TTJ_EXIT_ON_READY": "1", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
START_RATIO, LINE_RATIO = 1.5, 1 / 3
DECISION, PLAY, JOURNAL = 0.005, 0.020, 1.0
LESSON_PAGE, FULL_PAGE = 0.010, 0.030
WHAT_IF = MATTERED = 10.0
HEAD = ("what", "median", "least", "target", "met")


@frozen
class Row:
    """One line of the table: measured values, and what the middle one must not exceed."""

    what: str
    values: Sequence[float]
    target: float | None = None
    ratio: bool = False

    @property
    def met(self) -> bool:
        """Whether the target is kept; where there is none it is."""
        return self.target is None or median(self.values) <= self.target

    def cells(self) -> tuple[str, ...]:
        """The line in words."""
        write = "{:.2f}".format if self.ratio else _time
        target = "" if self.target is None else f"at most {write(self.target)}"
        met = "" if self.target is None else "yes" if self.met else "NO"
        return self.what, write(median(self.values)), write(min(self.values)), target, met


def _time(value: float) -> str:
    return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.2f} ms"


def starts(rounds: int, folder: Path) -> Iterator[Row]:
    """The first screen and the first line, each against what it is held to, in turn."""
    python, main = sys.executable, str(ROOT / "main.py")
    plain = [python, main, "play", "great_leap", "--plain", "--seed", "1", "--saves", str(folder / "saves")]
    bare: list[float] = []
    desk: list[float] = []
    line: list[float] = []
    for number in range(rounds + 1):
        _progress(f"starts, round {number} of {rounds}")
        found = (
            until_screen([python, str(BARE)], b"ready", DESK_READY, ROOT),
            until_screen([python, main], b"The full run", DESK_READY, ROOT),
            until_line(plain, ROOT),
        )
        if number:  # the first fills caches
            for kept, value in zip((bare, desk, line), found, strict=True):
                kept.append(value)
    yield Row("a bare application, one label: command to first screen and out", bare)
    yield Row("the desk: command to first usable screen and out", desk)
    yield Row("the desk to the bare application", _ratios(desk, bare), START_RATIO, ratio=True)
    yield Row("plain text: command to first line", line)
    yield Row("plain text to the desk", _ratios(line, desk), LINE_RATIO, ratio=True)


def _ratios(these: Sequence[float], those: Sequence[float]) -> list[float]:
    """Round by round: both of a pair had the same neighbours."""
    return [a / b for a, b in zip(these, those, strict=True)]


def engine(program: Program, folder: Path) -> Iterator[Row]:
    """What happens in one process."""
    _progress("decisions")
    yield Row("great_leap, one decision with reasons, processor time", decisions(program, range(3)), DECISION)
    _progress("machine plays")
    bare = plays(program, range(10))
    yield Row("great_leap, a whole machine play without text or reasons, processor time", bare, PLAY)
    _progress("a journal of 10,000 decisions")
    yield Row("a journal of 10,000 decisions, loaded, processor time", long_journal(folder, 7), JOURNAL)


def pages(folder: Path) -> Iterator[Row]:
    """What the HTML face asks of the processor for a page late in a run."""
    for what, cut, target in (("the lesson", "lesson", LESSON_PAGE), ("the full run", "", FULL_PAGE)):
        _progress(f"pages of {what}")
        alone, kept = late_pages(folder, cut)
        yield Row(f"a page late in {what}, its run replayed, processor time", alone, target)
        yield Row(f"a page late in {what}, its run kept, processor time", kept)


def afterwards(program: Program) -> Iterator[Row]:
    """What a run that has ended is asked, over all cores."""
    _progress("what-if")
    yield Row("great_leap, one decision changed over 200 seeds", one_changed(program, 3), WHAT_IF)
    _progress("the decisions that mattered")
    yield Row("great_leap, the decisions that mattered, a whole run", all_changed(program, 3), MATTERED)


def table(rows: Sequence[Row], markdown: bool) -> str:
    """The rows in columns."""
    lines = [HEAD, *(row.cells() for row in rows)]
    if markdown:
        return "\n".join("| " + " | ".join(c) + " |" for c in (lines[0], ("---",) * len(HEAD), *lines[1:]))
    wide = [max(len(line[n]) for line in lines) for n in range(len(HEAD))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, wide, strict=True)).rstrip() for line in lines)


def machine() -> str:
    """Where this was measured, in words."""
    system = f"{platform.system()} on {platform.machine()}"
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {system}, load {load} when it began"


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and say whether every target is met."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.speed", description="How fast the game is here.")
    parser.add_argument("--markdown", action="store_true", help="the table as a page of the docs has it")
    parser.add_argument("--rounds", type=int, default=15, help="how often each start is timed")
    args = parser.parse_args(argv)
    where = machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = open_program(places.stories() / "great_leap")
        rows = [*starts(max(1, args.rounds), folder), *engine(program, folder)]
        rows += [*pages(places.stories() / "great_leap"), *afterwards(program)]
    _progress("")
    print(f"{time.strftime('%Y-%m-%d')}: {where}.\n")
    print(table(rows, args.markdown))
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
