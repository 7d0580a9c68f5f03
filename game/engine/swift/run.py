"""A run over one list: the states of run.py to the last bit, without reasons.

What waits is signed by its digit, the number a run code has for it. With a journal every overwritten value is noted
first, and the last decision can be taken back by writing the old values over the new; nothing is ever copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from attrs import Factory, define, field

from game.engine import chance
from game.engine.carried import NOTHING, Carried, taken
from game.engine.clock import Clock
from game.engine.faults import RunFault
from game.engine.levers import lever_value
from game.engine.memory import Decision, Standing
from game.engine.pending import Pending
from game.engine.program import Program, Values
from game.engine.run import MOST_STEPS, Run
from game.engine.select import PLAN, PLAN_PRIORITY, day_plans, precedence
from game.engine.swift.scenes import Acts, Book, Item, Open, Part, State
from game.script.model import Cut
from game.script.scenes import Scene
from game.script.world import Draw

Due: TypeAlias = "tuple[int, Part, int, Due] | None"  # of which turn, whose, which of his, and what else is due
Plan: TypeAlias = tuple[tuple[str, ...], ...]
# what waited, the digit signed, in which turn and beat; what was open, where the beat stood, how long the journal was
Made: TypeAlias = tuple["Acts | Plan", int, int, int, Open, int, int]
PLACE = 0  # the first of a journal's entry that says where the run stood, not what a slot held


@define(repr=False, eq=False)
class Swift:
    """A run in progress. Make one with `begin_swift`. `heard`, if there is one, is told of what comes and is signed."""

    program: Program
    book: Book
    seed: int
    cut: Cut | None = None
    carried: Carried = NOTHING
    state: State = Factory(list[float])
    index: int = 0
    beat: int = 0
    came: list[str] = Factory(list[str])
    acts: Acts | None = None
    open: Open = ()
    plan: Plan | None = None
    ended: bool = False
    made: list[Made] = Factory(list["Made"])
    closed: list[Values] = Factory(list[Values])
    orders: dict[str, Standing] = Factory(dict[str, Standing])
    due: Due = None
    heard: Callable[[Acts, int], None] | None = None
    _order: tuple[Item, ...] = ()
    _at: int = 0
    _held: tuple[Item, ...] = ()
    _planned: bool = False
    _steps: int = 0
    _levers: tuple[int, bool, int] = (-1, False, 0)
    _version: int = 0
    _log: list[tuple[Any, ...]] | None = None
    _args: tuple[Any, ...] = ()
    _cut_numbers: tuple[float, ...] = ()
    _lever_slots: tuple[int, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._lever_slots = tuple(slot for slot, _ in self.program.levers)

    def __repr__(self) -> str:
        return f"Swift({self.program!r}, seed={self.seed}, decisions={len(self.made)})"

    # what is asked

    @property
    def turn_id(self) -> str:
        """The id of the turn that is played."""
        return self.program.turns[self.index].id

    @property
    def decisions(self) -> list[Decision]:
        """What was signed so far, by its names."""
        return [self._named(*made) for made in self.made]

    def _named(self, what: Acts | Plan, digit: int, index: int, beat: int, *_: Any) -> Decision:
        turn = self.program.turns[index].id
        if isinstance(what, tuple):
            return Decision(turn, f"{PLAN}{self.program.beats[beat].id}", what[digit])
        return Decision(turn, what.scene.id, tuple(part.id for part in what.picked(digit)))

    @property
    def pending(self) -> Pending | None:
        """What waits, as a run has it."""
        if self.plan is not None:
            return Pending(self.turn_id, f"{PLAN}{self.program.beats[self.beat].id}", None, self.plan)
        if self.acts is None:
            return None
        return Pending(self.turn_id, self.acts.id, self.acts.scene, None, self.acts.free(self.open))

    # what moves it

    def decide(self, decision: Decision) -> None:
        """Sign what waits, by its names. Raises RefusedDecision."""
        pending = self.pending
        assert pending is not None
        self.take(pending.digit(decision))

    def take(self, digit: int) -> None:
        """Sign what waits, by its digit, which must be open. Raises RunFault."""
        acts, log = self.acts, self._log
        waited = acts if acts is not None else self.plan or ()
        length = 0 if log is None else len(log)
        self.made.append((waited, digit, self.index, self.beat, self.open, self._at, length))
        try:
            if acts is None:
                self._make_looks(digit)
            elif acts.simple:
                acts.simple[digit](*self._args)
            else:
                self._note_place()
                self._sign(acts.picked(digit))
            if self.heard is not None and acts is not None:
                self.heard(acts, digit)
            if not self._let_come():
                self._advance()
        except ArithmeticError as error:
            raise self._explained(error) from error

    def back(self) -> None:
        """Take the last decision back: write the old values over the new. Needs a journal."""
        log, state = self._log, self.state
        assert log is not None
        waited, _, _, _, self.open, at, length = self.made.pop()
        while len(log) > length:
            entry = log.pop()
            what = entry[0]
            if what is PLACE:
                self._set_place(entry)
            elif not isinstance(what, str):
                for slot, value in zip(what, entry[1:], strict=True):
                    state[slot] = value
            elif entry[1] is None:
                del self.orders[what]
            else:
                self.orders[what] = entry[1]
        del self.came[len(self.came) - (self._at - at) :]  # papers that came at once: each was one step of the order
        self._steps -= self._at - at
        self._at = at
        self.acts, self.plan = (None, waited) if isinstance(waited, tuple) else (waited, None)
        self.ended = False

    def _note_place(self) -> None:
        """Before more changes than the list and the place in the order: where the run stands."""
        if self._log is not None:
            self._log.append((
                PLACE, self.index, self.beat, self.came, len(self.came), len(self.closed), self.due,
                self._order, self._at, self._held, self._planned, self._steps, self._levers,
            ))  # fmt: skip

    def _set_place(self, entry: tuple[Any, ...]) -> None:
        (
            _, self.index, self.beat, self.came, came, closed, self.due,
            self._order, self._at, self._held, self._planned, self._steps, self._levers,
        ) = entry  # fmt: skip
        del self.came[came:], self.closed[closed:]

    def _sign(self, parts: tuple[Part, ...]) -> None:
        for part in parts:
            if part.orders:
                self._write((part.slot,), (1.0,))
                self._give(part)
            part.sign(*self._args)
            turns = self.program.turn_index
            for number, later in enumerate(part.later):
                self.due = (turns[later.turn], part, number, self.due)

    def _give(self, part: Part) -> None:
        """Put orders in force; those that name no lever are for the field's own."""
        for order in part.orders:
            k = self.program.step_k.get(order.step) if order.value is None else None
            self._stand(order.lever or part.lever, Standing(k, order.value, order.step, self.index, part.source))
        self._set_levers()

    def _stand(self, lever: str, standing: Standing | None) -> None:
        """An order stands, or lapses."""
        if self._log is not None:
            self._log.append((lever, self.orders.get(lever)))
        if standing is None:
            del self.orders[lever]
        else:
            self.orders[lever] = standing
        self._version += 1

    def _write(self, slots: tuple[int, ...], values: tuple[float, ...]) -> None:
        """Put values into the list."""
        state = self.state
        if self._log is not None:
            self._log.append((slots, *[state[slot] for slot in slots]))
        for slot, value in zip(slots, values, strict=True):
            state[slot] = value

    def _make_looks(self, digit: int) -> None:
        plan = self.plan
        assert plan is not None
        self._note_place()
        self.plan = None
        each = self.program.scenario.header.each_look
        for look in plan[digit]:
            if each:
                self._give(Part(look, 0, each, _nothing, ()))
            self._deliver(self.program.scenes[look])

    def _deliver(self, scene: Scene) -> None:
        acts = self.book.acts(scene)
        self.came.append(scene.id)
        acts.come(*self._args)
        if self.heard is not None:
            self.heard(acts, -1)

    # how time passes

    def start(self) -> None:
        """Begin: the values before the first turn, then the first papers."""
        cut, program = self.cut, self.program
        values = Clock(program, self.seed).start(overrides=dict(cut.settings) if cut else None)
        names = ("full", *program.cuts)
        parts = (program.part(cut, index) for index in range(len(program.turns)))
        self._cut_numbers = tuple(float(names.index(part.id if part else "full")) for part in parts)
        for slot, number in taken(program, self.carried):
            values[slot] = number
        self.state = self.book.slots.blank(values)
        self._log = [] if self.book.journal else None
        self._args = (self.state,) if self._log is None else (self.state, self._log.append)
        first = program.turn_index[cut.opens] if cut else 0
        try:
            for index in range(first):
                self._silent_turn(index)
            self._open_turn(first)
            self._advance()
        except ArithmeticError as error:
            raise self._explained(error) from error

    def _advance(self) -> None:
        """Let papers come until something waits to be signed, or the run ends."""
        state, self.acts = self.state, None
        self._note_place()
        while True:
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise RunFault(f"the turn {self.turn_id} does not end after {MOST_STEPS} steps")
            item, at, held = self._next(state)
            if not self._planned and (item is None or item.scene.priority < PLAN_PRIORITY):
                self._planned = True
                plans = self._plans()
                if len(plans) > 1:
                    self.plan, self.open = plans, ()
                    return
            self._at, self._held = at, held
            if item is None:
                self._close_beat()
                if self.ended:
                    return
                continue
            acts = item.acts
            self.came.append(acts.id)
            opened = acts.come(*self._args)
            if self.heard is not None:
                self.heard(acts, -1)
            if opened:
                self.acts, self.open = acts, opened
                return

    def _let_come(self) -> bool:
        """The next paper comes at once where nothing can keep it away. Whether it waits to be signed.

        One that does not, or may be kept away, is left to `_advance`.
        """
        at, order = self._at, self._order
        if at == len(order) or self._held or not self._planned:
            return False
        item = order[at]
        if not item.at_once:
            return False
        self.acts = acts = item.acts
        self._at = at + 1
        self._steps += 1
        self.came.append(acts.id)
        self.open = acts.come(*self._args)
        if self.heard is not None:
            self.heard(acts, -1)
        return True

    def _next(self, state: State) -> tuple[Item | None, int, tuple[Item, ...]]:
        """The paper that comes now, and where the beat stands after it: the next place, and who was kept away."""
        held, order, at = self._held, self._order, self._at
        for item in held:
            if item.guard is None or item.guard(state):
                return item, at, tuple(other for other in held if other is not item)
        while at < len(order):
            item = order[at]
            at += 1
            if item.guard is None or item.guard(state):
                return item, at, held
            held = (*held, item)
        return None, at, held

    def follow(self, picks: Iterable[int]) -> int:
        """Sign as many as there are numbers: each says which of what is open, counted on from the first again.

        Gives how many were signed before the run ended. It does what `take` does; only that where a paper follows
        that nothing keeps away, it is let come at once.
        """
        if self._log is not None or self.heard is not None or self.plan is not None:
            return self._follow_slowly(picks)
        signed, state = 0, self.state
        for pick in picks:
            acts = self.acts
            if acts is None or not acts.simple:
                if self.ended:
                    break
                self.take(self._open_digit(pick))
                signed += 1
                continue
            opened = self.open[0]
            digit = opened[pick % len(opened)]
            self.made.append((acts, digit, self.index, self.beat, self.open, self._at, 0))
            try:
                acts.simple[digit](state)
                signed += 1
                if not self._let_come():
                    self._advance()
            except ArithmeticError as error:
                raise self._explained(error) from error
        return signed

    def _follow_slowly(self, picks: Iterable[int]) -> int:
        signed = 0
        for pick in picks:
            if self.ended:
                break
            self.take(self._open_digit(pick))
            signed += 1
        return signed

    def _open_digit(self, pick: int) -> int:
        """The digit of what a number falls on among all that is open."""
        if self.plan is not None or self.acts is None:
            return pick % len(self.plan or ((),))
        digit = 0
        for row, free in zip(self.acts.rows, self.open, strict=True):
            pick, place = divmod(pick, len(free))
            digit = digit * len(row) + free[place]
        return digit

    def _plans(self) -> Plan:
        """The day plans on offer."""
        program, state = self.program, self.state
        here = program.looks_of.get((self.turn_id, program.beats[self.beat].id), ())
        if not here:
            return ()
        keep = program.keep(self.cut, self.index)
        found: list[Scene] = []
        for scene in here:
            if (keep is not None and scene.id not in keep) or scene.id in self.came:
                continue
            guard = self.book.guard(scene, True)
            if guard is None or guard(state):
                found.append(scene)
        return day_plans(tuple(found), program.turns[self.index].days)

    def _open_turn(self, index: int) -> None:
        self.index, self.beat, self.came, self._steps = index, 0, [], 0
        self._put_history(index)
        if self.due:
            self._fall_due(index)
        self._open_beat()

    def _put_history(self, index: int) -> None:
        """The turn's history and chance; orders of one turn lapse."""
        program = self.program
        slots, values = self.book.opening(index)
        self._write(slots, (self._cut_numbers[index], *values))
        draws = program.scenario.world.draws
        if draws:
            drawn = tuple(
                (chance.normal if draw.kind is Draw.NORMAL else chance.uniform)(self.seed, self.turn_id, draw.id)
                for draw in draws
            )
            self._write(tuple(program.slots[draw.id] for draw in draws), drawn)
        for name in [n for n, order in self.orders.items() if n in program.momentary and order.turn < index]:
            self._stand(name, None)
        self._set_levers()

    def _fall_due(self, index: int) -> None:
        """What falls due is only told; but a condition that cannot be worked out is a fault here too."""
        rest: list[tuple[int, Part, int]] = []
        due = self.due
        while due is not None:
            turn, part, number, due = due
            when = part.later[number].when
            if turn == index and when is not None:
                self.book.later(part, number)(self.state)
            elif turn > index:
                rest.append((turn, part, number))
        self.due = None
        for turn, part, number in reversed(rest):
            self.due = (turn, part, number, self.due)

    def _set_levers(self) -> None:
        """Work out every lever from the order in force, unless nothing has changed for them."""
        program, book = self.program, self.book
        if not self._lever_slots:
            return
        in_charge = book.in_charge is None or bool(book.in_charge(self.state))
        key = (self.index, in_charge, self._version)
        if key == self._levers:
            return
        self._levers = key
        orders, k = self.orders, program.standing_k
        values = [lever_value(lever, self.index, orders.get(lever.id), in_charge, k) for _, lever in program.levers]
        self._write(self._lever_slots, tuple(values))

    def _open_beat(self) -> None:
        course = self.book.course(self.cut, self.index, self.beat)
        self._order, self._at, self._held, self._planned = course.items, 0, (), not course.looks
        if self.program.loose:
            drawn = self._storylets()
            if drawn:
                self._order = tuple(sorted((*course.items, *drawn), key=lambda item: precedence(item.scene)))

    def _storylets(self) -> list[Item]:
        """The storylets of this beat."""
        program, state, came = self.program, self.state, self.came
        index = program.storylets
        left = program.scenario.header.storylets - index.bits(came).bit_count()
        if left <= 0:
            return []
        bits = index.may_come(program.beats[self.beat].id, state)
        bits &= self.book.kept(self.cut, self.index)
        guard = self.book.guard

        def holds(scene: Scene) -> bool:
            test = guard(scene, True)
            return scene.id not in came and (test is None or test(state))

        return [self.book.item(scene) for scene in index.first(bits, left, holds, self.seed, self.turn_id)]

    def _close_beat(self) -> None:
        program = self.program
        self._run_stage()
        if self.beat + 1 < len(program.beats):
            self.beat += 1
            self._open_beat()
            return
        self.closed.append(self.state[: len(program.slots)])
        last = program.turn_index[self.cut.last] if self.cut else len(program.turns) - 1
        if self.index < last and not program.turns[self.index + 1].silent:
            self._open_turn(self.index + 1)
            return
        end = program.turn_index[self.cut.runs_on_to] if self.cut and self.cut.runs_on_to else last
        for index in range(self.index + 1, end + 1):
            self._silent_turn(index)
        self.ended = True

    def _run_stage(self) -> None:
        self._set_levers()
        stage = self.book.stages[self.beat]
        if stage is not None:
            stage(*self._args)

    def _silent_turn(self, index: int) -> None:
        """A turn that is computed, not played; decisions a cut declares as signed earlier are signed here."""
        self.index, self.beat = index, 0
        self._put_history(index)
        for number, beat in enumerate(self.program.beats):
            for scene, parts in self.program.earlier(self.cut, index, beat.id):
                acts = self.book.acts(scene)
                acts.come(*self._args)
                names = {part.id for part in parts}
                self._sign(tuple(_named(row, names) for row in acts.rows))
            self.beat = number
            self._run_stage()
        self.beat = 0
        self.closed.append(self.state[: len(self.program.slots)])

    # to and from a run

    def as_run(self) -> Run:
        """The run of the other engine that stands where this one stands. It has no observer and keeps no reasons."""
        run = Run(self.program, self.seed, self.cut, self.carried)
        slots = self.book.slots
        run.values = self.state[: len(self.program.slots)]
        run.index, run.beat, run.came, run.ended = self.index, self.beat, list(self.came), self.ended
        run.decisions, run.digits = self.decisions, [_digit(made) for made in self.made]
        run.closed, run.pending = list(self.closed), self.pending
        run.memory = slots.memory(self.state, dict(self.orders))
        due = self.due
        while due is not None:
            turn, part, number, due = due
            run.memory.due.insert(0, part.due(turn, number))
        return run

    def _explained(self, error: ArithmeticError) -> RunFault:
        """The same fault as the other engine tells it, with its place."""
        from game.engine.run import begin

        try:
            run = begin(self.program, self.seed, self.cut.id if self.cut else "", self.carried)
            for _, digit, *_ in self.made:
                assert run.pending is not None
                run.decide(run.pending.at(digit))
        except RunFault as fault:
            return fault
        return RunFault(str(error))


def _digit(made: Made) -> tuple[int, int]:
    what, digit, *_ = made
    return digit, len(what) if isinstance(what, tuple) else what.radix


def _nothing(*_: Any) -> None:
    """The signature of a look: its coming is all."""


def _named(row: tuple[Part, ...], names: set[str]) -> Part:
    return next(part for part in row if part.id in names)



def begin_swift(
    book: Book,
    seed: int,
    cut: str = "",
    carried: Carried = NOTHING,
    heard: Callable[[Acts, int], None] | None = None,
) -> Swift:
    """A run at its first decision. `cut` is empty for the full run."""
    run = Swift(book.program, book, seed, book.program.cuts[cut] if cut else None, carried, heard=heard)
    run.start()
    return run
