"""Where a name has its value from: which cause stands behind it at a point, by the kind of thing that it is."""

from __future__ import annotations

from attrs import evolve

from game.debrief.why import papers
from game.debrief.why.account import Account, Point
from game.debrief.why.causes import Cause, Causes, Reads, Step, where
from game.debrief.why.levers import lever
from game.debrief.why.views import Kind
from game.engine.clock import PLACES
from game.script.evaluator import Value
from game.script.shapes import Formula
from game.script.syntax import Expr, Name
from game.script.tongue import _


def graph(account: Account) -> Causes:
    """The causes of a run."""
    return Causes(account, find, papers.scene)


def find(causes: Causes, name: str, point: Point) -> str:
    """The id of the cause behind a declared name at a point."""
    account = causes.account
    program = account.program
    kind = causes.kinds.get(name, "")
    if kind == "worked out":
        figures = program.scenario.figures
        item = next(i for i in (*figures.derived, *figures.conditions) if i.id == name)
        return worked_out(causes, name, account.expr(item.to), item.to, point)
    if kind == "lever":
        return lever(causes, name, point)
    slot = program.slots[name]
    if kind in ("parameter", "track", "draw", "calendar") or name == "played_cut":
        return _given(causes, name, kind, slot, point)
    place = account.last_write(slot, point.at)
    return _start(causes, name, slot) if place is None else _written(causes, name, place)


def _given(causes: Causes, name: str, kind: str, slot: int, point: Point) -> str:
    """What nothing in the county sets: constants, history, chance, the calendar."""
    program, frame = causes.account.program, causes.account.frame(point)
    turn, value = frame.turn, frame.values[slot]
    of = {"parameter": Kind.PARAMETER, "draw": Kind.CHANCE, "": Kind.START}.get(kind, Kind.HISTORY)
    usual: Value | None = None
    if kind == "track":
        usual = first_of_season(causes, slot, turn)
    elif kind == "draw":
        usual = next(d.reference for d in program.scenario.world.draws if d.id == name)
    label = name if kind in ("parameter", "") else f"{name}@{program.turns[turn].id}"
    return causes.recipe(label, lambda: Cause(label, name, turn, of, value, usual))


def first_of_season(causes: Causes, slot: int, turn: int) -> float:
    """A figure as it was at the end of the first turn of the same season."""
    return causes.account.frame(first_end(causes, turn)).values[slot]


def first_end(causes: Causes, turn: int) -> Point:
    """The end of the first turn of the same season."""
    turns = causes.account.program.turns
    first = next(i for i, t in enumerate(turns) if t.season == turns[turn].season)
    return causes.account.end_of(first) or causes.account.now


def _usual(causes: Causes, name: str, turn: int) -> float:
    """A stock or variable as it began; a flow as in the first turn of the same season."""
    slot = causes.account.program.slots[name]
    if causes.kinds.get(name) == "flow":
        return first_of_season(causes, slot, turn)
    return causes.account.chronicle.frames[0].values[slot]


def _start(causes: Causes, name: str, slot: int) -> str:
    """A figure that nothing has changed yet; a stock may begin from others."""
    account = causes.account
    label, begin = f"{name}@start", account.at_frame(0)
    stock = next((s for s in account.program.scenario.world.stocks if s.id == name), None)
    value = account.frame(begin).values[slot]

    def make() -> Cause:
        steps: tuple[Step, ...] = ()
        if stock is not None:
            step = causes.formula("", f"{name} = {stock.starts.text}", account.expr(stock.starts), begin)
            steps = (step,) if step.reads else ()
        return Cause(label, name, 0, Kind.START, value, value, steps)

    return causes.recipe(label, make)


def _written(causes: Causes, name: str, place: int) -> str:
    """The cause of one change of a figure."""
    account = causes.account
    write = account.write(place)
    label = f"{name}@{account.program.turns[write.turn].id}"
    if account.later_in_turn(place):
        label += f".{account.number_in_turn(place)}"

    def make() -> Cause:
        usual = _usual(causes, name, write.turn)
        if write.change is not None:
            return papers.changed(causes, label, name, place, usual)
        steps = _steps(causes, name, place)
        return Cause(label, name, write.turn, Kind.RULE, round(write.new, PLACES), usual, steps)

    return causes.recipe(label, make)


def _steps(causes: Causes, name: str, place: int) -> tuple[Step, ...]:
    """The rule that set a figure, and those of the same turn before it that it goes on from."""
    account = causes.account
    turn = account.write(place).turn
    found: list[Step] = []
    here: int | None = place
    while here is not None:
        write = account.write(here)
        rule = account.program.rules[write.rule]
        step = causes.formula(rule.why, f"{name} = {rule.to.text}", account.expr(rule.to), account.before(here), name)
        found.insert(
            0,
            evolve(step, moved=abs(write.new - write.old), place=where(rule.place, _("rule {id}").format(id=rule.id))),
        )
        before = account.last_write(write.slot, here)
        goes_on = before is not None and account.write(before).rule >= 0 and account.write(before).turn == turn
        here = before if goes_on and any(ref == name for ref, _ in step.reads) else None
    return (found[0], *(evolve(s, reads=_without(s.reads, name)) for s in found[1:]))


def _without(reads: Reads, name: str) -> Reads:
    return tuple(r for r in reads if r[0] != name)


def worked_out(causes: Causes, name: str, expr: Expr, formula: Formula, point: Point) -> str:
    """Anything worked out from other figures: one cause for the same inputs. A bare name is what stands behind it."""
    account = causes.account
    program = account.program
    if isinstance(expr, Name) and expr.id != name and expr.id not in program.layout.constants:
        return find(causes, expr.id, point)
    turn = account.frame(point).turn
    row, _, short = name.rpartition(".")
    step = causes.formula("", f"{short} = {formula.text}", expr, point)
    step = evolve(step, place=where(formula.place, f"{row} {short}".strip()))
    value = _worked(step)
    plain = f"{name}@{program.turns[turn].id}"
    label = causes.label(plain, (repr(value), *(f"{ref}={behind}" for ref, behind in step.reads)))

    def make() -> Cause:
        first = _worked(causes.formula("", "", expr, first_end(causes, turn)))
        usual = not value if isinstance(value, bool) else first
        return Cause(label, name, turn, Kind.WORKED_OUT, value, usual, (step,))

    return causes.recipe(label, make)


def _worked(step: Step) -> Value | None:
    """What a step gives; None where it cannot be worked out, as before a figure that it divides by is there."""
    try:
        return step.work({}, None)
    except ArithmeticError:
        return None
