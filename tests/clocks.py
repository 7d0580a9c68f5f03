"""How long something takes and may take, asked so that a busy machine has no say in the answer."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 5


def is_done_within(seconds: float, work: Callable[[], object]) -> bool:
    """Whether so much of the processor is enough; one quick try of some says so, whoever else works meanwhile."""
    for _ in range(TRIES):
        began = time.process_time()
        work()
        if time.process_time() - began < seconds:
            return True
    return False
