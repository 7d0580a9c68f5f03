"""The three figures that are always on the desk, and the wall calendar. Views in, characters out.

Every figure says how well it is known. In a line that is a word behind it, or where there is no room for words a
letter, which the help explains. A word that is simply read, such as a form of address, needs none.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from game.desk.content import FAINT, line, stack
from game.script.tongue import N_, _
from game.session.views import CalendarView, DeskView, FigureView, Status

MARKS = {Status.CLAIMED: N_("as claimed"), Status.SEEN: N_("as seen"), Status.UNKNOWN: ""}
WORDS = {Status.CLAIMED: N_("claimed"), Status.SEEN: N_("seen"), Status.UNKNOWN: ""}
LETTERS = {Status.CLAIMED: N_("c"), Status.SEEN: N_("s"), Status.UNKNOWN: ""}
NARROW, BESIDE_THE_COUNT = 78, 50  # cells of a line where none was laid out yet; what the count of sheets leaves


def value(view: FigureView, said: str = "") -> Content:
    """A figure's value with its unit, unless that was `said` before; a word where nothing is known."""
    if view.status is Status.UNKNOWN:
        return line(_("unknown"), FAINT)
    return line(view.value, "bold").append(line(f" {view.unit}" if view.unit not in ("", said) else ""))


def status(view: FigureView) -> Content:
    """How well it is known, in words."""
    return line(_mark(view, MARKS), FAINT)


def _mark(view: FigureView, marks: dict[Status, str]) -> str:
    """How well a figure is known; nothing for a word that is simply read."""
    return "" if view.worded and view.status is Status.CLAIMED else _(marks[view.status])


def in_line(views: Sequence[FigureView], room: int) -> Content:
    """Figures with their labels and how well they are known, in the fullest form that the room allows."""
    forms = [
        Content(gap).join([_one(view, marks, units=units) for view in views])
        for units, marks, gap in ((True, WORDS, "    "), (True, LETTERS, "  "), (False, WORDS, "  "))
    ]
    return next((form for form in forms if form.cell_length <= room), forms[-1])


def _one(view: FigureView, marks: dict[Status, str], *, units: bool) -> Content:
    mark = _mark(view, marks)
    told = line(f"{view.label} ", FAINT).append(value(view, "" if units else view.unit))
    return told.append(line(f" {mark}", FAINT)) if mark else told


class Figures(Static):
    """The three figures, one below the other; in a narrow terminal the first two in a line, and `rest` the third."""

    def show(self, view: DeskView, *, narrow: bool) -> None:
        """Take up a new view."""
        if narrow:
            self.update(in_line(view.figures[:2], self.content_size.width or NARROW))
            return
        blocks = [stack([line(f.label, FAINT), value(f), status(f)], gap=0) for f in view.figures]
        self.update(stack(blocks))


def rest(view: DeskView) -> Content:
    """The figures that had no room in a narrow line."""
    return in_line(view.figures[2:], BESIDE_THE_COUNT)


class Calendar(Static):
    """The wall calendar: a square a turn, a row a year where there is room."""

    def show(self, view: CalendarView, desk: str, *, narrow: bool) -> None:
        """Take up a new view."""
        if narrow:
            squares = Content("").join([_square(n, view.here) for n in range(len(view.turns))])
            self.update(line(view.label, "bold").append(line(f"  {desk}  ", FAINT)).append(squares))
            return
        rows = [
            Content(" ").join([line(year, FAINT), *(_square(n, view.here) for n in turns)])
            for year, turns in _years(view)
        ]
        head = stack([line(view.label, "bold"), line(view.months, FAINT), line(desk, FAINT)], gap=0)
        self.update(stack([head, stack(rows, gap=0)]))


def _square(place: int, here: int) -> Content:
    if place == here:
        return Content.styled("◆", "bold")
    return Content.styled("▪" if place < here else "·", FAINT)


def _years(view: CalendarView) -> list[tuple[str, list[int]]]:
    """Turns by the year their label ends in; one row if labels name no year."""
    found: dict[str, list[int]] = {}
    for n, label in enumerate(view.turns):
        last = label.rsplit(" ", 1)[-1]
        found.setdefault(last if last.isdigit() else "", []).append(n)
    return list(found.items())
