"""Who goes along through all plays: told of everything a play would read, at the moment at which it would."""

from __future__ import annotations

from typing import TypeAlias

from attrs import define, frozen
from attrs import field as attribute

from game.script.header import Cut
from game.script.lint.state import State
from game.script.scenes import Choice, Later, Scene, Step

Part: TypeAlias = "Choice | Step"


@frozen(eq=False)
class Way:
    """A way to play a story: as a whole, or one of its cuts. `parts` is whose scenes come, turn by turn."""

    cut: Cut | None
    first: int
    last: int
    end: int
    parts: tuple[Cut | None, ...]

    @property
    def id(self) -> str:
        """The id of its cut, empty for the whole."""
        return self.cut.id if self.cut else ""

    @property
    def name(self) -> str:
        """Its name in a sentence."""
        return f"the cut `{self.cut.id}`" if self.cut else "the full run"


WHOLE = Way(None, 0, 0, 0, ())


@define(eq=False)
class Watcher:
    """Does nothing with what it is told; others do. Moments are never changed by who is told of them."""

    way: Way = attribute(default=WHOLE, init=False)

    def enter(self, way: Way) -> None:
        """Another way to play begins."""
        self.way = way

    def begins(self, at: State, /) -> None:
        """The first turn in which something comes."""

    def moment(self, at: State, /) -> None:
        """Something waits, a turn is over, or the run is: the desk can be read, or closed."""

    def ends(self, at: State, /) -> None:
        """The run is over."""

    def beat(self, at: State, entry: State, scenes: tuple[Scene, ...], /) -> None:
        """A part of a turn: how it was entered, how everything may stand in it, and what belongs to it."""

    def might(self, scene: Scene, at: State, /) -> None:
        """A scene belongs here and may not have come yet; nothing of it is asked so far."""

    def asked(self, scene: Scene, at: State, /) -> None:
        """The desk is the right one: the condition of a scene is asked."""

    def comes(self, scene: Scene, at: State, /) -> None:
        """A scene may come, and this is so when it has."""

    def must_come(self, scene: Scene, at: State, /) -> None:
        """A scene has come, whoever played."""

    def offered(self, scene: Scene, part: Part, at: State, /) -> None:
        """A choice or a step lies there to be signed."""

    def signed(self, scene: Scene, part: Part, at: State, /) -> None:
        """It was signed."""

    def filed(self, scene: Scene, part: Part, at: State, /) -> None:
        """The turn in which it was signed is over."""

    def falls_due(self, scene: str, later: Later, at: State, /) -> None:
        """The turn of a second return has come."""
