"""What a paper of great_leap says in words about a figure is what the books then hold.

The text of an answer is read before the season closes, the return is worked out after it: they are kept together here.
"""

from __future__ import annotations

import pytest

from game.engine.memory import Decision
from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.officials import Policy

SEEDS = range(1, 13)
LEVEL = 1.54  # what the text of wheat_call reckons with: the return under `half` in summer 1958
PRINTED = 1.8  # and that of printed_return: what is set in type, of what the teams admit


def until(run: Run, policy: Policy, scene: str) -> bool:
    """Play on until a scene waits; false if it never does."""
    while not run.ended:
        assert run.pending is not None
        if run.pending.id == scene:
            return True
        run.decide(policy.choose(run))
    return False


def season_closed(run: Run, policy: Policy, scene: str, pick: str) -> dict[str, float]:
    """Sign so, play the season out, and tell the return, what the teams admit and what the neighbours claim."""
    assert run.pending is not None
    admitted, neighbours, turn = run.value("admitted_mu"), run.value("neighbour_mu"), run.turn_id
    run.decide(Decision(turn, scene, (pick,)))
    while not run.ended and run.turn_id == turn:
        run.decide(policy.choose(run))
    return {"return": run.value("claim") * run.value("y0"), "admitted": admitted, "neighbours": neighbours}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("official", ["honest", "henan", "zealot"])
def test_a_return_is_the_figure_that_was_spoken(great_leap: Program, official: str, seed: int) -> None:
    policy = Policy(next(o for o in great_leap.scenario.officials if o.id == official), great_leap)
    run = begin(great_leap, seed, "")
    assert until(run, policy, "wheat_call")
    found = season_closed(run, policy, "wheat_call", "level")
    assert found["return"] == pytest.approx(LEVEL * found["admitted"], rel=0.01)
    if not until(run, policy, "auction"):
        return
    found = season_closed(run, policy, "auction", "above")
    assert found["return"] > found["neighbours"], "above everyone"
    if not until(run, policy, "printed_return"):
        return
    found = season_closed(run, policy, "printed_return", "unverified")
    assert found["return"] == pytest.approx(PRINTED * found["admitted"], rel=0.01)
