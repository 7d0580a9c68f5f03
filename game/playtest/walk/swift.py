"""The fast walk: layer by layer as the reference walk, with every place's answers as one generated function.

A state carries one number: below `bits` how many paths lead to it, above them how likely it is, in parts of a whole
that grows with the layers; so that both are exact, and one addition merges two states.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import islice, repeat
from math import lcm, log2
from typing import Any, TypeAlias

from attrs import define, field

from game.engine.faults import RunFault
from game.engine.run import Run
from game.playtest.walk.alive import Alive, Place
from game.playtest.walk.cells import Cell, Of
from game.playtest.walk.clauses import Asked
from game.playtest.walk.emit import END, Code, code_of
from game.playtest.walk.ends import Ends
from game.playtest.walk.found import Found, Target, What
from game.playtest.walk.ground import Ground, NotFast, need_fast
from game.playtest.walk.key import Keys
from game.playtest.walk.trail import Trail

State: TypeAlias = Any  # a packed number, or a tuple
Layer: TypeAlias = dict[Place, dict[State, int]]
Tell = Callable[[Found, int], bool]
CHUNK = 20_000  # states between two looks at whether to stop


def fast_walk(start: Run, alive: Alive, found: Found, tell: Tell) -> Swift:
    """A walk on from a run at its first decision, not begun. Raises NotFast where the story is not for the fast way."""
    need_fast(alive)
    try:
        ground = Ground(alive, start, packed=True)
        for cell in sorted(frozenset[Cell]().union(*alive.entering.values(), alive.at_end)):
            ground.slot(cell)
    except NotFast:
        ground = Ground(alive, start, packed=False)
    return Swift(start, ground, found, tell)


@define(eq=False)
class Swift:
    """One fast walk. Make one with `fast_walk`."""

    start: Run
    ground: Ground
    found: Found
    tell: Tell
    codes: dict[Place, Code] = field(factory=dict[Place, Code])
    trail: Trail = field(init=False)
    ends: Ends = field(init=False)
    bits: int = field(init=False)
    scale: int = 1

    def __attrs_post_init__(self) -> None:
        self.trail = Trail(self.ground, self._code)
        self.ends = Ends(self.ground)
        self.bits = _width(self.ground.alive)

    def walk(self) -> None:
        """Walk until nothing is left, or `tell` says stop. Raises NotFast where a play breaks off."""
        try:
            self._walk()
        except (ArithmeticError, RunFault) as fault:
            raise NotFast("some play of it breaks off") from fault

    def held(self, asked: Asked) -> frozenset[Target]:
        """Which parts of conditions hold where they are asked, in any state that the walk came to."""
        self.ground.asked = asked
        found: set[Target] = set()
        for (_, place), states in self.trail.kept.items():
            if place == END:
                found |= {target for target, _ in Ends(self.ground).clauses(states)}
                continue
            code = code_of(self.ground, place)
            mine = {n: t for n, t in enumerate(code.marks) if t[0] is What.CLAUSE and t not in found}
            items, factors = zip(states, repeat(0), strict=False), [1] * (max(code.open) + 1)
            for _ in range(0, len(states) if mine else 0, CHUNK):
                hit = code.count(islice(items, CHUNK), 0, factors, *({} for _ in code.aims))
                found |= {target for number, target in mine.items() if hit >> number & 1}
        self.ground.asked = {}
        return frozenset(found)

    def _walk(self) -> None:
        """Layers, until one is empty; then the plays that reached what was reached."""
        place = Keys(self.ground.alive).place(self.start)
        layer: Layer = {place: {self._first(place): 1 | 1 << self.bits}}
        depth, going = 0, True
        while layer and going:
            deeper: Layer = {}
            try:
                going = self._onwards(layer, deeper, depth)
            except KeyboardInterrupt:
                self.found.interrupted, going = True, False
            self.found.states += sum(map(len, layer.values()))
            depth += 1
            self._end(deeper.pop(END, {}), depth)
            layer, self.found.longest = deeper, depth
        self.found.whole = going
        before = tuple(digit for digit, _ in self.start.digits)
        for scene in self.start.memory.last:
            self.found.reach((What.SCENE, scene), before)
        for target, digits in self.trail.plays():
            self.found.reach(target, before + digits)

    def _code(self, place: Place) -> Code:
        code = self.codes.get(place)
        if code is None:
            code = self.codes[place] = code_of(self.ground, place)
        return code

    def _onwards(self, layer: Layer, deeper: Layer, depth: int) -> bool:
        """Everything that follows from a layer; whether it was done to its end."""
        opens = {n for place in layer for n in self._code(place).open}
        whole = lcm(*opens)
        factors = [0] * (max(opens) + 1)
        for n in opens:
            factors[n] = whole // n
        for place, states in layer.items():
            if not self._step(place, states, factors, deeper, depth):
                return False
        self.scale *= whole
        while marks := [place for place in deeper if place != END and not place.waits]:
            mark = min(marks, key=lambda p: (p.turn, p.beat, -len(p.rest)))
            if not self._step(mark, deeper.pop(mark), [0, 1], deeper, depth + 1):
                return False
        return True

    def _step(self, place: Place, states: dict[State, int], factors: Sequence[int], deeper: Layer, depth: int) -> bool:
        if not states:
            return True
        code, mask = self._code(place), (1 << self.bits) - 1
        outs = [deeper.setdefault(aim, {}) for aim in code.aims]
        self.trail.keep(depth, place, states)
        for target in code.here:
            self.trail.want_here(target, depth, place, 0)
        for target in code.always:
            self.trail.want_edge(target, depth, place, 0)
        hit = done = 0
        items = iter(states.items())
        while done < len(states):
            new = code.count(islice(items, CHUNK), mask, factors, *outs) & ~hit
            for number, target in enumerate(code.marks):
                if new >> number & 1:
                    self.trail.want_edge(target, depth, place, done)
            hit |= new
            done += CHUNK
            if self.tell(self.found, sum(map(len, deeper.values()))):
                return False
        for aim in [aim for aim in code.aims if not deeper.get(aim)]:
            deeper.pop(aim, None)
        return True

    def _end(self, states: dict[State, int], depth: int) -> None:
        """Plays that are over: their endings and fates."""
        if not states:
            return
        mask = (1 << self.bits) - 1
        self.trail.keep(depth, END, states)
        for target, total, first in self.ends.counted(states):
            self.found.tally(target, total & mask, Fraction(total >> self.bits, self.scale))
            self.trail.want_here(target, depth, END, first)
        total = sum(states.values())
        self.found.ends.add(total & mask, Fraction(total >> self.bits, self.scale))

    def _first(self, place: Place) -> State:
        """The state of the run that the walk begins with."""
        cells = sorted(self.ground.alive.cells(place))
        numbers = [self._number(cell) for cell in cells]
        if not self.ground.packed:
            return tuple(numbers)
        slots = [self.ground.slot(cell) for cell in cells]
        return sum((int(n) - slot.low) << slot.shift for n, slot in zip(numbers, slots, strict=True))

    def _number(self, cell: Cell) -> float:
        memory, name = self.start.memory, cell.name
        match cell.of:
            case Of.VALUE:
                return self.start.values[self.ground.program.slots[name]]
            case Of.SIGNED:
                return int(name in memory.signed)
            case Of.CAME:
                return int(name in memory.last)
            case Of.VISITS:
                return memory.visits.get(name, 0)
            case _:
                return int(memory.last[name]) + 1 if name in memory.last else 0


def _width(alive: Alive) -> int:
    """Bits that hold the number of paths, whatever is played."""
    total = 0.0
    for spot in alive.course.spots.values():
        for scene in spot.papers:
            for row in (scene.choices, *(f.steps for f in scene.fields)):
                total += log2(max(1, len(row)))
    return int(total) + 2
