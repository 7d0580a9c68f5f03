"""What faces are shown of plays that were not played: frozen values and plain words, the same for every face.

Every figure here is the model's, and says so. Counts of the dead are ranges; nothing is put in order by them. A run
that was closed early (`early`) goes on by its player's usual stance to where it would have ended.
"""

from __future__ import annotations

from attrs import frozen

from game.script.tongue import N_

LABEL = N_("The model, not history.")


@frozen
class RangeView:
    """A measure over many plays: the 5th, 50th and 95th of a hundred, and the player's own run; in numbers and words.

    `toll` says that it counts the dead. `direction` says which way is better for the people of the place. `format` says
    how a number of it is written.
    """

    measure: str
    label: str
    unit: str
    toll: bool
    direction: str
    p5: float
    p50: float
    p95: float
    low: str
    middle: str
    high: str
    own: float | None = None
    own_words: str = ""
    format: str = "two"


@frozen
class CountView:
    """A count over many plays: the 5th, 50th and 95th of a hundred, and under the player's own seed."""

    low: int
    middle: int
    high: int
    own: int | None = None


@frozen
class PartView:
    """One of several ways it can come out, and in how many plays it did; `own` marks the player's own run."""

    id: str
    say: str
    plays: int
    own: bool = False


@frozen
class SideView:
    """A set of plays: its ranges, who held the chair at the end, and how it ended, the most frequent first."""

    plays: int
    ranges: tuple[RangeView, ...]
    chair: tuple[PartView, ...]
    endings: tuple[PartView, ...]


@frozen
class DecisionName:
    """A decision: its place in the run, what was signed, and what is signed instead, in words and ids."""

    number: int
    turn_label: str
    scene: str
    title: str
    signed: str
    instead: str
    signed_picks: tuple[str, ...]
    instead_picks: tuple[str, ...]

    @property
    def changed(self) -> tuple[int, tuple[str, ...]]:
        """Which change of the run this is: its number, and what is signed instead."""
        return self.number, self.instead_picks


@frozen
class ReachedView:
    """A person whose last page became another, in how many plays, and the change that came most often.

    `was` and `became` are ids; `was_said` and `became_said` say them in a few words, where the story has any.
    """

    id: str
    name: str
    plays: int
    was: str
    became: str
    was_said: str = ""
    became_said: str = ""


@frozen
class ChanceView:
    """A run signed again under many seeds, its own among them: what is between them is chance."""

    label: str
    early: bool
    asked: int
    complete: bool
    side: SideView


@frozen
class BeyondView:
    """Something nobody at this desk could change."""

    say: str
    sources: tuple[str, ...]


@frozen
class WhatIfView:
    """One decision changed over many seeds, the rest kept where it was still offered.

    `asked` seeds were wanted and `played` were; in `pairs` of them the change was on offer: both sides are of those.
    `moved` is what the change moved in each pair. `complete` is False where somebody stopped the work.
    """

    label: str
    early: bool
    decision: DecisionName
    asked: int
    played: int
    pairs: int
    complete: bool
    kept: SideView
    changed: SideView
    moved: tuple[RangeView, ...]
    people_moved: CountView | None
    people: tuple[ReachedView, ...]
    beyond: tuple[BeyondView, ...]


@frozen
class MatteredRow:
    """A decision, the other answer that moved most, and what it moved. `place` is 1 for what mattered most.

    `places` says how it stands by each figure decisions are ranked by (`people`: by the people it reached).
    """

    place: int
    places: dict[str, int]
    decision: DecisionName
    pairs: int
    moved: tuple[RangeView, ...]
    people_mean: float
    people: tuple[ReachedView, ...]
    toll_kept: tuple[RangeView, ...]
    toll_changed: tuple[RangeView, ...]
    chair_kept: tuple[PartView, ...]
    chair_changed: tuple[PartView, ...]


@frozen
class MatteredView:
    """The decisions of a run, put in order by what changing them moved.

    `seeds` were played for every decision and `deep` for the rows in `most`; `little` moved next to nothing.
    """

    label: str
    early: bool
    seeds: int
    deep: int
    complete: bool
    most: tuple[MatteredRow, ...]
    others: tuple[MatteredRow, ...]
    little: tuple[DecisionName, ...]
    beyond: tuple[BeyondView, ...]


@frozen
class OfficialSpread:
    """The plays of one official."""

    id: str
    label: str
    says: str
    side: SideView


@frozen
class StandView:
    """Where a run stands by one measure: how many of a hundred plays came to less, and to more; None for the dead."""

    range: RangeView
    less: int | None
    more: int | None


@frozen
class SpreadView:
    """Where a run stands among plays of machine officials. A count of the dead has a range and no place in it."""

    label: str
    early: bool
    plays: int
    asked: int
    complete: bool
    stands: tuple[StandView, ...]
    chair: tuple[PartView, ...]
    officials: tuple[OfficialSpread, ...]
    beyond: tuple[BeyondView, ...]


@frozen
class Recalled:
    """What was worked out of a run so far; None, or nothing, for what was not. `asked` are single changes."""

    mattered: MatteredView | None = None
    chance: ChanceView | None = None
    spread: SpreadView | None = None
    asked: tuple[WhatIfView, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing is left to work out, single changes aside."""
        parts = (self.mattered, self.chance, self.spread)
        return all(part is not None and part.complete for part in parts)
