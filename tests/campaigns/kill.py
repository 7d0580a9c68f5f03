"""Kill the game in the middle of play, again and again: every decision whose consequence was seen must be in the save.

    uv run python -m tests.campaigns.kill --kills 1000 [--story great_leap] [--seed 1]

A real `main.py play --plain` is fed through a pipe and killed with SIGKILL at a random moment: while it starts, writes
or waits. The save it leaves is opened, held against what was printed, and the next child goes on with it.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from itertools import repeat
from pathlib import Path

from attrs import define, field

from game.engine.program import Program
from game.session import places
from game.session.door import one_line
from game.session.game import Game
from game.session.journal import read_journal
from game.session.library import open_program, open_save

ROOT = Path(__file__).parents[2]
SIGNED = "Signed: "
OVER = "Press Enter for the debrief"  # what is told when a run is over
ANSWERS = "1\n2\n1 1\n2 2\n1 1 1\n2 2 2\n"  # one of them fits whatever waits; the others are refused
EARLY = 0.15  # share of kills while the child starts
LATEST = 0.004  # seconds after the last line waited for


@define
class Child:
    """One program being played, and what it has said that it signed."""

    process: subprocess.Popen[str]
    acts: list[str] = field(factory=list[str])
    ended: threading.Event = field(factory=threading.Event)
    over: bool = False  # the run is: it signs no more
    grown: threading.Condition = field(factory=threading.Condition)

    @classmethod
    def start(cls, *words: str, rounds: int = 0) -> Child:
        """Start it, and feed and read it in the background; with so many rounds of answers, or without end."""
        command = [sys.executable, str(ROOT / "main.py"), *words, "--plain"]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
        )
        child = cls(process)
        threading.Thread(target=child.feed, args=(rounds,), daemon=True).start()
        threading.Thread(target=child.listen, daemon=True).start()
        return child

    def feed(self, rounds: int) -> None:
        """Answers; the pipe holds some hundreds, and it stays open behind the last."""
        assert self.process.stdin is not None
        try:
            for _ in range(rounds) if rounds else repeat(None):
                self.process.stdin.write(ANSWERS)
                self.process.stdin.flush()
        except OSError:
            return

    def listen(self) -> None:
        """Note each signature whose line was printed whole."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(SIGNED) and line.endswith("\n"):
                with self.grown:
                    self.acts.append(line[len(SIGNED) :].strip())
                    self.grown.notify()
            elif OVER in line:
                with self.grown:
                    self.over = True
                    self.grown.notify()
        self.ended.set()
        with self.grown:
            self.grown.notify()

    def wait_for(self, acts: int) -> None:
        """Until so many signatures were printed, or the run is over, or the program."""
        with self.grown:
            self.grown.wait_for(lambda: len(self.acts) >= acts or self.over or self.ended.is_set(), timeout=60)

    def kill(self) -> int:
        """SIGKILL, and all that it had printed; its exit code."""
        self.process.send_signal(signal.SIGKILL)
        code = self.process.wait(60)
        self.ended.wait(60)
        return code


@define
class Tally:
    """What a campaign came to."""

    kills: int = 0
    ended_first: int = 0
    while_starting: int = 0
    seen: int = 0
    lost: int = 0
    ahead: int = 0
    torn: int = 0
    damaged: int = 0
    runs: int = 0
    seconds: float = 0.0

    def table(self) -> str:
        """As Markdown."""
        rows = (
            ("kills", self.kills),
            ("of these while the program started", self.while_starting),
            ("runs played", self.runs),
            ("decisions whose consequence was seen", self.seen),
            ("of these not in the save", self.lost),
            ("decisions in a save whose consequence nobody saw", self.ahead),
            ("saves that ended in a torn line", self.torn),
            ("saves damaged", self.damaged),
            ("seconds", round(self.seconds)),
        )
        return "\n".join(("| what | number |", "| --- | ---: |", *(f"| {a} | {b:,} |" for a, b in rows)))


def campaign(
    story: Path, saves: Path, kills: int, seed: int = 1, most: int = 30, *, short: bool = False, progress: bool = False
) -> Tally:
    """So many kills on one story; `most` signatures are waited for at most before each.

    A `short` story is given little more than the answers to those: with more it is over before it can be killed.
    """
    chance, tally, began = random.Random(seed), Tally(), time.monotonic()
    program, path, acts, number = open_program(story), None, list[str](), 0
    while tally.kills < kills:
        early = chance.random() < EARLY
        wanted = 0 if early else chance.randint(1, most)
        rounds = wanted + 1 if short else 0
        if path is None:
            acts, number = [], tally.runs
            tally.runs += 1
            words = ("play", str(story), "--seed", str(number), "--saves", str(saves / str(number)))
        else:
            words = ("resume", str(path), "--saves", str(saves))
        child = Child.start(*words, rounds=rounds)
        child.wait_for(wanted)
        time.sleep(chance.uniform(0, 0.5 if early else LATEST))
        if child.kill() != -signal.SIGKILL:
            tally.ended_first += 1
        else:
            tally.kills += 1
            tally.while_starting += not child.acts
        tally.seen += len(child.acts)
        if path is None:
            path = next((saves / str(number)).glob("*.journal"), None)
        acts = acts + child.acts
        if path is None:
            tally.lost += len(acts)
        else:
            path = examine(path, acts, program, tally)
        if progress and tally.kills % 50 == 0:
            print(f"{tally.kills} kills, {tally.lost} lost", file=sys.stderr)
    tally.seconds = time.monotonic() - began
    return tally


def examine(path: Path, acts: list[str], program: Program, tally: Tally) -> Path | None:
    """Hold a save against all that was printed of its run; the save to go on with, or None for a new run."""
    if not path.stat().st_size:  # killed before the heading was written: nothing was printed, nothing is lost
        return None
    contents = read_journal(path)
    tally.torn += contents.torn
    tally.damaged += bool(contents.damaged)
    game = open_save(path, program)
    assert isinstance(game, Game)
    signed = [one_line(d.act) for d in game.decisions()]
    game.close()
    missing = [a for n, a in enumerate(acts) if n >= len(signed) or not signed[n].startswith(a)]
    tally.lost += len(missing)
    tally.ahead += max(0, len(signed) - len(acts))
    acts[:] = signed  # a decision written but not shown is shown by nobody later: the run goes on from the save
    return None if game.run.ended else path


def main() -> int:
    """The command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--kills", type=int, default=1000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--story", default="", help="a scenario's id or folder; a long story made for this if left out")
    args = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if args.story:
            story = places.find_scenario(args.story).resolve()
        else:
            from tests.session.long_story import write_story

            story = write_story(Path(folder) / "endless", 60, 5)
        tally = campaign(story, Path(folder) / "saves", args.kills, args.seed, progress=True)
    print(tally.table())
    return int(bool(tally.lost or tally.damaged))


if __name__ == "__main__":
    sys.exit(main())
