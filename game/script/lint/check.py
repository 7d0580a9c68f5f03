"""All warnings about one scenario that has no mistake, in one call."""

from __future__ import annotations

from game.script.chain import Leaves
from game.script.checker import Scope
from game.script.faults import Faults
from game.script.lint.allowed import without_allowed
from game.script.lint.always import constant
from game.script.lint.conditions import Conditions
from game.script.lint.model import Model
from game.script.lint.plays import Plays
from game.script.lint.reach import Reach, unreached
from game.script.lint.state import Names
from game.script.lint.unread import unread
from game.script.model import Scenario
from game.script.understanding import Understanding


def lint(
    scenario: Scenario, scope: Scope, understood: Understanding, leaves: Leaves | None, faults: Faults
) -> None:
    """Note every warning. Only for a scenario without errors: of what cannot run nothing can be said."""
    names, found = Names.of(scenario, scope), Faults()
    conditions, reach = Conditions.of(names, understood, leaves), Reach()
    Plays(Model.of(names), (conditions, reach)).all()
    constant(scenario, conditions.verdicts, found)
    unreached(scenario, reach, conditions, found)
    unread(scenario, (understood, leaves), found)
    without_allowed(found, scenario, faults)
