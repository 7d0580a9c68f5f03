"""How long the engine takes in this process: a decision with its reasons, a whole machine play, a very long journal.

In seconds of the processor: what else the machine does meanwhile is not counted.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from game.engine.program import Program
from game.engine.run import begin
from game.playtest.officials import Policy
from game.playtest.plays import play
from game.session.changed import Changed
from game.session.game import Game
from game.session.library import open_program, open_save
from tests.session.long_story import write_story

DAYS, PAPERS = 2_000, 5


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def decisions(program: Program, seeds: range) -> list[float]:
    """Seconds for each decision of plays by every official, with reasons kept."""
    found: list[float] = []
    for official in program.scenario.officials:
        policy = Policy(official, program)
        for seed in seeds:
            run = begin(program, seed, trace=True)
            while run.pending is not None:
                decision = policy.choose(run)
                began = time.process_time()
                run.decide(decision)
                found.append(time.process_time() - began)
    return found


def plays(program: Program, seeds: range) -> list[float]:
    """Seconds for each whole play by every official, without text or reasons."""
    found: list[float] = []
    for official in program.scenario.officials:
        policy = Policy(official, program)
        found += [seconds(lambda: play(program, policy, seed)) for seed in seeds]  # noqa: B023 - called at once
    return found


def long_journal(folder: Path, times: int) -> list[float]:
    """Seconds to load a journal of 10,000 decisions: read, check every line, replay, compare every state."""
    program = open_program(write_story(folder / "endless", DAYS, PAPERS))
    game = Game(program, 7)
    while game.run.pending is not None:
        options = game.run.pending.choices_open()
        decision = options[len(game.run.decisions) % len(options)]
        game.decide(decision.scene, *decision.picks)
    game.save_elsewhere(folder / "saves")
    assert game.journal is not None
    path, made = game.journal.path, len(game.run.decisions)
    game.close()
    return [_load(path, program, made) for _ in range(times)]


def _load(path: Path, program: Program, made: int) -> float:
    began = time.process_time()
    game = open_save(path, program)
    found = time.process_time() - began
    if isinstance(game, Changed) or not len(game.run.decisions) == made == DAYS * PAPERS:
        raise RuntimeError(f"not all of {DAYS * PAPERS} decisions came back")
    game.close()
    return found
