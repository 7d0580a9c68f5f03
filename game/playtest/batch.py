"""Many plays over all cores: who plays which seed, in what portions, what all of it came to. No play stops the batch.

The work is cut the same way whatever the number of workers, so the result is the same too. `least_used` learns from
play to play, so its plays stay together in long portions; everybody else's are short, so that all cores have some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from attrs import Factory, define, frozen

from game.engine.program import Program
from game.playtest.carrying import file_of
from game.playtest.coverage import LEAST_USED, Coverage
from game.playtest.failures import Failure, Recorder, broken_promise, code_of, failure_of
from game.playtest.players import players
from game.playtest.plays import Play, play
from game.playtest.pool import Crew, Watch
from game.playtest.words import Path, path_of, unkept
from game.script.loaded import uncollected

R = TypeVar("R")
CHUNK = 20
LONG = 200
TOLD_EVERY = 10
SEEDS = 2**20


@frozen
class Job:
    """One play to be made: its number in the batch, who plays, under which seed."""

    number: int
    official: str
    seed: int


@frozen
class Portion:
    """Plays that are made one after the other in one process."""

    jobs: tuple[Job, ...]
    cut: str
    series: bool = False


@frozen
class Again:
    """A scene that came again and again: how often in the play in which it came most often, and that play's code."""

    scene: str
    times: int
    plays: int
    code: str


@define
class Batch:
    """What many plays came to. `asked` is how many there should have been."""

    asked: int = 0
    plays: list[tuple[int, Play]] = Factory(list[tuple[int, Play]])
    coverage: Coverage = Factory(Coverage)
    failures: list[Failure] = Factory(list[Failure])
    often: dict[str, Again] = Factory(dict[str, Again])
    complete: bool = True

    def merge(self, other: Batch) -> None:
        """Add another's plays."""
        self.asked += other.asked
        self.plays.extend(other.plays)
        self.coverage.merge(other.coverage)
        self.failures.extend(other.failures)
        for again in other.often.values():
            self.note(again)
        self.complete = self.complete and other.complete

    def note(self, again: Again) -> None:
        """A scene that came often, in so many plays more."""
        known = self.often.get(again.scene)
        if known is None:
            self.often[again.scene] = again
            return
        most = max(known, again, key=lambda a: a.times)
        self.often[again.scene] = Again(again.scene, most.times, known.plays + again.plays, most.code)

    def in_order(self) -> list[Play]:
        """The plays as they were asked for."""
        return [p for _, p in sorted(self.plays, key=lambda item: item[0])]


def jobs_of(names: Sequence[str], runs: int, first: int) -> tuple[Job, ...]:
    """So many plays, the same seeds for everybody."""
    return tuple(Job(i, names[i % len(names)], (first + i // len(names)) % SEEDS) for i in range(runs))


def portions(jobs: Iterable[Job], cut: str, *, series: bool = False, size: int = CHUNK) -> tuple[Portion, ...]:
    """The same, cut to size."""
    every = tuple(jobs)
    found: list[Portion] = []
    for kind, most in ((True, LONG), (False, size)):
        some = [job for job in every if (job.official == LEAST_USED) is kind]
        found += [Portion(tuple(some[i : i + most]), cut, series) for i in range(0, len(some), most)]
    return tuple(found)


def each_told(crew: Crew, how: Callable[[Program, Portion], R], work: Sequence[Portion], watch: Watch) -> Iterator[R]:
    """What each portion comes to, with the plays that are done told to whoever watches."""
    done, total = 0, sum(len(portion.jobs) for portion in work)
    watch.tell(done, total)
    for portion, some in zip(work, crew.sparing(how, work, watch), strict=False):
        yield some
        done += len(portion.jobs)
        watch.tell(done, total)


def play_all(crew: Crew, work: Sequence[Portion], watch: Watch) -> Batch:
    """Make them all; interrupted from the keyboard, those that were made by then."""
    found = Batch()
    try:
        for some in each_told(crew, play_portion, work, watch):
            found.merge(some)
    except KeyboardInterrupt:
        found.complete = False
    return found


def play_portion(program: Program, portion: Portion) -> Batch:
    """One piece of work, in whatever process it is done. Plays make no cycles, so nobody looks for them meanwhile."""
    with uncollected():
        return _play_portion(program, portion)


def _play_portion(program: Program, portion: Portion) -> Batch:
    found = Batch(asked=len(portion.jobs))
    who = players(program, dict.fromkeys(job.official for job in portion.jobs))
    length = program.cuts[portion.cut].length if portion.cut else program.scenario.header.length
    for job in portion.jobs:
        player, carried = Recorder(who[job.official]), file_of(program, job.seed)
        told, seen = job.number % TOLD_EVERY == 0, found.coverage
        try:
            result, run, teller = play(
                program, player, job.seed, portion.cut, carried, coverage=seen, told=told, series=portion.series
            )
            short = Path(job.official, job.seed, 0, 0, result.signatures)
            path = path_of(job.official, run, teller) if teller else short
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told, with the code that does it again
            failure, run = failure_of(program, player, job.seed, portion.cut, carried, error)
            found.failures.append(failure)
            seen.came(run)
            continue
        found.plays.append((job.number, result))
        found.failures += [broken_promise(run, job.official, says) for says in (unkept(path, length) if length else ())]
        for scene, times in result.often.items():
            found.note(Again(scene, times, 1, code_of(run)))
    return found
