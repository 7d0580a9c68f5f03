"""How fast stories are played, beside other engines: one generated story, the same choices, in one run.

`uv run python -m tests.benchmarks.peers.playing --modules DIR` prints a table; DIR is a `node_modules` that has inkjs
(`npm install --prefix SOMEWHERE inkjs@2.4.0`). `--engine NAME` measures others for which `drivers.py` has a driver.
Engines take turns, each in a process of its own; what is compared is seconds of the processor. It ends with 1 if a
target is missed or the figures at the end differ.
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
from typing import Any

from attrs import frozen

from tests.benchmarks.peers.drivers import DRIVERS, OURS, Driver
from tests.synthetic.story import VARIABLES, Story, of_scenes, of_storylets
from tests.synthetic.to_ink import ink_source
from tests.synthetic.to_scenario import write_scenario

CHOICES = 10_000
TOLD, STATES, EVEN, PICK_RATIO, PICK_PEER = 20.0, 60.0, 0.9, 3.0, 3_000.0
PEER_PICKS = {100: 300, 1_000: 60, 10_000: 12}  # a peer that asks every storylet takes long


@frozen
class Line:
    """One line of the table."""

    what: str
    engine: str
    rate: float
    ratio: float | None = None
    target: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """The line in words."""
        ratio = "" if self.ratio is None else f"{self.ratio:,.2f}" if self.ratio < 10 else f"{self.ratio:,.0f}"
        met = "" if self.met is None else "yes" if self.met else "NO"
        return self.what, self.engine, f"{self.rate:,.0f}", ratio, self.target, met


class Bench:
    """Stories on disk, and engines to play them."""

    def __init__(self, home: Path, peers: Sequence[Driver], modules: str, rounds: int) -> None:
        self.home, self.peers, self.modules, self.rounds = home, peers, modules, rounds
        self.differ: list[str] = []

    def scenes(self, scenes: int) -> Iterator[Line]:
        """10,000 choices among so many scenes: told, and states only."""
        loops = -(-CHOICES // scenes)
        story = of_scenes(scenes, loops=loops)
        written = self.written(story)
        choices = min(CHOICES, story.choices)
        tasks = {mode: self.task(written["yaml"], "scenes", choices, mode) for mode in ("told", "states")}
        turns = [(OURS, mode) for mode in tasks] + [(peer.name, "told") for peer in self.peers]
        found = self.in_turn(turns, tasks, written)
        best = {key: [choices / sum(round_) for _, play in plays for round_ in play] for key, plays in found.items()}
        what = f"{scenes:,} scenes, choices a second"
        for peer in self.peers:
            yield Line(f"{what}, text", peer.name, median(best[peer.name, "told"]))
        base = median(best["inkjs", "told"]) if ("inkjs", "told") in best else None
        for mode, factor, says in (("told", TOLD, "text, visits, history, undo"), ("states", STATES, "states only")):
            rate = median(best[OURS, mode])
            ratio = rate / base if base else None
            target = f"at least {factor:.0f}" if scenes == 1_000 and base else ""
            met = ratio >= factor if target and ratio is not None else None
            yield Line(f"{what}, {says}", OURS, rate, ratio, target, met)
        for mode in ("told", "states"):
            plays = [round_ for _, play in found[OURS, mode] for round_ in play]
            even = median(play[0] for play in plays) / median(play[-1] for play in plays)
            rate = 1_000 / median(play[-1] for play in plays)
            says = f"{scenes:,} scenes, {mode}: the last 1,000 of {choices:,} choices to the first 1,000"
            yield Line(says, OURS, rate, even, f"at least {EVEN}", even >= EVEN)

    def storylets(self, sizes: Sequence[int]) -> Iterator[Line]:
        """One storylet drawn a turn, out of so many."""
        ours: dict[int, float] = {}
        theirs: dict[int, float] = {}
        for size in sizes:
            few = PEER_PICKS.get(size, 60)
            story, short = of_storylets(size, turns=1_000), of_storylets(size, turns=few)
            written, brief = self.written(story, "long"), self.written(short, "short")
            long = self.task(written["yaml"], "storylets", 1_000, "states")
            plays = [DRIVERS[OURS].run(long, self.modules) for _ in range(self.rounds)]
            ours[size] = median(1_000 / sum(play) for found in plays for play in found["rounds"])
            yield Line(f"{size:,} storylets, draws a second", OURS, ours[size])
            mine = DRIVERS[OURS].run(self.task(brief["yaml"], "storylets", few, "states"), self.modules)
            for peer in self.peers:
                task = {**self.task(brief[peer.reads], "storylets", few, "told"), "wanted": mine["drawn"], "rounds": 3}
                found = peer.run(task, self.modules)
                self.compare(f"{size} storylets", peer.name, mine["values"], found["values"])
                rate = median(few / sum(play) for play in found["rounds"])
                yield Line(f"{size:,} storylets, draws a second", peer.name, rate)
                theirs[size] = rate if peer.name == "inkjs" else theirs.get(size, 0.0)
        low, high = min(sizes), max(sizes)
        cost = ours[low] / ours[high]
        target = f"at most {PICK_RATIO:.0f}"
        yield Line(f"a draw out of {high:,} to one out of {low:,}", OURS, ours[high], cost, target, cost <= PICK_RATIO)
        if theirs.get(high):
            ratio = ours[high] / theirs[high]
            target = f"at least {PICK_PEER:,.0f}"
            yield Line(f"a draw out of {high:,}, to inkjs", OURS, ours[high], ratio, target, ratio >= PICK_PEER)

    def in_turn(
        self, turns: Sequence[tuple[str, str]], tasks: dict[str, dict[str, Any]], written: dict[str, str]
    ) -> dict[tuple[str, str], list[tuple[str, list[list[float]]]]]:
        """Engines one after another, as often as there are rounds, so that what else the machine does falls on all."""
        found: dict[tuple[str, str], list[tuple[str, list[list[float]]]]] = {turn: [] for turn in turns}
        values: dict[str, float] = {}
        for number in range(self.rounds):
            for name, mode in turns:
                _progress(f"round {number + 1} of {self.rounds}: {name}, {mode}")
                task = {**tasks[mode], "story": written[DRIVERS[name].reads]}
                result = DRIVERS[name].run(task, self.modules)
                values = values or result["values"]
                self.compare(task["story"], f"{name} {mode}", values, result["values"])
                found[name, mode].append((result["version"], result["rounds"]))
        return found

    def compare(self, what: str, who: str, ours: dict[str, float], theirs: dict[str, float]) -> None:
        """Both came to the same figures, or it is noted."""
        wrong = [name for name in VARIABLES if ours[name] != theirs[name]]
        if wrong:
            self.differ.append(f"{who}, {Path(what).name}: {wrong[0]} is {theirs[wrong[0]]}, not {ours[wrong[0]]}")

    def written(self, story: Story, more: str = "") -> dict[str, str]:
        """The story for each kind of engine."""
        folder = self.home / f"{story.id}{more}"
        ink = self.home / f"{story.id}{more}.ink"
        write_scenario(story, folder)
        ink.write_text(ink_source(story), encoding="utf-8")
        return {"yaml": str(folder), "ink": str(ink)}

    def task(self, story: str, kind: str, choices: int, mode: str) -> dict[str, Any]:
        """What a driver is asked to do."""
        return {
            "story": story, "kind": kind, "choices": choices, "mode": mode, "rounds": 6, "variables": VARIABLES,
            "every": 1_000, "wanted": [],
        }  # fmt: skip


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)


def table(lines: Sequence[Line], markdown: bool) -> str:
    """The lines in columns."""
    rows = [("what", "engine", "a second", "ratio", "target", "met"), *(line.cells() for line in lines)]
    if markdown:
        return "\n".join("| " + " | ".join(r) + " |" for r in (rows[0], ("---",) * 6, *rows[1:]))
    wide = [max(len(row[n]) for row in rows) for n in range(6)]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, wide, strict=True)).rstrip() for row in rows)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and say whether every target is met."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.peers.playing", description="Engines on one story.")
    parser.add_argument("--modules", default=os.environ.get("NODE_PATH", ""), help="the node_modules that has inkjs")
    parser.add_argument("--engine", action="append", default=[], choices=sorted(DRIVERS), help="who else plays")
    parser.add_argument("--scenes", type=int, nargs="+", default=[10, 1_000, 10_000])
    parser.add_argument("--storylets", type=int, nargs="*", default=[100, 1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3, help="processes of each engine")
    parser.add_argument("--markdown", action="store_true", help="the table as docs/performance.md has it")
    args = parser.parse_args(argv)
    peers = [DRIVERS[name] for name in args.engine or ["inkjs"] if name != OURS]
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    with tempfile.TemporaryDirectory() as home:
        bench = Bench(Path(home), peers, args.modules, args.rounds)
        lines = [line for scenes in args.scenes for line in bench.scenes(scenes)]
        lines += bench.storylets(args.storylets) if args.storylets else ()
    _progress("")
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} on {platform.machine()}"
    print(f"{time.strftime('%Y-%m-%d')}: {where}, load {load} when it began.\n")
    print(table(lines, args.markdown))
    print(*(f"DIFFERS: {what}" for what in bench.differ), sep="\n")
    return int(bool(bench.differ) or any(line.met is False for line in lines))


if __name__ == "__main__":
    sys.exit(main())
