"""Turns in which it may be that nothing comes: no paper must, and their conditions do not cover every case.

A turn is covered where some paper surely comes, or where it cannot be that the conditions of all its papers fail at
once. Looks do not count: nobody has to make them.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import Factory, define

from game.script.faults import Faults
from game.script.lint.reading import assume
from game.script.lint.state import State
from game.script.lint.values import NO, YES, Mask
from game.script.lint.watcher import Watcher, Way
from game.script.model import Scenario
from game.script.scenes import Scene, SceneKind
from game.script.syntax import Expr, Logic, Not, SceneRef


@define(eq=False)
class Quiet(Watcher):
    """Notes of each turn of each way to play whether something must come in it."""

    asks: Callable[[Scene], Expr]
    covered: dict[tuple[Way, int], bool] = Factory(dict[tuple[Way, int], bool])
    _entered: dict[str, Mask] = Factory(dict[str, int])
    _turn: tuple[Way, int] | None = None

    def beat(self, at: State, entry: State, scenes: tuple[Scene, ...]) -> None:
        key = (self.way, at.turn)
        if key != self._turn:
            self._turn, self._entered = key, entry.facts
        self.covered[key] = self.covered.get(key, False) or self._covers(at, scenes)

    def _covers(self, at: State, scenes: tuple[Scene, ...]) -> bool:
        papers = [s for s in scenes if s.turns and s.kind is not SceneKind.LOOK and not s.cooldown]
        names = {name for s in papers for name in (s.id, *(".".join((s.id, *path)) for path in s.paths()))}
        known: State | None = at.branch()
        assert known is not None
        known.facts = {**at.facts, **{name: self._entered.get(name, NO) for name in names}}  # none of them has come
        for scene in papers:
            ask = self.asks(scene)
            if scene.once and self._entered.get(scene.id, NO) & YES:
                ask = Logic("and", Not(SceneRef("seen", scene.id)), ask)
            known = assume(ask, False, known)
            if known is None:
                return True
        return False


def empty_turns(scenario: Scenario, quiet: Quiet, faults: Faults) -> None:
    """Every played turn in which nothing must come."""
    for (way, index), covered in quiet.covered.items():
        turn = scenario.header.turns[index]
        if covered or way.parts[index] is not way.cut:
            continue
        if way.cut is None:
            faults.add("empty-turn", turn.place, turn=turn.id)
        else:
            faults.add("empty-turn", way.cut.place, "cut", turn=turn.id, cut=way.cut.id)
