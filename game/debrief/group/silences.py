"""What fell silent over a class: of each paper or voice, in how many runs it stopped, passed or came too late. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.debrief.earlier import is_earlier
from game.debrief.splits import Asked, CountView, SplitView, bits
from game.debrief.understanding import shelf
from game.engine.run import Run
from game.script.papers import Way
from game.script.tongue import N_, _
from game.session.moment import at_the_end

SAID = {Way.STOPPED: N_("stopped"), Way.LATE: N_("too late"), Way.PASSED: N_("passed on")}
NOT_THERE = N_("(it was not on its way)")


def asked_of(runs: Sequence[Run]) -> Iterator[Asked]:
    """Every paper or voice that a story follows, with the runs in which it came to each end. All runs have ended."""
    declared = shelf(runs[0].program).found.papers.silences
    ends = [at_the_end(run) for run in runs]
    for item in declared:
        if is_earlier(runs[0], item.when):
            continue  # declared by the lesson: none of the class has signed it
        ways: dict[int, Way] = {}
        for number, end in enumerate(ends):
            if end.holds(item.when) and (o := next((o for o in item.outcomes if end.holds(o.when)), None)) is not None:
                ways[number] = o.way
        if not ways:
            continue
        rows = [CountView(str(way), _(say), None) for way, say in SAID.items()]
        cells = [bits(n for n, found in ways.items() if found is way) for way in SAID]
        if rest := bits(n for n in range(len(runs)) if n not in ways):
            rows.append(CountView("", _(NOT_THERE), None))
            cells.append(rest)
        yield Asked(SplitView("", "", item.id, item.title, "", "", tuple(rows)), cells)
