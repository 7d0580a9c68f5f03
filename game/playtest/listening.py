"""Plays that note how every condition came out: a story that tells, and an observer who hears it.

What the engine asks (`when`, `needs`, `later`, desks) is noted as it asks; what only a reader meets is asked here when
a face would ask: texts as they come, the ledger and the people while something waits, the last pages at the end.
Figures in texts are worked out on the way, so that one that cannot be is found. The plain evaluator asks, so a play
takes two to four times as long as an ordinary one: it is a pass of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import Factory, define

from game.engine.carried import Carried
from game.engine.faults import RunFault
from game.engine.memory import Due
from game.engine.past import is_past
from game.engine.program import Program
from game.engine.run import Run
from game.engine.translate import Env
from game.playtest.batch import Portion, each_told
from game.playtest.carrying import file_of
from game.playtest.failures import Failure, Recorder, failure_of
from game.playtest.players import Player, players
from game.playtest.plays import MOST_DECISIONS, NoEnding
from game.playtest.pool import Crew, Watch
from game.playtest.telling import FAILED, HELD, Telling
from game.script.evaluator import evaluate
from game.script.faults import Place
from game.script.prose import Branch, Prose
from game.script.scenes import Choice, Scene, Step
from game.script.shapes import Formula
from game.script.written import written
from game.session.last_pages import parts_of


@define
class Heard:
    """In how many plays each clause held at least once, and failed at least once."""

    plays: int = 0
    held: list[int] = Factory(list[int])
    failed: list[int] = Factory(list[int])

    def merge(self, other: Heard) -> None:
        """Add another's plays."""
        self.plays += other.plays
        self.held = _sum(self.held, other.held)
        self.failed = _sum(self.failed, other.failed)

    def add(self, flags: bytearray) -> None:
        """Add one play."""
        self.merge(Heard(1, [f & HELD for f in flags], [(f & FAILED) // FAILED for f in flags]))


def _sum(one: list[int], other: list[int]) -> list[int]:
    return [a + b for a, b in zip(one, other, strict=True)] if one and other else one or other


@define
class Listener:
    """Hears one run, at the moments at which a face would show it."""

    telling: Telling
    signs: list[Choice | Step] = Factory(list[Choice | Step])

    def env(self, run: Run) -> Env:
        """The moment, for questions."""
        return Env(self.telling.program, run.values, run.memory)

    def ask(self, formula: Formula | None, env: Env) -> bool:
        """Whether a condition holds; one that is left out does."""
        if formula is None:
            return True
        try:
            return self.telling.asks[id(formula)](env)
        except ArithmeticError as error:
            raise RunFault(f"{_at(formula.place)}: {error} in `{written(formula.expr)}`") from error

    def hear(self, prose: Prose | None, env: Env) -> None:
        """Go through a text as it is told now."""
        for part in prose.parts if prose else ():
            if isinstance(part, str):
                continue
            try:
                if isinstance(part, Branch):
                    side = part.then if self.telling.asks[id(part)](env) else part.otherwise
                else:
                    evaluate(self.telling.figures[id(part)], env)
                    continue
            except ArithmeticError as error:
                what = part.test if isinstance(part, Branch) else part.expr
                raise RunFault(f"{_at(part.place)}: {error} in `{written(what)}`") from error
            self.hear(side, env)

    def turn_opens(self, run: Run) -> None:
        """A turn has no text of its own."""

    def turn_closes(self, run: Run) -> None:
        """Nor has its end."""

    def comes(self, run: Run, scene: Scene) -> None:
        """A paper comes: its text, or the shorter one of a lesson, and its summary."""
        env = self.env(run)
        for prose in (scene.title, scene.brief if run.cut and scene.brief else scene.text, scene.summary):
            self.hear(prose, env)

    def falls_due(self, run: Run, due: Due) -> None:
        """What comes later of an act is told."""
        self.hear(due.text, self.env(run))

    def signed(self, run: Run, scene: Scene, signed: tuple[Choice | Step, ...]) -> None:
        """What the desk sees at once."""
        env, short = self.env(run), run.cut is not None
        for part in signed:
            self.hear(part.say, env)
            self.hear(part.brief_after if short and part.brief_after else part.after, env)
        self.hear(scene.brief_after if short and scene.brief_after else scene.after, env)
        self.signs += signed

    def waits(self, run: Run) -> None:
        """The desk lies there to be read: the answers, the ledger, the people."""
        env, pending, scenario = self.env(run), run.pending, run.program.scenario
        for row, free in zip(pending.rows(), pending.open, strict=True) if pending else ():
            for part, is_open in zip(row, free, strict=True):
                self.hear(part.say if is_open else part.locked, env)
        for row in (*scenario.figures.ledger, *scenario.figures.landmarks):
            if row.unknown_when is not None:
                self.ask(row.unknown_when, env)
            if row.seen_when is not None and row.seen is not None:
                self.ask(row.seen_when, env)
        for person in scenario.people:
            self.hear(person.about, env)
            self.hear(next((s.say for s in person.status if self.ask(s.when, env)), None), env)

    def ends(self, run: Run) -> None:
        """The last pages, and what a personnel clerk entered."""
        env, scenario = self.env(run), run.program.scenario
        for person in scenario.people:
            self.hear(next(f.text for f in person.fates if self.ask(f.when, env)), env)
        for page in parts_of(run):
            self.hear(next(e.text for e in page.endings if self.ask(e.when, env)), env)
        for item in scenario.debrief.brief:
            if self.ask(item.when, env):
                self.hear(item.text, env)
        next((h for h in scenario.debrief.chair if self.ask(h.when, env)), None)
        for part in self.signs:
            self.hear(part.file, env)


def _at(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"


def listen(telling: Telling, player: Player, seed: int, cut: str, carried: Carried) -> None:
    """Play one run and note how its conditions came out. Raises RunFault."""
    program, listener = telling.program, Listener(telling)
    telling.flags[:] = bytes(len(telling.flags))
    chosen = program.cuts[cut] if cut else None
    run = Run(program, seed, chosen, carried, observer=listener)
    run.start()
    intro = chosen.intro if chosen else None
    while not run.ended:
        if intro is not None and not is_past(run):  # a lesson that goes on from another begins after it
            listener.hear(intro, listener.env(run))
            intro = None
        run.decide(player.choose(run))
        if len(run.decisions) > MOST_DECISIONS:
            raise NoEnding(f"there is no ending after {MOST_DECISIONS:,} decisions")
    listener.ends(run)


_HERE: list[tuple[Program, Telling]] = []


def _telling(program: Program) -> Telling:
    """The same story, telling; made once in a process."""
    if not _HERE or _HERE[-1][0] is not program:
        _HERE[:] = [(program, Telling.of(program.scenario, program.scope))]
    return _HERE[-1][1]


def listen_portion(program: Program, portion: Portion) -> tuple[Heard, list[Failure]]:
    """One piece of work, in whatever process it is done."""
    telling, heard, wrong = _telling(program), Heard(), list[Failure]()
    who = players(program, dict.fromkeys(job.official for job in portion.jobs))
    for job in portion.jobs:
        player, carried = Recorder(who[job.official]), file_of(program, job.seed)
        try:
            listen(telling, player, job.seed, portion.cut, carried)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told, with the code that does it again
            wrong.append(failure_of(program, player, job.seed, portion.cut, carried, error)[0])
        heard.add(telling.flags)
    return heard, wrong


def listen_all(crew: Crew, work: Sequence[Portion], watch: Watch) -> tuple[Heard, list[Failure], bool]:
    """All of it, and whether it was done to the end."""
    heard, wrong = Heard(), list[Failure]()
    try:
        for some, failed in each_told(crew, listen_portion, work, watch):
            heard.merge(some)
            wrong += failed
    except KeyboardInterrupt:
        return heard, wrong, False
    return heard, wrong, True
