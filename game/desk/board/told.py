"""The board in words: views in, sentences out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from game.classroom.views import BoardView, Phase, RoomView, SeatRow
from game.script.cells import cells, pad
from game.script.tongue import N_, _, ngettext

TAG, STATE, COUNT = 16, 18, 4
CUT_OFF = "…"
PHASES: Mapping[Phase, str] = {
    Phase.OPEN: N_("Joining and reading; nothing is signed yet. Space opens the signing."),
    Phase.PLAYING: N_("The class is signing. Space pauses."),
    Phase.PAUSED: N_("Paused: everybody can read, nobody can sign. Space goes on."),
    Phase.ASKED: N_("The class guesses. r shows the split, space goes on without."),
    Phase.REVEALED: N_("The split is shown. Space goes on."),
    Phase.DEBRIEF: N_("Debrief: results stand; anybody may try other ways. s opens the slides."),
    Phase.ENDED: N_("The class has ended."),
}


class Order(StrEnum):
    """In which order seats are listed."""

    CAME = "came"
    BEHIND = "behind"
    AWAY = "away"


ORDERS: Mapping[Order, str] = {
    Order.CAME: N_("Seats as they came."),
    Order.BEHIND: N_("Those with the fewest signatures first."),
    Order.AWAY: N_("Those who were seen longest ago first."),
}


def phase(room: RoomView) -> str:
    """What the class is doing."""
    return _(PHASES[room.phase])


def about(room: RoomView) -> str:
    """The story and the lesson."""
    return f"{room.title} · {room.cut_title}" if room.cut_title else room.title


def left(room: RoomView) -> str:
    """How much of the planned time is left; nothing where it has not begun."""
    if not room.ends or room.phase in (Phase.OPEN, Phase.ENDED):
        return ""
    minutes = int((room.ends - room.now) // 60) + 1
    if minutes <= 0:
        over = 1 - minutes
        return ngettext("{count} minute over time", "{count} minutes over time", over).format(count=over)
    return ngettext("{count} minute left", "{count} minutes left", minutes).format(count=minutes)


def counts(view: BoardView) -> str:
    """How many there are, and how many of them wait or are through."""
    room, everybody = view.room, view.playing + view.ended
    parts = [ngettext("{count} student", "{count} students", everybody).format(count=everybody)]
    if view.ended:
        parts.append(ngettext("{count} has finished", "{count} have finished", view.ended).format(count=view.ended))
    if view.waiting:
        parts.append(ngettext("{count} waits", "{count} wait", view.waiting).format(count=view.waiting))
    if room.phase is Phase.ASKED:
        parts.append(
            ngettext("{count} has guessed", "{count} have guessed", view.predicted).format(count=view.predicted)
        )
    if room.locked:
        parts.append(_("locked: nobody new is let in"))
    return " · ".join(parts)


def unfinished(view: BoardView) -> str:
    """What the debrief will be without; nothing where everybody has finished."""
    if not view.playing:
        return ""
    if not view.ended:
        return _("Nobody has finished: the slides tell only what was signed.")
    return ngettext(
        "{count} student has not finished; what is signed later is not in the slides.",
        "{count} students have not finished; what they sign later is not in the slides.",
        view.playing,
    ).format(count=view.playing)


def stop(view: BoardView) -> str:
    """Where the class waits next."""
    room = view.room
    if not room.stop:
        return _("No stop is set.")
    said = next((says for name, says in view.stops if name == room.stop), room.stop_title)
    return _("Everybody waits {where}.").format(where=said)


def state(row: SeatRow, room: RoomView) -> str:
    """What there is to say of a seat besides where it is."""
    away, idle = row.away(room.now), row.idle(room)
    if row.removed:
        return _("taken out")
    if away and not row.ended:
        return _("away {minutes} min").format(minutes=away)
    if row.ended:
        return _("finished")
    if row.waiting:
        return _("waits")
    return _("idle {minutes} min").format(minutes=idle) if idle else ""


def wants_a_look(row: SeatRow, room: RoomView) -> bool:
    """Whether a teacher would want to see to a seat: away, or idle."""
    return not row.ended and bool(row.away(room.now) or row.idle(room))


def where(row: SeatRow) -> str:
    """The turn, and the paper where it comes to everybody."""
    if not row.turn:
        return _("has not begun")
    return f"{row.turn}: {row.scene}" if row.scene and not row.ended else row.turn


def fit(text: str, room: int) -> str:
    """A text in so many cells: cut off with a sign, or filled up."""
    if cells(text) <= room:
        return pad(text, room)
    while text and cells(text) > room - 1:
        text = text[:-1]
    return pad(text + CUT_OFF, room)


def seat_line(row: SeatRow, room: RoomView, width: int) -> str:
    """A seat in a line: tag, signatures, where it is, and what there is to say."""
    rest = max(8, width - TAG - COUNT - STATE - 5)
    mark = "!" if wants_a_look(row, room) else " "
    return (
        f"{fit(row.tag, TAG)}{row.signatures:>{COUNT}}  {fit(where(row), rest)} {mark} {fit(state(row, room), STATE)}"
    )


def seat_head(width: int) -> str:
    """What stands over the lines."""
    rest = max(8, width - TAG - COUNT - STATE - 5)
    seat, signed, place, said = _("seat"), pad(_("sig."), COUNT, right=True), _("where"), _("state")
    return f"{fit(seat, TAG)}{signed}  {fit(place, rest)}   {fit(said, STATE)}"


def ordered(rows: tuple[SeatRow, ...], order: Order) -> tuple[SeatRow, ...]:
    """Seats in an order; those taken out come last."""

    def place(row: SeatRow) -> tuple[bool, float, int]:
        first = {Order.CAME: 0.0, Order.BEHIND: float(row.signatures), Order.AWAY: row.last_seen}
        return row.removed, first[order], row.number

    return tuple(sorted(rows, key=place))
