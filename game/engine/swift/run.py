"""A run over one list: the states of run.py to the last bit, without reasons.

What waits is signed by its digit, the number a run code has for it. With a journal every overwritten value is noted
first, and the last decision can be taken back by writing the old values over the new; nothing is ever copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define

from game.engine.carried import NOTHING, Carried, taken
from game.engine.faults import RunFault
from game.engine.memory import Decision
from game.engine.run import MOST_STEPS, begin
from game.engine.select import PLAN_PRIORITY
from game.engine.swift.clockwork import Clockwork
from game.engine.swift.scenes import Acts, Book, Item, Part, State
from game.engine.swift.source import NOTHING_OPEN
from game.engine.swift.stand import PLACE
from game.script.scenes import Scene


@define(repr=False, eq=False)
class Swift(Clockwork):
    """A run in progress. Make one with `begin_swift`, or with words, `begin_telling`."""

    def decide(self, decision: Decision) -> None:
        """Sign what waits, by its names. Raises RefusedDecision."""
        pending = self.pending
        assert pending is not None
        self.take(pending.digit(decision))

    def take(self, digit: int) -> None:
        """Sign what waits, by its digit, which must be open. Raises RunFault."""
        acts, log, at = self.acts, self._log, self._at
        waited = acts if acts is not None else self.plan or ()
        length = 0 if log is None else len(log)
        self.made.append((waited, digit, self.index, self.beat, self.open, at, length))
        try:
            if acts is None:
                self._make_looks(digit)
            elif acts.simple:
                acts.simple[digit](self.state, self._note, self.say)
            else:
                self._note_place()
                self._sign(acts.picked(digit))
            if acts is not None and acts.form and self.heard is not None:
                self.heard(acts, digit)
            sure = self._sure
            if at < len(sure) and (acts := sure[at]) is not None:
                self.acts = acts
                self._at = at + 1
                self._steps += 1
                self.came.append(acts.id)
                self.open = acts.come(self.state, self._note, self.say)
            else:
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
        acts.come(self.state, self._note, self.say)

    # how time passes

    def start(self) -> None:
        """Begin: the values before the first turn, then the first papers."""
        cut, program = self.cut, self.program
        values = self.clock.start(overrides=dict(cut.settings) if cut else None)
        for slot, number in taken(program, self.carried):
            values[slot] = number
        self.state = self.book.slots.blank(values)
        self._log = [] if self.book.journal else None
        self._note = None if self._log is None else self._log.append
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
        state, self.acts, self.open = self.state, None, NOTHING_OPEN
        self._note_place()
        while True:
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise RunFault(f"the turn {self.turn_id} does not end after {MOST_STEPS} steps")
            item, at, held = self._next(state)
            if not self._planned and (item is None or item.acts.scene.priority < PLAN_PRIORITY):
                self._planned = True
                plans = self._plans()
                if len(plans) > 1:
                    self.plan = plans
                    return
            self._at, self._held = at, held
            if item is None:
                self._close_beat()
                if self.ended:
                    return
                continue
            acts = item.acts
            self.came.append(acts.id)
            opened = acts.come(self.state, self._note, self.say)
            if opened is not NOTHING_OPEN:
                self.acts, self.open = acts, opened
                self._sure = self._course if self._planned and not held else ()
                return

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

        Gives how many were signed before the run ended. It does what `take` does; only that without a journal papers
        which nothing keeps away are gone through in one stretch.
        """
        signed, left = 0, iter(picks)
        while not self.ended:
            acts = self._simple()
            if acts is not None:
                signed += self._stretch(acts, left)
                if self._simple() is not None:  # nothing else waits: the numbers are used up
                    return signed
                continue
            pick = next(left, None)
            if pick is None:
                return signed
            self.take(self._open_digit(pick))
            signed += 1
        return signed

    def _simple(self) -> Acts | None:
        """What waits, if it changes figures and nothing else, and nothing of it is to be noted or said."""
        return self.acts if self._note is None and self.acts is not None and self.acts.simple else None

    def _stretch(self, acts: Acts, picks: Iterator[int]) -> int:
        """Sign choices that change figures and nothing else, until something else waits or the numbers are used up."""
        state, made, rows, index, beat = self.state, self.made.append, self.open, self.index, self.beat
        sure, at, came, before = self._sure, self._at, self.came.append, len(self.made)
        try:
            for pick in picks:
                opened = rows.row
                digit = opened[pick % len(opened)]
                made((acts, digit, index, beat, rows, at, 0))
                acts.simple[digit](state)
                if at < len(sure) and (following := sure[at]) is not None:
                    acts = following
                    at += 1
                    came(acts.id)
                    rows = acts.come(state)
                else:
                    self._at, self._steps = at, self._steps + at - self._at
                    self._advance()
                    if self.plan is not None or self.ended:
                        return len(self.made) - before
                    acts, rows, index, beat = self.acts or acts, self.open, self.index, self.beat
                    sure, at, came = self._sure, self._at, self.came.append
                if not acts.simple:
                    break
        except ArithmeticError as error:
            raise self._explained(error) from error
        self.acts, self.open, self._at, self._steps = acts, rows, at, self._steps + at - self._at
        return len(self.made) - before

    def _open_digit(self, pick: int) -> int:
        """The digit of what a number falls on among all that is open."""
        if self.plan is not None or self.acts is None:
            return pick % len(self.plan or ((),))
        digit = 0
        for row, free in zip(self.acts.rows, self.open.rows, strict=True):
            pick, place = divmod(pick, len(free))
            digit = digit * len(row) + free[place]
        return digit

    def _explained(self, error: ArithmeticError) -> RunFault:
        """The same fault as the other engine tells it, with its place."""
        try:
            run = begin(self.program, self.seed, self.cut.id if self.cut else "", self.carried)
            for _, digit, *_ in self.made:
                assert run.pending is not None
                run.decide(run.pending.at(digit))
        except RunFault as fault:
            return fault
        return RunFault(str(error))


def _nothing(*_: Any) -> None:
    """The signature of a look: its coming is all."""


def begin_swift(
    book: Book,
    seed: int,
    cut: str = "",
    carried: Carried = NOTHING,
) -> Swift:
    """A run at its first decision. `cut` is empty for the full run."""
    run = Swift(book.program, book, seed, book.program.cuts[cut] if cut else None, carried)
    run.start()
    return run
