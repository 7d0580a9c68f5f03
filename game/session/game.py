"""One Game: what every face plays. Views out, decisions in, rewind by a shorter replay, a journal if saves are wanted.

The order inside `decide` is the promise: the run moves, the journal is written and synced, and only then does the
caller get a view of what followed. A save that may not be written (damaged, open elsewhere, of another version) is left
as it is: the first new decision goes on in a copy.
"""

from __future__ import annotations

from pathlib import Path

from attrs import define, field

from game.engine.carried import NOTHING, Carried, as_text, of_text
from game.engine.faults import RefusedDecision, RunFault
from game.engine.memory import Decision
from game.engine.past import sign_declared, sign_played
from game.engine.program import Program
from game.engine.reasons import Trace
from game.engine.run import Observer, Run
from game.engine.version import ENGINE
from game.script.logic import logic_hash
from game.script.tongue import _
from game.session import describe
from game.session.asked import Asked
from game.session.door import one_line
from game.session.follow import NeedsOtherStory, follow
from game.session.journal import Contents, Heading, Journal, Line, SaveError, create, stem_of
from game.session.kept import keep_story
from game.session.renamed import Renamed
from game.session.runcode import cut_of, decisions_of, file_of, read_head
from game.session.teller import Teller
from game.session.trial import first_of
from game.session.views import DeskView
from game.session.wording import Wording

__all__ = ["Decision", "Game", "NeedsOtherStory"]


@define
class Game(Asked):
    """A game being played. Make one with `Game.new`, `Game.load` or `Game.replay`."""

    program: Program
    seed: int
    cut: str = ""
    carried: Carried = NOTHING
    journal: Journal | None = None
    notice: str = ""
    saving: bool = False
    labels: tuple[str, str, str] = ("", "", "")  # player, begun, campaign: for the first line of a save
    passing: bool = False  # replayed for one page: never saved, and asked for no reasons, so it keeps none
    states: list[str] = field(factory=list[str])
    first: Run | None = field(default=None, kw_only=True)  # the run that was over, where this one was gone back in it
    run: Run = field(init=False)
    teller: Teller = field(init=False)

    def __attrs_post_init__(self) -> None:
        chosen = self.program.cuts[self.cut] if self.cut else None
        self.teller = Teller(Wording(self.program), chosen)
        trace = None if self.passing else Trace()
        self.run = Run(self.program, self.seed, chosen, self.carried, observer=self.observed_by(), trace=trace)
        self.run.start()

    def observed_by(self) -> Observer:
        """Whoever watches the run: the teller, who puts it into words."""
        return self.teller

    # beginnings

    @classmethod
    def new(
        cls,
        program: Program,
        seed: int,
        cut: str = "",
        carried: Carried = NOTHING,
        *,
        saves: Path | None = None,
        player: str = "",
        begun: str = "",
        campaign: str = "",
        past: tuple[Decision, ...] | None = None,
    ) -> Game:
        """A new game; with `saves`, a journal is kept there. A machine that refuses is told in `notice`.

        `past` are the decisions of a finished run of the cut that `cut` goes on from; without it they are as declared.
        Raises RefusedDecision if they do not lead to where `cut` begins.
        """
        game = cls(program, seed, cut, carried)
        if past is None:
            sign_declared(game.run, game._sign)
        else:
            sign_played(game.run, past, game._sign)
        game.labels = (player, begun, campaign)
        if saves is not None:
            game.saving = True
            try:
                game._keep(saves, *game.labels)
            except SaveError as error:
                game.notice = _("this run is not being saved: {error}").format(error=error)
        return game

    @classmethod
    def load(
        cls,
        program: Program,
        journal: Journal,
        contents: Contents,
        *,
        renamed: Renamed | None = None,
        results: bool = True,
    ) -> Game:
        """Go on with a save. Raises NeedsOtherStory if this story does not lead where the save went.

        `renamed` translates ids of an earlier version; without `results` it is enough that each decision may be signed.
        """
        heading = contents.heading
        if heading.cut and heading.cut not in program.cuts:
            raise NeedsOtherStory(0, _("the lesson `{cut}` is no longer in this story").format(cut=heading.cut))
        carried = of_text(heading.carried)
        try:
            game = cls(program, heading.seed, heading.cut, carried, journal)
        except RunFault as fault:
            raise NeedsOtherStory(
                0, _("the file that was carried in does not fit: {fault}").format(fault=fault)
            ) from fault

        def agrees(run: Run, state: str) -> bool:
            return not results or state in (game.states[-1], renamed.digest_before(run) if renamed else "")

        def today(signed: Decision) -> Decision:
            return renamed.decision(signed) if renamed else signed

        follow(game.run, contents.lines, sign=game._sign, today=today, agrees=agrees)
        if contents.laid_down and not game.run.ended:
            game.run.lay_down()
        game.teller.fresh()
        game.first = first_of(program, journal.path.parent, contents.heading)
        notes = [
            journal.trouble,
            contents.damaged and _("this save is damaged: {damaged}").format(damaged=contents.damaged),
        ]
        if contents.torn:
            notes.append(_("the last line of this save was cut off while it was written; it was set aside"))
        if game.run.laid_down:
            notes.append(_("this run was closed early; going back opens a copy to play on in"))
        game.notice = "; ".join(n for n in notes if n)
        return game

    @classmethod
    def replay(
        cls, program: Program, seed: int, cut: str, decisions: tuple[Decision, ...], carried: Carried = NOTHING
    ) -> Game:
        """A game brought to where some decisions lead; no journal. Raises RefusedDecision."""
        game = cls(program, seed, cut, carried)
        for decision in decisions:
            game._sign(decision)
        return game

    @classmethod
    def of_code(cls, program: Program, text: str, *, passing: bool = False) -> Game:
        """The game that a run code of this story stands for; no journal. Raises CodeError."""
        head = read_head(text)
        game = cls(program, head.seed, cut_of(head, program), file_of(head, program), passing=passing)
        for decision in decisions_of(game.run, head):
            game._sign(decision)
        return game

    @classmethod
    def at(cls, run: Run) -> Game:
        """A game brought to where a run stands; no journal."""
        return cls.replay(run.program, run.seed, run.cut.id if run.cut else "", tuple(run.decisions), run.carried)

    def follow(self, decision: Decision) -> None:
        """Sign a decision of before, in a replay: nothing is written. Raises RefusedDecision."""
        self._sign(decision)

    def _sign(self, decision: Decision) -> None:
        """Move the run, and remember the fingerprint of where it got to."""
        self.teller.fresh()
        self.run.decide(decision)
        if not self.passing:
            self.states.append(self.run.digest())

    def _keep(self, folder: Path, player: str, begun: str, campaign: str = "") -> None:
        """Begin a journal with what is signed so far. Raises SaveError."""
        heading = Heading(
            scenario=self.program.scenario.id,
            logic=logic_hash(self.program.scenario),
            engine=str(ENGINE),
            seed=self.seed,
            cut=self.cut,
            version=self.program.scenario.header.version,
            player=one_line(player),
            begun=begun,
            carried=as_text(self.carried),
            campaign=campaign,
        )
        laid_down = self.run.turn_id if self.run.laid_down else ""
        kept = keep_story(self.program.scenario, folder)  # first: whoever finds a save must find its story
        self.journal = create(folder, heading, stem_of(heading), self._lines(), laid_down)
        self.notice = kept

    def _lines(self) -> list[Line]:
        signed = zip(self.run.decisions, self.states, strict=True)
        return [Line(n, d.turn, d.scene, d.picks, state) for n, (d, state) in enumerate(signed, start=1)]

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
        self._sign(decision)
        self._save(decision)
        return self.view()

    def _save(self, decision: Decision) -> None:
        """Write and sync what was just signed; what goes wrong is told in `notice`, and play goes on."""
        journal = self.journal
        if journal is None:
            return
        self.notice = ""
        if journal.append(decision.turn, decision.scene, decision.picks, self.states[-1]):
            return
        self.notice = journal.trouble
        if journal.read_only:
            try:
                self.branch(len(journal.lines) - 1)
            except SaveError as error:
                self.notice = _("this run is not being saved: {error}").format(error=error)

    def branch(self, at: int | None = None) -> None:
        """Go on in a new save beside the old one, which stays as it is. Raises SaveError."""
        old = self.journal
        if old is None:
            return
        heading = old.branch(len(old.lines) if at is None else at)
        new = old.copy(old.path.parent, len(old.lines), heading, self.run.turn_id if self.run.laid_down else "")
        old.close()
        self.journal = new
        kept = keep_story(self.program.scenario, new.path.parent)
        told = _("{name} stays as it is; this goes on in {name2}").format(name=old.path.name, name2=new.path.name)
        self.notice = f"{told}; {kept}" if kept else told

    def close_early(self) -> None:
        """Close a run before its end, for its debrief. Nothing more is signed in this save; going back opens a copy.

        What goes wrong with the save is told in `notice`. Raises RefusedDecision if the run is over already.
        """
        if self.run.over:
            raise RefusedDecision(_("this run is over already"))
        self.run.lay_down()
        journal, self.notice = self.journal, ""
        if journal is None or journal.lay_down(self.run.turn_id):
            return
        self.notice = journal.trouble
        if journal.read_only:
            try:
                self.branch(len(journal.lines))
            except SaveError as error:
                self.notice = _("this run is not being saved: {error}").format(error=error)

    def rewind(self, keep: int) -> Game:
        """A new game that keeps the first so many decisions; with a journal of its own if this one has one.

        What was signed in a lesson that this one goes on from is always kept.
        """
        keep = max(self.run.past, min(keep, len(self.run.decisions)))
        game = Game.replay(self.program, self.seed, self.cut, tuple(self.run.decisions[:keep]), self.carried)
        game.teller.fresh()
        game.saving, game.labels = self.saving, self.labels
        game.first = self.first or (self.run if self.run.over else None)
        old = self.journal
        if old is None:
            game.notice = self.notice  # a run that could not be saved is still not saved
        else:
            try:
                game.journal = old.copy(old.path.parent, keep)
            except SaveError as error:
                game.saving, game.notice = True, _("this run is not being saved: {error}").format(error=error)
            old.close()
        return game

    def save_elsewhere(self, folder: Path) -> None:
        """Keep the run in another folder, e.g. when a disk is full. Raises SaveError, with the old save still open."""
        if self.journal is None:
            self._keep(folder, *self.labels)
        else:
            self.journal = self.journal.move(folder)
            self.notice = keep_story(self.program.scenario, folder)

    @property
    def unsaved(self) -> int:
        """How many decisions are not on disk, though they should be."""
        if self.journal is None:
            return len(self.run.decisions) if self.saving else 0
        return len(self.journal.unsaved)

    @property
    def adrift(self) -> bool:
        """Whether this run should be on disk, and is not or cannot be."""
        return bool(self.unsaved) or (self.saving and self.journal is None)

    def close(self) -> None:
        """Let go of the save."""
        if self.journal is not None:
            self.journal.close()
