"""All that is worked out beside a run: what lies in the cache already, and the rest of it, stage by stage.

Asking what lies there plays nothing but the run itself, once, to check that it is of this run. Work that is stopped,
by whoever watches or from the keyboard, gives what was found until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from attrs import evolve

from game.engine.run import Run
from game.playtest import chance as luck
from game.playtest import mattered as most
from game.playtest import spread as others
from game.playtest.gather import case_of, opened
from game.playtest.pairs import Case
from game.playtest.pool import Watch
from game.playtest.store import Store
from game.playtest.views import MatteredView, Recalled, WhatIfView
from game.playtest.whatif import what_if_of


def recall(run: Run, folder: Path) -> Recalled:
    """What was worked out before. Raises StillOpen."""
    case = case_of(run)
    store = opened(folder, run.program, case)
    stores = others.kept_plays(run.program, case.cut, folder)
    found = Recalled()
    if store.kept:
        found = evolve(found, chance=luck.chance_of(run, case, store))
    if store.changed and store.changed.keys() >= set(most.changes_of(run)):
        found = evolve(found, mattered=most.mattered_of(run, case, store))
    if store.changed:
        found = evolve(found, asked=tuple(_asked(run, case, store, found.mattered)))
    if any(other.kept for other in stores.values()):
        found = evolve(found, spread=others.spread_of(run, case, stores))
    return found


def _asked(run: Run, case: Case, store: Store, ordered: MatteredView | None) -> Iterator[WhatIfView]:
    """Single changes: those that were played over more seeds than putting decisions in order needed."""
    needed = {r.decision.changed for r in (ordered.most if ordered else ())}
    for change, found in sorted(store.changed.items(), key=lambda item: (item[0].number, item[0].picks)):
        if len(found) > most.SEEDS and (change.number, change.picks) not in needed:
            yield what_if_of(run, case, store, change.number, change.picks)


def with_asked(found: Recalled, view: WhatIfView) -> Recalled:
    """The same with one more single change, or with more of it."""

    def name(one: WhatIfView) -> tuple[int, tuple[str, ...]]:
        return one.decision.changed

    others = [one for one in found.asked if name(one) != name(view)]
    return evolve(found, asked=tuple(sorted((*others, view), key=name)))


def work_out(run: Run, folder: Path, *, workers: int = 0, watch: Watch | None = None) -> Recalled:
    """Everything that is not there yet: what chance did, which decisions mattered, where the run stands."""
    found = [recall(run, folder)]
    with suppress(KeyboardInterrupt):
        found.extend(_stages(run, folder, found[0], workers, watch or Watch()))
    return found[-1]


def _stages(run: Run, folder: Path, found: Recalled, workers: int, watch: Watch) -> Iterator[Recalled]:
    case = case_of(run)
    first, second = luck.SEEDS, most.plays_of(run)
    third = others.plays_left(others.kept_plays(run.program, case.cut, folder))
    chance = luck.chance(run, workers=workers, watch=watch.part(0, second + third), folder=folder)
    yield (found := evolve(found, chance=chance))
    if not chance.complete:
        return
    mattered = most.mattered(run, workers=workers, watch=watch.part(first, third), folder=folder)
    yield (found := evolve(found, mattered=mattered))
    if mattered.complete:
        spread = others.spread(run, workers=workers, watch=watch.part(first + second, 0), folder=folder)
        yield evolve(found, spread=spread)
