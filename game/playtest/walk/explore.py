"""A walk from beginning to end: the fast way or the reference; where the space is too large, guided plays besides."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from random import Random
from typing import TypeAlias

from attrs import define, evolve, field, frozen

from game.engine.past import sign_declared
from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.carrying import file_of
from game.playtest.pool import Crew, Watch
from game.playtest.walk import broad
from game.playtest.walk.alive import Alive
from game.playtest.walk.asker import held
from game.playtest.walk.cells import named_parts
from game.playtest.walk.clauses import Asked, asked_of
from game.playtest.walk.course import course_of
from game.playtest.walk.found import Digits, Found, Target, What
from game.playtest.walk.ground import NotFast
from game.playtest.walk.guided import Diver, missing_of
from game.playtest.walk.key import Keys
from game.playtest.walk.still import ruled_out
from game.playtest.walk.swift import Swift, fast_walk
from game.script.header import Cut
from game.script.syntax import Expr

WIDEST = 40_000  # runs that the reference walk holds in one layer: about 10 KB each
BROAD_SHARE = 0.3  # of the seconds, before guided plays begin
SLICE = 1.5  # seconds of guided plays that another process does at a time
SHORTEST = 0.2

OWN_SHARE = 0.6  # of what is then left: guided plays with the walk's own seed, before those with others
AFTER_WHOLE = 4.0  # seconds at most of guided plays with other seeds, for what a whole walk ruled out with its own
OTHERS = 12  # other seeds that are tried

Job: TypeAlias = tuple[int, str, float, int]  # a seed, a lesson, seconds, a number
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
    ruled_out: dict[Target, str] = field(factory=dict[Target, str])
    elsewhere: dict[Target, tuple[int, Digits]] = field(factory=dict[Target, tuple[int, Digits]])
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

    def start(self, seed: int | None = None) -> Run:
        """A run at the first decision of the walk; of a lesson that goes on from another, after what is declared."""
        return beginning(self.program, self.seed if seed is None else seed, self.cut, past=True)

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
        """Walk; where that is too much, play; of what is missing, find out why; and try it with other seeds."""
        try:
            self._walk()
            if not self.found.whole:
                self._dive(self._jobs((self.seed,), OWN_SHARE))
            missing = missing_of(self.targets(), self.found)
            self.asked = asked_of(self.program, self.cut, missing)
            self.ruled_out = ruled_out(self.start(), self.alive, self.asked)
            if missing and self.found.whole:
                self._reasons()
            if missing and self.chance:
                self._dive(self._jobs(self._other_seeds(), 1.0, AFTER_WHOLE if self.found.whole else None))
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
        """Which parts of the conditions of what is missing ever hold."""
        self.tell("states; looking for reasons", self.found.states, 0)
        if self.swift is not None:
            self.held = self.swift.held(self.asked)
        else:
            stop = self._stop_at(self.budget.seconds, "states walked again")
            self.held = held(self.start(), self.alive, self.asked, stop)

    # guided plays

    @property
    def chance(self) -> bool:
        """Whether another seed can bring anything else: chance, or a file that is carried in."""
        world, figures = self.program.scenario.world, self.program.scenario.figures
        drawn = world.draws or self.program.storylets or any(p.varies for p in world.parameters)
        return bool(drawn) or any(v.carried for v in figures.variables)

    def _other_seeds(self) -> tuple[int, ...]:
        return tuple((self.seed + n) % 2**20 for n in range(1, OTHERS + 1))

    def _dive(self, jobs: list[Job]) -> None:
        watch = Watch(stop=lambda: self.seconds > self.budget.seconds or not self._wanted())
        with Crew(self.program, self.budget.workers) as crew:
            for seed, found in crew.each(_slice, jobs, watch):
                if seed == self.seed:
                    self.found.merge(found)
                else:
                    self.found.moves += found.moves
                    self.found.plays += found.plays
                    for target in found.reached.keys() - self.found.reached.keys():
                        self.elsewhere.setdefault(target, (seed, found.reached[target]))
                self.tell("guided plays", self.found.plays, 0)

    def _wanted(self) -> bool:
        """Whether guided plays could still find something."""
        return any(t not in self.elsewhere for t in missing_of(self.targets(), self.found))

    def _jobs(self, seeds: tuple[int, ...], share: float, most: float | None = None) -> list[Job]:
        """Guided plays for these seeds, in turns, for a share of the seconds that are left."""
        left = max(0.0, self.budget.seconds - self.seconds) * share
        left = left if most is None else min(left, most)
        workers = self.budget.workers or os.cpu_count() or 1
        cut, slice_of = self.cut.id if self.cut else "", min(SLICE, max(left * workers / len(seeds), SHORTEST))
        slices = max(1, round(left * workers / slice_of)) if left else 0
        return [(seeds[n % len(seeds)], cut, slice_of, n) for n in range(slices)]


def beginning(program: Program, seed: int, cut: Cut | None, *, past: bool) -> Run:
    """A run of a seed with the file that machine plays of it carry; with `past`, as far as the cut's own first turn."""
    run = begin(program, seed, cut.id if cut else "", file_of(program, seed))
    if past:
        sign_declared(run, run.decide)
    return run


def _say_nothing(_what: str, _count: int, _deep: int) -> None: ...


_DIVERS: dict[tuple[int, int, str], Diver] = {}


def _slice(program: Program, job: Job) -> tuple[int, Found]:
    """A share of guided plays in this process; what it learnt is kept for the next share."""
    seed, cut, seconds, number = job
    at = (id(program), seed, cut)
    if at not in _DIVERS:
        exploring = Exploring(program, seed, program.cuts.get(cut), Budget(), _say_nothing)
        _DIVERS[at] = Diver(exploring.start(), frozenset(exploring.targets()), Random(number))
    diver = _DIVERS[at]
    before, until = evolve(diver.found), time.monotonic() + seconds
    diver.dive(lambda: time.monotonic() > until)
    moves, plays = diver.found.moves - before.moves, diver.found.plays - before.plays
    return seed, evolve(diver.found, moves=moves, plays=plays)
