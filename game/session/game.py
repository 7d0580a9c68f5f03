"""One Game: what every face plays. Views out, decisions in, rewind by a shorter replay, a journal if saves are wanted.

The order inside `decide` is the promise: the run moves, the journal is written and synced, and only then does the
caller get a view of what followed.
"""

from __future__ import annotations

from pathlib import Path

from attrs import define, field

from game.engine.memory import Decision
from game.engine.program import Program
from game.engine.reasons import Trace
from game.engine.run import Run
from game.engine.version import ENGINE
from game.script.logic import logic_hash
from game.session import describe, last_pages
from game.session.journal import Contents, Heading, Journal, SaveError, create
from game.session.runcode import encode
from game.session.teller import Teller
from game.session.views import (
    ChartView,
    DeskView,
    EndView,
    FigureView,
    OrderView,
    PaperView,
    PersonView,
    SignedView,
    TermView,
)
from game.session.wording import Wording

__all__ = ["Decision", "Game", "NeedsOtherStory"]


class NeedsOtherStory(Exception):  # noqa: N818 - it is a finding about a save, and `compare` says the rest
    """A save that this story cannot replay to its end. `at` decisions agree; `reason` says what differs after them."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason


@define
class Game:
    """A game being played. Make one with `Game.new`, `Game.load` or `Game.replay`."""

    program: Program
    seed: int
    cut: str = ""
    journal: Journal | None = None
    notice: str = ""
    run: Run = field(init=False)
    teller: Teller = field(init=False)

    def __attrs_post_init__(self) -> None:
        chosen = self.program.cuts[self.cut] if self.cut else None
        self.teller = Teller(Wording(self.program), chosen)
        self.run = Run(self.program, self.seed, chosen, observer=self.teller, trace=Trace())
        self.run.start()

    # beginnings

    @classmethod
    def new(
        cls, program: Program, seed: int, cut: str = "", *, saves: Path | None = None, player: str = "", begun: str = ""
    ) -> Game:
        """A new game; with `saves`, a journal is kept there. A machine that refuses is told in `notice`."""
        game = cls(program, seed, cut)
        if saves is not None:
            game._keep(saves, player, begun)
        return game

    @classmethod
    def load(cls, program: Program, journal: Journal, contents: Contents) -> Game:
        """Go on with a save. Raises NeedsOtherStory if this story does not lead where the save went."""
        heading = contents.heading
        if heading.cut and heading.cut not in program.cuts:
            raise NeedsOtherStory(0, f"the lesson `{heading.cut}` is no longer in this story")
        game = cls(program, heading.seed, heading.cut, journal)
        for line in contents.lines:
            problem = game._replay_line(Decision(line.turn, line.scene, line.picks))
            if problem:
                raise NeedsOtherStory(line.number - 1, f"decision {line.number}: {problem}")
            if game.run.digest() != line.state:
                raise NeedsOtherStory(line.number - 1, f"decision {line.number}, `{line.scene}`, now has other results")
        game.teller.fresh()
        notes = [journal.trouble, contents.damaged and f"this save is damaged: {contents.damaged}"]
        if contents.torn:
            notes.append("the last line of this save was cut off while it was written; it was set aside")
        game.notice = "; ".join(n for n in notes if n)
        return game

    @classmethod
    def replay(cls, program: Program, seed: int, cut: str, decisions: tuple[Decision, ...]) -> Game:
        """A game brought to where some decisions lead; no journal. Raises RefusedDecision."""
        game = cls(program, seed, cut)
        for decision in decisions:
            game.teller.fresh()
            game.run.decide(decision)
        return game

    def _replay_line(self, decision: Decision) -> str:
        from game.engine.faults import RefusedDecision

        try:
            self.teller.fresh()
            self.run.decide(decision)
        except RefusedDecision as refused:
            return refused.reason
        return ""

    def _keep(self, folder: Path, player: str, begun: str, parent: str = "", at: int = 0) -> None:
        heading = Heading(
            scenario=self.program.scenario.id,
            logic=logic_hash(self.program.scenario),
            engine=str(ENGINE),
            seed=self.seed,
            cut=self.cut,
            version=self.program.scenario.header.version,
            player=player,
            begun=begun,
            parent=parent,
            at=at,
        )
        stem = "-".join(p for p in (self.program.scenario.id, self.cut, f"{self.seed}") if p)
        try:
            self.journal = create(folder, heading, stem)
        except SaveError as error:
            self.notice = f"this run is not being saved: {error}"

    # play

    def view(self) -> DeskView:
        """The desk as it stands."""
        return describe.desk(self)

    def decide(self, scene: str, *picks: str) -> DeskView:
        """Sign what waits. Raises RefusedDecision, with nothing changed and nothing written."""
        decision = Decision(self.run.turn_id, scene, tuple(picks))
        pending = self.run.pending
        if pending is not None:
            pending.digit(decision)
        self.teller.fresh()
        self.run.decide(decision)
        if self.journal is not None:
            saved = self.journal.append(decision.turn, scene, decision.picks, self.run.digest())
            self.notice = "" if saved else self.journal.trouble
        return self.view()

    def rewind(self, keep: int) -> Game:
        """A new game that keeps the first so many decisions; with a journal of its own if this one has one."""
        game = Game.replay(self.program, self.seed, self.cut, tuple(self.run.decisions[:keep]))
        game.teller.fresh()
        if self.journal is not None:
            old = self.journal
            game._keep(old.path.parent, old.heading.player, old.heading.begun, old.path.stem, keep)
            game._copy_decisions()
            old.close()
        return game

    def save_elsewhere(self, folder: Path) -> None:
        """Keep the run in another folder, e.g. when a disk is full. Raises SaveError."""
        if self.journal is None:
            self._keep(folder, "", "")
            if self.journal is None:
                raise SaveError(self.notice)
            self._copy_decisions()
        else:
            self.journal = self.journal.move(folder)
        self.notice = ""

    def _copy_decisions(self) -> None:
        if self.journal is None:
            return
        again = Run(self.program, self.seed, self.run.cut)
        again.start()
        for decision in self.run.decisions:
            again.decide(decision)
            self.journal.append(decision.turn, decision.scene, decision.picks, again.digest())

    def close(self) -> None:
        """Let go of the save."""
        if self.journal is not None:
            self.journal.close()

    # what else a face may ask

    def code(self) -> str:
        """The run code so far."""
        return encode(self.run)

    def ledger(self) -> tuple[FigureView, ...]:
        """All figures, each claimed, seen or unknown."""
        return describe.ledger(self)

    def history(self, row: str) -> ChartView | None:
        """What the desk was told of one figure, turn by turn."""
        return describe.history(self, row)

    def papers(self) -> tuple[PaperView, ...]:
        """This turn's papers."""
        return tuple(self.teller.papers)

    def people(self) -> tuple[PersonView, ...]:
        """The people, as the desk knows them now."""
        return describe.people(self)

    def orders(self) -> tuple[OrderView, ...]:
        """The standing orders, in words."""
        return describe.orders(self)

    def glossary(self) -> tuple[TermView, ...]:
        """The words of the time."""
        return describe.glossary(self)

    def decisions(self) -> tuple[SignedView, ...]:
        """What was signed so far."""
        return tuple(self.teller.signed_lines)

    def end(self) -> EndView:
        """The last pages; call it once `view().ended`."""
        return last_pages.end(self.run, self.teller.wording)
