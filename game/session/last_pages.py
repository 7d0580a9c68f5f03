"""The last pages of the desk: what became of each person, then the pages an ending is put together from."""

from __future__ import annotations

from collections.abc import Iterator

from game.engine.run import Run
from game.script.model import Ending, EndingPart, Fate
from game.script.prose import Prose
from game.session.runcode import encode
from game.session.views import EndView, FateView, PageView
from game.session.wording import Wording


def end(run: Run, wording: Wording) -> EndView:
    """The people first, then the run."""

    def say(text: Prose) -> str:
        return wording.text(text, run.values, run.memory)

    people = tuple(FateView(p.id, p.name, p.role, say(fate_of(run, p.fates).text)) for p in run.program.scenario.people)
    chosen = [(part, ending_of(run, part)) for part in parts_of(run)]
    pages = tuple(PageView(part.id, e.title or part.title, say(e.text)) for part, e in chosen)
    return EndView(people, pages, ending_id(run), encode(run))


def as_lines(view: EndView) -> Iterator[tuple[str, str]]:
    """Headings with their texts, for transcripts."""
    yield from ((f"{p.name}, {p.role}", p.text) for p in view.people)
    yield from ((p.title, p.text) for p in view.pages)


def parts_of(run: Run) -> tuple[EndingPart, ...]:
    """The parts of the ending of this run: a cut has its own."""
    return run.program.scenario.endings.of(run.cut.id if run.cut else "")


def ending_of(run: Run, part: EndingPart) -> Ending:
    """The first text of a part whose condition holds."""
    return next(e for e in part.endings if e.when is None or run.program.call(e.when, run.values, run.memory))


def fate_of(run: Run, fates: tuple[Fate, ...]) -> Fate:
    """The first fate whose condition holds."""
    return next(f for f in fates if f.when is None or run.program.call(f.when, run.values, run.memory))


def ending_id(run: Run) -> str:
    """The ending a run is counted under: the ids of its first part."""
    parts = parts_of(run)
    return ending_of(run, parts[0]).id if parts else "end"
