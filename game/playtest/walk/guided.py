"""Plays where a whole walk is too much: least-visited first, so that what legal plays reach is found quickly.

Some plays begin at the beginning; others go on from a kept moment, at which such parts of the conditions of what is
still missing held as never before together. In a play the answer that was taken least is taken, or one of a kind of
act, or any. Nothing here proves that something cannot be reached.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import TypeAlias

from attrs import define, field

from game.engine.faults import RunFault
from game.engine.memory import Decision
from game.engine.pending import Pending
from game.engine.run import Run
from game.engine.translate import Env
from game.playtest.coverage import names_of
from game.playtest.walk.broad import endings_of, note_choices
from game.playtest.walk.clauses import asked_of
from game.playtest.walk.found import Digits, Found, Target, What
from game.script.checker import bind
from game.script.evaluator import evaluate
from game.script.linker import form_scope
from game.script.scenes import Stance
from game.script.syntax import Expr

Sign: TypeAlias = tuple[int, int, frozenset[int]]
MOST_KEPT = 2_000
LOOK_AGAIN = 200  # plays after which it is asked again what is missing
FAITHFUL = 0.85  # how often who plays by a kind of act finds nothing to say against it


@define(eq=False)
class Diver:
    """Plays one story from one start, again and again, and remembers what it took."""

    start: Run
    targets: frozenset[Target]
    dice: Random
    found: Found = field(factory=Found)
    taken: Counter[str] = field(factory=Counter[str])
    kept: dict[Sign, Run] = field(factory=dict[Sign, Run])
    picked: Counter[Sign] = field(factory=Counter[Sign])
    _parts: list[Expr] = field(factory=list[Expr])
    _seen: set[str] = field(factory=set[str])

    def dive(self, stop: Callable[[], bool]) -> None:
        """Play until somebody says stop."""
        self._note_scenes(self.start)
        while not stop():
            if self.found.plays % LOOK_AGAIN == 0:
                self._what_is_missing()
            self.found.plays += 1
            with suppress(RunFault):  # it is noted where it happened
                self._play(*self._beginning(), stop)

    def _beginning(self) -> tuple[Run, Callable[[Pending], Decision]]:
        """Where a play begins, and how its answers are chosen."""
        way = self.found.plays % 4
        if way == 3 and self.kept:
            sign = min(self.kept, key=lambda s: (self.picked[s], self.dice.random()))
            self.picked[sign] += 1
            return self.kept[sign].fork(), self.dice.choice((self._least, self._any))
        if way == 1:
            stance = self.dice.choice(list(Stance))
            return self.start.fork(), lambda pending: self._of_kind(pending, stance)
        return self.start.fork(), self._any if way == 2 else self._least

    def _play(self, run: Run, choose: Callable[[Pending], Decision], stop: Callable[[], bool]) -> None:
        while run.pending is not None and not stop():
            pending = run.pending
            decision = choose(pending)
            self.found.moves += 1
            try:
                run.decide(decision)
            except RunFault as fault:
                self.found.stops.setdefault(str(fault), _digits(run))
                raise
            note_choices(pending, decision, _digits(run), self.found)
            self._note_scenes(run)
            self._keep(run)
        if run.ended:
            for target in endings_of(run):
                self.found.reach(target, _digits(run))

    def _note_scenes(self, run: Run) -> None:
        for scene in run.memory.last.keys() - self._seen:
            self._seen.add(scene)
            self.found.reach((What.SCENE, scene), _digits(run))

    # how an answer is chosen

    def _least(self, pending: Pending) -> Decision:
        return self._chosen(pending, lambda name, _: (self.taken[name], self.dice.random()))

    def _any(self, pending: Pending) -> Decision:
        return self._chosen(pending, lambda _name, _kind: (0, self.dice.random()))

    def _of_kind(self, pending: Pending, stance: Stance) -> Decision:
        if self.dice.random() > FAITHFUL:
            return self._any(pending)
        return self._chosen(pending, lambda _, kind: (kind is not stance, self.dice.random()))

    def _chosen(self, pending: Pending, order: Callable[[str, Stance | None], tuple[float, float]]) -> Decision:
        if pending.plan is not None:
            named = {f"{pending.turn} {' '.join(plan)}": plan for plan in pending.plan}
            best = min(named, key=lambda name: order(name, None))
            self.taken[best] += 1
            return Decision(pending.turn, pending.id, named[best])
        picks: list[str] = []
        for names, row, free in zip(names_of(pending.scene), pending.rows(), pending.open, strict=True):
            open_now = [(n, p) for n, p, is_open in zip(names, row, free, strict=True) if is_open]
            name, part = min(open_now, key=lambda item: order(item[0], item[1].stance))
            self.taken[name] += 1
            picks.append(part.id)
        return Decision(pending.turn, pending.id, tuple(picks))

    # moments worth going on from

    def _what_is_missing(self) -> None:
        program = self.start.program
        missing = self.targets - self.found.reached.keys()
        inside = form_scope(program.scope)
        parts = asked_of(program, self.start.cut, missing).values()
        self._parts = list(dict.fromkeys(bind(part, inside) for row in parts for part in row))[:40]
        self.kept.clear()
        self.picked.clear()

    def _keep(self, run: Run) -> None:
        """Keep a moment in which such parts of conditions hold as never did together before in its turn."""
        if not self._parts or run.pending is None or len(self.kept) >= MOST_KEPT:
            return
        env = Env(run.program, run.values, run.memory)
        holds: set[int] = set()
        for number, part in enumerate(self._parts):
            with suppress(ArithmeticError):
                if evaluate(part, env):
                    holds.add(number)
        sign = (run.index, run.beat, frozenset(holds))
        if sign not in self.kept:
            self.kept[sign] = run.fork()


def _digits(run: Run) -> Digits:
    return tuple(digit for digit, _ in run.digits)


def missing_of(targets: Sequence[Target], found: Found) -> list[Target]:
    """What was not reached."""
    return [target for target in targets if target not in found.reached]
