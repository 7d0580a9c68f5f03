"""Everything that plays met at one place, each with the letters for which it is so. Pure: plays in, values out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from attrs import frozen

from game.session.views import PaperView
from game.tools.booklet.marked import taken_apart
from game.tools.booklet.plays import Item, Place, Plays, Row
from game.tools.booklet.settled import ALWAYS, Piece, When, narrowed, piece, settle

Put: TypeAlias = Callable[[Mapping[str, str], int], Piece]
_PUT: Mapping[str, Put] = {"by": narrowed}  # figures to predict by
KNOWN = 8  # different plays, or a text of which no letters say when it comes is left out


@frozen
class Found:
    """Something to be read at a place. `when` is for which letters it comes; None where letters do not say."""

    kind: str
    key: str
    heads: tuple[str, ...]
    when: When | None
    texts: tuple[tuple[Piece, ...], ...]
    paper: PaperView | None = None
    label: str = ""  # of an ending

    @property
    def boxes(self) -> frozenset[int]:
        """The letters it hangs on."""
        return frozenset(box for part in self.when or () for box, _letters in part)


@frozen
class Spot:
    """One place: so many letters were written before it; what is to be read; what is to be signed then."""

    boxes: int
    rows: tuple[Row, ...]
    scene: str
    found: tuple[Found, ...]

    def of(self, *kinds: str) -> Iterator[Found]:
        """What is there of some kinds."""
        return (f for f in self.found if f.kind in kinds)


def spots(plays: Plays) -> tuple[Spot, ...]:
    """Every place, in order."""
    return tuple(Spot(place.boxes, place.rows, place.scene, tuple(_all(plays, place))) for place in plays.places)


def _all(plays: Plays, place: Place) -> Iterator[Found]:
    """Everything of a place, but ends that next to no play has: too little is known of them to be printed."""
    for item in place.items.values():
        found = _found(plays, place, item)
        if found.when is not None or len({plays.letters[n] for n in place.came[item.key]}) >= KNOWN:
            yield found


def _found(plays: Plays, place: Place, item: Item) -> Found:
    came = place.came[item.key]
    heard = {letters: n in came for n, letters in enumerate(plays.letters)}
    presence = settle(heard, place.boxes)
    when = None if presence is None else next(when for when, there in presence if there)
    texts = tuple(
        _pieces({plays.letters[n]: said[number] for n, said in came.items()}, place.boxes, _PUT.get(item.kind, piece))
        for number in range(len(item.texts))
    )
    number = taken_apart(item.texts[0])[0] if item.texts else -1
    label = plays.labels.get(number, "")
    return Found(item.kind, item.key, item.heads, when, texts, item.paper, label)


def _pieces(rows: Mapping[str, str], boxes: int, put: Put) -> tuple[Piece, ...]:
    """A text part by part."""
    apart = {letters: taken_apart(text)[1] for letters, text in rows.items()}
    if len({len(parts) for parts in apart.values()}) > 1:  # two texts under one name: told as wholes
        apart = {letters: ("".join(parts),) for letters, parts in apart.items()}
    count = len(next(iter(apart.values())))
    return tuple(put({letters: parts[n] for letters, parts in apart.items()}, boxes) for n in range(count))


__all__ = ["ALWAYS", "Found", "Spot", "spots"]
