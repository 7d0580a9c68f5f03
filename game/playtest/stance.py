"""The stance of a player, told from what he signed: how gladly he does things of each kind, and how far he goes along.

A stance counts for as much as he took it more often than a blind hand would have, where it was open. His k for a lever
is the mean of what he ordered there; where he ordered nothing, the mean of all he ordered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from game.engine.program import Program
from game.playtest.line import Signed
from game.script.people import Official
from game.script.scenes import Choice, Order, Step
from game.script.tongue import _
from game.script.world import Lever

PLAYER = "player"
GLADLY = 4.0  # what always taking a stance, against chance, is worth; officials' stances have the same size
CAUTION = 2.0  # so many answers by chance are added to each stance, so that one signature makes no character
WIDEST = 1.5  # no order tells of a wish further from one's own judgement than this
TELLING = 0.1  # a line nearer to one's own judgement than this share of the range tells nothing of a value


def stance_of(program: Program, line: Iterable[Signed]) -> Official:
    """The official this player was."""
    line = tuple(line)
    taken, expected, offered = (defaultdict[str, float](float) for _ in range(3))
    for signed in line:
        for pick, row, free in zip(signed.decision.picks, signed.pending.rows(), signed.pending.open, strict=False):
            open_now = [part for part, is_open in zip(row, free, strict=True) if is_open]
            kinds = [str(part.stance) for part in open_now]
            for kind in set(kinds):
                offered[kind] += 1
                expected[kind] += kinds.count(kind) / len(kinds)
                taken[kind] += any(part.id == pick and str(part.stance) == kind for part in open_now)
    stances = {k: round(GLADLY * (taken[k] - expected[k]) / (offered[k] + CAUTION), 4) for k in sorted(offered)}
    ordered: dict[str, list[float]] = defaultdict(list)
    for lever, k in _orders(program, line):
        ordered[lever].append(k)
    every = [k for found in ordered.values() for k in found]
    plans = [signed.decision.picks for signed in line if signed.pending.plan is not None]
    return Official(
        id=PLAYER,
        label=_("The player"),
        default_k=_mean(every) if every else program.standing_k,
        k={lever: _mean(found) for lever, found in sorted(ordered.items())},
        stances=stances,
        looks=round(sum(bool(p) for p in plans) / len(plans), 4) if plans else 0.5,
    )


def _mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 4)


def _orders(program: Program, line: Iterable[Signed]) -> Iterator[tuple[str, float]]:
    """Each lever he signed for, with the k it amounts to."""
    levers = {lever.id: lever for lever in program.scenario.world.levers}
    for signed in line:
        index = program.turn_index[signed.pending.turn]
        scene = signed.pending.scene
        for place, part in enumerate(signed.pending.picked(signed.decision) if scene else ()):
            sets = scene.fields[place].sets if scene and scene.fields else ""
            for order in _orders_of(part):
                lever = levers[order.lever or sets]
                k = program.step_k.get(order.step) if order.value is None else _as_k(order.value, lever, index)
                if k is not None:
                    yield lever.id, k


def _orders_of(part: Choice | Step) -> tuple[Order, ...]:
    own = (part.order,) if isinstance(part, Step) and part.order is not None else ()
    return (*own, *part.orders)


def _as_k(value: float, lever: Lever, index: int) -> float | None:
    """The k a value set directly amounts to, where the line asks for something of its own."""
    span = lever.line[index] - lever.neutral[index]
    if abs(span) <= TELLING * (lever.high - lever.low):
        return None
    return max(-WIDEST, min(WIDEST, (value - lever.neutral[index]) / span))
