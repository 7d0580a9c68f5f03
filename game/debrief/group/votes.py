"""What a class that played one run by raised hands voted: the counts as they were entered, and what was signed. Pure.

Hands are raised before everybody, so that nothing is hidden here; who raised one was never written down.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen


@frozen
class VotedAnswer:
    """One answer of a vote: the hands that were raised for it, and before that to predict it; whether it was signed."""

    id: str
    say: str
    hands: int
    predicted: int
    signed: bool


@frozen
class VotedRow:
    """One row of a vote. `by_hands`: what was signed had more hands than anything else; else a discussion decided."""

    label: str
    answers: tuple[VotedAnswer, ...]
    by_hands: bool

    @property
    def expected(self) -> bool:
        """Whether anybody was asked before what would win."""
        return any(answer.predicted for answer in self.answers)

    @property
    def even(self) -> float:
        """How evenly hands were parted: from 0, where all were raised for one answer, to 1/2."""
        hands = sorted((answer.hands for answer in self.answers), reverse=True)
        return hands[1] / sum(hands) if len(hands) > 1 and hands[0] else 0.0


@frozen
class Voted:
    """A decision as the class voted on it. `number` is its place among the signatures; 0 for where days were spent."""

    decision: int
    turn: str
    title: str
    rows: tuple[VotedRow, ...]
    reason: str
    number: int = 0

    @property
    def head(self) -> str:
        """What it was about, in a line."""
        said = f"{self.turn}: {self.title}"
        return f"{self.number}. {said}" if self.number else said

    @property
    def even(self) -> float:
        """How evenly hands were parted where they were so most."""
        return max((row.even for row in self.rows), default=0.0)


def most_even(votes: Iterable[Voted]) -> list[Voted]:
    """Those first at which hands were parted most evenly; alike, as they were signed."""
    return sorted(votes, key=lambda vote: -vote.even)
