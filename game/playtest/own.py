"""The decisions that mattered most under a run's own chance: each changed by itself, and played on with the same seed.

It takes a second where the many seeds of `mattered` take minutes, so that it can stand on the first page of a debrief;
what chance has to do with it, only the many seeds show. Of a long run not every answer is tried, but one of each
decision before a second of any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from game.engine.run import Run
from game.playtest.gather import case_of
from game.playtest.mattered import changes_of, mattered_of
from game.playtest.outcome import Outcome
from game.playtest.pairs import Change, pair
from game.playtest.store import Store
from game.playtest.views import DecisionName

MOST_TRIED = 48


@frozen
class Tried:
    """A decision and the other answer that moved most: what the run came to as signed, and with it."""

    decision: DecisionName
    kept: Outcome
    changed: Outcome


def own_weights(run: Run, most: int, first: Sequence[Change] = ()) -> tuple[Tried, ...]:
    """The decisions of an ended run that mattered most, in order; `first` are changes known to be those."""
    case = case_of(run)
    tried = list(first[:most]) or list(_fairly([c for c in changes_of(run) if c.number > run.past]))[:MOST_TRIED]
    store = Store()
    store.add(pair(run.program, case, case.seed, tried))
    kept, found = store.kept[case.seed], list[Tried]()
    for row in mattered_of(run, case, store, seeds=1, deep=1).most:
        change = Change(*row.decision.changed)
        other = store.changed.get(change, {}).get(case.seed)
        if other is not None:
            found.append(Tried(row.decision, kept, other))
    return tuple(found[:most])


def _fairly(changes: Sequence[Change]) -> Iterator[Change]:
    """One change of each decision, then a second of each that has one, and so on."""
    rounds: dict[int, list[Change]] = {}
    seen: dict[int, int] = {}
    for change in changes:
        place = seen[change.number] = seen.get(change.number, -1) + 1
        rounds.setdefault(place, []).append(change)
    for place in sorted(rounds):
        yield from rounds[place]
