"""The way to a scene, found by machine plays: the decisions of one that came there, or why none did.

The officials of the story try in turn, and with them one who signs what was signed least; each round has another seed,
unless one was asked for. The search is bounded in plays and in seconds, and says how far it looked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from attrs import evolve, frozen

from game.engine.faults import RunFault
from game.engine.memory import Decision
from game.engine.past import sign_declared
from game.engine.program import Program
from game.engine.run import Run
from game.playtest.barred import Barred
from game.playtest.officials import Policy
from game.playtest.players import LeastUsed
from game.script.faults import nearest
from game.script.model import Official
from game.session.door import shown
from game.session.preview import Find, Way
from game.session.staged import Staged, Staging, resolve
from game.session.trouble import Misasked

MOST_PLAYS = 600
MOST_SECONDS = 8.0
MOST_DECISIONS = 2_000
LEAST_USED = "least used"
SEEDS = 2**20


Choose = Callable[[Run], Decision]


@frozen
class Search:
    """What to look for: a scene of a cut, with figures set or not, by whom, and under which seed (any if None)."""

    scene: str
    cut: str = ""
    staged: Staged = Staged()
    official: str = ""
    seed: int | None = None
    plays: int = MOST_PLAYS
    seconds: float = MOST_SECONDS
    said: Callable[[int], None] = lambda _plays: None

    def find(self, program: Program) -> Way:
        """A way there. Raises Misasked where there is none within the bounds, with what stood in the way."""
        if self.scene not in program.scenes:
            hint = nearest(self.scene, program.scenes) or "`check` lists what is wrong with a name"
            raise Misasked(f"there is no scene `{shown(self.scene)}`; {hint}")
        if self.cut and self.cut not in program.cuts:
            known = ", ".join(program.cuts) or "none"
            raise Misasked(f"`{shown(self.cut)}` is not a lesson of this scenario; there are: {known}")
        resolve(program, self.staged.figures)
        players, barred = self._players(program), Barred(program, self.scene)
        staged = evolve(self.staged, scene=self.scene)
        way = self._search(program, players, staged, barred)
        if way is None and staged.figures:  # what is set may be what brings the scene
            way = self._search(program, players, evolve(staged, early=True), Barred(program, self.scene))
        if way is None:
            raise Misasked(barred.says(self.plays))
        return way

    def _players(self, program: Program) -> dict[str, Choose]:
        named: dict[str, Official] = {o.id: o for o in program.scenario.officials}
        if not self.official:
            return {**{n: Policy(o, program).choose for n, o in named.items()}, LEAST_USED: LeastUsed().choose}
        if self.official in ("least_used", LEAST_USED):
            return {LEAST_USED: LeastUsed().choose}
        if self.official not in named:
            hint = nearest(self.official, named) or f"there are: {', '.join((*named, 'least_used'))}"
            raise Misasked(f"there is no official `{shown(self.official)}`; {hint}")
        return {self.official: Policy(named[self.official], program).choose}

    def _search(self, program: Program, players: dict[str, Choose], staged: Staged, barred: Barred) -> Way | None:
        until = time.monotonic() + self.seconds
        for plays, (name, choose, seed) in enumerate(self._tries(players)):
            if plays >= self.plays or (time.monotonic() > until and plays >= len(players)):
                break
            self.said(plays)
            decisions = self._try(program, choose, seed, staged, barred)
            if decisions is not None:
                return Way(seed, decisions, staged, name)
        return None

    def _tries(self, players: dict[str, Choose]) -> Iterator[tuple[str, Choose, int]]:
        first = 1 if self.seed is None else self.seed
        for number in range(SEEDS):
            for name, choose in players.items():
                yield name, choose, (first + number if self.seed is None else first) % SEEDS

    def _try(
        self, program: Program, choose: Choose, seed: int, staged: Staged, barred: Barred
    ) -> tuple[Decision, ...] | None:
        """One play, up to where the scene has come; None if it ends without."""
        numbers = resolve(program, staged.figures)
        watching = Staging(staged, numbers, barred)
        run = Run(program, seed, program.cuts[self.cut] if self.cut else None, observer=watching)
        try:
            run.start()
            sign_declared(run, run.decide)
            while self.scene not in run.memory.visits:
                if run.ended or run.pending is None or len(run.decisions) > MOST_DECISIONS:
                    return None
                run.decide(choose(run))
        except RunFault:  # this play breaks off; another may come there
            return None
        return tuple(run.decisions)


def to_scene(search: Search) -> Find:
    """The way of a preview that begins at a scene."""
    return search.find
