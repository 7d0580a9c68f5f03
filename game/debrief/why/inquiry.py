"""Why a figure is what it is: the chain back to what was signed, to history, to chance and to constants. Pure.

An inquiry works the run out once more and may then be asked as often as one likes; the game is left as it was. While a
run is open, a chain goes through what the desk was told and through its own signatures, and nothing else.
"""

from __future__ import annotations

from attrs import define, evolve, field

from game.debrief.why import known, sources
from game.debrief.why.account import Account, Point
from game.debrief.why.amounts import Lexicon
from game.debrief.why.causes import Cause, Causes
from game.debrief.why.levers import How
from game.debrief.why.sentences import NOT_TOLD, ROW, Speaker
from game.debrief.why.views import ENDS, Kind, WhyNode, WhyView
from game.debrief.why.weigh import Limits, Part, part
from game.script.model import Row
from game.script.shapes import Formula
from game.script.tongue import N_, _
from game.session.game import Game
from game.session.trouble import Misasked
from game.session.views import Status

OPEN = N_("This run is not closed: only what the desk was told, and what it signed, is shown.")
UNKNOWN = N_("unknown to you")


class UnknownFigureError(Misasked):
    """There is no figure, turn or paper of this name; the words say which are near."""


@define
class Inquiry:
    """Everything that is needed to answer why. Make one with `Inquiry.of`."""

    account: Account
    causes: Causes
    speaker: Speaker
    told: dict[str, str] = field(factory=dict[str, str])  # causes that the desk was told, in the words it was told

    @classmethod
    def of(cls, game: Game) -> Inquiry:
        """An inquiry into a game as it stands."""
        account = Account.of(game)
        causes = sources.graph(account)
        told = {} if account.closed else known.told(causes)
        return cls(account, causes, Speaker(account, Lexicon(game.program)), told)

    def figures(self) -> tuple[str, ...]:
        """The names that can be asked for: the ledger's rows first, then landmarks, then all declared names."""
        figures, program = self.account.program.scenario.figures, self.account.program
        rows = [r.id for r in (*figures.ledger, *figures.landmarks)]
        names = [n for n in (*program.slots, *program.layout.worked_out) if n != "this"]
        return tuple(dict.fromkeys((*rows, *sorted(names))))

    def papers(self) -> tuple[str, ...]:
        """The papers that have come."""
        return tuple(dict.fromkeys(name for names in self.account.came.values() for name in names))

    def point(self, turn: int | None = None) -> Point | None:
        """The end of a turn, or where an open run stands in it; None for a turn that it has not got to."""
        account = self.account
        if turn is None:
            return account.now
        now = account.frame(account.now).turn
        return account.end_of(turn) or (account.now if turn == now else None)

    def figure(
        self, name: str, turn: int | None = None, limits: Limits | None = None, *, closing: bool = False
    ) -> WhyView:
        """Why a figure was what it was in a turn. Raises UnknownFigureError.

        A row of the ledger, or a landmark, stands as it was last read in that turn; what could not be read in it, and
        anything else, as the turn closed. With `closing`, so does every row; while a run is open nobody was told that,
        but perhaps what stands behind it.
        """
        point = self.point(turn)
        if name not in self.figures() or point is None:
            raise UnknownFigureError(_("there is no figure `{name}` in that turn").format(name=name))
        row = self._declared(name)
        if closing and not self.account.closed and name in self.causes.kinds:
            row = None
        read = known.last_read(self.account, row, turn) if row is not None and not closing else None
        point = read or point
        roots = self._roots(name, row, point, read is not None)
        found = part(self.causes, roots, limits or Limits(), self._visible)
        nodes = [n for cause in found.causes for n in self._nodes(cause, found)]
        at = self.account.program.turns[self.account.frame(point).turn]
        note = _(OPEN) if not self.account.closed else ""
        if not roots:
            nodes = [_unknown(f"unknown:{name}", at.id, at.label, _("The desk was not told this figure."))]
        return WhyView(
            figure=name,
            label=self._label(name, row),
            turn=at.id,
            turn_label=at.label,
            closed=self.account.closed,
            note=note,
            roots=roots or (nodes[0].id,),
            nodes=tuple(nodes),
            decisions=found.decisions,
            as_read=read is not None,
        )

    def _declared(self, name: str) -> Row | None:
        """The row of the ledger, or the landmark, of this name."""
        figures = self.account.program.scenario.figures
        return next((r for r in (*figures.ledger, *figures.landmarks) if r.id == name), None)

    def _label(self, name: str, row: Row | None) -> str:
        if row is not None:
            return row.label
        return self.speaker.lexicon.label(name) if self.account.closed else name

    def _roots(self, name: str, row: Row | None, point: Point, read: bool) -> tuple[str, ...]:
        """The figure as it was told, and as it was; an open run has what was told alone, or nothing."""
        if row is None:
            root = self.causes.find(self.causes, name, point)
            return (root,) if self._visible(self.causes.cause(root)) else ()
        roots: list[str] = []
        view = known.row_at(self.account, row, self.account.frame(point))
        if read and view.status is not Status.UNKNOWN:
            told = row.seen if view.status is Status.SEEN and row.seen is not None else row.claimed
            roots.append(self._row(row, told, point))
            if not self.account.closed:
                self.told.setdefault(roots[0], known.said(view))
            elif row.format in self.account.program.bands:
                self.told[roots[0]] = f"“{view.value}”"
        if self.account.closed and (not roots or row.seen is not None):
            roots.append(self._row(row, row.real or row.seen or row.claimed, point))
        return tuple(dict.fromkeys(roots))

    def _row(self, row: Row, formula: Formula, point: Point) -> str:
        return sources.worked_out(self.causes, f"{ROW}{row.id}", self.account.expr(formula), formula, point)

    def _visible(self, cause: Cause) -> bool:
        """Whether a cause may be named."""
        if self.account.closed or cause.kind is Kind.DECISION or cause.id in self.told:
            return True
        signed = cause.order is not None and "." in cause.order.source  # not by the way, as a look does
        return cause.kind is Kind.ORDER and cause.how == How.ORDERED and signed

    def _nodes(self, cause: Cause, found: Part) -> list[WhyNode]:
        """A cause as it is shown; and, in an open run, what it rests on besides."""
        inputs = found.inputs.get(cause.id, ())
        visible = sum(self._visible(self.causes.cause(b)) for b in cause.inputs)
        node = self._node(cause, inputs, visible - len(inputs))
        if visible == len(cause.inputs) or cause.kind is Kind.ORDER:
            return [node]
        unknown = _unknown(f"unknown:{cause.id}", node.turn, node.turn_label, _(NOT_TOLD))
        return [evolve(node, inputs=(*node.inputs, unknown.id)), unknown]

    def _node(self, cause: Cause, inputs: tuple[str, ...], left_out: int) -> WhyNode:
        turn = self.account.program.turns[cause.turn]
        closed, speaker = self.account.closed, self.speaker
        dated = cause.kind not in (Kind.PARAMETER, Kind.START)
        number = cause.number if closed and not isinstance(cause.number, bool) else None
        return WhyNode(
            id=cause.id,
            name=cause.name,
            turn=turn.id if dated else "",
            turn_label=turn.label if dated else "",
            label=speaker.label(cause),
            value=self._value(cause),
            number=number,
            kind=cause.kind,
            sentence=speaker.sentence(cause),
            formula="; ".join(s.formula for s in cause.steps) if closed else "",
            unit=speaker.unit(cause),
            source=speaker.source(cause) if closed else "",
            inputs=inputs,
            left_out=0 if cause.kind in ENDS and not inputs else left_out,
            decision=cause.decision,
        )

    def _value(self, cause: Cause) -> str:
        """A value in words: as the desk was told, and, where the run is over, as a number beside a word of a band."""
        told = self.told.get(cause.id, "")
        if not self.account.closed:
            return told
        value = self.speaker.value(cause)
        return f"{told}, {value}" if told and value not in (told, told.strip("“”")) else told or value


def _unknown(name: str, turn: str, label: str, sentence: str) -> WhyNode:
    return WhyNode(name, "", turn, label, _(UNKNOWN), _(UNKNOWN), None, Kind.UNKNOWN, sentence)
