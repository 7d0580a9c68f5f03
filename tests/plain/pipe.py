"""A real `main.py` in a process of its own, fed and read through pipes; and answers that play a story to its end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from game.engine.memory import Decision
from game.plain.face import COMMANDS
from game.playtest.officials import Policy
from game.session.game import Game
from game.session.library import open_program
from game.session.views import AskView

ROOT = Path(__file__).resolve().parents[2]
STORIES = ROOT / "tests" / "stories"
GRANARY = STORIES / "granary"
HOSTILE = STORIES / "hostile"
GREAT_LEAP = ROOT / "story" / "great_leap"
LONGEST = 120.0
PROGRAM = (sys.executable, str(ROOT / "main.py"))
CODE = re.compile(r"^Run code: ([0-9A-Z-]+)$", re.MULTILINE)
SAVED = re.compile(r"^Saved in: (.+)$", re.MULTILINE)


@frozen
class Done:
    """What a program left behind."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Its standard output as text."""
        return self.raw.decode("utf-8")

    @property
    def run_code(self) -> str:
        """The last run code it printed."""
        return CODE.findall(self.out)[-1]

    @property
    def save(self) -> Path:
        """The last save it named."""
        return Path(SAVED.findall(self.out)[-1])


def run(*words: str | Path, typed: str | bytes = b"", env: Mapping[str, str] | None = None, **more: Any) -> Done:
    """Run it with these words, type all this, and close the input."""
    done = subprocess.run(
        [*PROGRAM, *map(str, words)],
        input=typed if isinstance(typed, bytes) else typed.encode(),
        capture_output=True,
        timeout=LONGEST,
        env={**os.environ, **(env or {})},
        check=False,
        **more,
    )
    return Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


@frozen
class Talk:
    """A program that waits for its next line."""

    process: subprocess.Popen[bytes]

    def until_it_asks(self) -> str:
        """What it says until it waits for an answer."""
        assert self.process.stdout is not None
        said: list[bytes] = []
        while said[-1:] != [b"> \n"]:
            line = self.process.stdout.readline()
            assert line, b"".join(said)
            said.append(line)
        return b"".join(said).decode()

    def type(self, line: str) -> None:
        """Type one line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def answer(self, line: str) -> str:
        """Type one line, and what it says until it waits again."""
        self.type(line)
        return self.until_it_asks()

    def end(self, number: signal.Signals | None = None) -> Done:
        """Send a signal, or close the input; what it says at the end."""
        if number is not None:
            self.process.send_signal(number)
        raw, err = self.process.communicate(timeout=LONGEST)
        return Done(self.process.returncode, raw, err.decode())


@contextmanager
def talk(*words: str | Path) -> Iterator[Talk]:
    """Start it and talk to it line by line."""
    pipe = subprocess.PIPE
    with subprocess.Popen([*PROGRAM, *map(str, words)], stdin=pipe, stdout=pipe, stderr=pipe) as process:
        try:
            yield Talk(process)
        finally:
            if process.poll() is None:
                process.kill()


def played(story: Path, official: str, seed: int, cut: str = "") -> tuple[Game, list[str], list[str]]:
    """A run of a machine official: the game, its answers by number, and the same answers by id."""
    program = open_program(story)
    policy = Policy(next(o for o in program.scenario.officials if o.id == official), program)
    game, numbers, ids = Game.new(program, seed, cut), list[str](), list[str]()
    while not game.run.ended:
        ask = game.view().ask
        assert ask is not None
        decision = policy.choose(game.run)
        numbers.append(by_number(ask, decision))
        ids.append(by_id(ask, decision))
        game.decide(decision.scene, *decision.picks)
    return game, numbers, ids


def by_number(ask: AskView, decision: Decision) -> str:
    """The line a player types for a decision."""
    if ask.plan is not None:
        return str(ask.plan.options[ask.plan.plans.index(decision.picks)].number)
    rows = [f.options for f in ask.fields] or [ask.options]
    return " ".join(
        str(next(o.number for o in row if o.id == pick)) for pick, row in zip(decision.picks, rows, strict=True)
    )


def by_id(ask: AskView, decision: Decision) -> str:
    """The same with ids; the number where an id is a word of the plain face."""
    line = " ".join(decision.picks) or (ask.plan.options[0].id if ask.plan else "")
    return by_number(ask, decision) if line in COMMANDS else line


def lines(*answers: str) -> str:
    """Answers as they are typed."""
    return "".join(f"{a}\n" for a in answers)
