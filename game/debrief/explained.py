"""The figures a story wants explained, each by its chain of reasons; and what else is played again for one run alone.
Pure; a run that has not ended has none of it.

It costs a replay and a search, so a debrief is given it only where one run is shown.
"""

from __future__ import annotations

from attrs import evolve, frozen

from game.debrief.apart import apart_of
from game.debrief.views import DebriefView
from game.debrief.weights import weights_of
from game.debrief.why.inquiry import Inquiry
from game.debrief.why.views import WhyView
from game.engine.run import Run
from game.script.aftermath import Explain, Over
from game.session.game import Game


@frozen
class ExplainedView:
    """A question, what to look for, and the chain that answers it."""

    title: str
    say: str
    chain: WhyView


def with_explained(view: DebriefView, game: Game) -> DebriefView:
    """The debrief with the chains behind the figures that the story names, and the decisions that mattered most."""
    if not game.run.ended:
        return view
    view = evolve(
        view, weights=weights_of(game.run, view.decisions, view.found.mattered), apart=apart_of(view, game.run)
    )
    asked = game.program.scenario.debrief.explain
    if not asked:
        return view
    inquiry = Inquiry.of(game)
    chains = ((item, inquiry.figure(item.id, turn_of(game.run, item), closing=True)) for item in asked)
    return evolve(view, explained=tuple(ExplainedView(item.title, item.say, chain) for item, chain in chains))


def turn_of(run: Run, item: Explain) -> int:
    """The place of the turn a figure is explained in; of several alike, the first."""
    slot = run.program.slots[item.id]
    values = [closed[slot] for closed in run.closed]
    if item.at is Over.LAST:
        return len(values) - 1
    return values.index(min(values) if item.at is Over.LOWEST else max(values))
