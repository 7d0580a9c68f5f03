"""How long it takes to answer what would have happened, over all cores and with nothing kept from before."""

from __future__ import annotations

import time

from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.acts import acts_of
from game.playtest.gather import case_of
from game.playtest.mattered import mattered
from game.playtest.officials import Policy
from game.playtest.whatif import what_if


def ended(program: Program, seed: int = 11) -> Run:
    """A long run: the careful official seldom loses the chair."""
    run = begin(program, seed)
    policy = Policy(next(o for o in program.scenario.officials if o.id == "hedger"), program)
    while not run.ended:
        run.decide(policy.choose(run))
    return run


def one_changed(program: Program, times: int) -> list[float]:
    """The first signature changed, over 200 seeds: nearly the whole of every play is played twice."""
    run = ended(program)
    act = next(a for a in acts_of(program, case_of(run)) if a.alternatives() and not a.plan)
    found: list[float] = []
    for _ in range(times):
        since = time.perf_counter()
        what_if(run, act.number, act.alternatives()[0])
        found.append(time.perf_counter() - since)
    return found


def all_changed(program: Program, times: int) -> list[float]:
    """Every decision of a run changed to each of its alternatives."""
    run = ended(program)
    found: list[float] = []
    for _ in range(times):
        since = time.perf_counter()
        mattered(run)
        found.append(time.perf_counter() - since)
    return found
