"""Which inputs matter most, and which part of a chain is shown.

The weight of an input is judged by putting it back, alone, to what it was: a stock and a variable to their start, a
flow and a season's number to the first turn of the same season, a lever to what was done unasked, chance to its middle.
How far the result moves is its weight; an input with nothing to be put back to has none. Along a chain the weights are
multiplied, as shares of what all inputs of a step move together. A signature stands before all else that it set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heappop, heappush

from attrs import define, field, frozen

from game.debrief.why.causes import Cause, Causes
from game.debrief.why.views import ENDS, Kind
from game.script.evaluator import ValueFault

EXPLORED = 400  # causes looked at for one answer
SHOWN = 40  # and shown in it
WIDTH = 4
DEPTH = 12
SPINES = 3  # decisions whose whole way to the figure is shown
NAMED = 8  # decisions that are named, the others among them
LEAST = 1e-12


@frozen
class Part:
    """The part of a graph that is shown: causes in the order found, and for each its inputs that are shown."""

    causes: tuple[Cause, ...]
    inputs: dict[str, tuple[str, ...]]
    decisions: tuple[str, ...]


@frozen
class Limits:
    """How much of a chain is shown; `depth` 0 stands for all of it."""

    depth: int = DEPTH
    width: int = WIDTH
    shown: int = SHOWN


def ranked(causes: Causes, cause: Cause) -> tuple[tuple[str, float], ...]:
    """The inputs of a cause and how far each moves it, the most important first."""
    known = causes.ranks.get(cause.id)
    if known is None:
        moves = [(name, _moved(causes, cause, name)) for name in cause.inputs]
        most = max((moved for _, moved in moves), default=0.0)
        moves = [(n, most if causes.cause(n).kind is Kind.DECISION else moved) for n, moved in moves]
        kinds = {n: causes.cause(n).kind for n, _ in moves}
        known = causes.ranks[cause.id] = tuple(
            sorted(moves, key=lambda m: (-m[1], kinds[m[0]] is not Kind.DECISION, kinds[m[0]] is Kind.PARAMETER))
        )
    return known


def _moved(causes: Causes, cause: Cause, name: str) -> float:
    """How far a cause moves when one input is put back to what it was."""
    behind = causes.cause(name)
    if behind.kind in (Kind.DECISION, Kind.PAPER):
        return _signed(cause)
    if behind.usual is None or cause.number is None or behind.usual == behind.number:
        return 0.0
    try:
        other = cause.again({name: behind.usual})
    except ValueFault:
        return abs(float(cause.number))
    return abs(float(cause.number) - float(other if other is not None else cause.number))


def _signed(cause: Cause) -> float:
    """What a signature did to what it set: against what would have stood unasked, or against what stood before."""
    if cause.number is None:
        return 1.0
    before = cause.change.old if cause.change is not None else cause.usual
    return max(LEAST, abs(float(cause.number) - float(before if before is not None else 0.0)))


@define
class Search:
    """A walk through the causes behind some roots, the weightiest first."""

    causes: Causes
    depth: int = 0
    visible: Callable[[Cause], bool] = lambda _: True
    weights: dict[str, float] = field(factory=dict[str, float])
    via: dict[str, str] = field(factory=dict[str, str])
    ranks: dict[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    deep: dict[str, int] = field(factory=dict[str, int])

    def walk(self, roots: Iterable[str], most: int) -> None:
        """Look at so many causes."""
        heap: list[tuple[float, int, str, str, int]] = []
        for number, root in enumerate(roots):
            heappush(heap, (-1.0, number, root, "", 0))
        count = len(heap)
        while heap and len(self.weights) < most:
            weight, _, name, via, deep = heappop(heap)
            if name in self.weights:
                continue
            self.weights[name], self.via[name], self.deep[name] = -weight, via, deep
            cause = self.causes.cause(name)
            if cause.kind in ENDS and not cause.steps:
                continue
            moves = [m for m in ranked(self.causes, cause) if self.visible(self.causes.cause(m[0]))]
            self.ranks[name] = tuple(n for n, _ in moves)
            total = sum(m for _, m in moves) or 1.0
            if self.depth and deep >= self.depth:
                continue
            for behind, moved in moves:
                count += 1
                heappush(heap, (weight * moved / total, count, behind, name, deep + 1))

    def way_to(self, name: str) -> list[str]:
        """The causes from a root to one of its sources."""
        found = [name]
        while self.via[found[-1]]:
            found.append(self.via[found[-1]])
        return found[::-1]


def part(causes: Causes, roots: tuple[str, ...], limits: Limits, visible: Callable[[Cause], bool]) -> Part:
    """The part of the graph behind some roots that is worth showing, and may be."""
    everything = limits.depth == 0
    search = Search(causes, limits.depth, visible)
    search.walk(roots, 10**9 if everything else EXPLORED)
    by_weight = sorted(search.weights, key=lambda n: -search.weights[n])
    decisions = tuple(n for n in by_weight if causes.cause(n).kind is Kind.DECISION)
    if everything:
        return Part(tuple(causes.cause(n) for n in search.weights), dict(search.ranks), decisions)
    shown = dict.fromkeys(roots)
    for end in decisions[:SPINES]:
        shown.update(dict.fromkeys(search.way_to(end)))
    taken: dict[str, int] = {}
    for name in shown:
        taken[search.via[name]] = taken.get(search.via[name], 0) + 1
    for name in by_weight:
        if len(shown) >= limits.shown:
            break
        via = search.via[name]
        if name not in shown and via in shown and taken.get(via, 0) < limits.width:
            shown[name] = None
            taken[via] = taken.get(via, 0) + 1
    ends = [d for d in decisions[:NAMED] if d not in shown]
    inputs = {n: tuple(b for b in search.ranks.get(n, ()) if b in shown)[: limits.width + SPINES] for n in shown}
    return Part(tuple(causes.cause(n) for n in (*shown, *ends)), inputs, decisions[:NAMED])
