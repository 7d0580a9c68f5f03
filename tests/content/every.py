"""Every scenario that is here, found by looking into the folder: no test that uses this knows a name.

What is played is played once in a process and shared by all who ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from math import inf, sqrt
from pathlib import Path
from statistics import mean, stdev

from attrs import frozen

from game.engine.program import Program
from game.playtest.coverage import BLIND, Coverage
from game.playtest.officials import Policy
from game.playtest.plays import Play, many
from game.playtest.words import Reading, read
from game.script.header import Length
from game.session.library import open_program, read_header_of

STORY = Path(__file__).parents[2] / "story"
NAMES = tuple(sorted(path.parent.name for path in STORY.glob("*/scenario.yaml")))
FEWEST, OF_SCENES = 20, 3  # seeds an official: one for so many scenes, so that rare papers come, and some at least
OF_SEEDS = 3  # and for each lesson one for so many of those
CLEAR = 3.0  # so many standard errors apart, two means differ by more than chance
TOLD = 10  # seeds an official whose words are counted

SHORT = Length(least_signatures=9, most_signatures=11, most_words=1_600, most_apart=700)
"""What a scenario without a lesson keeps to: it is its own lesson."""


@frozen
class Played:
    """The plays of one scenario by all its officials, the same seeds for each."""

    program: Program
    plays: tuple[Play, ...]
    coverage: Coverage

    def by_official(self) -> dict[str, list[Play]]:
        """The plays of each who chooses."""
        found: dict[str, list[Play]] = defaultdict(list)
        for one in self.plays:
            if one.official != BLIND:
                found[one.official].append(one)
        return found


@cache
def opened(name: str) -> Program:
    """A scenario, ready to run."""
    return open_program(STORY / name)


@cache
def played(name: str) -> Played:
    """A scenario and its lessons, played; the lessons count for what was reached alone."""
    program = opened(name)
    policies = [Policy(o, program) for o in program.scenario.officials]
    seeds = max(FEWEST, len(program.scenes) // OF_SCENES)
    plays, coverage = many(program, [(p, seed) for seed in range(1, seeds + 1) for p in policies])
    for cut in program.cuts:
        jobs = [(p, seed) for seed in range(1, seeds // OF_SEEDS + 1) for p in policies]
        coverage.merge(many(program, jobs, cut)[1])
    return Played(program, tuple(plays), coverage)


@cache
def counted(name: str, cut: str = "") -> Reading:
    """The words of some plays of a scenario, or of a lesson."""
    return read(opened(name), range(1, TOLD + 1), cut)


def parts() -> Iterator[tuple[str, str]]:
    """Every scenario, and every lesson of it, from their first pages alone."""
    for name in NAMES:
        yield from ((name, cut) for cut in ("", *(c.id for c in read_header_of(STORY / name).cuts)))


def differing(found: Played) -> list[str]:
    """The measures in which the means of two officials lie further apart than chance among the seeds explains."""
    measures = found.program.scenario.debrief.measures
    return [m.id for place, m in enumerate(measures) if _apart(found, place) > CLEAR]


def _apart(found: Played, place: int) -> float:
    """How many standard errors lie between the lowest and the highest mean of a measure."""
    values = [[p.outcome.measures[place] for p in plays] for plays in found.by_official().values()]
    low, high = min(values, key=mean), max(values, key=mean)
    error = sqrt(stdev(low) ** 2 / len(low) + stdev(high) ** 2 / len(high))
    if not error:
        return inf if mean(high) > mean(low) else 0.0
    return (mean(high) - mean(low)) / error
