"""What chance did: a run signed again as it was, under many seeds. What is between them is luck. Pure."""

from __future__ import annotations

from pathlib import Path

from game.engine.run import Run
from game.playtest import sides
from game.playtest.gather import case_of, closed, fill, opened, seeds_of
from game.playtest.pairs import Case
from game.playtest.pool import Crew, Watch
from game.playtest.store import Store
from game.playtest.views import LABEL, ChanceView

SEEDS = 200


def chance(
    run: Run, *, seeds: int = SEEDS, workers: int = 0, watch: Watch | None = None, folder: Path | None = None
) -> ChanceView:
    """A run that is over among its own signatures under other seeds. Raises StillOpen."""
    program, case = run.program, case_of(run)
    store = opened(folder, program, case)
    try:
        with Crew(program, workers) as crew:
            fill(crew, case, (), seeds_of(case, seeds), store, watch)
    finally:
        closed(folder, program, case, store)
    return chance_of(run, case, store, seeds=seeds)


def chance_of(run: Run, case: Case, store: Store, *, seeds: int = SEEDS) -> ChanceView:
    """The same from what was played, as far as it goes."""
    wanted = seeds_of(case, seeds)
    played = [store.kept[s] for s in wanted if s in store.kept]
    return ChanceView(
        label=LABEL,
        early=not run.ended,
        asked=len(wanted),
        complete=len(played) == len(wanted),
        side=sides.side(run.program, played, store.kept.get(case.seed)),
    )
