"""One machine play, and many: what each reached, how it ended, its cost. Bulk plays carry no text and no reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from attrs import Factory, frozen

from game.engine.carried import NOTHING, Carried
from game.engine.faults import RunFault
from game.engine.program import Program
from game.engine.run import Run, begin
from game.engine.select import PLAN
from game.engine.swift.run import begin_swift
from game.engine.swift.scenes import book_of
from game.playtest.carrying import file_of
from game.playtest.coverage import Coverage
from game.playtest.outcome import STAYED, Outcome, outcome_of
from game.playtest.players import Player
from game.playtest.promised import promised
from game.playtest.series import Series, Turns, by_turn, series_of
from game.session.teller import Teller
from game.session.wording import Wording

MOST_DECISIONS = 5_000
OFTEN = 10  # a scene that comes more often than this in one play is told of


class NoEnding(RunFault):
    """A play that does not come to its end."""


@frozen
class Play:
    """What one play came to. `left` is the turn at whose end the player's orders stopped holding; empty if none.

    `figures` are the few with a fixed name, where the story has them; what every story has stands in `outcome`.
    `often` are the scenes that came again and again.
    """

    official: str
    seed: int
    decisions: int
    signatures: int
    left: str
    outcome: Outcome
    figures: dict[str, float]
    series: Series
    turns: Turns
    words: int = 0
    words_optional: int = 0
    often: Mapping[str, int] = Factory(dict[str, int])

    @property
    def removed(self) -> bool:
        """Whether the player's orders no longer held at the end."""
        return bool(self.left)

    @property
    def ending(self) -> str:
        """The ending this play is counted under."""
        return self.outcome.ending


def play(
    program: Program,
    policy: Player,
    seed: int,
    cut: str = "",
    carried: Carried = NOTHING,
    *,
    coverage: Coverage | None = None,
    told: bool = False,
    watch: Callable[[Run], None] | None = None,
    series: bool = False,
) -> tuple[Play, Run, Teller | None]:
    """Play one run to its end: the fast way, unless it is put into words or watched. `told` counts words."""
    teller = Teller(Wording(program), program.cuts[cut] if cut else None) if told else None
    if teller is None and watch is None:
        run = _swiftly(program, policy, seed, cut, carried, coverage)
    else:
        run = _slowly(begin(program, seed, cut, carried, observer=teller), policy, coverage, teller, watch)
    if coverage is not None:
        coverage.reach(run)
    outcome, own = outcome_of(run), run.decisions[run.past :]
    result = Play(
        official=policy.official.id,
        seed=seed,
        decisions=len(own),
        signatures=sum(not d.scene.startswith(PLAN) for d in own),
        left="" if outcome.left == STAYED else program.turns[outcome.left].id,
        outcome=outcome,
        figures=promised(run),
        series=series_of(program, run.closed) if series else {},
        turns=by_turn(run) if series else {},
        words=teller.words if teller else 0,
        words_optional=teller.words_optional if teller else 0,
        often={name: times for name, times in run.memory.visits.items() if times > OFTEN},
    )
    return result, run, teller


def _slowly(
    run: Run, policy: Player, coverage: Coverage | None, teller: Teller | None, watch: Callable[[Run], None] | None
) -> Run:
    made = 0
    while not run.ended:
        pending = run.pending
        assert pending is not None
        if teller is not None:
            teller.fresh()
        decision = policy.choose(run)
        if coverage is not None:
            coverage.offer(policy.official.id, pending)
            coverage.jam(lambda: run, pending)
        run.decide(decision)
        if coverage is not None:
            coverage.take(policy.official.id, pending, decision)
        if watch is not None:
            watch(run)
        made = _one_more(made)
    return run


def _swiftly(program: Program, policy: Player, seed: int, cut: str, carried: Carried, coverage: Coverage | None) -> Run:
    """The same run without words: every scene one function."""
    swift = begin_swift(book_of(program), seed, cut, carried)
    made = 0
    while (pending := swift.pending) is not None:
        decision = policy.choose(swift)
        if coverage is not None:
            coverage.offer(policy.official.id, pending)
            coverage.jam(swift.as_run, pending)
        swift.take(pending.digit(decision))
        if coverage is not None:
            coverage.take(policy.official.id, pending, decision)
        made = _one_more(made)
    return swift.as_run()


def _one_more(made: int) -> int:
    """Count a decision. Raises NoEnding where there are too many."""
    if made >= MOST_DECISIONS:
        raise NoEnding(f"there is no ending after {MOST_DECISIONS:,} decisions")
    return made + 1


def many(
    program: Program,
    jobs: Iterable[tuple[Player, int]],
    cut: str = "",
    *,
    told_every: int = 0,
    first: int = 0,
    series: bool = False,
) -> tuple[list[Play], Coverage]:
    """Play many runs in this process; every `told_every`-th keeps its words counted."""
    coverage = Coverage()
    plays: list[Play] = []
    for number, (policy, seed) in enumerate(jobs, start=first):
        told = bool(told_every) and number % told_every == 0
        carried = file_of(program, seed)
        result, _, _ = play(program, policy, seed, cut, carried, coverage=coverage, told=told, series=series)
        plays.append(result)
    return plays, coverage
