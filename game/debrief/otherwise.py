"""The door to what was not played: a debrief with it beside it, the decisions that can be changed, and the work itself.

Whoever shows it says how the rest is asked for: by a command, or by a key. An open run has none of it. Faces come here
and never to the machine players.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import evolve, frozen

from game.debrief.views import DebriefView
from game.engine.run import Run
from game.playtest.acts import acts_of
from game.playtest.gather import StillOpen, case_of
from game.playtest.pool import Watch
from game.playtest.recall import recall, with_asked, work_out
from game.playtest.views import Recalled, WhatIfView
from game.playtest.whatif import SEEDS, what_if
from game.script.tongue import N_, _
from game.session import places
from game.session.door import shown

Found: TypeAlias = Recalled
Change: TypeAlias = WhatIfView
Tell: TypeAlias = Callable[[int, int], None]
Stop: TypeAlias = Callable[[], bool]
STILL_OPEN = str(StillOpen())
REST = N_(
    "Which decisions mattered most, what chance did and where this run stands is found by playing it again, thousands "
    "of times. That takes a minute or two, and what was found is kept."
)


@frozen
class ChangeableView:
    """A decision that had another answer: its place, what was signed, and every other answer in words."""

    number: int
    head: str
    signed: str
    others: tuple[str, ...]


def by_command(name: str) -> str:
    """How a reader of text asks for the rest; the command stands on a line that is never wrapped."""
    return _("{rest}\n\n  uv run main.py debrief {name} --mattered").format(rest=_(REST), name=shown(name))


def by_key(label: str) -> str:
    """How somebody at the desk does."""
    return _("{rest} Press {label} to begin.").format(rest=_(REST), label=label)


def with_recalled(view: DebriefView, run: Run, more: str) -> DebriefView:
    """The debrief with whatever was worked out before; an open run has none."""
    return with_found(view, recall(run, places.cache()), more) if run.over else view


def with_found(view: DebriefView, found: Found, more: str) -> DebriefView:
    """The debrief with what was found; `more` says how the rest is."""
    return evolve(view, found=found, more=more)


def with_change(found: Found, run: Run, change: Change) -> Found:
    """What was found, with one more change; its plays may have told something else too."""
    kept = recall(run, places.cache())
    merged = Recalled(found.mattered or kept.mattered, found.chance or kept.chance, found.spread, found.asked)
    return with_asked(merged, change)


def worked_out(run: Run, tell: Tell, stop: Stop) -> Found:
    """Everything that is not there yet, or as much of it as was let. Raises StillOpen."""
    return work_out(run, places.cache(), watch=Watch(tell, stop))


def changeable(run: Run) -> tuple[ChangeableView, ...]:
    """The decisions that had another answer, in order. Raises StillOpen."""
    return tuple(
        ChangeableView(
            act.number,
            f"{act.turn_label}: {act.title}",
            act.words(act.picks),
            tuple(act.words(picks, act.picks) for picks in act.others()),
        )
        for act in acts_of(run.program, case_of(run))
        if act.others()
    )


def changed(run: Run, number: int, other: int, tell: Tell, stop: Stop) -> Change:
    """Decision `number` answered by another of `others`, by its place there. Raises StillOpen."""
    picks = acts_of(run.program, case_of(run))[number - 1].others()[other]
    return what_if(run, number, picks, watch=Watch(tell, stop), folder=places.cache())


__all__ = [
    "SEEDS",
    "STILL_OPEN",
    "Change",
    "ChangeableView",
    "Found",
    "Stop",
    "Tell",
    "by_command",
    "by_key",
    "changeable",
    "changed",
    "with_change",
    "with_found",
    "with_recalled",
    "worked_out",
]
