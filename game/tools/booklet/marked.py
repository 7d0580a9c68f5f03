"""Texts that say what they are made of: which text of the story, and its parts, each branch a part of its own.

The same teller and the same views as everywhere put a run into words; only the marks between the parts are added. Two
control characters stand for them, which no story can hold and every way out takes off.
"""

from __future__ import annotations

import re
from itertools import groupby

from attrs import Factory, define, frozen

from game.engine.faults import RunFault
from game.engine.memory import Memory
from game.engine.program import Values
from game.engine.run import Observer
from game.engine.translate import Env
from game.script.evaluator import ValueFault
from game.script.prose import Branch, Prose, render
from game.session.game import Game
from game.session.teller import Teller
from game.session.wording import Wording

HEAD, BREAK = "\x02", "\x03"
_HEADS = re.compile(f"{HEAD}[0-9]+{BREAK}")


@define
class Numbers:
    """A number for each text of a story, and its parts: branches apart, what stands between them together."""

    numbers: dict[int, int] = Factory(dict[int, int])
    parts: dict[int, tuple[Prose, ...]] = Factory(dict[int, tuple[Prose, ...]])

    def of(self, prose: Prose) -> int:
        """The number of a text."""
        return self.numbers.setdefault(id(prose), len(self.numbers))

    def apart(self, bound: Prose) -> tuple[Prose, ...]:
        """A text in its parts."""
        known = self.parts.get(id(bound))
        if known is None:
            found: list[Prose] = []
            for branch, group in groupby(bound.parts, key=lambda part: isinstance(part, Branch)):
                parts = tuple(group)
                found += [Prose((part,)) for part in parts] if branch else [Prose(parts)]
            known = self.parts[id(bound)] = tuple(found)
        return known


@frozen
class Marked(Wording):
    """Renders texts with their marks."""

    numbers: Numbers = Factory(Numbers)

    def text(self, prose: Prose | None, values: Values, memory: Memory, this: float | None = None) -> str:
        """A text with its figures filled in, and its marks; empty for none."""
        if prose is None or not prose.parts:
            return ""
        bound = self.bound(prose)
        env = Env(self.program, values, memory, this)
        try:
            said = [render(part, env, self.program.bands) for part in self.numbers.apart(bound)]
        except ValueFault as error:
            raise RunFault(str(error)) from error
        return f"{HEAD}{self.numbers.of(prose)}{BREAK}{BREAK.join(said)}"


@define
class Told(Game):
    """A game whose texts are marked; those that share `numbers` number their texts alike."""

    numbers: Numbers = Factory(Numbers)

    def observed_by(self) -> Observer:
        """The teller of this game, with marks."""
        self.teller = Teller(Marked(self.program, self.numbers), self.program.cuts[self.cut] if self.cut else None)
        return self.teller


def taken_apart(text: str) -> tuple[int, tuple[str, ...]]:
    """The number of a text and its parts; -1 and the whole for one without marks."""
    if not text.startswith(HEAD):
        return -1, (bare(text),)
    number, *parts = text[1:].split(BREAK)
    return int(number), tuple(parts)


def bare(text: str) -> str:
    """A text without its marks."""
    return _HEADS.sub("", text).replace(BREAK, "")
