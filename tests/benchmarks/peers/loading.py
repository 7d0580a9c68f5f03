"""How fast stories are loaded, beside inkjs: one generated story, each in processes of its own, in turn.

`uv run python -m tests.benchmarks.peers.loading --modules DIR` prints a table; DIR is a `node_modules` that has inkjs
(`npm install --prefix SOMEWHERE inkjs@2.4.0`). It ends with 1 if a target is missed or the first choices differ. All
is seconds of the processor, of whole processes where a process is started; ratios are taken round by round.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from attrs import define, field, frozen

from tests.benchmarks.speed import machine
from tests.synthetic.story import of_scenes
from tests.synthetic.to_ink import ink_source
from tests.synthetic.to_scenario import write_scenario

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
HEAD = ("scenes", "what", "this engine", "inkjs", "inkjs to this engine", "target", "met")
COMPILE, FIRST, RELOAD = 2.0, 10.0, 0.2


@frozen
class Line:
    """One line of the table. Of a time the target is a most, of a ratio a least."""

    scenes: int
    what: str
    ours: Sequence[float]
    theirs: Sequence[float] = ()
    least: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float:
        """How many times longer the peer takes, round by round."""
        return median(b / a for a, b in zip(self.ours, self.theirs, strict=True))

    @property
    def met(self) -> bool:
        """Whether the target is met; none always is."""
        return self.ratio >= (self.least or 0) if self.theirs else median(self.ours) <= (self.most or float("inf"))

    def cells(self) -> tuple[str, ...]:
        """The line in words."""
        target = f"at least {self.least:.0f}" if self.least else f"at most {self.most:.1f} s" if self.most else ""
        theirs = (f"{median(self.theirs):.2f} s", f"{self.ratio:.1f}") if self.theirs else ("", "")
        met = "" if not target else "yes" if self.met else "NO"
        return f"{self.scenes:,}", self.what, f"{median(self.ours):.2f} s", *theirs, target, met


@define
class Bench:
    """A story on disk in both forms, and what loads it."""

    scenes: int
    home: Path
    modules: str
    rounds: int
    folder: Path = field(init=False)
    ink: Path = field(init=False)
    compiled: Path = field(init=False)
    differ: bool = False

    def __attrs_post_init__(self) -> None:
        story = of_scenes(self.scenes)
        self.folder = write_scenario(story, self.home / story.id)
        self.ink, self.compiled = self.home / f"{story.id}.ink", self.home / f"{story.id}.json"
        self.ink.write_text(ink_source(story), encoding="utf-8")

    def lines(self) -> Iterator[Line]:
        """The measurements, in turn with the peer's."""
        kinds = ("ours compile", "ink compile", "ours first", "ink first json", "ink first source")
        took: dict[str, list[float]] = {kind: [] for kind in kinds}
        self.ours("first")  # the first fills the cache
        for number in range(self.rounds):
            _progress(f"{self.scenes} scenes, round {number + 1} of {self.rounds}")
            took["ours compile"].append(self.ours("compile")[0]["took"])
            took["ink compile"].append(self.theirs("compile", self.ink, self.compiled)[0]["took"])
            firsts = {
                "ours first": self.ours("first"),
                "ink first json": self.theirs("json", self.compiled),
                "ink first source": self.theirs("source", self.ink),
            }
            for kind, (said, seconds) in firsts.items():
                took[kind].append(seconds)
                self.differ = self.differ or said != firsts["ours first"][0]
        compile_, first = took["ours compile"], took["ours first"]
        yield Line(self.scenes, "checked and compiled from source", compile_, took["ink compile"], COMPILE)
        least = FIRST if self.scenes >= 10_000 else None
        yield Line(self.scenes, "command to first choice; inkjs from source", first, took["ink first source"], least)
        yield Line(self.scenes, "command to first choice; inkjs from its JSON", first, took["ink first json"], least)
        reloaded = self.ours("reload")[0]["took"]
        yield Line(self.scenes, "a text changed in one file of 250 scenes", reloaded["text"], most=RELOAD)
        yield Line(self.scenes, "an id changed in one file of 250 scenes", reloaded["ids"])

    def ours(self, what: str) -> tuple[Any, float]:
        """What this engine says, and how long its process took."""
        return self._run([sys.executable, "-m", "tests.benchmarks.peers.loading_ours", what, str(self.folder)])

    def theirs(self, what: str, *files: Path) -> tuple[Any, float]:
        """The same of the peer."""
        return self._run(["node", "--stack-size=8000", str(HERE / "loading.cjs"), what, *map(str, files)])

    def _run(self, command: list[str]) -> tuple[Any, float]:
        env = {**os.environ, "NODE_PATH": self.modules, "XDG_CACHE_HOME": str(self.home / "cache")}
        before = _children()
        done = subprocess.run(command, env=env, capture_output=True, text=True, cwd=ROOT)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()[-600:] or done.returncode}")
        return json.loads(done.stdout.strip().splitlines()[-1]), _children() - before


def _children() -> float:
    """Seconds of the processor of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def growth(small: Line, large: Line) -> str:
    """How the time to compile grows with the story, in a sentence."""
    factor, more = large.scenes / small.scenes, median(large.ours) / median(small.ours)
    return f"Compiling {factor:.0f} times the scenes takes this engine {more:.1f} times as long."


def table(lines: Sequence[Line]) -> str:
    """The lines as a table for docs/performance.md."""
    rows = [HEAD, ("---",) * len(HEAD), *(line.cells() for line in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast stories are loaded, beside inkjs.")
    parser.add_argument("--modules", required=True, help="a node_modules folder that has inkjs")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured")
    parser.add_argument("--scenes", type=int, nargs="*", default=[1_000, 10_000])
    args = parser.parse_args(argv)
    where, lines, differ = machine(), [], False
    for scenes in args.scenes:
        with tempfile.TemporaryDirectory() as home:
            bench = Bench(scenes, Path(home), str(Path(args.modules).resolve()), max(1, args.rounds))
            lines += bench.lines()
            differ = differ or bench.differ
    _progress("")
    print(f"{time.strftime('%Y-%m-%d')}: {where}.\n")
    print(table(lines))
    made = [line for line in lines if line.least == COMPILE]
    linear = len(made) < 2 or (median(made[-1].ours) / median(made[0].ours) <= 1.25 * made[-1].scenes / made[0].scenes)
    if len(made) > 1:
        print(f"\n{growth(made[0], made[-1])}")
    if differ:
        print("\nThe first choices differ.")
    return 0 if linear and not differ and all(line.met for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
