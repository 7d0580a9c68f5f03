"""All warnings about one scenario that has no mistake, in one call."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from game.script.chain import Leaves
from game.script.checker import Scope
from game.script.faults import Faults
from game.script.lint.allowed import without_allowed
from game.script.lint.always import constant
from game.script.lint.conditions import Conditions
from game.script.lint.grades import hard
from game.script.lint.length import Lengths, too_long
from game.script.lint.locked import all_locked
from game.script.lint.model import Model
from game.script.lint.options import no_choice
from game.script.lint.plays import Plays
from game.script.lint.quiet import Quiet, empty_turns
from game.script.lint.reach import Reach, unreached
from game.script.lint.state import Names
from game.script.lint.unread import unread
from game.script.lint.vocabulary import Avoided, other_glossaries, read_avoided, vocabulary
from game.script.model import Scenario, Term
from game.script.understanding import Understanding


@frozen
class Shared:
    """What a scenario shares with those beside it: words to avoid, and the terms of the others."""

    avoided: tuple[Avoided, ...] = ()
    beside: tuple[Term, ...] = ()


def read_shared(folder: Path, faults: Faults) -> Shared:
    """What lies beside a scenario's folder."""
    return Shared(read_avoided(folder, faults), other_glossaries(folder))


def lint(
    scenario: Scenario, scope: Scope, understood: Understanding, leaves: Leaves | None, shared: Shared, faults: Faults
) -> None:
    """Note every warning. Only for a scenario without errors: of what cannot run nothing can be said."""
    names, found = Names.of(scenario, scope), Faults()
    conditions, reach = Conditions.of(names, understood, leaves), Reach()
    plays = Plays(Model.of(names))
    quiet, lengths = Quiet(plays.ask), Lengths()
    plays.all(conditions, reach, quiet, lengths)
    constant(scenario, conditions.verdicts, found)
    unreached(scenario, reach, conditions, found)
    empty_turns(scenario, quiet, found)
    too_long(scenario, lengths, found)
    hard(scenario, found)
    all_locked(scenario, found)
    no_choice(scenario, (understood, leaves), found)
    unread(scenario, (understood, leaves), found)
    vocabulary(scenario, (understood, leaves), shared.avoided, shared.beside, found)
    without_allowed(found, scenario, faults)
