"""The three figures that are always on the desk, and the wall calendar. Views in, characters out."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from game.desk.content import FAINT, line, stack
from game.session.views import CalendarView, DeskView, FigureView, Status

MARKS = {Status.CLAIMED: "as claimed", Status.SEEN: "as seen", Status.UNKNOWN: ""}


def value(view: FigureView, said: str = "") -> Content:
    """A figure's value with its unit, unless that was `said` before; a word where nothing is known."""
    if view.status is Status.UNKNOWN:
        return line("unknown", FAINT)
    return line(view.value, "bold").append(line(f" {view.unit}" if view.unit not in ("", said) else ""))


def status(view: FigureView) -> Content:
    """How well it is known, in words; nothing for a figure that has no unit (a form of address is simply read)."""
    return line(MARKS[view.status], FAINT) if view.unit else Content("")


def in_line(view: FigureView) -> Content:
    """A figure with its label before it."""
    return line(f"{view.label} ", FAINT).append(value(view))


class Figures(Static):
    """The three figures, one below the other; in a narrow terminal the first two in a line, and `rest` the third."""

    def show(self, view: DeskView, *, narrow: bool) -> None:
        """Take up a new view."""
        if narrow:
            self.update(Content("    ").join([in_line(f) for f in view.figures[:2]]))
            return
        blocks = [stack([line(f.label, FAINT), value(f), status(f)], gap=0) for f in view.figures]
        self.update(stack(blocks))


def rest(view: DeskView) -> Content:
    """The figures that had no room in a narrow line."""
    return Content("    ").join([in_line(f) for f in view.figures[2:]])


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
