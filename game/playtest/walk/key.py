"""The key of a run where something waits: the place, and every live cell as it stands. Equal keys, equal plays ahead.

A key is read from a run and moves nothing. What is live at a place is worked out once and kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from attrs import define, evolve, field

from game.engine.memory import Memory
from game.engine.program import Values
from game.engine.run import Run
from game.engine.select import came_before
from game.playtest.walk.alive import PLANS, Alive, Place
from game.playtest.walk.cells import Cell, Of

Key: TypeAlias = tuple[Any, ...]
Look: TypeAlias = Callable[[Values, Memory], Any]


@define(eq=False)
class Keys:
    """Reads keys of the runs of one walk."""

    alive: Alive
    _looks: dict[Place, tuple[Look, ...]] = field(factory=dict[Place, tuple[Look, ...]])

    def place(self, run: Run) -> Place:
        """Where a run stands, without papers that were passed over for good."""
        pending = run.pending
        assert pending is not None
        at = run.where()
        rest = tuple(s.id for s in run.candidates if not came_before(s, at))
        place = Place(run.index, run.beat, PLANS if pending.scene is None else pending.id, rest, run.planned)
        kept = self.alive.rest(place)
        return place if kept == rest else evolve(place, rest=kept)

    def key(self, run: Run) -> Key:
        """What distinguishes this run from any with other plays ahead."""
        place, pending = self.place(run), run.pending
        looks = self._looks.get(place)
        if looks is None:
            cells = sorted(self.alive.cells(place))
            looks = self._looks[place] = tuple(self._look(cell) for cell in cells)
        drawn = self._drawn(run) if self.alive.program.storylets else 0
        plan = pending.plan if pending is not None else None
        return place, drawn, plan, *(look(run.values, run.memory) for look in looks)

    def _drawn(self, run: Run) -> int:
        """How many storylets came this turn: a later beat may draw no more than are left."""
        return sum(s.id in run.came for s in self.alive.program.storylets)

    def _look(self, cell: Cell) -> Look:
        of, name = cell
        match of:
            case Of.VALUE:
                slot = self.alive.program.slots[name]
                return lambda values, _: values[slot]
            case Of.SIGNED:
                return lambda _, memory: name in memory.signed
            case Of.CAME:
                return lambda _, memory: name in memory.last
            case Of.VISITS:
                return lambda _, memory: memory.visits.get(name, 0)
            case Of.LAST:
                return lambda _, memory: memory.last.get(name, -1.0)
            case Of.ORDER:
                return lambda _, memory: _order(memory, name)


def _order(memory: Memory, lever: str) -> tuple[float | None, float | None] | None:
    order = memory.orders.get(lever)
    return None if order is None else (order.k, order.value)
