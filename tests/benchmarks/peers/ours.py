"""This engine plays a task of drivers.py: with text, visits, history and undo (told), or with states only.

Told: after each choice what was said and what is open is read, and the journal that undo needs is kept; nothing is
taken back in the time that counts. The collector of cycles sleeps, as in bulk plays: a run makes none.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from game import __version__
from game.engine.swift.run import Swift, begin_swift
from game.engine.swift.scenes import Book
from game.engine.swift.words import begin_telling, told_book
from game.script.loaded import uncollected
from game.session.library import open_program
from tests.synthetic.story import pick

SEED = 7
Play = Callable[[Book, list[int], int], tuple[list[float], Swift, int]]


def told(book: Book, picks: list[int], every: int) -> tuple[list[float], Swift, int]:
    """Read everything, sign, and so on."""
    telling = begin_telling(book, SEED)
    take, page = telling.run.take, telling.page
    marks, said = [time.process_time()], 0
    for start in range(0, len(picks), every):
        for number in picks[start : start + every]:
            words, options = page()
            said += len(words) + len(options)
            take(options[number % len(options)][0])
        marks.append(time.process_time())
    return marks, telling.run, said


def states(book: Book, picks: list[int], every: int) -> tuple[list[float], Swift, int]:
    """Sign what the numbers fall on."""
    run = begin_swift(book, SEED)
    marks = [time.process_time()]
    for start in range(0, len(picks), every):
        run.follow(picks[start : start + every])
        marks.append(time.process_time())
    return marks, run, 0


def numbers(choices: int) -> list[int]:
    """Which of the open options is taken, choice by choice, before it is known how many there are."""
    whole = [n * 7919 + n // 7 + 3 for n in range(choices)]
    assert all(whole[n] % m == pick(n, m) for n in range(0, choices, 97) for m in (1, 2, 3))
    return whole


def main() -> int:
    """Play the task, print the line."""
    task: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    program = open_program(Path(task["story"]))
    play: Play = told if task["mode"] == "told" else states
    book = told_book(program) if play is told else Book(program, journal=False)
    rounds: list[list[float]] = []
    picks = numbers(task["choices"])
    run, said = None, 0
    for _ in range(task["rounds"]):
        with uncollected():
            marks, run, said = play(book, picks, task["every"])
        rounds.append([b - a for a, b in pairwise(marks)])
    assert run is not None
    slots = program.slots
    values = {name: run.state[slots[name]] for name in task["variables"]}
    drawn = [int(decision.scene[1:]) for decision in run.decisions] if task["kind"] == "storylets" else []
    print(json.dumps({"version": __version__, "rounds": rounds[-3:], "values": values, "drawn": drawn, "said": said}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
