"""What a walk found: of everything in a story whether a legal play reaches it; of a whole walk the counts. Values only.

A path is a whole play; the chance of an ending is that of a player to whom every answer that lies open is equally
likely. Both are exact.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from attrs import Factory, define, field, frozen

Digits: TypeAlias = tuple[int, ...]


class What(StrEnum):
    """What can be reached."""

    SCENE = "scene"
    CHOICE = "choice"
    ENDING = "ending"
    FATE = "fate"
    CLAUSE = "clause"  # a part of the condition of something that was not reached


Target: TypeAlias = tuple[What, str]


@define
class Tally:
    """How many paths come to something, and how likely that is."""

    paths: int = 0
    chance: Fraction = Fraction(0)

    def add(self, paths: int, chance: Fraction) -> None:
        """More of them."""
        self.paths += paths
        self.chance += chance


@define
class Found:
    """Filled while a walk goes on; whatever stops it, what stands here holds.

    `reached` has for each target the decisions of a shortest play that comes to it, as digits of a run code.
    `tallies` are of endings and fates. `stops` are plays that the engine had to break off, with why.
    """

    reached: dict[Target, Digits] = Factory(dict[Target, Digits])
    tallies: dict[Target, Tally] = Factory(dict[Target, Tally])
    ends: Tally = Factory(Tally)
    broken: Tally = Factory(Tally)
    stops: dict[str, Digits] = Factory(dict[str, Digits])
    states: int = 0
    moves: int = 0
    plays: int = 0
    longest: int = 0
    whole: bool = False
    why_not: str = ""
    interrupted: bool = False

    def reach(self, target: Target, digits: Digits) -> None:
        """Something was reached; the first play to do so is kept, unless this one is shorter."""
        old = self.reached.get(target)
        if old is None or len(digits) < len(old):
            self.reached[target] = digits

    def merge(self, other: Found) -> None:
        """What another walk of the same story reached, and what it cost."""
        for target, digits in other.reached.items():
            self.reach(target, digits)
        for why, digits in other.stops.items():
            self.stops.setdefault(why, digits)
        self.moves += other.moves
        self.plays += other.plays

    def tally(self, target: Target, paths: int, chance: Fraction) -> None:
        """So many paths come to it."""
        self.tallies.setdefault(target, Tally()).add(paths, chance)


class Status(StrEnum):
    """What a walk can say of one thing."""

    REACHED = "reached"
    NOT_REACHED = "not reached"
    IMPOSSIBLE = "impossible"


@frozen
class Item:
    """One thing of a story, and what the walk says of it."""

    what: What
    name: str
    status: Status
    code: str = ""
    decisions: int = 0
    seed: int | None = None  # of the play, where it is not the walk's
    because: str = ""
    place: str = ""  # file:line:column


@frozen
class Ending:
    """How often a whole walk came to an ending, or to a fate."""

    name: str
    paths: int
    chance: Fraction


@frozen
class Walk:
    """A walk, told."""

    scenario: str
    title: str
    cut: str
    seed: int
    whole: bool
    how: str
    why_not: str
    states: int
    moves: int
    plays: int
    longest: int
    paths: int
    seconds: float
    interrupted: bool
    items: tuple[Item, ...]
    endings: tuple[Ending, ...] = ()
    fates: tuple[Ending, ...] = ()
    stops: tuple[tuple[str, str], ...] = ()
    left_out: int = 0
    chance: bool = True
    file: bool = False
    notes: tuple[str, ...] = field(default=())
