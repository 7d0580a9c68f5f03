"""What helps to understand one run, from the scenario's three files: read when a debrief asks, never while playing.

Files that cannot be read cost nobody the debrief: the trouble is told and the rest is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from attrs import field, frozen

from game.debrief.earlier import is_earlier
from game.debrief.personnel import file
from game.debrief.ratchet import ratchet
from game.debrief.reread import stamp, unread
from game.debrief.understanding_views import (
    AskView,
    CardView,
    NoteView,
    ReaderView,
    SheetView,
    SignatureView,
    SilenceView,
    TaskView,
    UnderstandingView,
)
from game.debrief.views import DecisionView
from game.engine.program import Program
from game.engine.run import Run
from game.script.faults import Faults
from game.script.papers import Papers
from game.script.teaching import Card, Task, TeachersSheet
from game.script.tongue import _, foreign, language
from game.script.understanding import FILES, Understanding, read_understanding
from game.session.game import Game
from game.session.moment import Moment, at_the_end
from game.session.written import read_page


@frozen
class Shelf:
    """The three files as they were read, and what was wrong with them."""

    found: Understanding = Understanding()
    trouble: str = ""


@frozen
class _Wanted:
    """Which files of which story: read again when a file has another stamp."""

    folder: Path
    logic: str
    language: str
    stamps: tuple[object, ...]
    program: Program = field(eq=False)


def shelf(program: Program) -> Shelf:
    """The files of a program's scenario."""
    folder = Path(program.scenario.folder)
    if not program.scenario.folder or not folder.is_dir():
        return Shelf()
    return _read(_Wanted(folder, program.logic, language(), tuple(stamp(folder / name) for name in FILES), program))


@lru_cache(maxsize=8)
def _read(wanted: _Wanted) -> Shelf:
    faults = Faults()
    found = read_understanding(wanted.folder, wanted.program.scenario, wanted.program.scope, faults)
    if not faults.errors:
        return Shelf(_said(found, wanted))
    return Shelf(trouble=unread(_("A part of this debrief"), faults.errors))


def _said(found: Understanding, wanted: _Wanted) -> Understanding:
    if not foreign():
        return found
    from game.script.text.sources import understood_said

    return understood_said(found, wanted.program.scenario, wanted.program.scope, wanted.folder)


def understanding(game: Game, signed: Sequence[DecisionView]) -> UnderstandingView:
    """Everything a scenario declares for a run that is over, as far as it went; nothing while it is open."""
    run = game.run
    if not run.over:
        return UnderstandingView()
    kept = shelf(run.program)
    papers, teaching = kept.found.papers, kept.found.teaching
    end = at_the_end(run)
    return UnderstandingView(
        ratchet=ratchet(run, papers.ratchet) if papers.ratchet else None,
        file=file(run, kept.found.dossier, signed),
        signatures=tuple(_signatures(run, end, papers)),
        silences=tuple(_silences(run, end, papers)),
        card=_card(end, teaching.card, signed) if teaching.card else None,
        page=_task(game, end, teaching.page) if teaching.page else None,
        questions=tuple(end.say(q.ask) for q in teaching.questions if end.holds(q.when)),
        sheets=tuple(_sheet(game, end, sheet) for sheet in teaching.sheets),
        notes=tuple(NoteView(n.title, n.say, n.sources) for n in teaching.notes),
        trouble=kept.trouble,
    )


def _signatures(run: Run, end: Moment, papers: Papers) -> Iterator[SignatureView]:
    for p in papers.signatures:
        if end.holds(p.when):
            told = (end.say(text).strip() for text in (p.ordered, p.reported, p.knew, p.gained, p.paid))
            yield SignatureView(p.id, p.title, *told, sources=p.sources, earlier=is_earlier(run, p.when))


def _silences(run: Run, end: Moment, papers: Papers) -> Iterator[SilenceView]:
    for s in papers.silences:
        if end.holds(s.when) and (o := next((o for o in s.outcomes if end.holds(o.when)), None)) is not None:
            at, by, said = (end.say(text).strip() for text in (o.at, o.by, s.said))
            yield SilenceView(s.id, s.title, str(o.way), at, by, said, s.sources, is_earlier(run, s.when))


def _card(end: Moment, card: Card, signed: Sequence[DecisionView]) -> CardView:
    """The card, tied to the first candidate that was signed; the last signature of its scene counts."""
    last = {d.scene: d for d in signed if not d.looks}
    for c in card.candidates:
        if c.scene in last and end.holds(c.when):
            d = last[c.scene]
            asked = (end.say(c.understand), end.say(c.justify))
            return CardView(card.say, d.number, d.turn_label, d.title, d.act, *asked)
    return CardView(card.say)


def _task(game: Game, end: Moment, task: Task) -> TaskView:
    page = read_page(game)
    readers = tuple(ReaderView(r.id, r.label, r.note) for r in task.readers)
    reader, written = ("", "") if page is None else (page.reader, page.text)
    return TaskView(task.title, end.say(task.prompt), readers, task.words, task.sources, reader, written)


def _sheet(game: Game, end: Moment, sheet: TeachersSheet) -> SheetView:
    came = {paper.id: paper.title for _, paper in game.teller.archive}
    asks = tuple(AskView(end.say(a.ask), a.lines) for a in sheet.asks if end.holds(a.when))
    rows = tuple(came[name] for name in sheet.papers if name in came)
    return SheetView(sheet.id, sheet.title, sheet.lead, asks, sheet.heads, rows, sheet.empty)
