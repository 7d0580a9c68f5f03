"""Where a run over one list stands: the list, the order of papers, what is in force, the journal of what was changed.

Nothing here moves a run; whoever does writes through here, so that with a journal every old value is noted first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from attrs import Factory, define, field

from game.engine.carried import NOTHING, Carried
from game.engine.clock import Clock
from game.engine.memory import Decision, Standing
from game.engine.pending import Pending
from game.engine.program import Program, Values
from game.engine.run import Run
from game.engine.select import PLAN
from game.engine.swift.scenes import Acts, Book, Item, Part, State
from game.engine.swift.source import NOTHING_OPEN, Open
from game.script.model import Cut

Due: TypeAlias = "tuple[int, Part, int, Due] | None"  # of which turn, whose, which of his, and what else is due
Plan: TypeAlias = tuple[tuple[str, ...], ...]
# what waited, the digit signed, in which turn and beat; what was open, where the beat stood, how long the journal was
Made: TypeAlias = tuple["Acts | Plan", int, int, int, Open, int, int]
PLACE = 0  # the first of a journal's entry that says where the run stood, not what a slot held


@define(repr=False, eq=False)
class Stand:
    """A run in progress, of a book with words or without. `say` takes its words, `heard` is told of a signed form."""

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
    open: Open = NOTHING_OPEN
    plan: Plan | None = None
    ended: bool = False
    made: list[Made] = Factory(list["Made"])
    closed: list[Values] = Factory(list[Values])
    orders: dict[str, Standing] = Factory(dict[str, Standing])
    due: Due = None
    say: Callable[[tuple[str, ...]], None] | None = None
    heard: Callable[[Acts, int], None] | None = None
    _order: tuple[Item, ...] = ()
    _at: int = 0
    _held: tuple[Item, ...] = ()
    _planned: bool = False
    _course: tuple[Acts | None, ...] = ()  # what of the order is sure to come and wait; empty with storylets
    _sure: tuple[Acts | None, ...] = ()  # the same, as long as nothing else is to come before
    _steps: int = 0
    _levers: tuple[int, bool, int] = (-1, False, 0)
    _version: int = 0
    _log: list[tuple[Any, ...]] | None = None
    _note: Callable[[tuple[Any, ...]], None] | None = None
    _openings: list[tuple[float, ...]] = field(init=False)
    _ends: tuple[int, int] = field(init=False)
    clock: Clock = field(init=False)
    _lever_slots: tuple[int, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.clock = Clock(self.program, self.seed)
        self._openings, self._ends = self.book.openings(self.cut), self.program.ends(self.cut)
        self._lever_slots = tuple(slot for slot, _ in self.program.levers)

    def __repr__(self) -> str:
        return f"Swift({self.program!r}, seed={self.seed}, decisions={len(self.made)})"

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

    # what is written

    def _note_place(self) -> None:
        """Before more changes than the list and the place in the order: where the run stands."""
        if self._log is not None:
            self._log.append((
                PLACE, self.index, self.beat, self.came, len(self.came), len(self.closed), self.due,
                self._order, self._at, self._held, self._planned, self._steps, self._levers, self._course, self._sure,
            ))  # fmt: skip

    def _set_place(self, entry: tuple[Any, ...]) -> None:
        (
            _, self.index, self.beat, self.came, came, closed, self.due,
            self._order, self._at, self._held, self._planned, self._steps, self._levers, self._course, self._sure,
        ) = entry  # fmt: skip
        del self.came[came:], self.closed[closed:]

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


def _digit(made: Made) -> tuple[int, int]:
    what, digit, *_ = made
    return digit, len(what) if isinstance(what, tuple) else what.radix
