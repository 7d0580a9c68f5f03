"""Which counts of a class may be shown: none of one or two runs, and none that would give one away. Pure.

A count stands for a set of runs, as the bits of a number. A split parts all runs into cells. Two rules:

- In a split, every cell of one or two runs is hidden, and with it the smallest larger ones, all of that size. So what
  is hidden holds at least two different numbers, which could stand the other way round. Where no cell has three runs,
  nothing is shown at all, not even that nobody gave an answer.
- What became of people follows from what was signed, and a paper may come only to those who signed another: such splits
  count the same runs again. What they tell parts the hidden cells of a split into blocks whose sums are known, and a
  block with a small cell needs two different numbers in it. Where it has not, the echo is hidden, or more of the split.
  A paper that came to some of the hidden only is hidden with them.

Two papers that come to everybody are taken to say nothing of each other, whoever happens to have signed both alike.

A class may be counted more than once: on the wall while it plays, in its debrief, in a debrief that is made again.
Whoever subtracts one count from another has the count of those who are in one of them only. So:

- Two counts of a class are of the same people, or of people that differ by at least three (`again`). One or two who
  come later are not counted; one or two who have not finished are carried on (`group.carried_on`), and stay in.
- What somebody signed after a count of that paper does not get into a later one, unless three or more did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import TypeAlias

from attrs import define, frozen

LEAST = 3
Split: TypeAlias = Sequence[int]


@frozen
class Bundle:
    """Splits that are shown or hidden together.

    `came` are the runs that were asked at all; an echo was asked of nobody, and follows from what was signed elsewhere.
    """

    splits: Sequence[Split]
    came: int
    echo: bool = False


@define
class _Kept:
    """A bundle while it is looked at: for every cell of every split, whether it is shown."""

    bundle: Bundle
    rows: list[list[bool]]
    _said: tuple[tuple[tuple[bool, ...], ...], list[tuple[int, ...]]] = ((), [])  # what was told of such rows

    def hide(self) -> bool:
        """Hide all of it; whether anything was shown."""
        before = any(any(row) for row in self.rows)
        self.rows = [[False] * len(row) for row in self.rows]
        return before

    def told(self, everyone: int) -> list[tuple[int, ...]]:
        """For every split, the sets of runs whose numbers it tells: its shown cells, and what is left together."""
        rows = tuple(map(tuple, self.rows))
        if self._said[0] != rows:
            self._said = (rows, list(self._told(everyone)))
        return self._said[1]

    def _told(self, everyone: int) -> Iterator[tuple[int, ...]]:
        for split, row in zip(self.bundle.splits, self.rows, strict=True):
            parts = tuple(cell for cell, is_shown in zip(split, row, strict=True) if is_shown and cell)
            rest = everyone & ~_or(parts)
            yield (*parts, rest) if rest else parts

    def tells(self, other: _Kept, everyone: int) -> Iterator[tuple[int, ...]]:
        """What it tells of another by how the story is made, not by who happened to sign what."""
        asked = {kept.bundle.came for kept in (self, other)} - {everyone}
        for told in self.told(everyone):
            if self.bundle.echo != other.bundle.echo:
                yield told
            elif not self.bundle.echo:
                known = [came for came in asked if all(part & came in (0, part) for part in told)]
                yield from ((came, everyone & ~came) for came in known)


def shown(bundles: Sequence[Bundle], everyone: int) -> list[list[list[bool]]]:
    """For every cell of every split of every bundle, whether its count may be shown."""
    found = [_first(bundle) for bundle in bundles]
    while _follow(found, everyone) or any(_mend(place, found, everyone) for place in range(len(found))):
        pass
    return [kept.rows for kept in found]


def again(before: AbstractSet[int], now: AbstractSet[int]) -> frozenset[int]:
    """Whom of those that could be counted now a count may hold after one of others: all, or nobody new."""
    return frozenset(now if not before or len(now - before) >= LEAST else now & before)


def few(some: AbstractSet[int]) -> bool:
    """Whether so few differ that the difference of two counts would be theirs."""
    return 0 < len(some) < LEAST


def cells(split: Split) -> list[bool]:
    """The first rule, for one split."""
    counts = [cell.bit_count() for cell in split]
    if not any(0 < count < LEAST for count in counts):
        return [True] * len(counts)
    large = [count for count in counts if count >= LEAST]
    return [bool(large) and (count == 0 or count > min(large)) for count in counts]


def _first(bundle: Bundle) -> _Kept:
    kept = _Kept(bundle, [cells(split) for split in bundle.splits])
    if len(bundle.splits) > 1 and not all(all(row) for row in kept.rows):
        kept.hide()
    return kept


def _follow(found: Sequence[_Kept], everyone: int) -> bool:
    """Hide papers that came to just those whose number is hidden elsewhere: even that they are hidden would tell."""
    changed = False
    for kept in found:
        came = kept.bundle.came
        if kept.bundle.echo or came == everyone:
            continue
        parts = (came, everyone & ~came)
        others = (other for other in found if other is not kept and not other.bundle.echo)
        pairs = (pair for other in others for pair in zip(other.bundle.splits, other.rows, strict=True))
        if any(len({at for at, ok in zip(_linked(s, parts), row, strict=True) if not ok}) > 1 for s, row in pairs):
            changed |= kept.hide()
    return changed


def _mend(place: int, found: Sequence[_Kept], everyone: int) -> bool:
    """Hide more where other splits give a small cell of this bundle away; whether anything was."""
    here = found[place]
    telling = [(kept, told) for kept in found if kept is not here for told in kept.tells(here, everyone)]
    for split, row in zip(here.bundle.splits, here.rows, strict=True):
        if not given_away(split, row, [told for _, told in telling]):
            continue
        echoes = [kept for kept, told in telling if kept.bundle.echo and len(set(_linked(split, told))) > 1]
        if any(kept.hide() for kept in echoes):
            return True
        if here.hide() if len(here.rows) > 1 else _widen(split, row):
            return True
        if any(kept.hide() for kept, _ in telling):
            return True
    return False


def given_away(split: Split, row: Sequence[bool], told: Sequence[Sequence[int]]) -> bool:
    """Whether what others tell leaves a small hidden cell of a split only one number."""
    hidden = [at for at, is_shown in enumerate(row) if not is_shown]
    whole = [_linked(split, parts) for parts in told]
    blocks: dict[tuple[int, ...], list[int]] = {}
    for at in hidden:
        blocks.setdefault(tuple(label[at] for label in whole), []).append(split[at].bit_count())
    if len(blocks) < 2:
        return False
    return any(any(0 < n < LEAST for n in block) and len(set(block)) < 2 for block in blocks.values())


def _linked(split: Split, parts: Sequence[int]) -> tuple[int, ...]:
    """A label for every cell: cells that no union of the parts tells apart have the same one."""
    return _labels(tuple(split), tuple(parts))


@lru_cache(maxsize=1 << 14)
def _labels(split: tuple[int, ...], parts: tuple[int, ...]) -> tuple[int, ...]:
    groups: list[int] = []
    for part in parts:
        joined = part
        for cell in split:
            if cell & part:
                joined |= cell
        apart = [g for g in groups if not g & joined]
        groups = [*apart, joined | _or([g for g in groups if g & joined])]
    return tuple(next((i for i, g in enumerate(groups) if cell & g), -1) for cell in split)


def _or(sets: Sequence[int]) -> int:
    made = 0
    for part in sets:
        made |= part
    return made


def _widen(split: Split, row: list[bool]) -> bool:
    """Hide the next larger cells of a split too, or all of it; False where nothing is left to hide."""
    left = sorted({cell.bit_count() for cell, is_shown in zip(split, row, strict=True) if is_shown and cell})
    if not any(row):
        return False
    row[:] = [
        is_shown and len(left) > 1 and cell.bit_count() != left[0] for cell, is_shown in zip(split, row, strict=True)
    ]
    return True
