"""What a board, a page or a slide may see of a class: frozen values. No view here tells what one student signed."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from game.debrief.hidden import LEAST
from game.script.tongue import _, ngettext
from game.session.views import FigureView

IDLE_MINUTES = 5


def placed(number: int, of: int) -> str:
    """Which signature comes next, and of how many; `of` is 0 where not every run has as many."""
    return (_("Signature {number} of {of}") if of else _("Signature {number}")).format(number=number, of=of)


class NotNow(Exception):  # noqa: N818
    """What was asked for cannot be done in this room now; the words say why, and what can."""


class Phase(StrEnum):
    """What a room is doing. The usual way: open, playing, (paused or asked, revealed, playing), debrief, ended."""

    OPEN = "open"  # join and read; signing begins when the teacher says so
    PLAYING = "playing"
    PAUSED = "paused"
    ASKED = "asked"  # the class predicts how it has split at a decision
    REVEALED = "revealed"  # the split is shown
    DEBRIEF = "debrief"  # results stand; everybody may go back in their own run
    ENDED = "ended"


class Outcome(StrEnum):
    """What became of a signature that was sent."""

    SIGNED = "signed"
    SAME = "same"  # sent before: it counts once
    AHEAD = "ahead"  # this seat has signed more since, perhaps on another device
    OTHER = "other"  # this seat has signed otherwise: the first signature counts
    WAITS = "waits"  # not now: paused, at the stop, not begun
    FREE = "free"  # in the debrief phase anybody may try anything; it is not recorded
    OVER = "over"  # the class has ended, or the seat was removed


@frozen
class Recorded:
    """The answer to a signature: where this seat stands now, and in words what was not taken."""

    outcome: Outcome
    code: str
    says: str = ""


@frozen
class Question:
    """One thing that was signed and can be shown: a paper, or one line of a form."""

    turn: str
    scene: str
    field: str = ""

    @property
    def key(self) -> str:
        """The same as a word, for addresses and stores."""
        return "/".join((self.turn, self.scene, self.field)) if self.field else f"{self.turn}/{self.scene}"


@frozen
class RoomView:
    """A room. Times are seconds since 1970; `ends` is when the planned time is over, 0 where it has not begun."""

    id: str
    class_code: str
    scenario: str
    title: str
    cut: str
    cut_title: str
    phase: Phase
    locked: bool
    vote: bool
    stop: str
    stop_title: str
    asked: Question | None
    seats: int
    opened: float
    ends: float
    keep_until: float
    stored: str
    seed: int
    now: float
    signatures: int = 0  # how many every run has; 0 where they differ


@frozen
class SeatView:
    """What a student's page needs: who she is, where her run stands, and whether she may sign now."""

    number: int
    tag: str
    resume: str
    token: str
    code: str
    phase: Phase
    may_sign: bool
    says: str
    removed: bool = False
    asked: Question | None = None
    predicted: str = ""
    ended: bool = False
    waits: str = ""  # the scene at which she waits for everybody
    released: str = ""
    signatures: int = 0
    of: int = 0  # how many every run has; 0 where they differ


@frozen
class SeatRow:
    """A line of the board: who is where. Never what was signed.

    `scene` is empty where the paper comes only to some: that it came would tell what was signed before.
    """

    number: int
    tag: str
    turn: str
    scene: str
    signatures: int
    ended: bool
    waiting: bool
    last_seen: float
    last_signed: float
    removed: bool
    waits: str = ""  # the paper after which it waits, where the story has the class predict

    def away(self, now: float) -> int:
        """For how many minutes no page of this seat has been open; nought for less than one."""
        return 0 if self.removed else max(0, int((now - self.last_seen) // 60))

    def idle(self, room: RoomView) -> int:
        """For how many minutes nothing was signed while it could have been; nought for less than five."""
        signs = room.phase is Phase.PLAYING and bool(self.last_signed)
        minutes = int((room.now - self.last_signed) // 60) if signs else 0
        return minutes if minutes >= IDLE_MINUTES and not (self.removed or self.ended or self.waiting) else 0


@frozen
class PaperRow:
    """A decision that enough seats have signed: what can be asked about and revealed.

    `signed` says how many have; None for a paper that comes only to some, whose number would tell what they signed.
    `missing`: how many who are here have still to sign it, where they are so few that a later count would tell what
    they did. Until then nobody can be asked about it for the first time.
    """

    question: Question
    turn: str
    title: str
    field: str
    signed: int | None
    missing: int = 0

    @property
    def not_yet(self) -> str:
        """Why nobody can be asked about it for the first time now; empty where they can."""
        if not self.missing:
            return ""
        return ngettext(
            "not yet: {count} has still to sign it, and a later count would tell what",
            "not yet: {count} have still to sign it, and a later count would tell what",
            self.missing,
        ).format(count=self.missing)


@frozen
class BoardView:
    """Everything on the teacher's board."""

    room: RoomView
    seats: tuple[SeatRow, ...]
    papers: tuple[PaperRow, ...]
    stops: tuple[tuple[str, str], ...]
    playing: int
    ended: int
    waiting: int
    predicted: int

    def is_few(self, paper: PaperRow) -> bool:
        """Whether so few have signed a paper that no count but nought is shown, unless all signed alike.

        It follows from how many there are, not from what they signed: two counts that may both be shown need so many.
        """
        return (self.playing + self.ended if paper.signed is None else paper.signed) < 2 * LEAST


@frozen
class AnswerRow:
    """One answer; how many gave it and how many predicted it of most. None is hidden."""

    id: str
    say: str
    runs: int | None
    predicted: int | None


@frozen
class RevealView:
    """How a class has split, as it stood when it was revealed."""

    question: Question
    turn: str
    title: str
    field: str
    rows: tuple[AnswerRow, ...]
    seats: int
    hidden: bool
    enough: bool


@frozen
class AskedView:
    """What the class is asked to predict: which of these most have signed. No count."""

    question: Question
    turn: str
    title: str
    field: str
    answers: tuple[tuple[str, str], ...]


@frozen
class PredictView:
    """What the class predicts while all of it waits: after which paper, the question, the figures all runs share."""

    after: str
    ask: str
    beside: tuple[FigureView, ...]


@frozen
class PageShown:
    """A page a student wrote and sent."""

    number: int
    reader: str
    text: str
    shown: bool


@frozen
class BallotRow:
    """One thing to vote on: its answers, those that are closed left out."""

    field: str
    label: str
    answers: tuple[tuple[str, str], ...]


@frozen
class Ballot:
    """What the class votes on now. `number` is its place among the signatures, `of` how many every run has; else 0."""

    scene: str
    title: str
    decision: int
    rows: tuple[BallotRow, ...]
    number: int = 0
    of: int = 0

    @property
    def placed(self) -> str:
        """Which signature this is, and of how many; empty for what is none."""
        return placed(self.number, self.of) if self.number else ""


@frozen
class Counted:
    """A vote as it came out. `picks` is empty while a row is tied or was not counted: then a discussion decides."""

    picks: tuple[str, ...]
    tied: tuple[str, ...] = ()
