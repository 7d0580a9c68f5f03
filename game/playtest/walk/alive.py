"""What of a state can still matter: live-variable analysis, backwards over the course of a walk.

Two states at the same place of the story whose live cells agree have the same plays before them, so a walk may take
them for one. A cell is live while something that may still come reads it: a condition, an effect, a rule, a lever, an
ending. Words on paper count for nothing here: no play depends on them.
"""

from __future__ import annotations

from attrs import define, field, frozen

from game.engine.program import Program
from game.engine.select import PLAN_PRIORITY, precedence
from game.playtest.walk.cells import NOTHING, Cell, Cells, Of, Reader
from game.playtest.walk.course import Course
from game.script.header import Cut
from game.script.scenes import Scene
from game.script.world import Rule

PLANS = "*"  # what waits where a day plan does


@frozen
class Place:
    """Where a play stands: turn, beat, what waits, which papers may still come, whether days are planned."""

    turn: int
    beat: int
    waits: str
    rest: tuple[str, ...]
    planned: bool = True


@define(eq=False)
class Alive:
    """The live cells of every place of a walk."""

    program: Program
    cut: Cut | None
    course: Course
    reader: Reader = field(init=False)
    changing: Cells = field(init=False)
    after: dict[tuple[int, int], Cells] = field(factory=dict[tuple[int, int], Cells])  # when a stage is over
    leaving: dict[tuple[int, int], Cells] = field(factory=dict[tuple[int, int], Cells])  # when no paper comes any more
    entering: dict[tuple[int, int], Cells] = field(factory=dict[tuple[int, int], Cells])  # before the first paper
    at_end: Cells = NOTHING
    _places: dict[Place, Cells] = field(factory=dict[Place, Cells])
    _rests: dict[Place, tuple[str, ...]] = field(factory=dict[Place, tuple[str, ...]])

    def __attrs_post_init__(self) -> None:
        self.reader = Reader(self.program)
        self.changing = self._changing()
        self._work_out()

    # what is asked

    def cells(self, place: Place) -> Cells:
        """The live cells of a place where something waits, or where papers are asked for."""
        found = self._places.get(place)
        if found is None:
            found = self._places[place] = self._cells(place)
        return found

    def rest(self, place: Place) -> tuple[str, ...]:
        """The papers of a beat that may still come: without those that were passed over for good."""
        found = self._rests.get(place)
        if found is None:
            found = self._rests[place] = self._rest(place)
        return found

    def settled(self, name: str, still: list[Scene]) -> bool:
        """Whether nothing that may still come in this beat can change whether a paper comes."""
        wanted = self.reader.comes(self.program.scenes[name]) & self.changing
        return not any(wanted & self.reader.writes(other) for other in still if other.id != name)

    def rules(self, turn: int, beat: int, stage: str) -> tuple[Rule, ...]:
        """The rules of a stage whose results somebody reads, or that may fail."""
        live = self.after[turn, beat]
        found: list[Rule] = []
        for rule in reversed([r for r in self.program.rules if r.stage == stage]):
            target = Cell(Of.VALUE, rule.target)
            if target in live or self.reader.may_fail(rule.to.expr):
                found.append(rule)
                live = (live - {target}) | self.reader.formula(rule.to)
        return tuple(reversed(found))

    # how it is worked out

    def _changing(self) -> Cells:
        found = {Cell(Of.VALUE, rule.target) for rule in self.program.rules} | self.reader.levers
        for scene in self.course.scenes.values():
            found |= self.reader.writes(scene)
        for item in self.cut.earlier if self.cut else ():
            found |= self.reader.writes(self.program.scenes[item.scene])
        return frozenset(found)

    def _work_out(self) -> None:
        live = self.at_end = self._ending() & self.changing
        beats = range(len(self.program.beats))
        for turn in (*reversed(self.course.silent), *reversed(self.course.played)):
            for beat in reversed(beats):
                self.after[turn, beat] = live
                live = self._before_stage(live, turn, beat)
                self.leaving[turn, beat] = live
                spot = self.course.spots.get((turn, beat))
                scenes = spot.scenes if spot else self._earlier(turn, beat)
                for scene in scenes:
                    live |= self._all_of(scene)
                live = self.entering[turn, beat] = self._ordered(live, turn)
            live = self._before_turn(live, turn)

    def _ending(self) -> Cells:
        scenario = self.program.scenario
        whens = [e.when for part in scenario.endings.of(self.cut.id if self.cut else "") for e in part.endings]
        whens += [fate.when for person in scenario.people for fate in person.fates]
        return frozenset[Cell]().union(*(self.reader.formula(when) for when in whens))

    def _earlier(self, turn: int, beat: int) -> tuple[Scene, ...]:
        return tuple(s for s, _ in self.program.earlier(self.cut, turn, self.program.beats[beat].id))

    def _all_of(self, scene: Scene) -> Cells:
        reader = self.reader
        found = reader.comes(scene) | reader.effects(scene.effects) | reader.answered(scene)
        return (found | self._told_later(scene)) & self.changing

    def _told_later(self, scene: Scene) -> Cells:
        """What comes of an answer later is words, but for a condition that may fail."""
        found = NOTHING
        for part in scene.parts:
            for later in part.later:
                if later.when is not None and self.reader.may_fail(later.when.expr):
                    found |= self.reader.formula(later.when)
        return found

    def _before_stage(self, live: Cells, turn: int, beat: int) -> Cells:
        for rule in reversed(self.rules(turn, beat, self.program.beats[beat].then)):
            live = (live - {Cell(Of.VALUE, rule.target)}) | self.reader.formula(rule.to)
        return self._levers_set(live & self.changing, turn)

    def _levers_set(self, live: Cells, turn: int) -> Cells:
        """Before levers are worked out it is the orders that matter, and whose they are."""
        return self._ordered(live, turn) - self.reader.levers

    def _ordered(self, live: Cells, turn: int) -> Cells:
        """Where a lever is live, so is its order: it may be worked out anew at any signature."""
        standing = live & self.reader.levers
        if not standing:
            return live
        orders = {Cell(Of.ORDER, lever.id) for _, lever in self.program.levers if lever.open[turn]}
        wanted = {Cell(Of.ORDER, cell.name) for cell in standing} & orders
        return (live | wanted | self.reader.in_charge) & (self.changing | wanted)

    def _before_turn(self, live: Cells, turn: int) -> Cells:
        """A turn begins with its history, its chance and its levers; orders for one turn have lapsed."""
        live = self._levers_set(live, turn)
        for scene in self.course.scenes.values():
            live |= self._told_later(scene) & self.changing
        return live - {Cell(Of.ORDER, name) for name in self.program.momentary}

    def _cells(self, place: Place) -> Cells:
        spot, reader = self.course.spots[place.turn, place.beat], self.reader
        live = self.leaving[place.turn, place.beat]
        for name in place.rest:
            live |= self._all_of(self.program.scenes[name])
        if place.waits == PLANS:
            for look in spot.looks:
                live |= reader.effects(look.effects) & self.changing
        elif place.waits:
            scene = self.program.scenes[place.waits]
            live |= (reader.answered(scene) | self._told_later(scene)) & self.changing
        if not place.planned:
            for look in spot.looks:
                live |= self._all_of(look)
        return self._ordered(live, place.turn)

    def _rest(self, place: Place) -> tuple[str, ...]:
        scenes, rest = self.program.scenes, place.rest
        if not place.waits:
            return rest
        spot = self.course.spots[place.turn, place.beat]
        looking = () if place.planned and place.waits != PLANS else spot.looks
        while True:
            still = [*(scenes[name] for name in rest), *looking]
            if place.waits != PLANS:
                still.append(scenes[place.waits])
            kept = tuple(n for n in rest if not (self._passed(n, place) and self.settled(n, still)))
            if kept == rest:
                return rest
            rest = kept

    def _passed(self, name: str, place: Place) -> bool:
        """Whether a paper was asked for, and did not come, before what waits now came."""
        scene = self.program.scenes[name]
        if place.waits == PLANS:
            return scene.priority >= PLAN_PRIORITY
        return precedence(scene) < precedence(self.program.scenes[place.waits])
