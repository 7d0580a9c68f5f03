"""On how many examples a property is tried: some in every run, with `EXAMPLES=10` ten times as many."""

from __future__ import annotations

import os

TIMES = float(os.environ.get("EXAMPLES", "1"))


def tried(count: int) -> int:
    """So many in every run."""
    return max(1, round(count * TIMES))
