"""What would puzzle in a debrief's changes of one decision, explained: less to eat and yet fewer dead. Pure."""

from __future__ import annotations

from game.debrief.views import DebriefView
from game.engine.run import Run
from game.playtest.apart import why_apart
from game.playtest.pairs import Change


def apart_of(view: DebriefView, run: Run) -> dict[tuple[int, tuple[str, ...]], str]:
    """The sentence for each change that a debrief shows with its dead, where there is something to explain."""
    decisions = [r.decision for r in (view.found.mattered.most if view.found.mattered else ())]
    decisions += [asked.decision for asked in view.found.asked]
    changes = dict.fromkeys(Change(*d.changed) for d in decisions)
    found = {(c.number, c.picks): why_apart(run, c) for c in changes}
    return {name: said for name, said in found.items() if said}
