"""Where machine plays went: in how many each scene and ending came, and which paper of a turn came after which.

Looks and storylets come in between, and how often they came is counted; ways are those of the papers that have a turn.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from attrs import Factory, define

from game.engine.program import Program
from game.playtest.carrying import file_of
from game.playtest.coverage import Coverage
from game.playtest.players import players, usual
from game.playtest.plays import play
from game.playtest.progress import Progress
from game.script.scenes import SceneKind


@define
class Traffic:
    """Counted in plays."""

    plays: int = 0
    scenes: Counter[str] = Factory(Counter[str])
    endings: Counter[str] = Factory(Counter[str])
    ways: Counter[tuple[str, str]] = Factory(Counter[tuple[str, str]])


def count(program: Program, plays: int, cut: str = "", progress: Progress | None = None) -> Traffic:
    """Let the officials of the story play in turn, and look where they go."""
    found, names = Traffic(), usual(program)
    signing = players(program, names)
    papers = {s.id for s in program.scenario.scenes if s.turns and s.kind is not SceneKind.LOOK}
    for number in range(plays):
        seed, coverage = 1 + number // len(names), Coverage()
        player, carried = signing[names[number % len(names)]], file_of(program, seed)
        _, run, _ = play(program, player, seed, cut, carried, coverage=coverage)
        found.plays += 1
        found.scenes.update(coverage.scenes.keys())
        found.endings.update(coverage.endings.keys())
        found.ways.update(set(pairwise(name for name in run.memory.visits if name in papers)))
        if progress is not None:
            progress(found.plays, plays)
    return found
