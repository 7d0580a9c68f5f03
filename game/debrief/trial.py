"""A trial beside the first run: the story's own measures of both, and what must be said of them. Pure.

Nothing is put in order by a count of the dead, and no line says which of the two was better.
"""

from __future__ import annotations

from attrs import evolve

from game.debrief import toll
from game.debrief.blocks import Section, Table, Words
from game.debrief.views import DebriefView, TrialRow, TrialView
from game.engine.run import Run
from game.playtest.apart import apart
from game.playtest.outcome import holders, outcome_of
from game.playtest.views import LABEL
from game.script.aftermath import Measure
from game.script.tongue import _
from game.session.trial import trial_line


def with_trial(view: DebriefView, first: Run | None, run: Run) -> DebriefView:
    """The debrief of a trial; as it was where one of the two has not ended, or it is no trial."""
    line = trial_line(first, run) if first is not None else ""
    if first is None or not line or not first.ended or not run.ended:
        return view
    one, two = outcome_of(first), outcome_of(run)
    measures = zip(run.program.scenario.debrief.measures, one.measures, two.measures, strict=True)
    rows = [TrialRow(m.label, m.unit, _figure(m, a), _figure(m, b)) for m, a, b in measures]
    say = holders(run.program)
    rows.append(TrialRow(_("Who has the chair at the end"), "", say[one.chair], say[two.chair]))
    return evolve(view, trial=TrialView(line, tuple(rows), apart(first, run)))


def _figure(measure: Measure, value: float) -> str:
    """A figure in words; of the dead a range, as in the rest of a debrief."""
    return toll.in_words(value) if measure.toll and measure.format == "int" else measure.says(value)


def trial_section(view: DebriefView) -> Section:
    """Both side by side; empty where there is no trial."""
    trial = view.trial
    if trial is None:
        return Section("trial", "", "", ())
    rows = tuple((f"{r.label} ({r.unit})" if r.unit else r.label, r.first, r.trial) for r in trial.rows)
    table = Table("", (_("by the model"), _("first run"), _("trial")), rows, frozenset({1, 2}))
    told = [Words(trial.apart)] if trial.apart else []
    care = [Words(text, _("Read with care:")) for text in view.cautions]
    lead = Words(f"{trial.line} {_(LABEL)}")
    return Section("trial", _("The first run, and this trial"), "", (lead, table, *told, *care))
