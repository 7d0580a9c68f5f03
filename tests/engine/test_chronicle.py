"""A chronicle is a trace with its moments: it changes no run, and every change leads from one moment to the next."""

from __future__ import annotations

import pytest

from game.engine.chronicle import Chronicle, Frame, chronicled
from game.engine.memory import Decision
from game.engine.program import Program
from game.engine.reasons import Moment
from game.engine.run import Run, begin
from tests.engine.conftest import Played


def run_of(program: Program, number: int, cut: str = "") -> Run:
    """A run whose decisions follow from a number."""
    run = begin(program, number, cut, trace=True)
    while run.pending is not None:
        options = run.pending.choices_open()
        run.decide(options[(number >> (3 * (len(run.decisions) % 20))) % len(options)])
    return run


def between(kept: Chronicle, one: Frame, other: Frame) -> list[float]:
    """The values of a frame after the changes up to another."""
    values = list(one.values)
    for write in kept.writes[one.at : other.at]:
        assert values[write.slot] == write.old
        values[write.slot] = write.new
    return values


@pytest.mark.parametrize("number", [3, 1958, 2**60 + 77])
def test_a_chronicle_changes_nothing_and_keeps_the_same_reasons(played: Played, number: int) -> None:
    run = run_of(played.program, number % 2**20, played.cut)
    again, kept = chronicled(played.program, run.seed, played.cut, run.decisions)
    assert run.trace is not None
    assert (again.digest(), again.ended, again.closed) == (run.digest(), True, run.closed)
    assert (kept.ruled, kept.changed) == (run.trace.ruled, run.trace.changed)


def test_rules_and_effects_are_all_that_changes_a_stock(story: Program) -> None:
    run = run_of(story, 77)
    _, kept = chronicled(story, run.seed, "", run.decisions)
    own = [story.slots[s.id] for s in story.scenario.world.stocks]
    own += [story.slots[v.id] for v in story.scenario.figures.variables]
    for one, other in zip(kept.frames, kept.frames[1:], strict=False):
        values = between(kept, one, other)
        assert [values[s] for s in own] == pytest.approx([other.values[s] for s in own], abs=1e-8)
    assert kept.frames[-1].values == tuple(run.values)


def test_each_turn_has_its_moments_in_order(story: Program) -> None:
    run = run_of(story, 4242)
    _, kept = chronicled(story, run.seed, "", run.decisions)
    for index, turn in enumerate(story.turns):
        here = [f.what for f in kept.frames if f.turn == index and f.what is not Moment.STARTS]
        assert here[0] is Moment.OPENS
        assert here[-1] is Moment.SETTLED
        assert here.count(Moment.STAGE) == here.count(Moment.SETTLED) == len(story.beats)
        signed = sum(d.turn == turn.id for d in run.decisions)
        assert here.count(Moment.WAITS) == signed
        assert turn.silent or here.count(Moment.BEAT) == here.count(Moment.PLAN) == len(story.beats)


def test_what_waits_when_a_run_is_open_is_its_last_moment(story: Program) -> None:
    run = begin(story, 5)
    first = run.pending
    assert first is not None
    _, kept = chronicled(story, 5, "", ())
    assert kept.frames[-1].what is Moment.WAITS
    assert kept.frames[-1].values == tuple(run.values)
    decision: Decision = first.choices_open()[0]
    again, kept = chronicled(story, 5, "", (decision,))
    assert kept.frames[-1].came == tuple(again.came)
    assert kept.frames[-1].memory.last == again.memory.last
