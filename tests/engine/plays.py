"""Random legal plays: which of the open decisions is signed depends on drawn digits and on how many were signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from game.engine.memory import Decision
from game.engine.program import Program
from game.engine.run import Run, begin

SEEDS = st.integers(0, 2**20 - 1)
DIGITS = st.lists(st.integers(0, 4095), min_size=1, max_size=50)


def by_digits(digits: Sequence[int]) -> Callable[[Run], Decision]:
    """A way to choose; the same digits choose the same in the same run."""

    def choose(run: Run) -> Decision:
        assert run.pending is not None
        options = run.pending.choices_open()
        return options[digits[len(run.decisions) % len(digits)] % len(options)]

    return choose


def followed(program: Program, run: Run, *, keep: int | None = None, trace: bool = False) -> Run:
    """A fresh run brought to where the first so many decisions of another lead."""
    fresh = begin(program, run.seed, run.cut.id if run.cut else "", trace=trace)
    for decision in run.decisions[:keep]:
        fresh.decide(decision)
    return fresh
