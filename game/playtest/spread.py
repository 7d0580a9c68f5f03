"""Where a run stands among thousands of plays by machine officials. A count of the dead is a range and gives no place.

The plays belong to a story, not to a run: they are kept once for its logic, and only the place is worked out anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from game.engine.program import Program
from game.engine.run import Run
from game.playtest import sides
from game.playtest import store as kept
from game.playtest.gather import case_of
from game.playtest.officials import Policy
from game.playtest.outcome import Outcome, outcome_of
from game.playtest.pairs import Case, pair
from game.playtest.plays import play
from game.playtest.pool import Crew, Watch
from game.playtest.store import Store
from game.playtest.views import LABEL, OfficialSpread, SpreadView, StandView

PLAYS = 300  # of each official
PORTION = 30
FIRST = 1


@frozen
class Portion:
    """Seeds that one official plays."""

    official: str
    cut: str
    seeds: tuple[int, ...]


def spread(
    run: Run,
    *,
    plays: int = PLAYS,
    workers: int = 0,
    watch: Watch | None = None,
    folder: Path | None = None,
) -> SpreadView:
    """An ended run among `plays` of each official. Raises StillOpen."""
    case, seeds = case_of(run), _seeds(plays)
    stores = _played(run.program, case.cut, seeds, workers, watch or Watch(), folder)
    return spread_of(run, case, stores, plays=plays)


def spread_of(run: Run, case: Case, stores: Mapping[str, Store], *, plays: int = PLAYS) -> SpreadView:
    """The same from what was played, as far as it goes."""
    program, seeds = run.program, _seeds(plays)
    own = pair(program, case, case.seed, ()).kept  # a run that was closed early goes on by its player's stance
    found = {name: [store.kept[s] for s in seeds if s in store.kept] for name, store in stores.items()}
    every = [o for outcomes in found.values() for o in outcomes]
    officials = [o for o in program.scenario.officials if found[o.id]]
    return SpreadView(
        label=LABEL,
        early=not run.ended,
        plays=len(every),
        asked=len(seeds) * len(stores),
        complete=len(every) == len(seeds) * len(stores),
        stands=_stands(program, every, own),
        chair=sides.chair(program, every, own),
        officials=tuple(
            OfficialSpread(o.id, o.label, o.says, sides.side(program, found[o.id], own)) for o in officials
        ),
        beyond=sides.beyond(program),
    )


def kept_plays(program: Program, cut: str, folder: Path | None) -> dict[str, Store]:
    """What was played of every official, and kept."""
    keys = _keys(program, cut)
    return {name: kept.load(folder, key, program) if folder else Store() for name, key in keys.items()}


def plays_left(stores: Mapping[str, Store], *, plays: int = PLAYS) -> int:
    """How many are still to be played."""
    return sum(seed not in store.kept for store in stores.values() for seed in _seeds(plays))


def _seeds(plays: int) -> range:
    return range(FIRST, FIRST + max(1, plays))


def _keys(program: Program, cut: str) -> dict[str, str]:
    return {o.id: kept.key_of(program, f"official {o.id}", cut=cut) for o in program.scenario.officials}


def _stands(program: Program, every: list[Outcome], own: Outcome) -> tuple[StandView, ...]:
    found: list[StandView] = []
    for place, view in enumerate(sides.ranges(program, every, own) if every else ()):
        mine = own.measures[place]
        less = sum(o.measures[place] < mine for o in every)
        more = sum(o.measures[place] > mine for o in every)
        if view.toll:
            found.append(StandView(view, None, None))
        else:
            found.append(StandView(view, round(100 * less / len(every)), round(100 * more / len(every))))
    return tuple(found)


def _played(
    program: Program, cut: str, seeds: range, workers: int, watch: Watch, folder: Path | None
) -> dict[str, Store]:
    """The plays of every official, those that were kept among them; fewer if the work was stopped."""
    keys, stores = _keys(program, cut), kept_plays(program, cut, folder)
    jobs = [job for name in keys for job in _portions(name, cut, [s for s in seeds if s not in stores[name].kept])]
    total, done = sum(len(job.seeds) for job in jobs), 0
    watch.tell(done, total)
    try:
        with Crew(program, workers) as crew:
            for job, outcomes in zip(jobs, crew.each(_play, jobs, watch), strict=False):
                stores[job.official].kept.update(zip(job.seeds, outcomes, strict=True))
                done += len(job.seeds)
                watch.tell(done, total)
    except KeyboardInterrupt:
        pass
    finally:
        if folder is not None and done:
            for name in {job.official for job in jobs}:
                kept.save(folder, keys[name], stores[name], program)
    return stores


def _portions(official: str, cut: str, seeds: list[int]) -> Iterator[Portion]:
    yield from (Portion(official, cut, tuple(seeds[i : i + PORTION])) for i in range(0, len(seeds), PORTION))


def _play(program: Program, portion: Portion) -> list[Outcome]:
    """One piece of work, in whatever process it is done."""
    policy = Policy(next(o for o in program.scenario.officials if o.id == portion.official), program)
    return [outcome_of(play(program, policy, seed, portion.cut)[1]) for seed in portion.seeds]
