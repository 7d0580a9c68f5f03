"""A run worked out once more, so that it can be asked how everything stood at any point, and what had set it.

A point lies between two changes of figures. What a point tells is what the rules read there, to the last digit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from attrs import define, field, frozen

from game.debrief.decisions import decisions, earlier, signed_parts
from game.debrief.views import DecisionView
from game.engine.chronicle import Chronicle, Frame, Write, chronicled
from game.engine.program import Program
from game.engine.reasons import Moment
from game.engine.select import PLAN
from game.engine.translate import Env
from game.script.checker import bind
from game.script.shapes import Formula
from game.script.syntax import Expr, Name, children
from game.session.game import Game


@frozen
class Point:
    """A point in a run: a frame of its chronicle, and how many changes had been made by then."""

    frame: int
    at: int


@define(slots=False)
class Account:
    """One run, ready to be asked. Make one with `Account.of`; it never changes the game."""

    game: Game
    chronicle: Chronicle
    closed: bool
    _ats: list[int] = field(init=False)
    _of: dict[int, list[int]] = field(init=False)
    _bound: dict[str, Expr] = field(init=False, factory=dict[str, Expr])

    def __attrs_post_init__(self) -> None:
        self._ats = [f.at for f in self.chronicle.frames]
        self._of = {}
        for place, write in enumerate(self.chronicle.writes):
            self._of.setdefault(write.slot, []).append(place)

    @classmethod
    def of(cls, game: Game) -> Account:
        """The account of a game as it stands."""
        run = game.run
        _, chronicle = chronicled(run.program, run.seed, game.cut, run.decisions, run.carried)
        return cls(game, chronicle, run.over)

    @property
    def program(self) -> Program:
        """The story."""
        return self.game.program

    # points

    def frame(self, point: Point) -> Frame:
        """The frame a point belongs to."""
        return self.chronicle.frames[point.frame]

    def at_frame(self, number: int) -> Point:
        """The point of a frame."""
        return Point(number, self.chronicle.frames[number].at)

    def before(self, write: int) -> Point:
        """The point just before a change."""
        return Point(bisect_right(self._ats, write) - 1, write)

    def end_of(self, turn: int) -> Point | None:
        """The point at which a turn closed; None if it has not."""
        return self._ends.get(turn)

    @cached_property
    def _ends(self) -> dict[int, Point]:
        last = len(self.program.beats) - 1
        settled = ((n, f) for n, f in enumerate(self.chronicle.frames) if f.what is Moment.SETTLED)
        return {f.turn: self.at_frame(n) for n, f in settled if f.beat == last}

    @cached_property
    def now(self) -> Point:
        """Where the run stands: what waits to be signed, or the end."""
        return self.at_frame(len(self.chronicle.frames) - 1)

    def env(self, point: Point) -> Env:
        """How everything stood at a point, for expressions."""
        frame = self.frame(point)
        values = list(frame.values)
        for write in self.chronicle.writes[frame.at : point.at]:
            values[write.slot] = write.new
        return Env(self.program, values, frame.memory)

    # what had set a figure

    def write(self, place: int) -> Write:
        """A change by its place."""
        return self.chronicle.writes[place]

    def last_write(self, slot: int, at: int) -> int | None:
        """The change that gave a figure the value it had; what left it as it was is passed over."""
        places = self._of.get(slot, [])
        for number in range(bisect_left(places, at) - 1, -1, -1):
            if not self._left_alone(places[number]):
                return places[number]
        return None

    def later_in_turn(self, place: int) -> bool:
        """Whether a figure was changed again in the same turn."""
        write = self.write(place)
        later = (p for p in self._of[write.slot] if p > place and self.write(p).turn == write.turn)
        return any(not self._left_alone(p) for p in later)

    def number_in_turn(self, place: int) -> int:
        """Which change of its figure in its turn this is, from 1."""
        write = self.write(place)
        return sum(p <= place and self.write(p).turn == write.turn for p in self._of[write.slot])

    def _left_alone(self, place: int) -> bool:
        """Whether a signature, or a rule that goes on from a figure, gave it back as it was: at its limit, perhaps."""
        write = self.write(place)
        if write.new != write.old:
            return False
        rule = self.program.rules[write.rule]
        return write.change is not None or _names(rule.to.expr, rule.target)

    def expr(self, formula: Formula) -> Expr:
        """The tree of a formula with its words resolved."""
        known = self._bound.get(formula.text)
        if known is None:
            known = self._bound[formula.text] = bind(formula.expr, self.program.scope)
        return known

    # who signed, and what came

    def delivered(self, scene: str, turn: int) -> Point:
        """The point just before a paper came in a turn; the turn's opening for what a predecessor signed."""
        here = [n for n, f in enumerate(self.chronicle.frames) if f.turn == turn]
        after = next((n for n in here if scene in self.chronicle.frames[n].came), here[0])
        return self.at_frame(max(here[0], after - 1))

    @cached_property
    def signatures(self) -> dict[tuple[int, str], int]:
        """(turn, what was signed) to the number of the decision; looks by their ids. 0 stands for a predecessor."""
        run, found = self.game.run, dict[tuple[int, str], int]()
        for number, d in enumerate(run.decisions, start=1):
            turn = self.program.turn_index[d.turn]
            if d.scene.startswith(PLAN):
                found.update(((turn, pick), number) for pick in d.picks)
                found[turn, d.scene] = number
            else:
                names, _ = signed_parts(self.program.scenes[d.scene], d.picks)
                found.update(((turn, f"{d.scene}.{name}"), number) for name in names)
                found[turn, d.scene] = number
        return found

    @cached_property
    def decisions(self) -> dict[int, DecisionView]:
        """The decisions by their number."""
        return {d.number: d for d in decisions(self.game)}

    @cached_property
    def earlier(self) -> dict[str, DecisionView]:
        """What a predecessor signed, by scene."""
        return {d.scene: d for d in earlier(self.game)}

    @cached_property
    def came(self) -> dict[int, tuple[str, ...]]:
        """What came in each turn, in order; looks among it."""
        run, turns = self.game.run, self.program.turns
        found: dict[int, list[str]] = {n: [] for n in range(len(turns))}
        for turn, paper in self.game.teller.archive:
            found[turn].append(paper.id)
        for item in run.cut.earlier if run.cut else ():
            found[self.program.turn_index[self.program.scenes[item.scene].turns[0]]].append(item.scene)
        return {n: tuple(names) for n, names in found.items()}


def _names(expr: Expr, name: str) -> bool:
    """Whether a name occurs in an expression."""
    return (isinstance(expr, Name) and expr.id == name) or any(_names(part, name) for part in children(expr))
