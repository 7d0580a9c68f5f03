"""Two runs that nobody played: what was signed most often by a class, paper by paper, and what was signed next often.

A class is shown a file, a chain of reasons and whose signature stood where without showing anybody's: these runs are
made of counts that are shown anyway, under a seed that no run of the class has. Where the counts of a paper are hidden,
an official without a character signs, and nothing of that is told. Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from game.debrief.hidden import LEAST
from game.debrief.splits import SplitView
from game.engine.carried import NOTHING, Carried
from game.engine.program import Program
from game.engine.run import Run, begin
from game.engine.select import PLAN
from game.playtest.line import Keeper, Key, key_of
from game.playtest.officials import Policy
from game.playtest.plays import MOST_DECISIONS
from game.script.people import Official
from game.session.game import Game

MOST_LOOKS = 2
SEEDS = 2**20


@frozen
class Composed:
    """A run made of counts; `told` are the numbers of its decisions that a count which is shown decided."""

    game: Game
    told: frozenset[int]


@frozen
class Like:
    """What a run begins with: what the class's runs share, and a seed of its own."""

    program: Program
    cut: str
    seed: int
    carried: Carried


def composed(runs: Sequence[Run], splits: Sequence[SplitView]) -> tuple[Composed, ...]:
    """The run of what was signed most often, and of what came next; the second only where it is another."""
    seed = _free_seed(runs)
    carried = runs[0].carried if len({run.carried for run in runs}) == 1 else NOTHING
    like = Like(runs[0].program, runs[0].cut.id if runs[0].cut else "", seed, carried)
    a, b = (_played(like, answers_of(splits, place)) for place in (0, 1))
    alike = a is None or b is None or a.game.run.decisions == b.game.run.decisions
    return tuple(made for made in ((a,) if alike else (a, b)) if made is not None and made.told)


def _free_seed(runs: Sequence[Run]) -> int:
    """The first seed that no run of the class has."""
    taken = {run.seed for run in runs}
    return next(seed for seed in range(1, SEEDS) if seed not in taken)


def answers_of(splits: Iterable[SplitView], place: int) -> dict[Key, tuple[str | None, ...]]:
    """What is signed of each paper: the answer at this place among those shown, or the most frequent."""
    rows: dict[tuple[str, str], list[str | None]] = defaultdict(list)
    for split in splits:
        counts = sorted((r for r in split.rows if r.id and (r.runs or 0) >= LEAST), key=lambda r: -(r.runs or 0))
        if split.id.startswith(PLAN):
            rows[split.turn, split.id] = [r.id for r in counts[place : place + MOST_LOOKS]]
        else:
            rows[split.turn, split.id].append(
                (counts[place] if place < len(counts) else counts[0]).id if counts else None
            )
    before: Counter[str] = Counter()
    found: dict[Key, tuple[str | None, ...]] = {}
    for (turn, scene), picks in rows.items():
        if scene.startswith(PLAN):
            found[turn, scene, 0] = tuple(picks)
        else:
            found["", scene, before[scene]] = tuple(picks)
            before[scene] += 1
    return found


def _played(like: Like, answers: Mapping[Key, tuple[str | None, ...]]) -> Composed | None:
    """A run by these answers, as far as they are on offer; None if the story does not end so."""
    program = like.program
    keeper = most_signed(program, answers)
    run = begin(program, like.seed, like.cut, like.carried)
    told: set[int] = set()
    while not run.ended and len(run.decisions) < MOST_DECISIONS:
        pending = run.pending
        assert pending is not None  # a run that has not ended waits
        wanted = answers.get(key_of(run, pending), ())
        decision = keeper.choose(run)
        if wanted and (pending.plan is not None or decision.picks == wanted):
            told.add(len(run.decisions) + 1)
        run.decide(decision)
    return Composed(Game.at(run), frozenset(told)) if run.ended else None


def most_signed(program: Program, answers: Mapping[Key, tuple[str | None, ...]]) -> Keeper:
    """A hand that signs these answers, and where there is none as an official without a character."""
    kept = {key: tuple(pick or "" for pick in picks) for key, picks in answers.items()}
    return Keeper(kept, Policy(_nobody(program), program))


def _nobody(program: Program) -> Official:
    """An official without a character: the order that stands unsigned, and no stance."""
    return Official(id="nobody", label="", default_k=program.standing_k, k={}, stances={}, looks=0.0)
