"""From outcomes to views: ranges, shares, and what moved within pairs. Pure; order of seeds changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from game.engine.program import Program
from game.playtest.outcome import Outcome, holders
from game.playtest.pairs import Change
from game.playtest.report import spread
from game.playtest.store import Store
from game.playtest.views import BeyondView, CountView, PartView, RangeView, ReachedView, SideView
from game.script.aftermath import Measure
from game.script.tongue import _

Paired = tuple[Outcome, Outcome]
EXACT = 9  # places kept of a number that is not rounded for reading


def pairs_of(store: Store, change: Change, seeds: Sequence[int]) -> list[Paired]:
    """As signed and changed, for every seed under which the change was on offer."""
    found = store.changed.get(change, {})
    return [(store.kept[s], other) for s in seeds if s in store.kept and (other := found.get(s)) is not None]


def range_of(measure: Measure, values: Sequence[float], own: float | None = None, *, signed: bool = False) -> RangeView:
    """A measure over plays; `signed` writes a plus before what rose."""
    at = spread(values, EXACT)
    lead = "+" if signed else ""

    def words(value: float) -> str:
        text = measure.says(value)
        return lead + text if value > 0 and text.strip("0.,") else text

    return RangeView(
        measure=measure.id,
        label=measure.label,
        unit=measure.unit,
        toll=measure.toll,
        direction=str(measure.direction),
        p5=at["p5"],
        p50=at["p50"],
        p95=at["p95"],
        low=words(at["p5"]),
        middle=words(at["p50"]),
        high=words(at["p95"]),
        own=own,
        own_words="" if own is None else words(own),
        format=measure.format,
    )


def ranges(program: Program, plays: Sequence[Outcome], own: Outcome | None) -> tuple[RangeView, ...]:
    """Every measure over some plays."""
    measures = program.scenario.debrief.measures
    return tuple(
        range_of(m, [p.measures[i] for p in plays], own.measures[i] if own else None) for i, m in enumerate(measures)
    )


def side(program: Program, plays: Sequence[Outcome], own: Outcome | None) -> SideView:
    """Some plays, with one of them marked as the player's own."""
    titles = _ending_titles(program)
    return SideView(
        len(plays),
        ranges(program, plays, own) if plays else (),
        chair(program, plays, own),
        _parts(plays, lambda o: o.ending, own, lambda e: titles.get(e, e)),
    )


def chair(program: Program, plays: Sequence[Outcome], own: Outcome | None) -> tuple[PartView, ...]:
    """Who held the chair at the end, in how many plays."""
    say = holders(program)
    return _parts(plays, lambda o: str(o.chair), own, lambda c: say[int(c)])


def _parts(
    plays: Sequence[Outcome], of: Callable[[Outcome], str], own: Outcome | None, say: Callable[[str], str]
) -> tuple[PartView, ...]:
    count = Counter(of(p) for p in plays)
    order = sorted(count, key=lambda name: (-count[name], name))
    return tuple(PartView(name, say(name), count[name], own is not None and of(own) == name) for name in order)


def _ending_titles(program: Program) -> dict[str, str]:
    """What endings are called; one without a name is told by its place, since ids are for machines."""
    parts = program.scenario.endings.naming()
    named = {
        e.id: e.label or e.title or _("ending {place} of {endings}").format(place=place, endings=len(part.endings))
        for part in parts
        for place, e in enumerate(part.endings, start=1)
    }
    return {"end": _("the end"), **named}


def moved(measure: Measure, place: int, paired: Sequence[Paired], own: Paired | None) -> RangeView:
    """What a change moved of a measure, pair by pair."""
    mine = None if own is None else own[1].measures[place] - own[0].measures[place]
    return range_of(measure, [b.measures[place] - a.measures[place] for a, b in paired], mine, signed=True)


def mean_moved(place: int, paired: Sequence[Paired]) -> float:
    """The mean of the same."""
    return sum(b.measures[place] - a.measures[place] for a, b in paired) / len(paired) if paired else 0.0


def people_moved(paired: Sequence[Paired]) -> list[int]:
    """In each pair, how many people have another last page."""
    return [sum(was != now for was, now in zip(a.fates, b.fates, strict=True)) for a, b in paired]


def people_range(paired: Sequence[Paired], own: Paired | None) -> CountView | None:
    """The same as a range; None where the story has no people, or nothing was played."""
    counts = people_moved(paired)
    if not counts or not paired[0][0].fates:
        return None
    at = spread(counts, 0)
    return CountView(int(at["p5"]), int(at["p50"]), int(at["p95"]), people_moved([own])[0] if own else None)


def reached(program: Program, paired: Sequence[Paired]) -> tuple[ReachedView, ...]:
    """The people whose last page became another, the most often reached first."""
    found: list[ReachedView] = []
    for place, person in enumerate(program.scenario.people):
        turns = Counter((a.fates[place], b.fates[place]) for a, b in paired if a.fates[place] != b.fates[place])
        if turns:
            (was, became), _ = min(turns.items(), key=lambda item: (-item[1], item[0]))
            says = {fate.id: fate.label for fate in person.fates}
            found.append(ReachedView(person.id, person.name, turns.total(), was, became, says[was], says[became]))
    return tuple(sorted(found, key=lambda view: (-view.plays, view.id)))


def beyond(program: Program) -> tuple[BeyondView, ...]:
    """What nobody at this desk could change."""
    return tuple(BeyondView(s.say, s.sources) for s in program.scenario.debrief.beyond)
