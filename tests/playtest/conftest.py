"""Ended runs to ask about, and the granary with figures to be measured by."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.officials import Policy
from tests.conftest import MakeVariant

MEASURES = """measures:
  - measure: store
    label: Sacks in store at the end
    unit: sacks
    is: grain
    format: one
    ranks: yes
    little: 0.05
  - measure: damp
    label: Sacks lost to damp
    unit: sacks
    is: lost
    over: sum
    direction: less
    toll: yes
  - measure: name
    label: Your standing, while you kept the store
    is: standing
    in_charge: yes
    format: int
chair:
  - when: office > 0
    say: the keeper
  - say: another keeper
beyond:
  - say: |
      The rain.
    sources: [almanac]
"""

Ended = Callable[..., Run]


def played(program: Program, official: str, seed: int, cut: str = "") -> Run:
    """A run an official played to its end."""
    policy = Policy(next(o for o in program.scenario.officials if o.id == official), program)
    run = begin(program, seed, cut)
    while not run.ended:
        run.decide(policy.choose(run))
    return run


@pytest.fixture(scope="session")
def ended() -> Ended:
    return played


@pytest.fixture
def measured(variant: MakeVariant) -> Program:
    """The granary, measured."""
    return variant(added={"debrief.yaml": MEASURES}).program()
