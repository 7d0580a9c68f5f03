"""Who signs in machine plays: the officials of a story, and two that need no entry there, because they know nothing.

`random` draws evenly among what is open. `least_used` takes what was taken least so far, by itself, in the plays it was
made for; so it comes to rare branches long before chance does. What it takes follows from the story, the seeds and
their order alone. Neither says whether anybody would sign a thing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from attrs import Factory, define

from game.engine import chance
from game.engine.memory import Decision
from game.engine.pending import Pending, Waiting
from game.engine.program import Program
from game.playtest.coverage import BLIND, LEAST_USED
from game.playtest.officials import Policy
from game.script.model import Official

MADE: dict[str, Official] = {
    BLIND: Official(id=BLIND, label="Random", default_k=0.5, says="Draws evenly among what is open."),
    LEAST_USED: Official(id=LEAST_USED, label="Least used", default_k=0.5, says="Takes what was taken least so far."),
}


class Player(Protocol):
    """Whoever signs."""

    @property
    def official(self) -> Official: ...
    def choose(self, run: Waiting) -> Decision: ...


@define
class LeastUsed:
    """Takes what it has taken least; among equals, what chance says under the run's seed."""

    official: Official = MADE[LEAST_USED]
    taken: Counter[tuple[str, ...]] = Factory(Counter[tuple[str, ...]])

    def choose(self, run: Waiting) -> Decision:
        """The decision it signs now."""
        pending = run.pending
        assert pending is not None
        if pending.plan is not None:
            picks = self._least(run, pending, [(pending.id, *plan) for plan in pending.plan])[1:]
            return Decision(pending.turn, pending.id, picks)
        found: list[str] = []
        for place, (row, free) in enumerate(zip(pending.rows(), pending.open, strict=True)):
            names = [(pending.id, str(place), part.id) for part, is_open in zip(row, free, strict=True) if is_open]
            found.append(self._least(run, pending, names)[-1])
        return Decision(pending.turn, pending.id, tuple(found))

    def _least(self, run: Waiting, pending: Pending, names: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        def order(name: tuple[str, ...]) -> tuple[int, float]:
            return self.taken[name], chance.uniform(run.seed, pending.turn, ".".join((LEAST_USED, *name)))

        best = min(names, key=order)
        self.taken[best] += 1
        return best


def official_of(program: Program, name: str) -> Official | None:
    """The official of a name: the story's own before one that needs no entry; None for nobody."""
    return next((o for o in program.scenario.officials if o.id == name), None) or MADE.get(name)


def known(program: Program) -> tuple[str, ...]:
    """Everybody who can be asked to play."""
    return tuple(dict.fromkeys((*(o.id for o in program.scenario.officials), *MADE)))


def usual(program: Program) -> tuple[str, ...]:
    """Who plays where nobody was named: the story's officials, or where it has none, those that need no entry."""
    return tuple(o.id for o in program.scenario.officials) or tuple(MADE)


def players(program: Program, names: Iterable[str]) -> dict[str, Player]:
    """Somebody to sign under each name; whoever learns from play to play begins anew."""
    found: dict[str, Player] = {}
    for name in names:
        official = official_of(program, name)
        assert official is not None
        own = any(o.id == name for o in program.scenario.officials)
        found[name] = LeastUsed(official) if name == LEAST_USED and not own else Policy(official, program)
    return found
