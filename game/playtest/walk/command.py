"""`walk`: what legal plays of a scenario can reach; counted whole where it is small enough, else bounded."""

from __future__ import annotations

import argparse
import json
import sys
import time

from game.playtest.asked import INTERRUPTED
from game.playtest.walk.explore import Budget, Exploring
from game.playtest.walk.text import as_data, lines_of
from game.playtest.walk.told import told
from game.session import places
from game.session.library import check_cut, open_program

PROBLEMS = 1
EVERY = 0.2  # seconds between two lines of progress


def walk(args: argparse.Namespace) -> int:
    """Walk and report."""
    folder = places.find_scenario(args.scenario)
    program = open_program(folder)
    check_cut(args.cut, program.cuts, folder)
    progress = _Progress(sys.stderr.isatty() and not args.json)
    budget = Budget(args.limit, args.seconds, args.workers)
    exploring = Exploring(program, args.seed, program.cuts.get(args.cut), budget, progress.tell)
    exploring.explore()
    progress.clear()
    found = told(exploring)
    if args.json:
        print(json.dumps(as_data(found), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines_of(found, codes=args.codes)))
    if found.interrupted:
        return INTERRUPTED
    return PROBLEMS if found.stops else 0


class _Progress:
    """A line on a terminal that counts up."""

    def __init__(self, shown: bool) -> None:
        self.shown, self.last = shown, 0.0

    def tell(self, what: str, count: int, deep: int) -> None:
        """So much is done."""
        if not self.shown or time.monotonic() - self.last < EVERY:
            return
        self.last = time.monotonic()
        depth = f", {deep} decisions deep" if deep else ""
        print(f"\r{count:,} {what}{depth} \x1b[K", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """The line is over."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
