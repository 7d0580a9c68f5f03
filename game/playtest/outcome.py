"""What one play came to, by the figures its scenario declares: measures, who holds the chair, the ending, the fates.

Read from an ended run and from nothing else, so that two plays can be held beside each other whoever signed in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from attrs import frozen

from game.engine.program import Program, Values
from game.engine.run import Run
from game.script.aftermath import Measure, Over
from game.script.scenes import Choice, Scene, Step
from game.script.tongue import N_, _
from game.session.last_pages import ending_id, fate_of

HOLDERS = (N_("the same official"), N_("another"))  # where a scenario does not say who sits in the chair
STAYED = -1

_FOLDS: dict[Over, Callable[[Sequence[float]], float]] = {
    Over.LAST: lambda values: values[-1],
    Over.LOWEST: min,
    Over.HIGHEST: max,
    Over.MEAN: lambda values: sum(values) / len(values),
    Over.SUM: sum,
}


@frozen
class Outcome:
    """What one play came to.

    `measures` are in the order they are declared in; `chair` is a place in `holders`; `left` is the turn at whose end
    the player's orders stopped holding, or STAYED; `fates` has one for each person of the story, in its order.
    """

    measures: tuple[float, ...]
    chair: int
    left: int
    ending: str
    fates: tuple[str, ...]


def outcome_of(run: Run) -> Outcome:
    """What an ended run came to."""
    program = run.program
    left = left_at(run)
    return Outcome(
        measures=tuple(_measure(run, m, left) for m in program.scenario.debrief.measures),
        chair=_chair(run, left),
        left=left,
        ending=ending_id(run),
        fates=tuple(fate_of(run, p.fates).id for p in program.scenario.people),
    )


def holders(program: Program) -> tuple[str, ...]:
    """Who may sit in the chair at the end, in words; two ways where the story says no more."""
    return tuple(h.say for h in program.scenario.debrief.chair) or tuple(map(_, HOLDERS))


def left_at(run: Run) -> int:
    """The turn at whose end the player's orders stopped holding, or STAYED."""
    formula = run.program.in_charge
    if formula is None:
        return STAYED
    return next((i for i, row in enumerate(run.closed) if not run.program.call(formula, row, run.memory)), STAYED)


def _measure(run: Run, measure: Measure, left: int) -> float:
    rows: Sequence[Values] = run.closed
    if measure.in_charge and left != STAYED:
        rows = rows[: left + 1]
    return _FOLDS[measure.over]([float(run.program.call(measure.to, row, run.memory)) for row in rows])


def _chair(run: Run, left: int) -> int:
    declared = run.program.scenario.debrief.chair
    if not declared:
        return int(left != STAYED)
    call = run.program.call
    return next(i for i, h in enumerate(declared) if h.when is None or call(h.when, run.values, run.memory))


def reading(program: Program) -> str:
    """A fingerprint of how outcomes are read and stances told, which the logic hash leaves out."""
    scenario = program.scenario
    debrief, endings = scenario.debrief, scenario.endings
    parts = (
        [(m.id, m.to.text, str(m.over), m.in_charge) for m in debrief.measures],
        [(h.say, h.when and h.when.text) for h in debrief.chair],
        [(e.id, e.when and e.when.text) for p in endings.naming() for e in p.endings],
        [(p.id, f.id, f.when and f.when.text) for p in scenario.people for f in p.fates],
        [(s.id, [str(part.stance) for row in _rows(s) for part in row]) for s in scenario.scenes],
        scenario.officials,
    )
    return sha256(repr(parts).encode()).hexdigest()[:16]


def _rows(scene: Scene) -> Iterator[tuple[Choice | Step, ...]]:
    yield scene.choices
    yield from (f.steps for f in scene.fields)
