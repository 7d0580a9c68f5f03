"""The dead of a model as a range: whoever reads a figure of them is not to take it for a count. Pure."""

from __future__ import annotations

from game.script.tongue import _
from game.session.tables import number

STEPS = ((8_000, 1_000), (800, 100), (80, 10), (0, 1))
LESS, MORE = 0.8, 1.2


def rounded(dead: float) -> float:
    """A figure as coarse as what is known of it."""
    return _to(_step(dead), dead)


def in_words(dead: float) -> str:
    """From a fifth less to a fifth more, rounded."""
    low, high = (_to(_step(dead), dead * part) for part in (LESS, MORE))
    return number(low, 0) if low == high else _("{low} to {high}").format(low=number(low, 0), high=number(high, 0))


def _step(dead: float) -> int:
    return next(step for least, step in STEPS if dead >= least) if dead > 0 else 1


def _to(step: int, dead: float) -> float:
    return float(round(dead / step) * step)
