"""What a file of a scenario is made of before it means anything: texts, lists and mappings, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from attrs import field, frozen

from game.script.faults import Place


@frozen
class Text:
    """A scalar; `block` if it was written as a `|` block. `lines` are those of the file it stands in."""

    value: str
    place: Place = field(eq=False)
    block: bool = False
    lines: Sequence[str] = field(default=(), eq=False, repr=False)


@frozen
class Listing:
    """A list."""

    items: tuple[Node, ...]
    place: Place = field(eq=False)


@frozen
class Mapping:
    """A mapping, in its order."""

    pairs: tuple[tuple[Text, Node], ...]
    place: Place = field(eq=False)

    def get(self, key: str) -> Node | None:
        """The value of a key."""
        return next((v for k, v in self.pairs if k.value == key), None)


Node: TypeAlias = Text | Listing | Mapping
