"""A game in a preview: played as any other, kept in no save; where figures were set by hand it has no code either."""

from __future__ import annotations

from pathlib import Path

from attrs import define, frozen

from game.engine.faults import RunFault
from game.engine.memory import Decision
from game.engine.program import Program
from game.engine.run import Observer
from game.session.follow import refused, why_not
from game.session.game import Game
from game.session.journal import SaveError
from game.session.renamed import Renamed
from game.session.staged import Staged, Staging, resolve
from game.session.trouble import Misasked
from game.session.views import DeskView

NO_CODE = "none: figures were set by hand"


@define
class Rehearsal(Game):
    """A game of a preview. Raises Misasked where what is set does not fit the story."""

    staged: Staged = Staged()

    def observed_by(self) -> Observer:
        """Whoever puts the run into words, and before that whoever sets what was asked for."""
        if not self.staged:
            return self.teller
        return Staging(self.staged, resolve(self.program, self.staged.figures), self.teller)

    def code(self, keep: int | None = None) -> str:
        """The run code; a run with figures set by hand has none, since no replay would lead there."""
        return NO_CODE if self.staged else super().code(keep)

    def decide(self, scene: str, *picks: str) -> DeskView:
        """Sign what waits; where the story breaks off there, that is told and the run stays. Raises RefusedDecision."""
        before, self.notice = tuple(self.run.decisions), ""
        try:
            return super().decide(scene, *picks)
        except RunFault as fault:
            back = replay(self.program, self.seed, self.cut, before, self.staged).game
            self.run, self.teller, self.states = back.run, back.teller, back.states
            self.notice = f"the story breaks off at this decision, so it was not signed: {fault}"
            return self.view()

    def save_elsewhere(self, folder: Path) -> None:  # noqa: ARG002
        """A preview is kept nowhere. Raises SaveError."""
        raise SaveError("this is a preview, which is never saved; `play` begins a run that is")

    def rewind(self, keep: int) -> Rehearsal:
        """The same preview with the first so many decisions."""
        keep = max(self.run.past, min(keep, len(self.run.decisions)))
        return replay(self.program, self.seed, self.cut, tuple(self.run.decisions[:keep]), self.staged).game


@frozen
class Replayed:
    """Where decisions led in a story: the game, and why those after the last that agrees were left out."""

    game: Rehearsal
    reason: str = ""


def replay(program: Program, seed: int, cut: str, decisions: tuple[Decision, ...], staged: Staged) -> Replayed:
    """Sign decisions of an earlier version as far as they may be signed. Raises Misasked or RunFault at the start."""
    if cut and cut not in program.cuts:
        raise Misasked(f"the lesson `{cut}` is no longer in this story")
    game, renamed = Rehearsal(program, seed, cut, staged=staged), Renamed.of(program)
    for number, decision in enumerate(map(renamed.decision, decisions), start=1):
        if refused(game.run, decision):
            return Replayed(game, f"decision {number} is no longer there: {why_not(game.run, decision)}")
        try:
            game.follow(decision)
        except RunFault as fault:
            kept = replay(program, seed, cut, decisions[: number - 1], staged).game
            return Replayed(kept, f"after decision {number}, `{decision.scene}`, the story breaks off: {fault}")
    return Replayed(game)
