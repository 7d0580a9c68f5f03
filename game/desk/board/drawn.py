"""What the board draws besides its list: the way in, large; a split as a table and as bars. Views in, content out."""

from __future__ import annotations

from textual.content import Content

from game.classroom import qr
from game.classroom.views import AskedView, BoardView, PaperRow, Phase, RevealView
from game.classroom.votes import letter
from game.desk.board import told
from game.desk.board.large import drawn
from game.desk.board.watch import Invite
from game.desk.content import FAINT, line, prose, stack, verbatim
from game.desk.widgets.ask import hung
from game.script.cells import pad
from game.script.tongue import _, ngettext

SIGNED, PREDICTED = "█", "▒"  # told apart by what they are made of, not by colour
QR_LOOK = "#ffffff on #000000"  # a camera wants it so in every theme
LONGEST_BAR = 40


def bare(address: str) -> str:
    """An address as it is typed into a browser."""
    return address.removeprefix("http://").rstrip("/")


def plain(address: str) -> str:
    """An address as it stands in ordinary type: what a browser does not take for something to search."""
    return address.rstrip("/")


def labelled(label: str, said: str) -> Content:
    """In ordinary type what is drawn large below: a lone 5 in blocks is easily read as an S."""
    return line(f"{label} ", FAINT).append(verbatim(said, "bold"))


def joining(invite: Invite, code: str, room: int, *, wall: bool, high: bool = False) -> Content:
    """The address and the class code: large, or in a line."""
    if not invite.address:
        return Content("")
    if not wall:
        told_so = _("{address}   class code {code}").format(address=plain(invite.address), code=code)
        return verbatim(told_so, "bold")
    way = [labelled(_("In a browser:"), plain(invite.address)), large(bare(invite.address), room, high=high)]
    return stack([*way, labelled(_("Class code:"), code), large(code, room, high=high)], gap=0)


def large(text: str, room: int, *, high: bool = False) -> Content:
    """A text in large letters."""
    return Content("\n").join([Content.styled(row or " ", "bold") for row in drawn(text, room, high=high)])


def code_picture(invite: Invite) -> Content:
    """The QR code of the address with the class code."""
    return Content("\n").join([Content.styled(row, QR_LOOK) for row in qr.rows(invite.short)])


def head(view: BoardView) -> Content:
    """What the class is doing, how many there are, where it waits."""
    room = view.room
    stop = "" if room.phase in (Phase.DEBRIEF, Phase.ENDED) else told.stop(view)
    last = " · ".join(part for part in (told.left(room), stop) if part)
    rows = [line(told.phase(room), "bold"), line(told.counts(view)), *([line(last, FAINT)] if last else [])]
    return stack(rows, gap=0)


def unreached(advice: str) -> Content:
    """That nobody gets through, in a line: what to try is a page of its own, and the seats keep their room."""
    return line(_("{advice} f: what to try. esc: put this away.").format(advice=advice))


def can_be_shown(view: BoardView, revealed: frozenset[str]) -> Content:
    """What has been signed by enough to be asked about: beside the list, where there is room."""
    parts = [line(_("Can be asked about and shown (r)"), "bold")]
    if not view.papers:
        parts.append(line(_("A paper stands here once three students have signed it."), FAINT))
    for paper in view.papers:
        said = f"{paper.turn}: {paper.title}" + (f" · {paper.field}" if paper.field else "")
        parts.append(stack([line(said), line(how_far(view, paper, paper.question.key in revealed), FAINT)], gap=0))
    return stack(parts)


def how_far(view: BoardView, paper: PaperRow, shown: bool) -> str:
    """How many have signed a paper, and whether its split has been shown, or would show little."""
    parts, signed = [_("shown before")] if shown else [], paper.signed
    if not shown and paper.missing:
        parts.append(paper.not_yet)
    elif not shown and view.is_few(paper):
        parts.append(_("so few that counts will be hidden, unless all signed alike"))
    if signed is not None:
        parts.insert(0, ngettext("{count} has signed", "{count} have signed", signed).format(count=signed))
    return " · ".join(parts)


def asked(view: AskedView) -> Content:
    """What the class is asked to predict."""
    title = f"{view.turn}: {view.title}" + (f" · {view.field}" if view.field else "")
    lines = (hung(line(f"  {letter(n)}  ", "bold"), line(say), 72) for n, (_id, say) in enumerate(view.answers))
    return stack([line(title, "bold"), line(_("Which of these have most of the class signed?")), stack(lines, gap=0)])


def split(view: RevealView, width: int) -> Content:
    """How the class has split: the answers with their bars, then the figures as a table."""
    if not view.enough:
        return prose(_("Too few have signed: with fewer than three, every count would be somebody's own."))
    most = max([view.seats, 1])
    wide = max(10, min(LONGEST_BAR, width - 34))
    signed, predicted = _("signed"), _("guessed")
    label = max(len(signed), len(predicted)) + 2
    parts: list[Content] = []
    for place, row in enumerate(view.rows):
        lead = line(f"{letter(place) if row.id else '–'}  ", "bold")
        said = [hung(lead, line(row.say, "bold"), width)]
        said.append(line("   " + pad(signed, label)).append(_bar(row.runs, most, wide, SIGNED)))
        if row.id:
            said.append(line("   " + pad(predicted, label), FAINT).append(_bar(row.predicted, most, wide, PREDICTED)))
        parts.append(stack(said, gap=0))
    if view.hidden or any(row.predicted is None and row.id for row in view.rows):
        hides = _(
            "Counts of one or two are hidden, and as many others with them as it takes that nobody can work them out."
        )
        parts.append(line(hides, FAINT))
    return stack([*parts, table(view)])


def table(view: RevealView) -> Content:
    """The same as figures."""
    heads = (_("answer"), _("signed"), _("guessed"))
    rows = [
        (letter(n) if r.id else "–", _figure(r.runs), _figure(r.predicted) if r.id else "")
        for n, r in enumerate(view.rows)
    ]
    made = [line(_row(heads), FAINT), *(line(_row(row)) for row in rows)]
    every = ngettext("{count} student in all", "{count} students in all", view.seats).format(count=view.seats)
    return stack([*made, line(every, FAINT)], gap=0)


def _row(parts: tuple[str, str, str]) -> str:
    return pad(parts[0], 10) + pad(parts[1], 12, right=True) + pad(parts[2], 14, right=True)


def _figure(count: int | None) -> str:
    return _("hidden") if count is None else str(count)


def _bar(count: int | None, most: int, wide: int, sign: str) -> Content:
    if count is None:
        return line(_("hidden"), FAINT)
    long = round(wide * count / most) if count else 0
    return Content((sign * max(1, long) + " ") if count else "").append(Content(str(count)))
