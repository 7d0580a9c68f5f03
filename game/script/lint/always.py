"""Conditions that never hold, or always: of papers, answers, texts, last pages."""

from __future__ import annotations

from game.script.faults import Faults
from game.script.lint.say import because
from game.script.lint.values import NO, YES
from game.script.lint.verdicts import Verdict, Verdicts
from game.script.model import Scenario
from game.script.syntax import Compare, Expr, Name, Number, begins_at
from game.script.written import written


def constant(scenario: Scenario, verdicts: Verdicts, faults: Faults) -> None:
    """Every condition that comes out the same whenever it is read. Papers that never come are told elsewhere."""
    papers = {id(s.when) for s in scenario.scenes if s.when}
    for key, verdict in verdicts.found.items():
        if plainly_meant(verdict.asked.expr):
            continue
        if verdict.mask == NO:
            if key not in papers:
                _never(verdict, faults)
        elif verdict.mask == YES:
            if not verdict.asked.quiet_always:
                _always(verdict, faults)
        else:
            _parts(verdict, faults)


def plainly_meant(expr: Expr) -> bool:
    """Whether somebody wrote a constant: `1 == 1`, or `turn >= 0` for always."""
    match expr:
        case Compare(_, Name("turn" | "turn_index"), Number()) | Compare(_, Number(), Number()):
            return True
        case _:
            return False


def _never(verdict: Verdict, faults: Faults) -> None:
    asked = verdict.asked
    place = asked.place.shifted(begins_at(asked.expr))
    reason = because(asked.expr, False, verdict.moments)
    if reason:
        faults.add("never-true", place, "because", what=asked.what, reason=reason)
    else:
        faults.add("never-true", place, what=asked.what)


def _always(verdict: Verdict, faults: Faults) -> None:
    asked = verdict.asked
    place = asked.place.shifted(begins_at(asked.expr))
    reason = because(asked.expr, True, verdict.moments)
    if reason:
        faults.add("always-true", place, "because", what=asked.what, reason=reason)
    else:
        faults.add("always-true", place, what=asked.what)


def _parts(verdict: Verdict, faults: Faults) -> None:
    for part in verdict.never():
        expr, what = part.asked.expr, verdict.asked.what
        place = verdict.asked.place.shifted(begins_at(expr))
        reason = because(expr, False, part.moments)
        if reason:
            faults.add("never-true", place, "part", what=what, part=written(expr), reason=reason)
        else:
            faults.add("never-true", place, "idle", what=what, part=written(expr))
