"""The past of a run whose cut goes on from another: the decisions of that cut, signed before anything is shown.

They are decisions as all others are: the run stays its decisions. They come from a finished run of the cut that is gone
on from, or, where none is given, from what the cut declares.
"""

from __future__ import annotations

from collections.abc import Callable

from game.engine.faults import RefusedDecision, RunFault
from game.engine.memory import Decision
from game.engine.pending import Pending
from game.engine.run import Run
from game.script.header import Cut
from game.script.tongue import _


def is_past(run: Run) -> bool:
    """Whether a run still stands in the cut that it goes on from."""
    cut, before = run.cut, run.cut.before if run.cut else None
    return before is not None and run.program.part(cut, run.index) is before and not run.ended


def sign_declared(run: Run, sign: Callable[[Decision], None]) -> None:
    """Sign what the cut declares, until the run comes to the cut's own first turn."""
    while is_past(run) and run.cut is not None and run.pending is not None:
        sign(declared(run.cut, run.pending))


def sign_played(run: Run, decisions: tuple[Decision, ...], sign: Callable[[Decision], None]) -> None:
    """Sign what was signed in a finished run of the other cut. Raises RefusedDecision if it does not lead here."""
    for decision in decisions:
        if not is_past(run):
            raise RefusedDecision(_("it goes on where this lesson begins"))
        sign(decision)
    if is_past(run):
        raise RefusedDecision(_("it does not lead to where this lesson begins"))


def declared(cut: Cut, pending: Pending) -> Decision:
    """What a cut declares for a decision that waits; no day is spent on looks."""
    if pending.plan is not None:
        return Decision(pending.turn, pending.id, ())
    item = next((i for i in cut.past if i.scene == pending.id), None)
    if item is None or pending.scene is None:
        raise RunFault(_("`{id}` declares nothing for `{id2}`").format(id=cut.id, id2=pending.id))
    names = [f.id for f in pending.scene.fields] or [""]
    return Decision(pending.turn, pending.id, tuple(item.sign[name] for name in names))
