"""The endings and the fates of the states in which plays are over, counted by one generated function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeAlias

from attrs import define, field

from game.playtest.walk.clauses import clause
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

    def clauses(self, states: Iterable[Any]) -> Iterator[tuple[Target, int]]:
        """Which parts of the conditions of missing endings and fates hold, each with the first state where it does."""
        wanted = {t: parts for t, parts in self.ground.asked.items() if t[0] in (What.ENDING, What.FATE)}
        if not wanted:
            return
        say = self._speech()
        tests = [(clause(t, n), say.part(part)) for t, parts in wanted.items() for n, part in enumerate(parts)]
        tests += [(clause(t, -1), "True") for t in wanted]
        sources = "".join(f"{source}, " for _, source in tests)
        lines = ["def holds(s):", *([f" {say.pattern()} = s"] if say.pattern() != "s" else ())]
        lines += [*(f" {line}" for line in say.load()), f" return ({sources})"]
        holds = _compiled(lines)["holds"]
        left = dict(enumerate(target for target, _ in tests))
        for number, state in enumerate(states):
            if not left:
                return
            row = holds(state)
            for n in [n for n in left if row[n]]:
                yield left.pop(n), number

    def _speech(self) -> Speech:
        alive = self.ground.alive
        turn = (*alive.course.played, *alive.course.silent)[-1]
        return Speech(self.ground, tuple(sorted(alive.at_end)), turn, Lines())

    def _compile(self) -> tuple[Callable[..., None], Callable[[Any], tuple[int, ...]]]:
        say = self._speech()
        chosen = [self._chosen(say, whens) for _, whens in self.parts]
        pattern, loads = say.pattern(), say.load()
        lines = [f"def add(items{''.join(f', p{n}' for n in range(len(chosen)))}):", f" for {pattern}, v in items:"]
        lines += [f"  {line}" for line in loads]
        lines += [f"  p{n}[{source}] += v" for n, source in enumerate(chosen)] or ["  pass"]
        lines += ["def which(s):", *([f" {pattern} = s"] if pattern != "s" else ())]
        lines += [f" {line}" for line in loads]
        lines += [f" return ({''.join(f'{source}, ' for source in chosen)})"]
        space = _compiled(lines)
        return space["add"], space["which"]

    def _chosen(self, say: Speech, whens: list[Formula | None]) -> str:
        """The number of the first whose condition holds, as source."""
        source = str(len(whens) - 1)
        for number, when in reversed(list(enumerate(whens))):
            test = say.condition(when)
            source = str(number) if test is True else source if test is False else f"({number} if {test} else {source})"
        return source


def _compiled(lines: list[str]) -> dict[str, Any]:
    space: dict[str, Any] = {**HELPERS}
    exec(compile("\n".join(lines), "<ends>", "exec"), space)  # noqa: S102 - see speech.py: numbers and our own words only
    return space
