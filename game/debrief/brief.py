"""A run that is over in a few lines: who, from when to when, how it ended, the widest gap, what it cost. Pure.

The story declares the lines; what every run has (its seasons, its chair, its first chart) stands after the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.debrief.views import BriefLine, ChartBlock
from game.engine.run import Run
from game.script.tongue import _
from game.session.last_pages import ending_of, parts_of
from game.session.moment import at_the_end


def brief(run: Run, charts: tuple[ChartBlock, ...]) -> tuple[BriefLine, ...]:
    """The lines in order; none while the run is open, or where the story declares none."""
    declared = run.program.scenario.debrief.brief
    if not run.over or not declared:
        return ()
    end = at_the_end(run)
    held = (d for d in declared if end.holds(d.when))
    told = [BriefLine(d.label, end.say(d.text).strip(), d.sources, str(d.stands)) for d in held]
    return (*told[:1], *_of_any(run, charts), *told[1:])


def _of_any(run: Run, charts: tuple[ChartBlock, ...]) -> Iterator[BriefLine]:
    yield BriefLine(_("When"), _when(run))
    if run.ended:
        yield BriefLine(_("How it ended"), _end(run))
    gap = charts[0] if charts else None
    if gap is not None and gap.chart.sentence:
        yield BriefLine(gap.chart.title, gap.chart.sentence)


def _when(run: Run) -> str:
    """The seasons that were signed for, and those that the model went on for."""
    program = run.program
    turns = program.turns
    first = program.turn_index[run.cut.first] if run.cut else 0
    signed = max((program.turn_index[d.turn] for d in run.decisions), default=first)
    last = max(0, len(run.closed) - 1)
    said = _("You signed from {in_sentence} to {in_sentence2}{run}.").format(
        in_sentence=turns[first].in_sentence, in_sentence2=turns[signed].in_sentence, run=_after(run)
    )
    if run.laid_down:
        return _("{said} The run was closed early, in {in_sentence}.").format(
            said=said, in_sentence=turns[run.index].in_sentence
        )
    return (
        said
        if last <= signed
        else _("{said} The model then ran on to the end of {in_sentence}.").format(
            said=said, in_sentence=turns[last].in_sentence
        )
    )


def _after(run: Run) -> str:
    """The lesson that a run goes on from, and its seasons."""
    before = run.cut.before if run.cut else None
    if before is None:
        return ""
    labels = {t.id: t.in_sentence for t in run.program.turns}
    return _(", after {title}, {labels} to {labels2}").format(
        title=before.title, labels=labels[before.first], labels2=labels[before.last]
    )


def _end(run: Run) -> str:
    """The ending by its name, and who sits in the chair."""
    program = run.program
    parts = parts_of(run)
    ending = ending_of(run, parts[0]) if parts else None
    name = (ending.label or ending.title or parts[0].title) if ending is not None else ""
    chair = program.scenario.debrief.chair
    call = program.call
    holder = next((h.say for h in chair if h.when is None or call(h.when, run.values, run.memory)), "")
    name = f"{name[:1].upper()}{name[1:]}"
    if name and holder:
        return _("{name}. The chair is held by {holder}.").format(name=name, holder=holder)
    if holder:
        return _("The chair is held by {holder}.").format(holder=holder)
    return _("{name}.").format(name=name) if name else ""
