"""A trial: a run that was gone back in after it was over, and played on otherwise. The first run stays as it was.

Nothing is kept for it but the first run itself, which the save of a trial names: where the two part is where their
decisions do.
"""

from __future__ import annotations

from pathlib import Path

from game.engine.program import Program
from game.engine.run import Run
from game.script.faults import ScenarioError
from game.script.tongue import N_, _
from game.session.follow import played
from game.session.journal import SUFFIX, Heading, SaveError, read_journal

MOST_STEPS = 20  # from copy to copy
LINE = N_("A trial from {turn} on. What you signed first stands.")


def parted(first: Run, run: Run) -> int | None:
    """How many decisions two runs share; None where they are no run and its trial: another story, cut, seed or file."""
    one = (first.program.logic, first.seed, first.cut and first.cut.id, first.carried)
    if one != (run.program.logic, run.seed, run.cut and run.cut.id, run.carried) or run.decisions == first.decisions:
        return None
    pairs = zip(first.decisions, run.decisions, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(first.decisions), len(run.decisions)))


def trial_line(first: Run, run: Run) -> str:
    """What every page of a trial says; empty for what is none, or goes on from where the first run had come to."""
    shared = parted(first, run)
    if shared is None or shared >= len(first.decisions):
        return ""
    turn = first.program.turns[first.program.turn_index[first.decisions[shared].turn]]
    return _(LINE).format(turn=turn.in_sentence)


def first_of(program: Program, folder: Path, heading: Heading) -> Run | None:
    """The run that was over and that a save was copied from; None where there is none, or it cannot be read."""
    for _step in range(MOST_STEPS):
        if not heading.parent or Path(heading.parent).name != heading.parent:
            return None
        try:
            contents = read_journal(folder / f"{heading.parent}{SUFFIX}")
            run = played(program, contents)
        except (OSError, SaveError, ScenarioError):
            return None
        if run is None or run.over:
            return run
        heading = contents.heading
    return None
