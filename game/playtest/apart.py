"""Two runs of which one had less to eat at its leanest time and yet fewer dead: why, in a sentence. Pure.

The first figure counts one turn alone and the dead are of all of them. So the sentence names the turn in which it was
the other way round, with both figures of it. It is the model's, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from game.engine.run import Run
from game.playtest.gather import case_of
from game.playtest.outcome import Outcome
from game.playtest.pairs import Change, changed_run
from game.script.aftermath import Measure, Over
from game.script.tongue import _


def why_apart(run: Run, change: Change) -> str:
    """The same of one change, under the run's own chance."""
    other = changed_run(run.program, case_of(run), change) if run.ended else None
    return "" if other is None else apart(run, other)


def apart(was: Run, became: Run) -> str:
    """Why the second run had less at its leanest time and fewer dead, or more and more; empty where it had not."""
    both = _both(was.program.scenario.debrief.measures)
    if both is None or len(was.closed) != len(became.closed):
        return ""
    bowl, toll = both
    one, two = _values(was, bowl), _values(became, bowl)
    less, died = min(two) - min(one), _values(became, toll)[-1] - _values(was, toll)[-1]
    if abs(less) <= bowl.little or not died or (less < 0) is not (died < 0):
        return ""
    return _sentence(was, bowl, one, two, more=less > 0)


def some_apart(measures: Sequence[Measure], outcomes: Sequence[Outcome]) -> bool:
    """Whether among many runs one had more to eat at its leanest time than another, and yet more dead."""
    both = _both(measures)
    if both is None:
        return False
    food, dead = (measures.index(measure) for measure in both)
    stand = sorted((o.measures[food], o.measures[dead]) for o in outcomes)
    return any(b[0] - a[0] > both[0].little and b[1] > a[1] for a, b in pairwise(stand))


def _both(measures: Sequence[Measure]) -> tuple[Measure, Measure] | None:
    """What there was to eat at the leanest time, and the dead; None where a story does not count both."""
    kept = [m for m in measures if not m.in_charge]
    toll = next((m for m in kept if m.toll), None)
    bowl = next((m for m in kept if m.ranks and not m.toll and m.over is Over.LOWEST), None)
    return None if toll is None or bowl is None else (bowl, toll)


def _sentence(run: Run, bowl: Measure, was: Sequence[float], became: Sequence[float], *, more: bool) -> str:
    leanest = run.program.turns[list(became).index(min(became))].in_sentence
    sign = -1 if more else 1
    at = max(range(len(was)), key=lambda place: sign * (became[place] - was[place]))
    says = (
        _("By the model, more to eat at the leanest time ({leanest}) and yet more dead.")
        if more
        else _("By the model, less to eat at the leanest time ({leanest}) and yet fewer dead.")
    ).format(leanest=leanest)
    counts = _("The first figure counts that one time alone; people die of every hungry one.")
    if sign * (became[at] - was[at]) <= 0:
        return f"{says} {counts}"
    there = _("In {turn} it was the other way round: {became} {unit} in place of {was}.").format(
        turn=run.program.turns[at].in_sentence,
        became=bowl.says(became[at]),
        was=bowl.says(was[at]),
        unit=bowl.unit,
    )
    return f"{says} {counts} {there}"


def _values(run: Run, measure: Measure) -> list[float]:
    return [float(run.program.call(measure.to, row, run.memory)) for row in run.closed]
