"""A walk from beginning to end: the fast way or the reference; where the space is too large, guided plays besides."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from random import Random

from attrs import define, evolve, field, frozen

from game.engine.past import sign_declared
from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.pool import Crew, Watch
from game.playtest.walk import broad
from game.playtest.walk.alive import Alive
from game.playtest.walk.asker import held
from game.playtest.walk.cells import named_parts
from game.playtest.walk.clauses import Asked, asked_of
from game.playtest.walk.course import course_of
from game.playtest.walk.found import Found, Target, What
from game.playtest.walk.ground import NotFast
from game.playtest.walk.guided import Diver, missing_of
from game.playtest.walk.key import Keys
from game.playtest.walk.swift import Swift, fast_walk
from game.script.header import Cut
from game.script.syntax import Expr

WIDEST = 40_000  # runs that the reference walk holds in one layer: about 10 KB each
BROAD_SHARE = 0.3  # of the seconds, before guided plays begin
SLICE = 1.5  # seconds of guided plays that another process does at a time

Tell = Callable[[str, int, int], None]  # what is done, how many of it, how deep


@frozen
class Budget:
    """How much a walk may cost."""

    states: int = 5_000_000
    seconds: float = 60.0
    workers: int = 0


@define(eq=False)
class Exploring:
    """One exploration. What it found stands in `found` at any time."""

    program: Program
    seed: int
    cut: Cut | None
    budget: Budget
    tell: Tell
    found: Found = field(factory=Found)
    held: frozenset[Target] | None = None  # the parts of conditions that hold somewhere, if that was looked into
    asked: Asked = field(factory=dict[Target, tuple[Expr, ...]])
    swift: Swift | None = None
    how: str = "fast"
    slow_because: str = ""
    interrupted: bool = False
    began: float = field(factory=time.monotonic)
    alive: Alive = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.alive = Alive(self.program, self.cut, course_of(self.program, self.cut))

    @property
    def seconds(self) -> float:
        """How long it has gone on."""
        return time.monotonic() - self.began

    def start(self) -> Run:
        """A run at the first decision of the walk; of a lesson that goes on from another, after what is declared."""
        run = begin(self.program, self.seed, self.cut.id if self.cut else "")
        sign_declared(run, run.decide)
        return run

    def targets(self) -> list[Target]:
        """All that could be reached in this walk: scenes that are not left out, their answers, endings, fates."""
        scenario, scenes = self.program.scenario, self.alive.course.scenes
        found: list[Target] = []
        for scene in scenario.scenes:
            if scene.id in scenes:
                found.append((What.SCENE, scene.id))
                found += [(What.CHOICE, name) for name, _ in named_parts(scene)]
        for part in scenario.endings.of(self.cut.id if self.cut else ""):
            found += [(What.ENDING, f"{part.id}.{e.id}") for e in part.endings]
        for person in scenario.people:
            found += [(What.FATE, f"{person.id}.{fate.id}") for fate in person.fates]
        return found

    def explore(self) -> None:
        """Walk; where that is too much, play; of a whole walk, find out why what is missing is missing."""
        try:
            self._walk()
            if self.found.whole:
                self._reasons()
            else:
                self._dive()
        except KeyboardInterrupt:
            self.interrupted = True

    def _walk(self) -> None:
        try:
            stop = self._stop_at(self.budget.seconds, "states")
            self.swift = fast_walk(self.start(), self.alive, self.found, stop)
            self.swift.walk()
            self.how = "fast"
        except NotFast as reason:
            self.how, self.slow_because, self.swift = "reference", str(reason), None
            self.found = Found()
            stop = self._stop_at(self.budget.seconds * BROAD_SHARE, "states")
            broad.walk(self.start(), Keys(self.alive), self.found, stop, WIDEST)
        if self.found.interrupted:
            raise KeyboardInterrupt

    def _stop_at(self, seconds: float, what: str) -> Callable[[Found, int], bool]:
        def stop(found: Found, wide: int) -> bool:
            count = found.states + wide
            self.tell(what, count, found.longest)
            if self.seconds > seconds:
                found.why_not = found.why_not or f"{seconds:.0f} seconds were over"
            elif count > self.budget.states:
                found.why_not = found.why_not or f"there are more than {self.budget.states:,} states"
            return bool(found.why_not)

        return stop

    def _reasons(self) -> None:
        missing = missing_of(self.targets(), self.found)
        self.asked = asked_of(self.program, self.cut, missing)
        if not missing:
            return
        self.tell("states; looking for reasons", self.found.states, 0)
        if self.swift is not None:
            self.held = self.swift.held(self.asked)
        else:
            stop = self._stop_at(self.budget.seconds, "states walked again")
            self.held = held(self.start(), self.alive, self.asked, stop)

    # guided plays

    def _dive(self) -> None:
        jobs = list(self._jobs())
        watch = Watch(stop=lambda: self.seconds > self.budget.seconds)
        with Crew(self.program, self.budget.workers) as crew:
            for found in crew.each(_slice, jobs, watch):
                self.found.merge(found)
                self.tell("plays", self.found.plays, 0)

    def _jobs(self) -> Iterator[tuple[int, str, float, int]]:
        left = max(0.0, self.budget.seconds - self.seconds)
        cut = self.cut.id if self.cut else ""
        slices = max(1, int(left / SLICE * max(1, self.budget.workers or 2)))
        for number in range(slices if left else 0):
            yield self.seed, cut, min(SLICE, left), number


def _say_nothing(_what: str, _count: int, _deep: int) -> None: ...


_DIVERS: dict[tuple[int, int, str], Diver] = {}


def _slice(program: Program, job: tuple[int, str, float, int]) -> Found:
    """A share of guided plays in this process; what it learnt is kept for the next share."""
    seed, cut, seconds, number = job
    at = (id(program), seed, cut)
    if at not in _DIVERS:
        exploring = Exploring(program, seed, program.cuts.get(cut), Budget(), _say_nothing)
        _DIVERS[at] = Diver(exploring.start(), frozenset(exploring.targets()), Random(number))
    diver = _DIVERS[at]
    before, until = evolve(diver.found), time.monotonic() + seconds
    diver.dive(lambda: time.monotonic() > until)
    return evolve(diver.found, moves=diver.found.moves - before.moves, plays=diver.found.plays - before.plays)
