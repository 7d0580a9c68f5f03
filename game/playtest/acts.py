"""The decisions of a run in words: what was signed and what else lay open, as the desk read it at that moment."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from game.engine.pending import Pending
from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.pairs import Case
from game.session.describe import STAY, step_value
from game.session.wording import Wording

LOOKING = "Days to go and look"
STAYING = "stay"


@frozen
class Act:
    """One decision: its place in the run, and words for every answer that was open.

    `says` has a row for the choices, one for each field of a form, or one for the day plans; each maps what is picked
    (a plan's looks joined by commas) to words. `labels` names the fields; it is empty for choices and plans. `numbers`
    has the number of every answer as the desk showed it; where it is empty they are counted as they stand.
    """

    number: int
    turn: str
    turn_label: str
    scene: str
    title: str
    picks: tuple[str, ...]
    says: tuple[dict[str, str], ...]
    labels: tuple[tuple[str, str], ...] = ()
    plan: bool = False
    numbers: tuple[dict[str, int], ...] = ()

    def words(self, picks: tuple[str, ...], unlike: tuple[str, ...] | None = None) -> str:
        """Picks in words; with `unlike`, the lines of a form that are not as in those others."""
        if self.plan:
            return self.says[0][plan_name(picks)]
        if not self.labels:
            return self.says[0][picks[0]]
        others = unlike or ("",) * len(picks)
        rows = zip(self.labels, self.says, picks, others, strict=True)
        return "; ".join(f"{label}: {says[pick]}" for (_, label), says, pick, other in rows if pick != other)

    def number_of(self, row: int, pick: str) -> int:
        """The number of an answer, as it stood before the player."""
        return self.numbers[row][pick] if self.numbers else [*self.says[row]].index(pick) + 1

    def others(self) -> tuple[tuple[str, ...], ...]:
        """Every answer that lay open besides: another choice or day plan, or one line of a form changed."""
        if not self.plan:
            return self.alternatives()
        return tuple(plan for name in self.says[0] if (plan := plan_picks(name)) != self.picks)

    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        """Every other answer: another choice; one line of a form changed. For a day plan, staying; or, for who stayed,
        as much as the days allow."""
        if self.plan:
            fullest = max((plan_picks(name) for name in self.says[0]), key=len)
            return ((),) if self.picks else (fullest,)
        return tuple(
            (*self.picks[:place], pick, *self.picks[place + 1 :])
            for place, row in enumerate(self.says)
            for pick in row
            if pick != self.picks[place]
        )


def plan_name(picks: tuple[str, ...]) -> str:
    """A day plan as it is named on the command line."""
    return ",".join(picks) or STAYING


def plan_picks(name: str) -> tuple[str, ...]:
    """The looks of a day plan of that name."""
    return () if name == STAYING else tuple(name.split(","))


def acts_of(program: Program, case: Case) -> tuple[Act, ...]:
    """The decisions of a run in order."""
    return tuple(_acts(program, case))


def _acts(program: Program, case: Case) -> Iterator[Act]:
    wording = Wording(program)
    run = begin(program, case.seed, case.cut, case.carried)
    for number, decision in enumerate(case.decisions, start=1):
        pending = run.pending
        assert pending is not None  # these are the decisions of a run
        scene = pending.scene
        yield Act(
            number=number,
            turn=decision.turn,
            turn_label=program.turns[program.turn_index[decision.turn]].label,
            scene=decision.scene,
            title=wording.text(scene.title, run.values, run.memory) if scene else LOOKING,
            picks=decision.picks,
            says=_plans(run, pending, wording) if scene is None else _rows(run, pending, wording),
            labels=tuple((f.id, f.label) for f in scene.fields) if scene else (),
            plan=scene is None,
            numbers=() if scene is None else _numbers(pending),
        )
        run.decide(decision)


def _numbers(pending: Pending) -> tuple[dict[str, int], ...]:
    return tuple({part.id: number for number, part in enumerate(row, start=1)} for row in pending.rows())


def _plans(run: Run, pending: Pending, wording: Wording) -> tuple[dict[str, str], ...]:
    scenes = run.program.scenes

    def says(plan: tuple[str, ...]) -> str:
        return "; ".join(wording.text(scenes[name].title, run.values, run.memory) for name in plan) or STAY

    return ({plan_name(plan): says(plan) for plan in pending.plan or ()},)


def _rows(run: Run, pending: Pending, wording: Wording) -> tuple[dict[str, str], ...]:
    """The answers that are open, row by row; a step of a form with the figure it writes."""
    scene = pending.scene
    assert scene is not None
    found: list[dict[str, str]] = []
    if scene.choices:
        free = zip(scene.choices, pending.open[0], strict=True)
        return ({c.id: wording.text(c.say, run.values, run.memory) for c, is_open in free if is_open},)
    for form, row in zip(scene.fields, pending.open, strict=True):
        says: dict[str, str] = {}
        for step, is_open in zip(form.steps, row, strict=True):
            if is_open:
                value = step_value(form, step, run, wording)
                figure = f" ({value} {form.unit}".rstrip() + ")" if value else ""
                says[step.id] = wording.text(step.say, run.values, run.memory) + figure
        found.append(says)
    return tuple(found)
