"""The way back: for everything a fast walk reached, the decisions of a shortest play that reaches it.

The walk keeps the states of each layer in the order they were first reached, and no more. A play is found backwards,
one layer after another, by asking the states of the layer before where their answers lead. Early states have early
predecessors, so that little of a layer is asked.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import define, field, frozen

from game.playtest.walk.alive import Place
from game.playtest.walk.found import Digits, Target
from game.playtest.walk.ground import Ground

if TYPE_CHECKING:
    from game.playtest.walk.emit import Code

Layered: TypeAlias = tuple[int, Place]  # how many decisions deep, and where
Asked: TypeAlias = tuple[Target, Digits]  # something reached, and the decisions from here on
PACKED_BITS = 63


@frozen
class _Want:
    """A state that reaches something: by being there, or by one of its answers."""

    depth: int
    place: Place
    start: int
    edge: bool

    @property
    def decisions(self) -> int:
        """How many decisions the play has."""
        return self.depth + (self.edge and bool(self.place.waits))


@define(eq=False)
class Trail:
    """The states of every layer, and what is wanted of them."""

    ground: Ground
    code: Callable[[Place], Code]
    kept: dict[Layered, Sequence[Any]] = field(factory=dict[Layered, Sequence[Any]])
    wants: dict[Target, _Want] = field(factory=dict[Target, _Want])

    def keep(self, depth: int, place: Place, states: Iterable[Any]) -> None:
        """The states of a place in a layer, in their order."""
        small = self.ground.packed and self.ground.bits <= PACKED_BITS
        self.kept[depth, place] = array("Q", states) if small else list(states)

    def want_here(self, target: Target, depth: int, place: Place, start: int) -> None:
        """The state of that number reaches something by being there."""
        self._want(target, _Want(depth, place, start, False))

    def want_edge(self, target: Target, depth: int, place: Place, start: int) -> None:
        """A state of that number or a later one reaches something by one of its answers."""
        self._want(target, _Want(depth, place, start, True))

    def _want(self, target: Target, want: _Want) -> None:
        old = self.wants.get(target)
        if old is None or want.decisions < old.decisions:
            self.wants[target] = want

    def plays(self) -> Iterator[tuple[Target, Digits]]:
        """The decisions of a shortest play to everything that is wanted."""
        asked: dict[Layered, dict[Any, list[Asked]]] = {}
        for target, want in self.wants.items():
            state, digits = self._begin(target, want)
            asked.setdefault((want.depth, want.place), {}).setdefault(state, []).append((target, digits))
        while asked:
            at = max(asked, key=_latest)
            states = asked.pop(at)
            if at == self._origin():
                yield from (found for those in states.values() for found in those)
                continue
            for before, state, digit, after in self._before(at, states):
                lead = () if digit < 0 else (digit,)
                moved = [(target, lead + digits) for target, digits in states[after]]
                asked.setdefault(before, {}).setdefault(state, []).extend(moved)

    def _origin(self) -> Layered:
        return next(iter(self.kept))

    def _begin(self, target: Target, want: _Want) -> tuple[Any, Digits]:
        states = self.kept[want.depth, want.place]
        if not want.edge:
            return states[want.start], ()
        code = self.code(want.place)
        bit = 1 << code.all_marks.index(target)
        for number in range(want.start, len(states)):
            for digit, _, _, marks in _edges(code, states[number]):
                if marks & bit:
                    return states[number], () if digit < 0 else (digit,)
        raise AssertionError(f"nothing in the layer reaches {target}")

    def _before(self, at: Layered, wanted: dict[Any, list[Asked]]) -> Iterator[tuple[Layered, Any, int, Any]]:
        """For each wanted state of a place one state that leads to it, with the answer."""
        depth, place = at
        left = set(wanted)
        for (other_depth, other), states in self.kept.items():
            if other_depth != (depth - 1 if other.waits else depth) or not left or (other_depth, other) == at:
                continue
            code = self.code(other) if other.turn >= 0 else None
            if code is None or place not in code.aims:
                continue
            aim = code.aims.index(place)
            for state in states:
                for digit, to, after, _ in _edges(code, state):
                    if to == aim and after in left:
                        left.discard(after)
                        yield (other_depth, other), state, digit, after
                if not left:
                    break
        if left:
            raise AssertionError("a state of the walk has none before it")


def _edges(code: Code, state: Any) -> list[tuple[int, int, Any, int]]:
    found: list[tuple[int, int, Any, int]] = []
    code.edges(state, found.append)
    return found


def _latest(at: Layered) -> tuple[int, bool, int, int, int]:
    """Later places come first: within a layer those where something waits, then way marks, the last one first."""
    depth, place = at
    done = place.turn < 0 or bool(place.waits)
    return depth, done, place.turn, place.beat, -len(place.rest)
