"""Where everything of a state stands in one list: the figures first, as in any run, then what came and was signed.

A scene has two slots (how often it came, and in which turn last), a choice or step one. How generated source says a
name is here too: slot numbers and numbers only, never an author's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import frozen

from game.engine.memory import Memory, Standing
from game.engine.translate import Layout
from game.script.model import Scenario
from game.script.scenes import Scene

NEVER_CAME = -1.0
NEVER_SINCE = "999.0"


@frozen
class Slots:
    """The places beyond the figures."""

    figures: Layout
    visits: dict[str, int]
    last: dict[str, int]
    signed: dict[str, int]
    size: int

    @classmethod
    def of(cls, scenario: Scenario, figures: Layout) -> Slots:
        """Give every scene and everything that can be signed its place."""
        size = len(figures.slots)
        visits: dict[str, int] = {}
        last: dict[str, int] = {}
        signed: dict[str, int] = {}
        for scene in scenario.scenes:
            visits[scene.id], last[scene.id] = size, size + 1
            size += 2
            for source in sources_of(scene):
                signed[source] = size
                size += 1
        return cls(figures, visits, last, signed, size)

    def blank(self, values: list[float]) -> list[float]:
        """The list before anything came: these figures, nothing else."""
        state = [*values, *([0.0] * (self.size - len(values)))]
        for slot in self.last.values():
            state[slot] = NEVER_CAME
        return state

    def memory(self, state: list[float], orders: dict[str, Standing]) -> Memory:
        """What came and what was signed, as a run remembers it; what is due is left to whoever asks."""
        came = [name for name, slot in self.last.items() if state[slot] >= 0.0]
        return Memory(
            state[self.figures.slots["turn"]],
            {name: int(state[self.visits[name]]) for name in came},
            {name: state[self.last[name]] for name in came},
            {source for source, slot in self.signed.items() if state[slot]},
            orders,
        )


def sources_of(scene: Scene) -> Iterator[str]:
    """Everything that can be signed of a scene, as conditions name it."""
    yield from (f"{scene.id}.{choice.id}" for choice in scene.choices)
    yield from (f"{scene.id}.{field.id}.{step.id}" for field in scene.fields for step in field.steps)


@frozen
class Names:
    """How generated source says each thing an expression can refer to. `S` is the list, `T` holds tables."""

    slots: Slots
    worked_out: Callable[[str], str]  # a derived figure or named condition: the name of its function

    def name(self, name: str) -> str:
        layout = self.slots.figures
        if name in layout.constants:
            return repr(layout.constants[name])
        if name in layout.worked_out:
            return f"{self.worked_out(name)}(S)"
        slot = f"S[{layout.slots[name]}]"
        return f"({slot} != 0.0)" if name in layout.flags else slot

    def seen(self, scene: str, rest: tuple[str, ...]) -> str:
        if rest:
            return f"(S[{self.slots.signed['.'.join((scene, *rest))]}] != 0.0)"
        return f"(S[{self.slots.last[scene]}] >= 0.0)"

    def visits(self, scene: str) -> str:
        return f"S[{self.slots.visits[scene]}]"

    def turns_since(self, scene: str) -> str:
        last, turn = f"S[{self.slots.last[scene]}]", f"S[{self.slots.figures.slots['turn']}]"
        return f"({turn} - {last} if {last} >= 0.0 else {NEVER_SINCE})"

    def table(self, name: str) -> str:
        return f"_T[{name!r}]"

    def noise(self, name: str) -> str:
        return self.name(name)
