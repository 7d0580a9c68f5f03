"""What an order makes of a lever, wherever it is asked: on the desk, under a form's step, in the model."""

from __future__ import annotations

from game.engine.memory import Standing
from game.script.world import Lever


def lever_value(lever: Lever, index: int, order: Standing | None, in_charge: bool, standing_k: float) -> float:
    """neutral + k * (line - neutral), within the lever's range; neutral where the lever is closed."""
    neutral, line = lever.neutral[index], lever.line[index]
    if not lever.open[index]:
        return neutral
    if not in_charge:
        value, k = lever.successor_value, lever.successor
    elif order is None:
        value, k = None, standing_k
    else:
        value, k = order.value, order.k if order.k is not None else standing_k
    wanted = value if value is not None else neutral + k * (line - neutral)
    return lever.low if wanted <= lever.low else lever.high if wanted >= lever.high else wanted
