"""What stood behind a change that a paper made: a signature, a look, or that the paper came; and the ends of chains."""

from __future__ import annotations

from game.debrief.why.account import Account, Point
from game.debrief.why.causes import Cause, Causes, Over, Step, where
from game.debrief.why.views import Kind
from game.engine.clock import PLACES
from game.engine.reasons import By, Change
from game.engine.select import is_look
from game.script.evaluator import Value
from game.script.scenes import Effect
from game.script.tongue import _


def end(causes: Causes, name: str, turn: int | None, value: float, kind: Kind, usual: float | None = None) -> str:
    """A name that has no figure of its own, where a chain ends."""
    label = name if turn is None else f"{name}@{causes.account.program.turns[turn].id}"
    return causes.recipe(label, lambda: Cause(label, name, turn or 0, kind, value, usual))


def decision(causes: Causes, turn: int, source: str) -> str:
    """The signature, or the day plan, by what it signed; or what a predecessor signed."""
    scene = source.split(".")[0]
    number = causes.account.signatures.get((turn, source))
    label = f"decision:{number}" if number else f"before:{scene}"
    return causes.recipe(label, lambda: Cause(label, "", turn, Kind.DECISION, None, scene=scene, decision=number or 0))


def scene(causes: Causes, path: str, point: Point) -> str:
    """What stands behind `seen(...)`: the signature on the paper, that it came, or that it had not come."""
    account = causes.account
    memory, turn = account.frame(point).memory, account.frame(point).turn
    name = path.split(".")[0]
    if name not in memory.last:
        return paper(causes, name, turn, came=False)
    last = int(memory.last[name])
    look = is_look(account.program.scenes[name])
    if look or any(s.split(".")[0] == name for s in memory.signed):
        signed = [t for t, s in account.signatures if s == name and t <= turn]
        return decision(causes, max(signed, default=last), name)
    return paper(causes, name, last)


def paper(causes: Causes, name: str, turn: int, *, came: bool = True) -> str:
    """A paper that came in a turn, or had not come by then."""
    account = causes.account
    declared = account.program.scenes[name]
    label = f"paper:{name}@{'' if came else 'not.'}{account.program.turns[turn].id}"

    def make() -> Cause:
        reads: list[tuple[str, str]] = []
        if came and declared.when is not None:
            point = account.delivered(name, turn)
            found = causes.reads(account.expr(declared.when), point, account.env(point))
            reads = [(ref, behind) for ref, behind in found if not behind.startswith("paper:")]
        reads.append(("", end(causes, "turn", turn, float(turn), Kind.HISTORY)))
        if came and not declared.turns:
            reads.append(("", end(causes, f"{name}.ticket", turn, 0.0, Kind.CHANCE)))
        step = Step(declared.when.text if declared.when else "", "", tuple(reads), lambda _over, _running: came)
        return Cause(
            label, "", turn, Kind.PAPER, None, steps=(step,), scene=name, how="came" if came else _("not come")
        )

    return causes.recipe(label, make)


def changed(causes: Causes, label: str, name: str, place: int, usual: float) -> Cause:
    """A figure changed by a signature, or by the coming of a paper."""
    account = causes.account
    write, point = account.write(place), account.before(place)
    change = write.change
    assert change is not None
    effect = effect_of(account, change, place)
    program, env = account.program, account.env(point)
    low, high = program.ranges[write.slot]
    worded = bool(program.scope.symbols[name].words) or name in program.layout.flags
    inner = None if worded else causes.formula("", "", account.expr(effect.amount), point)

    def work(over: Over, _running: Value | None) -> Value:
        given = program.amount(effect, env.values, env.memory) if inner is None else float(inner.work(over, None))
        old = float(over.get(name, change.old))
        new = {"=": given, "+=": old + given, "-=": old - given}[effect.op]
        return round(max(low, min(high, new)), PLACES)

    source = change.source.split(".")[0]
    by_hand = change.by is By.DECISION or is_look(program.scenes[source])
    reads = [("", decision(causes, change.turn, change.source) if by_hand else paper(causes, source, change.turn))]
    if effect.op != "=":
        reads.append((name, causes.find(causes, name, point)))
    reads += inner.reads if inner else ()
    written, place_of = f"{name} {effect.op} {effect.amount.text}", where(effect.place, change.source)
    step = Step(written, change.because, tuple(reads), work, place=place_of)
    return Cause(label, name, write.turn, Kind.CHANGE, write.new, usual, (step,), change, scene=source)


def effect_of(account: Account, change: Change, place: int) -> Effect:
    """The effect that made a change; of several that read alike, the one whose turn it was."""
    name, *path = change.source.split(".")
    declared = account.program.scenes[name]
    if change.by is By.ARRIVAL:
        effects = declared.effects
    elif declared.choices:
        effects = next(c for c in declared.choices if c.id == path[0]).effects
    else:
        form = next(f for f in declared.fields if f.id == path[0])
        effects = next(s for s in form.steps if s.id == path[1]).effects
    alike = [e for e in effects if (e.target, e.because) == (change.target, change.because)]
    before = [w.change for w in account.chronicle.writes[:place] if w.change is not None]
    same = [c for c in before if _same(c, change)]
    return alike[len(same) % len(alike)]


def _same(one: Change, other: Change) -> bool:
    key = ("turn", "target", "by", "source", "because")
    return all(getattr(one, k) == getattr(other, k) for k in key)
