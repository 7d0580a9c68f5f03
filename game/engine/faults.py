"""What can go wrong while a scenario is being played, as one exception with plain words."""

from __future__ import annotations


class RunFault(Exception):  # noqa: N818 - the project calls what is wrong a fault
    """The scenario did something it must not: a division by zero, a number that is not finite, a turn without end."""


class RefusedDecision(Exception):  # noqa: N818
    """A decision that is not on offer. `reason` says why in words for the player."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
