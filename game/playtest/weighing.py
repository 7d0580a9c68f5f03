"""Which choices matter: the same play with another answer to one decision, and what became otherwise after it.

At a decision the run is forked, one other open answer is signed, and the same player goes on with the same chance. What
differs at the end is what the two answers are worth beside each other: any figure at the close of any later turn, the
papers that came after, what becomes of people, the last pages. A few forks of each answer are enough, spread over
players and seeds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import Factory, define, frozen

from game.engine.memory import Decision
from game.engine.pending import Pending
from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.batch import Portion, each_told
from game.playtest.carrying import file_of
from game.playtest.coverage import names_of
from game.playtest.failures import Failure, Recorder, failure_of
from game.playtest.outcome import Outcome, outcome_of
from game.playtest.players import Player, players
from game.playtest.plays import MOST_DECISIONS, NoEnding
from game.playtest.pool import Crew, Watch
from game.session.last_pages import ending_of, parts_of

FORKS = 1  # of each answer in one portion of plays
PLAYS = 10  # in such a portion

Two = tuple[str, str]


@define
class Tally:
    """What became otherwise between two answers to one decision, over `pairs` plays with each."""

    pairs: int = 0
    figures: int = 0
    papers: int = 0
    endings: int = 0
    people: int = 0
    papers_apart: int = 0
    measures: list[float] = Factory(list[float])

    def merge(self, other: Tally) -> None:
        """Add another's pairs."""
        self.pairs += other.pairs
        self.figures += other.figures
        self.papers += other.papers
        self.endings += other.endings
        self.people += other.people
        self.papers_apart += other.papers_apart
        self.measures = [a + b for a, b in zip(self.measures, other.measures, strict=False)] or list(other.measures)

    @property
    def moved(self) -> bool:
        """Whether anything but words ever became otherwise."""
        return bool(self.figures or self.papers or self.endings or self.people)


@define
class Weighed:
    """All pairs, by the two answers in the story's order; and the measures of the plays they were forked from."""

    plays: int = 0
    pairs: dict[Two, Tally] = Factory(dict[Two, Tally])
    outcomes: list[tuple[float, ...]] = Factory(list[tuple[float, ...]])
    failures: list[Failure] = Factory(list[Failure])

    def merge(self, other: Weighed) -> None:
        """Add another's pairs."""
        self.plays += other.plays
        self.outcomes += other.outcomes
        self.failures += other.failures
        for two, tally in other.pairs.items():
            self.pairs.setdefault(two, Tally()).merge(tally)


@frozen
class End:
    """How a run came out, as far as two of them can be told apart."""

    closed: list[list[float]]
    values: list[float]
    visits: dict[str, int]
    outcome: Outcome
    pages: tuple[str, ...]

    @classmethod
    def of(cls, run: Run) -> End:
        """The end of a run."""
        pages = tuple(ending_of(run, part).id for part in parts_of(run))
        return cls(run.closed, run.values, dict(run.memory.visits), outcome_of(run), pages)

    def beside(self, other: End) -> Tally:
        """What is otherwise in another one."""
        names = {*self.visits, *other.visits}
        apart = sum(abs(self.visits.get(n, 0) - other.visits.get(n, 0)) for n in names)
        one, two = self.outcome, other.outcome
        return Tally(
            pairs=1,
            figures=int(self.closed != other.closed or self.values != other.values),
            papers=int(apart > 0),
            endings=int((self.pages, one.chair, one.ending) != (other.pages, two.chair, two.ending)),
            people=int(one.fates != two.fates),
            papers_apart=apart,
            measures=[abs(a - b) for a, b in zip(one.measures, two.measures, strict=True)],
        )


def weigh(program: Program, portion: Portion) -> Weighed:
    """One piece of work: plays, each forked where an answer has not been tried yet in this portion."""
    found = Weighed()
    who = players(program, dict.fromkeys(job.official for job in portion.jobs))
    tried: Counter[str] = Counter()
    for job in portion.jobs:
        player, carried = Recorder(who[job.official]), file_of(program, job.seed)
        forked: list[tuple[Two, End]] = []
        try:
            run = begin(program, job.seed, portion.cut, carried)
            while not run.ended:
                pending, before = run.pending, len(player.signed)
                assert pending is not None
                decision = player.choose(run)
                own = len(run.decisions) >= run.past
                for two, other in _others(pending, decision, tried) if own else ():
                    twin = run.fork()
                    player.signed[before:] = [other]
                    _play_on(twin, other, player)
                    forked.append((two, End.of(twin)))
                player.signed[before:] = [decision]
                _sign(run, decision)
            end = End.of(run)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told, with the code that does it again
            found.failures.append(failure_of(program, player, job.seed, portion.cut, carried, error)[0])
            continue
        found.plays += 1
        found.outcomes.append(end.outcome.measures)
        for two, other_end in forked:
            found.pairs.setdefault(two, Tally()).merge(end.beside(other_end))
    return found


def _others(pending: Pending, decision: Decision, tried: Counter[str]) -> Iterator[tuple[Two, Decision]]:
    """The other open answers that were not tried yet, one line of a form at a time, each with the two names."""
    rows = zip(names_of(pending.scene), pending.rows(), pending.open, strict=True)
    for place, (names, row, free) in enumerate(rows):
        ids = [part.id for part in row]
        signed = ids.index(decision.picks[place])
        for number, (name, is_open) in enumerate(zip(names, free, strict=True)):
            if number == signed or not is_open or tried[name] >= FORKS:
                continue
            tried[name] += 1
            picks = (*decision.picks[:place], ids[number], *decision.picks[place + 1 :])
            first, second = sorted((signed, number))
            yield (names[first], names[second]), Decision(decision.turn, decision.scene, picks)


def _play_on(run: Run, first: Decision, player: Player) -> None:
    _sign(run, first)
    while not run.ended:
        _sign(run, player.choose(run))


def _sign(run: Run, decision: Decision) -> None:
    run.decide(decision)
    if len(run.decisions) > MOST_DECISIONS:
        raise NoEnding(f"there is no ending after {MOST_DECISIONS:,} decisions")


def weigh_all(crew: Crew, work: Sequence[Portion], watch: Watch) -> tuple[Weighed, bool]:
    """All of it, and whether it was done to the end."""
    found = Weighed()
    try:
        for some in each_told(crew, weigh, work, watch):
            found.merge(some)
    except KeyboardInterrupt:
        return found, False
    return found, True


def alike(row: Sequence[str], pairs: dict[Two, Tally], least: int) -> list[tuple[str, ...]]:
    """Answers to one decision that come to the same, in groups of two or more: nothing but words ever was otherwise.

    Two that were held beside each other fewer times than `least` are not said to be alike.
    """
    group = {name: name for name in row}

    def head(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    moved = {two for two, tally in pairs.items() if tally.moved}
    for (a, b), tally in pairs.items():
        if a in group and b in group and tally.pairs >= least and not tally.moved:
            group[head(b)] = head(a)
    found: dict[str, list[str]] = {}
    for name in row:
        found.setdefault(head(name), []).append(name)
    sets = [tuple(names) for names in found.values() if len(names) > 1]
    return [names for names in sets if not any({*two} <= {*names} for two in moved)]
