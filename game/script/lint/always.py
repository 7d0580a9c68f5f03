"""Conditions that never hold, or always: of papers, answers, texts, last pages."""

from __future__ import annotations

from game.script.lint.notes import Notes
from game.script.lint.say import because, begins_at, written
from game.script.lint.values import NO, YES
from game.script.lint.verdicts import Verdict, Verdicts
from game.script.model import Scenario
from game.script.syntax import Compare, Expr, Name, Number


def constant(scenario: Scenario, verdicts: Verdicts, notes: Notes) -> None:
    """Every condition that comes out the same whenever it is read. Papers that never come are told elsewhere."""
    papers = {id(s.when.expr) for s in scenario.scenes if s.when}
    for key, verdict in verdicts.found.items():
        asked = verdict.asked
        if plainly_meant(asked.expr):
            continue
        if verdict.mask == NO:
            if key not in papers:
                _never(verdict, notes)
        elif verdict.mask == YES:
            if not asked.quiet_always:
                _always(verdict, notes)
        else:
            _parts(verdict, notes)


def plainly_meant(expr: Expr) -> bool:
    """Whether somebody wrote a constant: `1 == 1`, or `turn >= 0` for always."""
    match expr:
        case Compare(_, Name("turn" | "turn_index"), Number()) | Compare(_, Number(), Number()):
            return True
        case _:
            return False


def _never(verdict: Verdict, notes: Notes) -> None:
    asked = verdict.asked
    reason = because(asked.expr, False, verdict.moments)
    notes.add("never-true", asked.place.shifted(begins_at(asked.expr)),
              f"{asked.what} can never hold" + (f": {reason}" if reason else ""),
              "mend the condition, or delete what depends on it", owner=asked.owner)  # fmt: skip


def _always(verdict: Verdict, notes: Notes) -> None:
    asked = verdict.asked
    reason = because(asked.expr, True, verdict.moments)
    notes.add("always-true", asked.place.shifted(begins_at(asked.expr)),
              f"{asked.what} always holds" + (f": {reason}" if reason else ""),
              "leave the condition out, or mend it", owner=asked.owner)  # fmt: skip


def _parts(verdict: Verdict, notes: Notes) -> None:
    for part in verdict.never():
        expr = part.asked.expr
        reason = because(expr, False, part.moments)
        tail = reason or "where the part before it does not decide, it never holds"
        notes.add("never-true", part.asked.place.shifted(begins_at(expr)),
                  f"this part of {part.asked.what}, `{written(expr)}`, can never hold: {tail}",
                  "delete it, or mend it", owner=verdict.asked.owner)  # fmt: skip
