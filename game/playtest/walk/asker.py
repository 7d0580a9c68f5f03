"""The second walk: over the same space, watching which parts of conditions hold where they are asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, field

from game.engine.memory import Memory
from game.engine.program import Program
from game.engine.reasons import Change, Moment, Trace
from game.engine.run import Run
from game.engine.translate import Env
from game.playtest.walk import broad
from game.playtest.walk.alive import Alive
from game.playtest.walk.clauses import Asked, clause
from game.playtest.walk.found import Found, Target, What
from game.playtest.walk.key import Keys
from game.script.checker import bind
from game.script.evaluator import evaluate
from game.script.linker import form_scope
from game.script.syntax import Expr

ASKING = (Moment.BEAT, Moment.ASKS, Moment.PLAN)


def held(start: Run, alive: Alive, asked: Asked, stop: Callable[[Found, int], bool]) -> frozenset[Target] | None:
    """Walk again, and see which parts of conditions hold where they are asked; None if it was stopped."""
    found = Found()
    watcher = Watcher(alive.program, asked, found)
    broad.walk(watcher.again(start), Keys(alive), found, stop, 1 << 62, watcher)
    return frozenset(found.reached) if found.whole else None


@define
class _Asks(Trace):
    """A trace that keeps nothing, and looks on while papers are asked for."""

    run: Run | None = None
    watcher: Watcher | None = None

    def note_rule(self, number: int, old: float, new: float) -> None:
        """Nothing is kept."""

    def note_change(self, change: Change) -> None:
        """Nothing is kept."""

    def settle(self, since: int, slots: Sequence[int], values: Sequence[float]) -> None:
        """Nothing is kept."""

    def moment(self, what: Moment, values: Sequence[float], memory: Memory, came: Sequence[str] = ()) -> None:
        """Papers are asked for."""
        del came
        if what in ASKING and self.run is not None and self.watcher is not None:
            self.watcher.asks(self.run, list(values), memory)


@define(eq=False)
class Watcher:
    """Notes in `found` which parts of conditions hold where they are asked."""

    program: Program
    asked: Asked
    found: Found
    _bound: dict[Target, tuple[Expr, ...]] = field(factory=dict[Target, tuple[Expr, ...]])

    def __attrs_post_init__(self) -> None:
        inside = form_scope(self.program.scope)
        self._bound = {target: tuple(bind(p, inside) for p in parts) for target, parts in self.asked.items()}

    def again(self, run: Run) -> Run:
        """The same run from its very beginning, watched."""
        watched = Run(run.program, run.seed, run.cut, run.carried)
        watched.trace = _Asks(run=watched, watcher=self)
        watched.start()
        for decision in run.decisions:
            watched.decide(decision)
        watched.trace = None
        self.waits(watched)
        return watched

    def watch(self, run: Run) -> None:
        """Watch a run that is about to decide."""
        run.trace = _Asks(turn=run.index, run=run, watcher=self)

    def asks(self, run: Run, values: list[float], memory: Memory) -> None:
        """Papers are asked for: those of this beat that are missing."""
        beat = run.program.beats[run.beat].id
        for target in self._bound:
            if target[0] is What.SCENE:
                scene = run.program.scenes[target[1]]
                here = not scene.turns or run.turn_id in scene.turns
                if here and (scene.beat or run.program.first_beat) == beat:
                    self._note(target, values, memory, run)

    def waits(self, run: Run) -> None:
        """Something waits, or the run has ended: what is locked, and which endings might hold."""
        run.trace = None
        for target in self._bound:
            scene = target[1].partition(".")[0]
            at_desk = target[0] is What.CHOICE and run.pending is not None and run.pending.id == scene
            if at_desk or (run.ended and target[0] in (What.ENDING, What.FATE)):
                self._note(target, run.values, run.memory, run)

    def _note(self, target: Target, values: list[float], memory: Memory, run: Run) -> None:
        digits = broad.digits_of(run)
        self.found.reach(clause(target, -1), digits)
        env = Env(run.program, values, memory)
        for number, part in enumerate(self._bound[target]):
            if evaluate(part, env):
                self.found.reach(clause(target, number), digits)
