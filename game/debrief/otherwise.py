"""A debrief with what was not played beside it: what lies in the cache, or all of it, worked out anew.

Whoever shows it says how the rest is asked for: by a command, or by a key. An open run has none of it.
"""

from __future__ import annotations

from attrs import evolve

from game.debrief.views import DebriefView
from game.engine.run import Run
from game.playtest.pool import Watch
from game.playtest.recall import recall, with_asked, work_out
from game.playtest.views import Recalled, WhatIfView
from game.session import places
from game.session.door import shown

REST = (
    "Which decisions mattered most, what chance did and where this run stands is found by playing it again, thousands "
    "of times. That takes a minute or two, and what was found is kept."
)


def by_command(name: str) -> str:
    """How a reader of text asks for the rest; the command stands on a line that is never wrapped."""
    return f"{REST}\n\n  uv run main.py debrief {shown(name)} --mattered"


def by_key(label: str) -> str:
    """How somebody at the desk does."""
    return f"{REST} Press {label} to begin."


def with_recalled(view: DebriefView, run: Run, more: str) -> DebriefView:
    """The debrief with whatever was worked out before; an open run has none."""
    return with_found(view, recall(run, places.cache()), more) if run.over else view


def with_found(view: DebriefView, found: Recalled, more: str) -> DebriefView:
    """The debrief with what was found; `more` says how the rest is."""
    return evolve(view, found=found, more=more)


def with_change(found: Recalled, run: Run, change: WhatIfView) -> Recalled:
    """What was found, with one more change; its plays may have told something else too."""
    kept = recall(run, places.cache())
    merged = Recalled(found.mattered or kept.mattered, found.chance or kept.chance, found.spread, found.asked)
    return with_asked(merged, change)


def worked_out(run: Run, watch: Watch, workers: int = 0) -> Recalled:
    """Everything that is not there yet, or as much of it as was let. Raises StillOpen."""
    return work_out(run, places.cache(), workers=workers, watch=watch)
