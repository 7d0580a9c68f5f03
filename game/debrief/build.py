"""From a game to its debrief. Pure: asking twice gives the same answer, and the game is left as it was."""

from __future__ import annotations

from game.debrief import record
from game.debrief.brief import brief
from game.debrief.charts import charts
from game.debrief.decisions import decisions, earlier, questions
from game.debrief.history import history, library
from game.debrief.history import used as used_there
from game.debrief.model_build import model_keys
from game.debrief.people import people
from game.debrief.understanding import understanding
from game.debrief.views import DebriefView, LimitView, QuestionView
from game.engine.carried import NOTHING
from game.engine.run import Run
from game.playtest.views import BeyondView
from game.script.faults import ScenarioError
from game.script.tongue import N_, _
from game.session.dossier import DeskLeft, code_of, layout_for, leave
from game.session.game import Game

MASKED = N_(
    "This run is not closed. Only what the desk was told is shown here; what was so, why it came about and what became "
    "of the people is masked until the run has ended."
)
EARLY = N_(
    "This run was closed early, in {}. Here is what was so until then, and why. What became of the people is not told: "
    "nobody worked out what was still to come."
)


def debrief(game: Game) -> DebriefView:
    """The debrief of a run; a partial one while the run is open."""
    run = game.run
    scenario = run.program.scenario
    shelf = library(scenario)
    blocks = charts(run, shelf.record)
    before, signed = earlier(game), decisions(game)
    past = history(run, shelf, (*before, *signed))
    beside = record.record(game)
    understood = understanding(game, (*before, *signed))
    toll = scenario.debrief.toll
    toll_sources = toll.sources if toll else ()
    used = [*toll_sources, *(s for b in blocks for s in b.sources), *(s for r in beside for s in r.sources)]
    used += (*used_there(past), *understood.used())
    beyond = tuple(BeyondView(s.say, s.sources) for s in scenario.debrief.beyond) if run.over else ()
    used += (s for b in beyond for s in b.sources)
    first = brief(run, blocks)
    used += (s for line in first for s in line.sources)
    used += model_keys(scenario)
    left, file_code = _left(run)
    return DebriefView(
        scenario=scenario.id,
        title=scenario.header.title,
        version=scenario.header.version,
        seed=run.seed,
        cut=run.cut.id if run.cut else "",
        code=game.code(),
        closed=run.over,
        opening=scenario.debrief.opening,
        masked=_masked(run),
        charts=blocks,
        earlier=before,
        decisions=signed,
        people=people(game, (*before, *signed)),
        knew=record.knew(game),
        toll=toll.say if toll else "",
        toll_sources=toll_sources,
        record=beside,
        limits=tuple(LimitView(str(item.leans), item.say, item.sources) for item in scenario.debrief.limits),
        questions=(*questions(run, signed), *(QuestionView(ask) for ask in understood.questions)),
        sources=record.sources(game, shelf.record.sources, used),
        history=past,
        understanding=understood,
        beyond=beyond,
        brief=first,
        cut_title=run.cut.title if run.cut else "",
        left=left,
        file_code=file_code,
        cautions=tuple(m.caution for m in scenario.debrief.measures if m.caution),
        words=game.glossary(),
    )


def _left(run: Run) -> tuple[tuple[DeskLeft, ...], str]:
    """The file that goes on from a run that is over, desk by desk, and its code; none where nothing can go on."""
    try:
        carried, layout = leave(run) if run.over else NOTHING, layout_for(run.program)
    except ScenarioError:  # a chain that is broken is no reason to be without a debrief; `check` names the fault
        return (), ""
    if not carried or layout.last(run.program.scenario.id):
        return (), ""
    return layout.desks(carried), code_of(carried, layout)


def _masked(run: Run) -> str:
    """What is left out, and why; empty for a run that has ended."""
    if run.laid_down:
        return _(EARLY).format(run.program.turns[run.index].in_sentence)
    return "" if run.ended else _(MASKED)
