"""The decisions that mattered most: each changed to each of its alternatives, in pairs, and put in order by what moved.

The order is by the figures a scenario declares for it and by the people reached, never by the dead: a decision stands
where it stands best. What is tried of a form is one line at a time; of a day plan, staying, or as much as the days
allow where he stayed. The few that come first are played over many more seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import evolve, frozen

from game.engine.program import Program
from game.engine.run import Run
from game.playtest import sides
from game.playtest.acts import Act, acts_of
from game.playtest.gather import case_of, closed, fill, opened, seeds_of
from game.playtest.pairs import Case, Change
from game.playtest.pool import Crew, Watch
from game.playtest.store import Store
from game.playtest.views import LABEL, MatteredRow, MatteredView
from game.playtest.whatif import name_of

SEEDS = 16
DEEP = 200
MOST = 5
PEOPLE = "people"
LITTLE_PEOPLE = 0.1  # somebody's last page becomes another in fewer than one pair of ten


@frozen
class _Weight:
    """What one change moved, by each figure decisions are ranked by; always a size, whichever way it went."""

    act: Act
    change: Change
    sizes: dict[str, float]
    little: bool


@frozen
class _Standing:
    """A decision at its place: the change that puts it there, and its place by each figure."""

    weight: _Weight
    places: dict[str, int]

    @property
    def order(self) -> tuple[int, int, int]:
        """Best place first; then all places together; then as they were signed."""
        return min(self.places.values(), default=0), sum(self.places.values()), self.weight.act.number


def mattered(
    run: Run,
    *,
    seeds: int = SEEDS,
    deep: int = DEEP,
    workers: int = 0,
    watch: Watch | None = None,
    folder: Path | None = None,
) -> MatteredView:
    """Every decision of an ended run changed to each of its alternatives. Raises StillOpen."""
    program, case = run.program, case_of(run)
    acts = acts_of(program, case)
    changes = _changes(acts)
    few, many = seeds_of(case, seeds), seeds_of(case, deep)
    store = opened(folder, program, case)
    watch = watch or Watch()
    later = (1 + MOST) * max(0, len(many) - len(few))
    try:
        with Crew(program, workers) as crew:
            complete = fill(crew, case, changes, few, store, watch.part(0, later))
            if complete:
                chosen = [s.weight.change for s in _first(_ordered(program, acts, changes, store, few))]
                done = len(few) * (1 + len(changes))
                fill(crew, case, chosen, many, store, watch.part(done, 0))
    finally:
        closed(folder, program, case, store)
    return mattered_of(run, case, store, seeds=seeds, deep=deep)


def mattered_of(run: Run, case: Case, store: Store, *, seeds: int = SEEDS, deep: int = DEEP) -> MatteredView:
    """The same from what was played, as far as it goes."""
    program = run.program
    acts = acts_of(program, case)
    changes = _changes(acts)
    few, many = seeds_of(case, seeds), seeds_of(case, deep)
    order = _ordered(program, acts, changes, store, few)
    first = _first(order)
    chosen = [s.weight.change for s in first]
    wanted = ((few, changes), (many, chosen))
    again = _ordered(program, acts, chosen, store, many)
    rest = [s for s in order if s not in first]
    return MatteredView(
        label=LABEL,
        early=not run.ended,
        seeds=len(few),
        deep=len(many),
        complete=not any(store.missing(c, seed) for those, some in wanted for seed in those for c in some),
        most=tuple(_row(program, s, store, many, place) for place, s in enumerate(again, start=1)),
        others=tuple(
            _row(program, s, store, few, place)
            for place, s in enumerate((s for s in rest if not s.weight.little), start=len(again) + 1)
        ),
        little=tuple(name_of(s.weight.act, s.weight.change.picks) for s in rest if s.weight.little),
        beyond=sides.beyond(program),
    )


def _changes(acts: Sequence[Act]) -> list[Change]:
    """Every other answer to each."""
    return [Change(a.number, picks) for a in acts for picks in a.alternatives()]


def changes_of(run: Run) -> list[Change]:
    """Everything that is tried of a run."""
    return _changes(acts_of(run.program, case_of(run)))


def plays_of(run: Run, *, seeds: int = SEEDS, deep: int = DEEP) -> int:
    """About how many plays it takes, where nothing was kept."""
    case = case_of(run)
    few, many = len(seeds_of(case, seeds)), len(seeds_of(case, deep))
    return few * (1 + len(changes_of(run))) + (1 + MOST) * max(0, many - few)


def _first(order: Sequence[_Standing]) -> list[_Standing]:
    """Those that are played over more seeds."""
    return [s for s in order if not s.weight.little][:MOST]


def _ordered(
    program: Program, acts: Sequence[Act], changes: Sequence[Change], store: Store, seeds: Sequence[int]
) -> list[_Standing]:
    """One standing for each decision that had an alternative, the one that mattered most first."""
    weights = [w for c in changes if (w := _weigh(program, acts[c.number - 1], c, store, seeds)) is not None]
    best: dict[str, dict[int, _Weight]] = {}
    places: dict[int, dict[str, int]] = {w.act.number: {} for w in weights}
    for name in _figures(program):
        heaviest = best[name] = _heaviest(weights, lambda w, name=name: w.sizes[name])
        ranked = sorted(heaviest.values(), key=lambda w: (-w.sizes[name], w.act.number))
        for place, weight in enumerate(ranked, start=1):
            places[weight.act.number][name] = place
    found: list[_Standing] = []
    for number, own in places.items():
        name = min(own, key=lambda n: own[n])
        little = all(w.little for w in weights if w.act.number == number)
        found.append(_Standing(evolve(best[name][number], little=little), own))
    return sorted(found, key=lambda s: s.order)


def _heaviest(weights: Sequence[_Weight], size: Callable[[_Weight], float]) -> dict[int, _Weight]:
    """Of each decision's changes, the one that moved most."""
    found: dict[int, _Weight] = {}
    for weight in weights:
        other = found.get(weight.act.number)
        if other is None or size(weight) > size(other):
            found[weight.act.number] = weight
    return found


def _figures(program: Program) -> list[str]:
    """What decisions are ranked by; a count of the dead cannot be among them."""
    return [*(m.id for m in program.scenario.debrief.measures if m.ranks and not m.toll), PEOPLE]


def _weigh(program: Program, act: Act, change: Change, store: Store, seeds: Sequence[int]) -> _Weight | None:
    paired = sides.pairs_of(store, change, seeds)
    if not paired:
        return None
    sizes: dict[str, float] = {}
    little = True
    for place, m in enumerate(program.scenario.debrief.measures):
        if m.ranks and not m.toll:
            sizes[m.id] = abs(sides.mean_moved(place, paired))
            little = little and sizes[m.id] <= m.little
    counts = sides.people_moved(paired)
    sizes[PEOPLE] = sum(counts) / len(counts)
    return _Weight(act, change, sizes, little and sizes[PEOPLE] < LITTLE_PEOPLE)


def _row(program: Program, standing: _Standing, store: Store, seeds: Sequence[int], place: int) -> MatteredRow:
    weight = standing.weight
    paired = sides.pairs_of(store, weight.change, seeds)
    own = next(iter(sides.pairs_of(store, weight.change, seeds[:1])), None)
    kept, changed = [a for a, _ in paired], [b for _, b in paired]
    mine = own or (None, None)
    measures = program.scenario.debrief.measures
    return MatteredRow(
        place=place,
        places=standing.places,
        decision=name_of(weight.act, weight.change.picks),
        pairs=len(paired),
        moved=tuple(sides.moved(m, i, paired, own) for i, m in enumerate(measures) if m.ranks and not m.toll),
        people_mean=round(weight.sizes[PEOPLE], 4),
        people=sides.reached(program, paired),
        toll_kept=tuple(r for r in sides.ranges(program, kept, mine[0]) if r.toll),
        toll_changed=tuple(r for r in sides.ranges(program, changed, mine[1]) if r.toll),
        chair_kept=sides.chair(program, kept, mine[0]),
        chair_changed=sides.chair(program, changed, mine[1]),
    )
