"""Filling a store: which pairs are still to be played, in what portions, and what is kept when somebody stops it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from game.engine.program import Program
from game.engine.run import Run
from game.playtest import store as kept
from game.playtest.line import line_of
from game.playtest.pairs import Case, Change, Pair, keeper_of, pair
from game.playtest.pool import Crew, Watch
from game.playtest.stance import stance_of
from game.playtest.store import Store

PORTION = 40  # plays in one piece of work, about


class StillOpen(Exception):  # noqa: N818 - a refusal, not a fault
    """Asked of a run that is neither ended nor closed early: what would have happened is masked until it is."""

    def __init__(self) -> None:
        super().__init__(
            "this run is not closed, and what would have happened is masked until it is; "
            "go on to its last page, or close it early, then ask again"
        )


@frozen
class Portion:
    """Seeds to play, and the changes to play under each."""

    case: Case
    changes: tuple[Change, ...]
    seeds: tuple[int, ...]

    @property
    def plays(self) -> int:
        """How many plays this is."""
        return len(self.seeds) * (1 + len(self.changes))


def case_of(run: Run) -> Case:
    """A run that is over, as plain values. Raises StillOpen."""
    if not run.over:
        raise StillOpen
    cut = run.cut.id if run.cut else ""
    return Case(run.seed, cut, tuple(run.decisions), stance_of(run.program, line_of(run)), run.carried)


def seeds_of(case: Case, number: int) -> tuple[int, ...]:
    """The player's own seed, and those that follow it."""
    return tuple((case.seed + i) % kept.SEEDS for i in range(max(1, min(number, kept.SEEDS))))


def fill(
    crew: Crew,
    case: Case,
    changes: Sequence[Change],
    seeds: Sequence[int],
    store: Store,
    watch: Watch | None = None,
) -> bool:
    """Play what is missing; False if it was stopped, with what was found so far in the store."""
    watch = watch or Watch()
    jobs = list(_portions(case, changes, seeds, store))
    total, done = sum(job.plays for job in jobs), 0
    watch.tell(done, total)
    try:
        for job, found in zip(jobs, crew.each(_play, jobs, watch), strict=False):
            for one in found:
                store.add(one)
            done += job.plays
            watch.tell(done, total)
    except KeyboardInterrupt:
        return False
    return done == total


def _portions(case: Case, changes: Sequence[Change], seeds: Sequence[int], store: Store) -> Iterator[Portion]:
    """Runs of seeds that lack the same changes, cut to size."""
    waiting: list[int] = []
    lacking: tuple[Change, ...] = ()
    for seed in seeds:
        now = tuple(c for c in changes if store.missing(c, seed))
        if waiting and (now != lacking or len(waiting) * (1 + len(now)) >= PORTION):
            yield Portion(case, lacking, tuple(waiting))
            waiting = []
        if now or seed not in store.kept:
            lacking = now
            waiting.append(seed)
    if waiting:
        yield Portion(case, lacking, tuple(waiting))


def _play(program: Program, portion: Portion) -> list[Pair]:
    """One piece of work, in whatever process it is done."""
    keeper = keeper_of(program, portion.case)
    return [pair(program, portion.case, seed, portion.changes, keeper) for seed in portion.seeds]


def opened(folder: Path | None, program: Program, case: Case) -> Store:
    """What is kept of a run; checked by playing the player's own seed once more."""
    if folder is None:
        return Store()
    store = kept.load(folder, kept.key_of(program, "run", case), program, case)
    own = store.kept.get(case.seed)
    if own is not None and own != pair(program, case, case.seed, ()).kept:
        return Store()
    return store


def closed(folder: Path | None, program: Program, case: Case, store: Store) -> None:
    """Keep it for the next time."""
    if folder is not None:
        kept.save(folder, kept.key_of(program, "run", case), store, program)
