"""Replaying the lines of a save in a story, and saying exactly where and why the two part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from game.engine.carried import of_text
from game.engine.faults import RefusedDecision, RunFault
from game.engine.memory import Decision
from game.engine.pending import Pending
from game.engine.program import Program
from game.engine.run import Run, begin
from game.engine.select import PLAN
from game.script.tongue import _
from game.session.sealed import Contents, Line


class NeedsOtherStory(Exception):  # noqa: N818 - it is a finding about a save, not a fault
    """A save that this story cannot replay to its end. `at` decisions agree; `reason` says what differs after them."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason


def follow(
    run: Run,
    lines: Sequence[Line],
    *,
    sign: Callable[[Decision], None],
    today: Callable[[Decision], Decision],
    agrees: Callable[[Run, str], bool],
) -> None:
    """Sign each line in turn. Raises NeedsOtherStory at the first that cannot be signed, or has other results."""
    for line, after in zip_longest(lines, lines[1:]):
        decision = today(Decision(line.turn, line.scene, line.picks))
        at, named = line.number - 1, _("decision {number}").format(number=line.number)
        if refused(run, decision):
            raise NeedsOtherStory(at, f"{named}: {why_not(run, decision)}")
        try:
            sign(decision)
        except RunFault as fault:
            raise NeedsOtherStory(
                at, _("{named}: the story breaks off: {fault}").format(named=named, fault=fault)
            ) from fault
        if agrees(run, line.state):
            continue
        then = after and today(Decision(after.turn, after.scene, after.picks))
        if after and then and refused(run, then):
            raise NeedsOtherStory(at, _("decision {number}: {run}").format(number=after.number, run=why_not(run, then)))
        raise NeedsOtherStory(at, _("{named}, `{scene}`, now has other results").format(named=named, scene=line.scene))


def played(program: Program, contents: Contents) -> Run | None:
    """The run of a save, played without a word; None for one that belongs to another story, or leads nowhere here."""
    heading = contents.heading
    if heading.logic != program.logic or (heading.cut and heading.cut not in program.cuts):
        return None
    try:
        run = begin(program, heading.seed, heading.cut, of_text(heading.carried))
        for line in contents.lines:
            run.decide(Decision(line.turn, line.scene, line.picks))
    except (RefusedDecision, RunFault):
        return None
    if contents.laid_down and not run.ended:
        run.lay_down()
    return run


def is_over(program: Program, contents: Contents) -> bool:
    """Whether a save has come to its end; no for one that belongs to another story, unless it was closed."""
    run = None if contents.laid_down else played(program, contents)
    return bool(contents.laid_down) or (run is not None and run.over)


def refused(run: Run, decision: Decision) -> bool:
    """Whether a decision cannot be signed where the run stands."""
    try:
        if run.pending is not None:
            run.pending.digit(decision)
    except RefusedDecision:
        return True
    return run.pending is None


def why_not(run: Run, decision: Decision) -> str:
    """Why a decision of an earlier version cannot be signed where the run stands."""
    pending = run.pending
    if pending is None:
        return _("the run is already over where `{scene}` was signed").format(scene=decision.scene)
    if decision.scene not in run.program.scenes and not decision.scene.startswith(PLAN):
        return _("the scene `{scene}` is no longer in the story").format(scene=decision.scene)
    if decision.turn not in run.program.turn_index:
        return _("the turn `{turn}` is no longer in the story").format(turn=decision.turn)
    if (pending.turn, pending.id) != (decision.turn, decision.scene):
        return _("`{scene}` no longer comes here in `{turn}`; `{id}` does, in `{turn2}`").format(
            scene=decision.scene, turn=decision.turn, id=pending.id, turn2=pending.turn
        )
    if pending.plan is not None:
        gone = next((p for p in decision.picks if p not in run.program.scenes), "")
        return (
            _("the look `{gone}` is no longer in the story").format(gone=gone)
            if gone
            else _("this day plan is no longer on offer")
        )
    return _why_not_these(pending, decision)


def _why_not_these(pending: Pending, decision: Decision) -> str:
    rows = pending.rows()
    if len(rows) != len(decision.picks):
        return _("`{id}` now asks for {rows} answer(s), not {picks}").format(
            id=pending.id, rows=len(rows), picks=len(decision.picks)
        )
    for pick, row in zip(decision.picks, rows, strict=True):
        if pick not in {part.id for part in row}:
            return _("the option `{pick}` is no longer in `{id}`").format(pick=pick, id=pending.id)
    closed = next(
        pick
        for pick, row, free in zip(decision.picks, rows, pending.open, strict=True)
        if not free[[part.id for part in row].index(pick)]
    )
    return _("the option `{closed}` of `{id}` is closed here now").format(closed=closed, id=pending.id)
