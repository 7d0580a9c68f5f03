"""The endings and the fates of the states in which plays are over, counted by one generated function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeAlias

from attrs import define, field

from game.playtest.walk.found import Target, What
from game.playtest.walk.ground import Ground
from game.playtest.walk.speech import Lines, Speech
from game.script.codegen import HELPERS
from game.script.shapes import Formula

Part: TypeAlias = tuple[list[Target], list[Formula | None]]
CHUNK = 4_000


@define(eq=False)
class Ends:
    """Counts ended states of one walk."""

    ground: Ground
    parts: list[Part] = field(init=False)
    _which: Callable[[Any], tuple[int, ...]] | None = None
    _add: Callable[..., None] | None = None

    def __attrs_post_init__(self) -> None:
        scenario, cut = self.ground.program.scenario, self.ground.alive.cut
        self.parts = [
            ([(What.ENDING, f"{part.id}.{e.id}") for e in part.endings], [e.when for e in part.endings])
            for part in scenario.endings.of(cut.id if cut else "")
        ]
        for person in scenario.people:
            names = [(What.FATE, f"{person.id}.{fate.id}") for fate in person.fates]
            self.parts.append((names, [fate.when for fate in person.fates]))

    def counted(self, states: dict[Any, int]) -> Iterator[tuple[Target, int, int]]:
        """What the states come to: the target, the numbers of all its states added up, and its first state."""
        if self._add is None or self._which is None:
            self._add, self._which = self._compile()
        sums = [[0] * len(names) for names, _ in self.parts]
        first: dict[Target, int] = {}
        items, done = iter(states.items()), 0
        while chunk := list(islice(items, CHUNK)):
            before = [list(row) for row in sums]
            self._add(chunk, *sums)
            new = {(i, k) for i, row in enumerate(sums) for k, n in enumerate(row) if n and not before[i][k]}
            for number, (state, _) in enumerate(chunk):
                if not new:
                    break
                for here in set(enumerate(self._which(state))) & new:
                    new.discard(here)
                    first[self.parts[here[0]][0][here[1]]] = done + number
            done += len(chunk)
        for (names, _), row in zip(self.parts, sums, strict=True):
            yield from ((name, total, first[name]) for name, total in zip(names, row, strict=True) if total)

    def _compile(self) -> tuple[Callable[..., None], Callable[[Any], tuple[int, ...]]]:
        alive = self.ground.alive
        turn = (*alive.course.played, *alive.course.silent)[-1]
        say = Speech(self.ground, tuple(sorted(alive.at_end)), turn, Lines())
        chosen = [self._chosen(say, whens) for _, whens in self.parts]
        pattern, loads = say.pattern(), say.load()
        lines = [f"def add(items{''.join(f', p{n}' for n in range(len(chosen)))}):", f" for {pattern}, v in items:"]
        lines += [f"  {line}" for line in loads]
        lines += [f"  p{n}[{source}] += v" for n, source in enumerate(chosen)] or ["  pass"]
        lines += ["def which(s):", *([f" {pattern} = s"] if pattern != "s" else ())]
        lines += [f" {line}" for line in loads]
        lines += [f" return ({''.join(f'{source}, ' for source in chosen)})"]
        space: dict[str, Any] = {**HELPERS}
        exec(compile("\n".join(lines), "<ends>", "exec"), space)  # noqa: S102 - see speech.py
        return space["add"], space["which"]

    def _chosen(self, say: Speech, whens: list[Formula | None]) -> str:
        """The number of the first whose condition holds, as source."""
        source = str(len(whens) - 1)
        for number, when in reversed(list(enumerate(whens))):
            test = say.condition(when)
            source = str(number) if test is True else source if test is False else f"({number} if {test} else {source})"
        return source
