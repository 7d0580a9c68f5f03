"""A player's line: what he signed and what lay open then; and a hand that signs it again wherever it is still offered.

The same paper gets the same answer: the n-th time a scene comes, what he signed the n-th time; a day plan by its turn.
Where that is not on offer, or the paper never came to him, his stance decides, as an official's does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, frozen

from game.engine.memory import Decision
from game.engine.pending import Pending
from game.engine.run import Observer, Run, begin
from game.engine.select import PLAN
from game.playtest.officials import Policy

Key = tuple[str, str, int]


@frozen
class Signed:
    """One decision with what was on offer when it fell. `number` counts from 1."""

    number: int
    decision: Decision
    pending: Pending

    @property
    def picks(self) -> tuple[str, ...]:
        """What was signed."""
        return self.decision.picks


def at_its_first(of: Run, observer: Observer | None = None) -> Run:
    """Another run of the same beginning, at its first decision."""
    return begin(of.program, of.seed, of.cut.id if of.cut else "", of.carried, observer=observer)


def line_of(of: Run) -> tuple[Signed, ...]:
    """The decisions of a run, each with what lay open."""
    run = at_its_first(of)
    found: list[Signed] = []
    for number, decision in enumerate(of.decisions, start=1):
        pending = run.pending
        run.decide(decision)
        assert pending is not None  # the run took the decision
        found.append(Signed(number, decision, pending))
    return tuple(found)


def keys_of(decisions: Iterable[Decision]) -> list[Key]:
    """The paper each decision answered."""
    found: list[Key] = []
    before: list[Decision] = []
    for decision in decisions:
        found.append(_key(decision.turn, decision.scene, decision.scene.startswith(PLAN), before))
        before.append(decision)
    return found


def key_of(run: Run, pending: Pending) -> Key:
    """The paper that waits: its id and how often it was signed before; for a day plan, its turn too."""
    return _key(pending.turn, pending.id, pending.plan is not None, run.decisions)


def _key(turn: str, scene: str, plan: bool, before: Iterable[Decision]) -> Key:
    if plan:
        return turn, scene, 0
    return "", scene, sum(d.scene == scene for d in before)


@define
class Keeper:
    """Signs a line again, and goes on by stance where it cannot."""

    kept: Mapping[Key, tuple[str, ...]]
    stance: Policy

    def choose(self, run: Run) -> Decision:
        """The decision this player signs now."""
        pending = run.pending
        assert pending is not None
        kept = self.kept.get(key_of(run, pending))
        if kept is None:
            return self.stance.choose(run)
        if pending.plan is not None:
            plan = _nearest_plan(kept, pending.plan)
            return self.stance.choose(run) if plan is None else Decision(pending.turn, pending.id, plan)
        open_now = [
            {part.id for part, is_open in zip(row, free, strict=True) if is_open}
            for row, free in zip(pending.rows(), pending.open, strict=True)
        ]
        if all(pick in row for pick, row in zip(kept, open_now, strict=True)):
            return Decision(pending.turn, pending.id, kept)
        own = self.stance.choose(run).picks
        picks = tuple(k if k in row else o for k, row, o in zip(kept, open_now, own, strict=True))
        return Decision(pending.turn, pending.id, picks)


def _nearest_plan(kept: tuple[str, ...], plans: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
    """His day plan, or as much of it as is on offer; None if nothing of it is."""
    best = max((p for p in plans if set(p) <= set(kept)), key=len, default=None)
    return best if best or best == kept else None
