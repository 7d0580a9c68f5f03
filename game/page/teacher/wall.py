"""What stands on the wall: as much as a class needs now, and nothing that tells where one student is, or how far.

While the class signs the wall counts who is where; a place where fewer than three are is not named. Tags stand without
a place, so that a count that is shown and one that is shown later tell nobody's answer.
"""

from __future__ import annotations

from collections import Counter

from attrs import frozen

from game.classroom.views import AskedView, BoardView, Phase, PredictView, RevealView
from game.debrief.hidden import LEAST
from game.script.tongue import _

MOST_TAGS = 20  # more of them are a wall of words, and nobody looks for hers any longer


@frozen
class Wall:
    """The wall now: its heading; what it shows; the way in (`large`, `small` or none); tags; how many are where."""

    heading: str
    shows: str  # asked, split, predict, seats, debrief, ended
    way_in: str
    tags: tuple[str, ...]
    places: tuple[tuple[str, int], ...]
    elsewhere: int


def wall_of(
    board: BoardView, asked: AskedView | None, split: RevealView | None, predict: PredictView | None, phase: str
) -> Wall:
    """The wall of a class as it stands."""
    room = board.room
    open_now = room.phase is Phase.OPEN
    shows, heading = "asked" if asked else "split" if split else "seats", phase
    if room.phase in (Phase.DEBRIEF, Phase.ENDED):
        shows = str(room.phase)
    elif predict and room.phase is Phase.PLAYING:
        shows = "predict"
    if shows == "predict" and predict:
        heading = _("Everybody waits after “{paper}”").format(paper=predict.after)
    elif shows == "seats" and room.phase is Phase.PLAYING and everybody_waits(board):
        heading = _("Everybody waits before “{paper}”").format(paper=room.stop_title)
    elif shows == "seats" and room.phase is Phase.PLAYING and board.ended and not board.playing:
        heading = _("Everybody has finished")
    elif shows == "debrief":
        heading = _("The debrief")
    elif shows == "ended":
        heading = _("The class has ended")
    tags = tuple(seat.tag for seat in board.seats if not seat.removed)
    places, elsewhere = ((), 0) if open_now else where(board)
    way_in = "" if room.locked or shows != "seats" else "large" if open_now else "small"
    return Wall(heading, shows, way_in, tags if open_now or len(tags) <= MOST_TAGS else (), places, elsewhere)


def everybody_waits(board: BoardView) -> bool:
    """Whether all who play have come to the stop."""
    return bool(board.playing) and board.waiting == board.playing


def where(board: BoardView) -> tuple[tuple[tuple[str, int], ...], int]:
    """How many are at each place, in the order of the story; and how many at places that so few share."""
    here = [seat for seat in board.seats if not seat.removed]
    done, waits = _("finished"), _("wait for the others")
    order = sorted(here, key=lambda seat: (seat.ended, seat.waiting, seat.signatures))
    found = Counter(done if seat.ended else waits if seat.waiting else seat.turn for seat in order)
    kept = tuple((place, count) for place, count in found.items() if place and count >= LEAST)
    return kept, len(here) - sum(count for _place, count in kept)
