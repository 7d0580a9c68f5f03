"""One or two of a class who have not finished: their runs are carried on, so that no figure is without them. Pure.

A count without them, beside one that was shown with them, would say what they signed (`game.debrief.hidden`). What they
have signed stands; from there on most of the class's answers are signed, under their own seed. Where three or more have
not finished, they are left out, and what differs is theirs together.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.debrief.group.lines import answers_of, most_signed
from game.debrief.hidden import LEAST
from game.debrief.splits import signed_splits
from game.engine.run import Run
from game.playtest.line import at_its_first
from game.playtest.plays import MOST_DECISIONS


def carried_on(runs: Sequence[Run]) -> list[Run]:
    """The same runs, those that are open ended where they are one or two of a class."""
    still_open = [run for run in runs if not run.ended]
    if not 0 < len(still_open) < LEAST or len(runs) - len(still_open) < LEAST:
        return list(runs)
    answers = answers_of(signed_splits(runs), 0)
    keeper = most_signed(runs[0].program, answers)
    made: list[Run] = []
    for run in runs:
        going = run if run.ended else _again(run)
        while not going.ended and len(going.decisions) < MOST_DECISIONS:
            going.decide(keeper.choose(going))
        made.append(going if going.ended else run)
    return made


def _again(of: Run) -> Run:
    """A copy that can be played on, of a run that was closed early too."""
    run = at_its_first(of)
    for decision in of.decisions:
        run.decide(decision)
    return run
