"""What stood behind a lever: a standing order and its signature, the custom, a successor, or a season that had none."""

from __future__ import annotations

from enum import StrEnum

from attrs import evolve, frozen

from game.debrief.why import papers
from game.debrief.why.account import Point
from game.debrief.why.causes import Cause, Causes, Over, Step
from game.debrief.why.views import Kind
from game.engine.levers import lever_value
from game.engine.memory import Standing
from game.script.evaluator import Value
from game.script.shapes import Formula
from game.script.tongue import _
from game.script.world import Lever


class How(StrEnum):
    """How a lever came to stand as it did."""

    ORDERED = "ordered"
    UNASKED = "unasked"
    SUCCESSOR = "successor"
    CLOSED = "closed"


@frozen
class _Setting:
    """A lever in a turn: whose hand was on it, and the order that stood."""

    lever: Lever
    turn: int
    charge: bool
    order: Standing | None

    @property
    def how(self) -> How:
        if not self.lever.open[self.turn]:
            return How.CLOSED
        if not self.charge:
            return How.SUCCESSOR
        return How.ORDERED if self.order is not None else How.UNASKED

    def value(self, standing_k: float, neutral: float, line: float) -> float:
        given = evolve(self.lever, neutral=_at(self.turn, neutral), line=_at(self.turn, line))
        return lever_value(given, self.turn, self.order, self.charge, standing_k)


def lever(causes: Causes, name: str, point: Point) -> str:
    """The cause of a lever's value at a point."""
    program = causes.account.program
    setting = _setting(causes, next(item for item in program.scenario.world.levers if item.id == name), point)
    turn, how = setting.turn, setting.how
    source = setting.order.source if how is How.ORDERED and setting.order else how
    label = f"{name}@{program.turns[turn].id}.{source}"
    neutral, line = setting.lever.neutral[turn], setting.lever.line[turn]

    def work(over: Over, _running: Value | None) -> Value:
        k = float(over.get("k", program.standing_k))
        return setting.value(k, float(over.get("neutral", neutral)), float(over.get("line", line)))

    def make() -> Cause:
        text = _formula(setting, program.standing_k)
        step = Step(f"{name} = {text}", "", tuple(_reads(causes, setting, text)), work)
        number, unasked = setting.value(program.standing_k, neutral, line), evolve(setting, order=None)
        usual = unasked.value(program.standing_k, neutral, line) if how is How.ORDERED else neutral
        order = setting.order if how is How.ORDERED else None
        return Cause(label, name, turn, Kind.ORDER, number, usual, (step,), order=order, how=how)

    return causes.recipe(label, make)


def _setting(causes: Causes, lever: Lever, point: Point) -> _Setting:
    """Whose hand set a lever: whoever's gives the value it has. After a removal an order still stands out its turn."""
    program, frame = causes.account.program, causes.account.frame(point)
    order = frame.memory.orders.get(lever.id)
    now = program.in_charge is None or bool(program.call(program.in_charge, list(frame.values), frame.memory))
    for charge in (now, not now):
        setting = _Setting(lever, frame.turn, charge, order)
        given = setting.value(program.standing_k, lever.neutral[frame.turn], lever.line[frame.turn])
        if given == frame.values[program.slots[lever.id]]:
            return setting
    return _Setting(lever, frame.turn, now, order)


def _formula(setting: _Setting, standing_k: float) -> str:
    """How the lever was worked out, as an expression."""
    lever, order = setting.lever, setting.order
    value, k = None, "k"
    if setting.how is How.CLOSED:
        return "neutral"
    if setting.how is How.SUCCESSOR:
        value, k = lever.successor_value, f"{lever.successor:g}"
    elif order is not None:
        value, k = order.value, f"{order.k if order.k is not None else standing_k:g}"
    wanted = f"{value:g}" if value is not None else _("neutral + {k} * (line - neutral)").format(k=k)
    return _("clamp({wanted}, {low:g}, {high:g})").format(wanted=wanted, low=lever.low, high=lever.high)


def _reads(causes: Causes, setting: _Setting, text: str) -> list[tuple[str, str]]:
    """The signature, or the loss of the chair; then the course of history that the order is measured by."""
    account = causes.account
    program, name, turn = account.program, setting.lever.id, setting.turn
    reads: list[tuple[str, str]] = []
    if setting.how is How.ORDERED and setting.order is not None:
        reads.append(("", papers.decision(causes, setting.order.turn, setting.order.source)))
    elif setting.how is How.SUCCESSOR and program.in_charge is not None:
        away = _since(causes, program.in_charge, turn)
        reads += [("", b) for _, b in causes.reads(account.expr(program.in_charge), away, account.env(away))]
    neutral, line = setting.lever.neutral[turn], setting.lever.line[turn]
    if "neutral" in text:
        reads.append(("neutral", papers.end(causes, f"{name}.neutral", turn, neutral, Kind.HISTORY)))
    if "line" in text:
        reads.append(("line", papers.end(causes, f"{name}.line", turn, line, Kind.HISTORY, neutral)))
    if setting.how is How.UNASKED:
        reads.append(("k", papers.end(causes, "standing_k", None, program.standing_k, Kind.PARAMETER)))
    return reads


def _since(causes: Causes, in_charge: Formula, turn: int) -> Point:
    """The first moment of a turn at which the player's orders did not hold."""
    account = causes.account
    for number, frame in enumerate(account.chronicle.frames):
        if frame.turn == turn and not account.program.call(in_charge, list(frame.values), frame.memory):
            return account.at_frame(number)
    raise AssertionError(_("the player's orders held all through this turn"))


def _at(index: int, value: float) -> tuple[float, ...]:
    return (*([0.0] * index), value)
