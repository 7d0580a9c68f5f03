"""A condition in parts: each clause as it is written, as a reader would say it, and whether it held. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from attrs import evolve, frozen

from game.debrief.decisions import touch
from game.debrief.views import TouchView
from game.debrief.why.account import Point
from game.debrief.why.causes import Local
from game.debrief.why.inquiry import UNKNOWN, Inquiry
from game.debrief.why.readings import Reader, written
from game.debrief.why.views import ClauseView, InputView, Kind
from game.debrief.why.weigh import Search
from game.script.checker import bind
from game.script.evaluator import evaluate
from game.script.syntax import Expr, Logic, Name, Not
from game.script.tongue import _

EXPLORED = 150
NAMED = 3
MEANS = "means"  # a clause that is a named condition, with what it means as its part


@frozen
class Clauses:
    """Takes conditions apart at one point of a run."""

    inquiry: Inquiry
    point: Point

    def view(self, expr: Expr) -> ClauseView:
        """A condition and its parts."""
        joined, parts = self._parts(expr)
        views = tuple(self.view(part) for part in parts)
        if any(v.reading == _(UNKNOWN) and not v.parts for v in views) and joined == MEANS:
            return ClauseView("", _(UNKNOWN), None)
        if not views and not self._told(expr):
            return ClauseView("", _(UNKNOWN), None)
        holds = self._holds(expr) if all(v.holds is not None for v in views) else None
        inputs = () if views else tuple(self._inputs(expr))
        return ClauseView(written(expr), Reader(self.inquiry, self.point).read(expr), holds, joined, views, inputs)

    def _parts(self, expr: Expr) -> tuple[str, tuple[Expr, ...]]:
        match expr:
            case Logic(op, a, b):
                return op, tuple(_flat(op, a, b))
            case Not(x) if isinstance(x, Logic):
                return "not", (x,)
            case Name(name):
                conditions = self.inquiry.account.program.scenario.figures.conditions
                means = next((c.to.expr for c in conditions if c.id == name), None)
                return (MEANS, (means,)) if means is not None else ("", ())
            case _:
                return "", ()

    def _local(self, expr: Expr) -> tuple[Local, Expr]:
        account = self.inquiry.account
        return Local(account.env(self.point)), bind(expr, account.program.scope)

    def _holds(self, expr: Expr) -> bool | None:
        """Whether it held; None where it cannot be worked out, as behind a clause that guards it."""
        local, bound = self._local(expr)
        try:
            return bool(evaluate(bound, local))
        except ArithmeticError:
            return None

    def _refs(self, expr: Expr) -> dict[str, tuple[str, str]]:
        """What a clause reads."""
        local, bound = self._local(expr)
        with suppress(ArithmeticError):
            evaluate(bound, local)
        return local.refs

    def _told(self, expr: Expr) -> bool:
        """Whether all that a clause reads may be named."""
        inquiry = self.inquiry
        if inquiry.account.closed:
            return True
        return all(
            kind == "scene" or inquiry.causes.kinds.get(name) == "calendar"
            or inquiry.causes.find(inquiry.causes, name, self.point) in inquiry.told
            for kind, name in self._refs(expr).values()
        )  # fmt: skip

    def _inputs(self, expr: Expr) -> Iterator[InputView]:
        """The figures a clause reads, as they were; in an open run as the desk was told."""
        inquiry = self.inquiry
        env = inquiry.account.env(self.point)
        for kind, name in self._refs(expr).values():
            if kind == "name":
                lexicon = inquiry.speaker.lexicon
                told = inquiry.told.get(inquiry.causes.find(inquiry.causes, name, self.point))
                value = lexicon.words(name, env.value(name))
                yield InputView(name, lexicon.label(name), value if inquiry.account.closed or told is None else told)

    def wanted(self, expr: Expr, view: ClauseView, aim: bool = True) -> ClauseView:
        """The same, with what would have to change marked, and who set what it reads."""
        if view.holds is aim:
            return view
        if not view.parts:
            return evolve(view, wanted=True, behind=self._behind(expr))
        _, parts = self._parts(expr)
        below = not aim if view.joined == "not" else aim
        marked = tuple(self.wanted(e, v, below) for e, v in zip(parts, view.parts, strict=True))
        return evolve(view, parts=marked)

    def _behind(self, expr: Expr) -> tuple[TouchView, ...]:
        """The player's decisions behind what a clause reads, the most important first."""
        inquiry = self.inquiry
        local, bound = self._local(expr)
        reads = inquiry.causes.reads(bound, self.point, local.env)
        search = Search(inquiry.causes)
        search.walk([behind for _, behind in reads], EXPLORED)
        found = [inquiry.causes.cause(n) for n in sorted(search.weights, key=lambda n: -search.weights[n])]
        signed = [c for c in found if c.kind is Kind.DECISION and c.decision]
        return tuple(touch(inquiry.account.decisions[c.decision or 0]) for c in signed[:NAMED])


def _flat(op: str, *sides: Expr) -> Iterator[Expr]:
    """The clauses of a chain of one joining word."""
    for side in sides:
        if isinstance(side, Logic) and side.op == op:
            yield from _flat(op, side.a, side.b)
        else:
            yield side


def need(view: ClauseView, aim: bool = True) -> tuple[str, ...]:
    """What would have to hold, all of it, for a condition to come out as wanted, in words; empty if it does."""
    if view.holds is aim:
        return ()
    if not view.parts:
        was = "; ".join(i.value for i in view.inputs if i.value)
        said = view.reading if aim else _("not so: {reading}").format(reading=view.reading)
        return (_("{said} (it was: {was})").format(said=said, was=was) if was and view.reading != _(UNKNOWN) else said,)
    below = not aim if view.joined == "not" else aim
    found = [n for n in (need(v, below) for v in view.parts) if n]
    if (view.joined == "and") is below or len(found) == 1:
        return tuple(item for items in found for item in items)
    return (_("One of these: {found}").format(found=_("; or ").join(_(" and ").join(items) for items in found)),)
