"""Where a model errs, as blocks: the same in a debrief, in that of a class and on the model's own pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.debrief.blocks import Keys, Words
from game.debrief.views import LimitView
from game.script.tongue import _


def limit_blocks(limits: Iterable[LimitView]) -> Iterator[Words | Keys]:
    """Each limit behind the way it leans, with its sources."""
    for limit in limits:
        yield Words(limit.say, f"{_(limit.leans).capitalize()}:")
        if limit.sources:
            yield Keys(limit.sources)
