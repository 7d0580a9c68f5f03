"""The last pages of the desk: what became of each person, then the pages an ending is put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine.run import Run
from game.script.model import Ending, EndingPart, Fate
from game.session.views import EndView, FateView, PageView

if TYPE_CHECKING:
    from game.session.game import Game


def end(game: Game) -> EndView:
    """The people first, then the run."""
    run, say = game.run, game.teller.wording.text
    scenario = run.program.scenario
    people = tuple(
        FateView(p.id, p.name, p.role, say(fate_of(run, p.fates).text, run.values, run.memory)) for p in scenario.people
    )
    pages = tuple(
        PageView(part.id, chosen.title or part.title, say(chosen.text, run.values, run.memory))
        for part in parts_of(run)
        if (chosen := ending_of(run, part)) is not None
    )
    return EndView(people, pages, ending_id(run), game.code())


def parts_of(run: Run) -> tuple[EndingPart, ...]:
    """The parts of the ending of this run: a cut has its own."""
    endings = run.program.scenario.endings
    return endings.cut_parts if run.cut and endings.cut_parts else endings.parts


def ending_of(run: Run, part: EndingPart) -> Ending:
    """The first text of a part whose condition holds."""
    return next(
        e for e in part.endings if e.when is None or run.program.call(e.when, run.values, run.memory)
    )


def fate_of(run: Run, fates: tuple[Fate, ...]) -> Fate:
    """The first fate whose condition holds."""
    return next(f for f in fates if f.when is None or run.program.call(f.when, run.values, run.memory))


def ending_id(run: Run) -> str:
    """The ending a run is counted under: the ids of its first part."""
    parts = parts_of(run)
    return ending_of(run, parts[0]).id if parts else "end"
