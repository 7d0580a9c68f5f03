"""From the runs of a class to its slides. One run that a class played together gives its own. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from game.debrief.build import debrief
from game.debrief.deck.of_class import Files, slides_of_class
from game.debrief.deck.of_run import slides_of_run
from game.debrief.deck.slide import Slide
from game.debrief.explained import with_explained
from game.debrief.group.changed import ClassChanged, changed
from game.debrief.group.lines import Composed, composed
from game.debrief.group.votes import Voted
from game.debrief.group.written import Written
from game.debrief.personnel import file
from game.debrief.together import ClassView, Named, runs_of, together
from game.debrief.understanding import shelf
from game.debrief.views import DebriefView, SourceView
from game.engine.run import Run
from game.playtest.pool import Watch
from game.session.game import Game

FILE_WORDS = 95  # of each of two files that stand side by side


@frozen
class Deck:
    """Slides with their title, and the sources they may cite."""

    title: str
    slides: tuple[Slide, ...]
    sources: tuple[SourceView, ...]


@frozen
class ClassDeck(Deck):
    """The slides of a class with what they are made of; `left_out` has a line for each run that is not in it."""

    view: ClassView
    like: DebriefView
    changed: ClassChanged | None
    left_out: tuple[str, ...]


@frozen
class RunDeck(Deck):
    """The slides of one run, with its debrief, and with the votes of the class that signed it by raised hands."""

    view: DebriefView
    votes: tuple[Voted, ...] = ()


def slides(runs: Sequence[Run], written: Sequence[Written] = (), *, shared: bool = False) -> tuple[Slide, ...]:
    """The slides of some runs of one story and lesson; of none of them anything that is its own.

    `shared` says that a class played one run together, by votes: then that run is shown as it is. Raises SaveError for
    runs that do not belong together.
    """
    if shared and len(runs) == 1:
        game = Game.at(runs[0])
        return deck_of_one(with_explained(debrief(game), game), written).slides
    return deck_of([(str(n), run) for n, run in enumerate(runs, start=1)], written).slides


def deck_of_one(view: DebriefView, written: Sequence[Written] = (), votes: Sequence[Voted] = ()) -> RunDeck:
    """The slides of one run, from its debrief."""
    return RunDeck(view.title, slides_of_run(view, written, votes), view.sources, view, tuple(votes))


def deck_of(
    named: Sequence[Named],
    written: Sequence[Written] = (),
    *,
    every: bool = False,
    watch: Watch | None = None,
    workers: int = 0,
) -> ClassDeck:
    """The slides of named runs; with `every`, every paper is changed. Raises SaveError for runs that do not belong."""
    view, left_out = together(named)
    kept = runs_of(named)
    made = composed(kept, view.splits) if view.closed and view.splits else ()
    files = [_files(one, first=not at) for at, one in enumerate(made)]
    like = files[0].view if files else debrief(Game.at(kept[0]))
    found = changed(kept, view.splits, every=every, watch=watch, workers=workers) if view.closed else None
    return ClassDeck(
        view.title,
        slides_of_class(view, like, files, found, written),
        like.sources,
        view,
        like,
        found,
        tuple(left_out),
    )


def _files(made: Composed, *, first: bool) -> Files:
    """A run that nobody played, with the file of what may be told of it."""
    view = debrief(made.game)
    if first:
        view = with_explained(view, made.game)
    told = [d for d in view.decisions if d.number in made.told]
    dossier = shelf(made.game.program).found.dossier
    alone = evolve(dossier, most_words=FILE_WORDS, opening=(), closing=(), missing=())
    return Files(view, file(made.game.run, alone, told), frozenset(d.scene for d in told))
