"""How long the whole walk of a story of forty papers takes: `uv run python -m tests.benchmarks.walk`.

Reading and compiling the story are not counted; finding a shortest play to everything is. Wall time and processor time
are both printed: on a machine that does other things as well, the second is the one to compare.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path

from game.engine.program import Program, build
from game.engine.run import begin
from game.playtest.walk import broad
from game.playtest.walk.alive import Alive
from game.playtest.walk.course import course_of
from game.playtest.walk.found import Found
from game.playtest.walk.key import Keys
from game.playtest.walk.swift import fast_walk
from game.script.reader import load
from tests.conftest import STORIES
from tests.synthetic.forty import write_story


def never(_found: Found, _wide: int) -> bool:
    """Nobody stops it."""
    return False


def opened(home: Path, decisions: int) -> Program:
    """The story, ready to run."""
    shutil.copy(STORIES / "bibliography.yaml", home / "bibliography.yaml")
    loaded = load(write_story(home / f"forty{decisions}", decisions=decisions))
    return build(loaded.scenario, loaded.scope)


def walked(program: Program, *, fast: bool) -> tuple[Found, float, float]:
    """One walk: what it found, seconds, seconds of the processor."""
    found, wall, cpu = Found(), time.perf_counter(), time.process_time()
    run = begin(program, 1)
    alive = Alive(program, None, course_of(program, None))
    if fast:
        fast_walk(run, alive, found, never).walk()
    else:
        broad.walk(run, Keys(alive), found, never, 1 << 60)
    return found, time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    """Walk, and print a table."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--decisions", type=int, default=40)
    args.add_argument("--times", type=int, default=3)
    asked = args.parse_args()
    print("| walk | decisions | states | plays | seconds | of the processor |")
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as home:
        for decisions, fast, times in ((12, False, 1), (12, True, 1), (asked.decisions, True, asked.times)):
            program = opened(Path(home), decisions)
            shutil.rmtree(Path(home) / f"forty{decisions}")
            for _ in range(times):
                found, wall, cpu = walked(program, fast=fast)
                assert found.whole
                assert found.ends.chance == 1
                name = "fast" if fast else "reference"
                counts = f"{found.states:,} | {found.ends.paths:,}"
                print(f"| {name} | {decisions} | {counts} | {wall:.2f} | {cpu:.2f} |", flush=True)
    print(f"\nmost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
