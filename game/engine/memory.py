"""What has come to the desk and what was signed: the part of a state that is not numbers."""

from __future__ import annotations

from attrs import Factory, define, frozen

from game.script.prose import Prose
from game.script.shapes import Formula

NEVER = 999.0


@frozen
class Decision:
    """A line of the journal: a turn, a scene (or `looks.BEAT`), and what was picked.

    `picks` holds one choice id; or one step id a field, in the form's order; or the looks of a day plan.
    """

    turn: str
    scene: str
    picks: tuple[str, ...]


@frozen
class Standing:
    """An order in force: k, or a value set directly; by which signature, and when."""

    k: float | None
    value: float | None
    step: str
    turn: int
    source: str


@frozen
class Due:
    """A second return that waits for its turn."""

    turn: int
    source: str
    text: Prose
    when: Formula | None


@define
class Memory:
    """Mutable memory of one run. `signed` holds `scene.choice` and `scene.field.step`."""

    turn: float = 0.0
    visits: dict[str, int] = Factory(dict[str, int])
    last: dict[str, float] = Factory(dict[str, float])
    signed: set[str] = Factory(set[str])
    orders: dict[str, Standing] = Factory(dict[str, Standing])
    due: list[Due] = Factory(list[Due])

    def fork(self) -> Memory:
        """The same memory, to be moved on its own."""
        return Memory(
            self.turn, dict(self.visits), dict(self.last), set(self.signed), dict(self.orders), list(self.due)
        )

    def visit(self, scene: str) -> None:
        """Note that a scene has come."""
        self.visits[scene] = self.visits.get(scene, 0) + 1
        self.last[scene] = self.turn

    def since(self, scene: str) -> float:
        """Turns since a scene last came; 999 if never."""
        last = self.last.get(scene)
        return NEVER if last is None else self.turn - last
