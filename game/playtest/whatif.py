"""What would have happened: one decision changed, the rest kept where it is still offered, over many seeds. Pure.

Both sides are of the same seeds, those under which the changed answer was on offer, so that only the change is between
them. The player's own run is marked in each.
"""

from __future__ import annotations

from pathlib import Path

from game.engine.run import Run
from game.playtest import sides
from game.playtest.acts import Act, acts_of
from game.playtest.gather import case_of, closed, fill, opened, seeds_of
from game.playtest.pairs import Case, Change
from game.playtest.pool import Crew, Watch
from game.playtest.store import Store
from game.playtest.views import LABEL, DecisionName, WhatIfView

SEEDS = 200


def what_if(
    run: Run,
    number: int,
    picks: tuple[str, ...],
    *,
    seeds: int = SEEDS,
    workers: int = 0,
    watch: Watch | None = None,
    folder: Path | None = None,
) -> WhatIfView:
    """Decision `number` (from 1) answered by `picks` instead. Raises StillOpen; `picks` must have been on offer."""
    program, case = run.program, case_of(run)
    change, wanted = Change(number, picks), seeds_of(case, seeds)
    store = opened(folder, program, case)
    try:
        with Crew(program, workers) as crew:
            fill(crew, case, (change,), wanted, store, watch)
    finally:
        closed(folder, program, case, store)
    return what_if_of(run, case, store, number, picks, seeds=seeds)


def what_if_of(
    run: Run, case: Case, store: Store, number: int, picks: tuple[str, ...], *, seeds: int = SEEDS
) -> WhatIfView:
    """The same from what was played, as far as it goes."""
    program, change, wanted = run.program, Change(number, picks), seeds_of(case, seeds)
    act = acts_of(program, case)[number - 1]
    played = sum(not store.missing(change, s) for s in wanted)
    paired = sides.pairs_of(store, change, wanted)
    own = next(iter(sides.pairs_of(store, change, wanted[:1])), None)
    measures = program.scenario.debrief.measures
    return WhatIfView(
        label=LABEL,
        early=not run.ended,
        decision=name_of(act, picks),
        asked=len(wanted),
        played=played,
        pairs=len(paired),
        complete=played == len(wanted),
        kept=sides.side(program, [a for a, _ in paired], own and own[0]),
        changed=sides.side(program, [b for _, b in paired], own and own[1]),
        moved=tuple(sides.moved(m, i, paired, own) for i, m in enumerate(measures)) if paired else (),
        people_moved=sides.people_range(paired, own),
        people=sides.reached(program, paired),
        beyond=sides.beyond(program),
    )


def name_of(act: Act, picks: tuple[str, ...]) -> DecisionName:
    """A decision and its other answer, in words."""
    return DecisionName(
        number=act.number,
        turn_label=act.turn_label,
        scene=act.scene,
        title=act.title,
        signed=act.words(act.picks, picks),
        instead=act.words(picks, act.picks),
        signed_picks=act.picks,
        instead_picks=picks,
    )
