"""What lies on the desk as a row of sheets: the papers of a turn, what followed a signature, what came of earlier acts.

Pure: views in, sheets out. The screen turns them one at a time; the tray lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import attrs
from attrs import frozen

from game.script.tongue import N_, _
from game.session.views import AskKind, ConsequenceView, DeskView, EndView, LaterView, PaperView, TermUse

PAUSE = N_(
    "Stop here for a moment. When you are ready, press d for the debrief: what was so, why it happened, "
    "and where it stands against the record."
)

CLOSED = N_("You have closed this run before its end. Press d for the debrief, as far as the run went.")


class SheetKind(StrEnum):
    """What a sheet is."""

    PAPER = "paper"
    CONSEQUENCE = "consequence"
    LATER = "later"
    PAGE = "page"
    PLAN = "plan"


@frozen
class Sheet:
    """One sheet. `turn` is the label of the season it came in; `waits` says that it wants a signature.

    `parts` of a page are (heading, text).
    """

    id: str
    kind: SheetKind
    title: str
    turn: str
    paper: PaperView | None = None
    consequence: ConsequenceView | None = None
    later: tuple[LaterView, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    waits: bool = False

    @property
    def terms(self) -> tuple[TermUse, ...]:
        """The words of the time that are read here first."""
        if self.paper is not None:
            return self.paper.terms
        if self.consequence is not None:
            return self.consequence.terms
        return tuple(use for item in self.later for use in item.terms)


@frozen
class Pile:
    """The sheets of one turn. `lead` came before its first paper; `followed` holds what followed each signature."""

    turn: str = ""
    lead: tuple[Sheet, ...] = ()
    followed: Mapping[str, ConsequenceView] = attrs.field(factory=dict[str, ConsequenceView])

    def after(self, view: DeskView) -> Pile:
        """The pile once a view has come: the same turn gone on, or a new one begun."""
        turn = view.calendar.label
        if not view.turn_changed and self.turn == turn:
            if view.consequence is None:
                return self
            return attrs.evolve(self, followed={**self.followed, view.consequence.decision: view.consequence})
        return Pile(turn, tuple(_lead(view, self.turn)))

    @classmethod
    def again(cls, view: DeskView, consequences: Iterable[ConsequenceView]) -> Pile:
        """The pile of a turn that was not followed as it came: what followed each of its signatures is looked up."""
        if view.turn_changed:
            return cls().after(view)
        signed = {paper.id for paper in view.papers if paper.signed}
        followed = {c.decision: c for c in consequences if c.decision in signed}
        turn = view.calendar.label
        return cls(turn, tuple(_lead(attrs.evolve(view, consequence=None), turn)), followed)

    def sheets(self, view: DeskView) -> tuple[Sheet, ...]:
        """Every sheet of the turn, in the order it came."""
        return (*self.lead, *self._papers(view))

    def _papers(self, view: DeskView) -> Iterator[Sheet]:
        ask = view.ask
        for paper in view.papers:
            waits = ask is not None and ask.scene == paper.id
            yield Sheet(paper.id, SheetKind.PAPER, paper.title, self.turn, paper=paper, waits=waits)
            found = self.followed.get(paper.id)
            if found is not None:
                yield _followed(found, self.turn)
        if ask is not None and ask.kind is AskKind.PLAN:
            yield Sheet(ask.scene, SheetKind.PLAN, _("Where do you go?"), self.turn, waits=True)


def first_new(before: tuple[Sheet, ...], now: tuple[Sheet, ...]) -> int:
    """The place of the first sheet that was not there before; the last one if none is new."""
    known = {(s.turn, s.id) for s in before}
    return next((n for n, s in enumerate(now) if (s.turn, s.id) not in known), max(0, len(now) - 1))


def page(name: str, title: str, turn: str, *parts: tuple[str, str]) -> Sheet:
    """A sheet of plain text under headings."""
    return Sheet(name, SheetKind.PAGE, title, turn, parts=parts)


def last_sheets(view: EndView) -> Iterator[Sheet]:
    """The last pages of the desk: the people, then what the run comes to, then a pause."""
    yield page("end.people", _("The people"), "", *((f"{p.name}, {p.role}", p.text) for p in view.people))
    for part in view.pages:
        yield page(f"end.{part.id}", part.title, "", ("", part.text))
    yield page("end.pause", _("The desk is closed"), "", ("", _(PAUSE)), (_("Run code"), view.code))


def closed_sheet(code: str) -> Sheet:
    """The last sheet of a run that was closed before its end."""
    return page("end.closed", _("The desk is closed"), "", ("", _(CLOSED)), (_("Run code"), code))


def _followed(view: ConsequenceView, turn: str) -> Sheet:
    return Sheet(f"signed.{view.decision}", SheetKind.CONSEQUENCE, view.act, turn, consequence=view)


def _lead(view: DeskView, last_turn: str) -> Iterator[Sheet]:
    """What comes before a turn's first paper: the signature that closed the last one, what passed, what fell due."""
    if view.consequence is not None:
        yield _followed(view.consequence, last_turn)
    for gone in view.passed:
        yield from _later(gone.later, gone.turn)
        for paper in gone.papers:
            yield Sheet(paper.id, SheetKind.PAPER, paper.title, gone.turn, paper=paper)
    if view.pause:
        beside = (f"{row.label}: {row.value} {row.unit} ({_(str(row.status))})" for row in view.beside)
        told = (("", view.pause), ("", "\n\n".join(beside)))
        yield page("predict", _("Before you go on, predict"), view.calendar.label, *told)
    yield from _later(view.later, view.calendar.label)


def _later(items: tuple[LaterView, ...], turn: str) -> Iterator[Sheet]:
    if items:
        yield Sheet(f"later.{turn}", SheetKind.LATER, _("What came of it"), turn, later=items)
