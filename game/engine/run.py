"""One run: a state, the decision it waits for, and what a decision does.

state = f(scenario, seed, cut, carried file, decisions).

A run is moved only by `decide`; everything else follows. An observer may watch papers come and signatures fall, to put
them into words at that moment; bulk runs have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from hashlib import sha256
from typing import Protocol

from attrs import Factory, define, field

from game.engine.carried import NOTHING, Carried, taken
from game.engine.clock import PLACES, Clock
from game.engine.faults import RefusedDecision, RunFault
from game.engine.memory import Decision, Due, Memory, Standing
from game.engine.pending import Pending, pending_plan, pending_scene
from game.engine.program import Program, Values
from game.engine.reasons import By, Change, Moment, Trace
from game.engine.select import (
    PLAN,
    PLAN_PRIORITY,
    Where,
    came_before,
    day_plans,
    desk_of,
    leads,
    next_scene,
    precedence,
    storylets,
)
from game.script.evaluator import FAR
from game.script.model import Cut
from game.script.scenes import Choice, Effect, Later, Order, Scene, Step

MOST_STEPS = 10_000


class Observer(Protocol):
    """Told what happens, at the moment it happens."""

    def turn_opens(self, run: Run) -> None: ...
    def comes(self, run: Run, scene: Scene) -> None: ...
    def falls_due(self, run: Run, due: Due) -> None: ...
    def waits(self, run: Run) -> None: ...
    def signed(self, run: Run, scene: Scene, signed: tuple[Choice | Step, ...]) -> None: ...
    def turn_closes(self, run: Run) -> None: ...


@define(repr=False)
class Run:
    """A run in progress. Make one with `begin`."""

    program: Program
    seed: int
    cut: Cut | None = None
    carried: Carried = NOTHING
    clock: Clock = field(init=False)
    observer: Observer | None = None
    trace: Trace | None = None
    values: Values = Factory(list[float])
    memory: Memory = Factory(Memory)
    index: int = 0
    beat: int = 0
    came: list[str] = Factory(list[str])
    pending: Pending | None = None
    ended: bool = False
    laid_down: bool = False  # closed before its end: nothing more is signed
    decisions: list[Decision] = Factory(list[Decision])
    digits: list[tuple[int, int]] = Factory(list[tuple[int, int]])
    closed: list[Values] = Factory(list[Values])
    candidates: tuple[Scene, ...] = ()  # the papers of this beat, those that came among them
    planned: bool = False
    _steps: int = 0

    def __attrs_post_init__(self) -> None:
        self.clock = Clock(self.program, self.seed)

    def __repr__(self) -> str:
        cut = self.cut.id if self.cut else ""
        return f"Run({self.program!r}, seed={self.seed}, cut={cut!r}, decisions={len(self.decisions)})"

    # what is asked

    @property
    def turn_id(self) -> str:
        """The id of the turn that is played."""
        return self.program.turns[self.index].id

    @property
    def over(self) -> bool:
        """Whether nothing more will be signed, so that what was so may be told."""
        return self.ended or self.laid_down

    @property
    def past(self) -> int:
        """How many of its decisions belong to the cut that this one goes on from."""
        if self.cut is None or self.cut.before is None:
            return 0
        turns = self.program.turn_index
        return sum(turns[d.turn] < turns[self.cut.first] for d in self.decisions)

    @property
    def desk(self) -> str:
        """The desk the player sits at."""
        return desk_of(self.program, self.values, self.memory)

    def where(self) -> Where:
        """This moment, for questions about papers."""
        keep = self.program.keep(self.cut, self.index)
        beat = self.program.beats[self.beat].id
        return Where(self.program, self.seed, self.index, beat, self.values, self.memory, keep, frozenset(self.came))

    def value(self, name: str) -> float:
        """A figure as it stands: a stock, a flow, or one worked out."""
        return float(self.program.read(name, self.values, self.memory))

    def digest(self) -> str:
        """A short fingerprint of the state: turn, stocks, story, orders, what came and what was signed."""
        v = self.values
        numbers = [round(v[s], PLACES) for s in self.program.kept]
        memory = self.memory
        orders = sorted((n, o.k, o.value, o.turn) for n, o in memory.orders.items())
        visits = sorted((n, count, memory.last[n]) for n, count in memory.visits.items())
        parts = (self.index, self.beat, self.ended, numbers, orders, sorted(memory.signed), visits, self.came)
        return sha256(repr(parts).encode()).hexdigest()[:16]

    def fork(self) -> Run:
        """A second run from this moment: neither moves the other. It has no observer and keeps no trace."""
        twin = copy(self)
        twin.observer = twin.trace = None
        twin.values, twin.memory = list(self.values), self.memory.fork()
        twin.came, twin.decisions, twin.digits = list(self.came), list(self.decisions), list(self.digits)
        twin.closed = list(self.closed)  # what a turn closed with is never changed again
        return twin

    # what moves it

    def start(self) -> None:
        """Begin: the values before the first turn, then the first papers."""
        cut = self.cut
        self.values = self.clock.start(overrides=dict(cut.settings) if cut else None)
        first = self.program.turn_index[cut.opens] if cut else 0
        self._names_cut(first)
        for slot, number in taken(self.program, self.carried):
            self.values[slot] = number
        self._stands(Moment.STARTS)
        for index in range(first):
            self._silent_turn(index)
        self._open_turn(first)
        self._advance()

    def decide(self, decision: Decision) -> None:
        """Sign what is pending. Raises RefusedDecision, with nothing changed, if it is not on offer."""
        pending = self.pending
        if pending is None:
            raise RefusedDecision(self._why_nothing_waits())
        digit = pending.digit(decision)
        self.decisions.append(decision)
        self.digits.append((digit, pending.radix))
        self.pending = None
        if pending.plan is not None:
            self._make_looks(decision.picks)
        else:
            assert pending.scene is not None
            self._sign(pending.scene, pending.picked(decision))
        self._advance()

    def lay_down(self) -> None:
        """Close a run before its end. What had happened stays as it is; what was still to come is not worked out."""
        self.laid_down, self.pending = True, None

    def _why_nothing_waits(self) -> str:
        if self.laid_down:
            return "this run was closed early; going back opens a copy to play on in"
        return "this run has ended" if self.ended else "nothing is waiting to be signed"

    def _sign(self, scene: Scene, parts: tuple[Choice | Step, ...], silent: bool = False) -> None:
        for number, part in enumerate(parts):
            path = (part.id,) if isinstance(part, Choice) else (scene.fields[number].id, part.id)
            source = ".".join((scene.id, *path))
            self.memory.signed.add(source)
            orders = list(part.orders)
            if isinstance(part, Step) and part.order is not None:
                orders.insert(0, part.order)
            lever = "" if isinstance(part, Choice) else scene.fields[number].sets
            self._order(orders, lever, source)
            self._apply(part.effects, By.DECISION, source)
            for later in part.later:
                self._remember(later, source)
        if self.observer and not silent:
            self.observer.signed(self, scene, parts)

    def _order(self, orders: Sequence[Order], lever: str, source: str) -> None:
        """Put orders in force; those that name no lever are for `lever`."""
        for order in orders:
            k = self.program.step_k.get(order.step) if order.value is None else None
            self.memory.orders[order.lever or lever] = Standing(k, order.value, order.step, self.index, source)
        if orders:
            self.clock.set_levers(self.index, self.values, self.memory)

    def _remember(self, later: Later, source: str) -> None:
        self.memory.due.append(Due(self.program.turn_index[later.turn], source, later.text, later.when))

    def _apply(self, effects: tuple[Effect, ...], by: By, source: str) -> None:
        for effect in effects:
            slot = self.program.slots[effect.target]
            old = self.values[slot]
            self._stands(Moment.EFFECT)
            amount = self.program.amount(effect, self.values, self.memory)
            new = {"=": amount, "+=": old + amount, "-=": old - amount}[effect.op]
            if not -FAR < new < FAR:
                raise RunFault(f"`{effect.target}` is not a finite number after `{source}`")
            low, high = self.program.ranges[slot]
            self.values[slot] = new = round(max(low, min(high, new)), PLACES)
            if self.trace is not None:
                self.trace.note_change(Change(self.index, effect.target, by, source, old, new, effect.because))

    def _stands(self, moment: Moment) -> None:
        """Tell whoever keeps the reasons of this run where it stands, and whoever watches that it may be read."""
        if self.trace is not None:
            self.trace.moment(moment, self.values, self.memory, self.came)
        if moment is Moment.WAITS and self.observer:
            self.observer.waits(self)

    def _make_looks(self, picks: tuple[str, ...]) -> None:
        for look in picks:
            self._order(self.program.scenario.header.each_look, "", look)
            self._deliver(self.program.scenes[look])

    def _deliver(self, scene: Scene) -> None:
        self.memory.visit(scene.id)
        self.came.append(scene.id)
        self._apply(scene.effects, By.ARRIVAL, scene.id)
        if self.observer:
            self.observer.comes(self, scene)

    # how time passes

    def _names_cut(self, index: int) -> None:
        """Say what is played: in turns of a cut that is gone on from, that cut, so that its runs come out the same."""
        self.values[self.program.slots["played_cut"]] = self.program.played(self.cut, index)

    def _open_turn(self, index: int) -> None:
        self.index, self.beat, self.came, self._steps = index, 0, [], 0
        self._names_cut(index)
        if self.trace is not None:
            self.trace.turn = index
        self.clock.open_turn(index, self.values, self.memory)
        self._stands(Moment.OPENS)
        if self.observer:
            self.observer.turn_opens(self)
        for due in [d for d in self.memory.due if d.turn == index]:
            holds = due.when is None or self.program.call(due.when, self.values, self.memory)
            if holds and self.observer:
                self.observer.falls_due(self, due)
        self.memory.due = [d for d in self.memory.due if d.turn > index]
        self._open_beat()

    def _open_beat(self) -> None:
        self.planned = False
        self._stands(Moment.BEAT)
        at = self.where()
        papers = (*self.program.papers_of.get((self.turn_id, at.beat), ()), *storylets(at))
        self.candidates = tuple(sorted((s for s in papers if not came_before(s, at)), key=precedence))

    def _advance(self) -> None:
        """Let papers come until something waits to be signed, or the run ends."""
        while self.pending is None and not self.ended:
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise RunFault(f"the turn {self.turn_id} does not end after {MOST_STEPS} steps")
            self._stands(Moment.ASKS)
            at = self.where()
            scene = next_scene(self.candidates, at)
            if not self.planned and (scene is None or scene.priority < PLAN_PRIORITY):
                self.planned = True
                self._stands(Moment.PLAN)
                plans = day_plans(leads(at), self.program.turns[self.index].days)
                if len(plans) > 1:
                    self.pending = pending_plan(self.turn_id, f"{PLAN}{at.beat}", plans)
                    self._stands(Moment.WAITS)
                    return
            if scene is None:
                self._close_beat()
                continue
            self._deliver(scene)
            if scene.decides:
                self.pending = pending_scene(self.turn_id, scene, self.program, self.values, self.memory)
                self._stands(Moment.WAITS)

    def _close_beat(self) -> None:
        program = self.program
        self.clock.run_stage(program.beats[self.beat].then, self.index, self.values, self.memory, self.trace)
        if self.beat + 1 < len(program.beats):
            self.beat += 1
            self._open_beat()
            return
        if self.observer:
            self.observer.turn_closes(self)
        self.closed.append(list(self.values))
        last, end = program.ends(self.cut)
        if self.index < last and not program.turns[self.index + 1].silent:
            self._open_turn(self.index + 1)
            return
        for index in range(self.index + 1, end + 1):
            self._silent_turn(index)
        self.ended = True

    def _silent_turn(self, index: int) -> None:
        """A turn that is computed, not played; decisions a cut declares as signed earlier are signed here."""
        self.index, self.beat = index, 0
        if self.trace is not None:
            self.trace.turn = index
        self.clock.open_turn(index, self.values, self.memory)
        self._stands(Moment.OPENS)
        for beat in self.program.beats:
            for scene, parts in self.program.earlier(self.cut, index, beat.id):
                self.memory.visit(scene.id)
                self._apply(scene.effects, By.ARRIVAL, scene.id)
                self._sign(scene, parts, silent=True)
            self.clock.run_stage(beat.then, index, self.values, self.memory, self.trace)
        self.closed.append(list(self.values))


def begin(
    program: Program,
    seed: int,
    cut: str = "",
    carried: Carried = NOTHING,
    *,
    observer: Observer | None = None,
    trace: bool = False,
) -> Run:
    """A run at its first decision. `cut` is empty for the full run, `carried` where no file is carried in."""
    chosen = program.cuts[cut] if cut else None
    run = Run(program, seed, chosen, carried, observer=observer, trace=Trace() if trace else None)
    run.start()
    return run
