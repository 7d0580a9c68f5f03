"""A forked run goes its own way: neither moves the other, and both go on as one would have."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.run import Run, begin
from tests.conftest import by_number

NUMBERS = st.integers(0, 2**60)


def to_the_end(run: Run, number: int) -> str:
    choose = by_number(number)
    while not run.ended:
        run.decide(choose(run))
    return run.digest()


@given(seed=st.integers(0, 2**20 - 1), own=NUMBERS, other=NUMBERS, at=st.integers(0, 40))
@settings(max_examples=25)
def test_a_fork_moves_nothing_but_itself(story: Program, seed: int, own: int, other: int, at: int) -> None:
    straight = to_the_end(begin(story, seed), own)
    run = begin(story, seed)
    choose = by_number(own)
    while not run.ended and len(run.decisions) < at:
        run.decide(choose(run))
    before, pending, closed = run.digest(), run.pending, [list(row) for row in run.closed]
    same, away = run.fork(), run.fork()
    to_the_end(away, other)
    assert (run.digest(), run.pending, run.closed) == (before, pending, closed)
    assert to_the_end(same, own) == straight
    assert to_the_end(run, own) == straight


def test_a_fork_is_watched_by_nobody(granary: Program) -> None:
    run = begin(granary, 3, trace=True)
    assert run.trace is not None
    twin = run.fork()
    noted = len(run.trace.ruled), len(run.trace.changed)
    to_the_end(twin, 5)
    assert twin.trace is None
    assert (len(run.trace.ruled), len(run.trace.changed)) == noted
