"""What the board looks at: one look at a room, as frozen views, and how long it took. Asked in a thread."""

from __future__ import annotations

import time
from collections.abc import Callable

from attrs import frozen

from game.classroom.room import Room
from game.classroom.views import AskedView, BoardView, Phase, RevealView

SOONEST, LATEST = 0.5, 5.0  # seconds between two looks
SHARE = 20  # a look takes at most this part of the time, so that the pages of a large class stay quick


@frozen
class Invite:
    """How the class gets in, and where the teacher's pages are. Empty where nothing is served."""

    address: str = ""
    short: str = ""
    teacher: str = ""

    @property
    def slides(self) -> str:
        """The teacher's link, to the slides at once."""
        return f"{self.teacher}/slides" if self.teacher else ""


@frozen
class Seen:
    """A room at one moment."""

    board: BoardView
    asked: AskedView | None
    split: RevealView | None
    revealed: frozenset[str]
    took: float
    advice: str = ""

    @property
    def wait(self) -> float:
        """How long to wait before the next look."""
        return max(SOONEST, min(LATEST, SHARE * self.took))


def nothing() -> str:
    """No trouble with the address."""
    return ""


def no_tries() -> tuple[str, ...]:
    """Nothing to try: no other device is to come."""
    return ()


def look(room: Room, advise: Callable[[], str] = nothing) -> Seen:
    """Look at a room; `advise` says in a line that nobody gets through, as long as that seems so.

    Raises NotNow where it has been deleted, StoreTrouble where its store does not answer.
    """
    began = time.perf_counter()
    board = room.board()
    phase = board.room.phase
    asked = room.asked() if phase is Phase.ASKED else None
    split = room.shown() if phase is Phase.REVEALED else None
    revealed = frozenset(q.key for q in room.revealed())
    return Seen(board, asked, split, revealed, time.perf_counter() - began, advise())
