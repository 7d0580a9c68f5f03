"""Plays in pairs: the same seed as signed, and with one decision changed. Chance is keyed, so what it does cancels.

A seed is played once as signed; at each paper whose answer is to be changed the run is forked, and only what comes
after is played again. A change that does not come to the desk under a seed, or is closed there, has no play under it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from attrs import frozen

from game.engine.carried import NOTHING, Carried
from game.engine.faults import RefusedDecision
from game.engine.memory import Decision
from game.engine.pending import Pending
from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.line import Keeper, Key, key_of, keys_of
from game.playtest.officials import Policy
from game.playtest.outcome import Outcome, outcome_of
from game.playtest.plays import MOST_DECISIONS
from game.script.people import Official


@frozen
class Change:
    """Another answer to one decision of a run: its number, counted from 1, and what is signed instead."""

    number: int
    picks: tuple[str, ...]


@frozen
class Case:
    """A player's run as plain values: what a worker needs to play it under any seed."""

    seed: int
    cut: str
    decisions: tuple[Decision, ...]
    stance: Official
    carried: Carried = NOTHING


@frozen
class Pair:
    """One seed: what it came to as signed, and with each change (None where that was not on offer)."""

    seed: int
    kept: Outcome
    changed: Mapping[Change, Outcome | None]


def keeper_of(program: Program, case: Case) -> Keeper:
    """The hand that signs a player's line again."""
    papers = zip(keys_of(case.decisions), case.decisions, strict=True)
    return Keeper({paper: d.picks for paper, d in papers}, Policy(case.stance, program))


def pair(program: Program, case: Case, seed: int, changes: Sequence[Change], keeper: Keeper | None = None) -> Pair:
    """Play a seed as signed and with each change; a keeper may be handed on from seed to seed."""
    keeper = keeper or keeper_of(program, case)
    at = keys_of(case.decisions)
    wanted: dict[Key, list[Change]] = defaultdict(list)
    for change in changes:
        wanted[at[change.number - 1]].append(change)
    found: dict[Change, Outcome | None] = dict.fromkeys(changes)
    run = begin(program, seed, case.cut, case.carried)
    while not run.ended:
        pending = run.pending
        assert pending is not None
        decision = keeper.choose(run)
        for change in wanted.get(key_of(run, pending), ()):
            other = _instead(pending, decision, case.decisions[change.number - 1].picks, change.picks)
            if other is not None:
                found[change] = _outcome(run.fork(), other, keeper)
        _sign(run, decision)
    return Pair(seed, outcome_of(run), found)


def changed_run(program: Program, case: Case, change: Change) -> Run | None:
    """The player's own seed, played to its end with one answer changed; None where that was not on offer."""
    keeper, paper = keeper_of(program, case), keys_of(case.decisions)[change.number - 1]
    run = begin(program, case.seed, case.cut, case.carried)
    while not run.ended:
        pending, decision = run.pending, keeper.choose(run)
        assert pending is not None
        if key_of(run, pending) == paper:
            other = _instead(pending, decision, case.decisions[change.number - 1].picks, change.picks)
            return None if other is None else _played_on(run, other, keeper)
        _sign(run, decision)
    return None


def _instead(pending: Pending, decision: Decision, signed: tuple[str, ...], wanted: tuple[str, ...]) -> Decision | None:
    """The changed decision where this run stands: lines of a form that were not changed stay as they are here."""
    picks = wanted
    if pending.plan is None and len(decision.picks) == len(signed) == len(wanted):
        every = zip(decision.picks, signed, wanted, strict=True)
        picks = tuple(here if was == new else new for here, was, new in every)
    other = Decision(pending.turn, pending.id, picks)
    try:
        pending.digit(other)
    except RefusedDecision:
        return None
    return other


def _outcome(run: Run, first: Decision, keeper: Keeper) -> Outcome:
    return outcome_of(_played_on(run, first, keeper))


def _played_on(run: Run, first: Decision, keeper: Keeper) -> Run:
    _sign(run, first)
    while not run.ended:
        _sign(run, keeper.choose(run))
    return run


def _sign(run: Run, decision: Decision) -> None:
    if len(run.decisions) >= MOST_DECISIONS:
        raise RuntimeError(f"seed {run.seed}: no ending after {MOST_DECISIONS} decisions")
    run.decide(decision)
