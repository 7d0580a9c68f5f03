"""The decisions of a run that mattered most: what was signed, what else lay open, and what that moved. Pure.

Played again under the run's own chance alone, so that figures here are those of the run itself. It costs a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from game.debrief.views import DecisionView, MovedView, WeightView
from game.engine.run import Run
from game.playtest.own import Tried, own_weights
from game.playtest.pairs import Change
from game.playtest.views import MatteredView
from game.script.aftermath import Measure
from game.script.tongue import _

MOST = 3


def weights_of(run: Run, signed: Sequence[DecisionView], ordered: MatteredView | None) -> tuple[WeightView, ...]:
    """Those that stand first; in the order of many seeds, where that was worked out."""
    first = [Change(*r.decision.changed) for r in (ordered.most if ordered else ())]
    views = {d.number: d for d in signed}
    return tuple(_weight(run, tried, views[tried.decision.number]) for tried in own_weights(run, MOST, first))


def _weight(run: Run, tried: Tried, signed: DecisionView) -> WeightView:
    debrief, name = run.program.scenario.debrief, tried.decision
    both = zip(debrief.measures, tried.kept.measures, tried.changed.measures, strict=True)
    return WeightView(
        number=name.number,
        turn_label=name.turn_label,
        title=name.title,
        signed=name.signed,
        instead=name.instead,
        moved=tuple(_moved((m, a, b) for m, a, b in both if m.ranks and not m.toll)),
        people=tuple(_people(run, tried)),
        because=_because(signed),
    )


def _moved(both: Iterable[tuple[Measure, float, float]]) -> Iterator[MovedView]:
    """The figures that moved by more than little, and so that it can be read."""
    for measure, was, became in both:
        a, b = measure.says(was), measure.says(became)
        if abs(became - was) > measure.little and a != b:
            yield MovedView(measure.label, measure.unit, a, b)


def _people(run: Run, tried: Tried) -> list[tuple[str, str, str]]:
    """Whose last page became another, where the story has a few words for both."""
    found: list[tuple[str, str, str]] = []
    for person, was, became in zip(run.program.scenario.people, tried.kept.fates, tried.changed.fates, strict=True):
        says = {fate.id: fate.label for fate in person.fates}
        if says[was] and says[became] and says[was] != says[became]:
            found.append((person.name, says[was], says[became]))
    return found


def _because(signed: DecisionView) -> str:
    """What the decision itself changed, and the story's reason."""
    reason = next(iter(signed.why), None)
    if reason is None:
        return ""
    say = _("{figure}: {moved}, because {because}")
    return say.format(figure=reason.figure, moved=reason.moved, because=reason.because)
