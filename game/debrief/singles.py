"""Every single run of a class, one after another, as data and as rows: no more than one is held whole. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve

from game.debrief.build import debrief
from game.debrief.data import as_data
from game.debrief.history_views import HistoryView
from game.debrief.understanding_views import UnderstandingView
from game.debrief.views import DebriefView
from game.engine.run import Run
from game.session.game import Game


def singles(runs: Sequence[tuple[str, Run]], tell: Callable[[int, int], None]) -> Iterator[DebriefView]:
    """The debrief of each run."""
    for number, (_name, run) in enumerate(runs, start=1):
        yield debrief(Game.at(run))
        tell(number, len(runs))


def for_tables(view: DebriefView) -> DebriefView:
    """A debrief without what no table has, so that a thousand of them can be held."""
    decisions = tuple(evolve(d, at_once=(), orders=(), later=(), why=(), missed=()) for d in view.decisions)
    return evolve(
        view, decisions=decisions, knew=(), record=(), sources=(), questions=(), words=(), limits=(), brief=(), left=(),
        history=HistoryView(), understanding=UnderstandingView(),
    )  # fmt: skip


def as_json(views: Iterable[DebriefView], together: dict[str, Any]) -> Iterator[str]:
    """The data of a class in pieces: a line for each run, then what they come to together."""
    yield '{"runs": [\n'
    for number, view in enumerate(views):
        yield (",\n" if number else "") + json.dumps(as_data(view), ensure_ascii=False)
    yield '\n],\n"class": '
    yield json.dumps(together, ensure_ascii=False, indent=1)
    yield "}\n"
