"""The list of seats: only the lines in sight are drawn, so that a thousand seats cost as much as thirty.

The seat in hand stays in hand whatever the list does around it; it has a sign before it, for whoever sees no colour.
"""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from game.classroom.views import BoardView, SeatRow
from game.desk.board.keys import LISTED
from game.desk.board.told import Order, ordered, seat_head, seat_line, wants_a_look
from game.desk.commands import bindings
from game.desk.widgets.lines import HERE, THERE
from game.script.tongue import _
from game.session.lines import clean


class SeatList(ScrollView, can_focus=True):
    """Seats, one a line, under a head that stays."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"seats--head", "seats--row", "seats--here", "seats--faint", "seats--look"}
    BINDINGS: ClassVar[list[BindingType]] = bindings(LISTED)

    def __init__(self) -> None:
        super().__init__(id="seats")
        self.view: BoardView | None = None
        self.rows: tuple[SeatRow, ...] = ()
        self.order = Order.CAME
        self.at = 0

    @property
    def in_hand(self) -> SeatRow | None:
        """The seat that is marked."""
        return self.rows[self.at] if self.rows else None

    def show(self, view: BoardView, order: Order) -> None:
        """Take up a new view; the same seat stays marked."""
        marked = self.in_hand
        again = order is self.order
        self.view, self.order, self.rows = view, order, ordered(view.seats, order)
        numbers = [row.number for row in self.rows]
        if marked is not None and again and marked.number in numbers:
            self.at = numbers.index(marked.number)
        self.at = max(0, min(self.at, len(self.rows) - 1)) if again else 0
        self.virtual_size = Size(0, len(self.rows) + 1)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line in sight; the first is the head."""
        width = self.scrollable_content_region.width
        if self.view is None:
            return Strip.blank(width, self.rich_style)
        if y == 0:
            return self._line(THERE + seat_head(width - 2), "seats--head", width)
        place = y - 1 + self.scroll_offset.y
        if place >= len(self.rows):
            empty = _("Nobody has joined yet.") if not self.rows and y == 2 else ""
            return self._line(THERE + empty, "seats--faint", width)
        row, here = self.rows[place], place == self.at
        name = "here" if here else "faint" if row.removed or row.ended else "look" if self._wants(row) else "row"
        told = seat_line(row, self.view.room, width - 2)
        return self._line((HERE if here else THERE) + told, f"seats--{name}", width)

    def _wants(self, row: SeatRow) -> bool:
        return self.view is not None and wants_a_look(row, self.view.room)

    def _line(self, text: str, name: str, width: int) -> Strip:
        style = self.get_component_rich_style(name)
        return Strip([Segment(clean(text), style)]).adjust_cell_length(width, style)

    def move(self, by: int) -> None:
        """Mark another seat, and keep it in sight."""
        self.at = max(0, min(self.at + by, len(self.rows) - 1))
        self.scroll_to_region(Region(0, self.at, self.size.width, 2), animate=False, force=True)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Mark the seat that was clicked."""
        if event.y > 0:
            self.move(event.y - 1 + self.scroll_offset.y - self.at)

    @property
    def _page(self) -> int:
        return max(1, self.size.height - 2)

    def action_up(self) -> None:
        """The seat above."""
        self.move(-1)

    def action_down(self) -> None:
        """The seat below."""
        self.move(1)

    def action_page_up(self) -> None:
        """A page of seats up."""
        self.move(-self._page)

    def action_page_down(self) -> None:
        """A page of seats down."""
        self.move(self._page)

    def action_first(self) -> None:
        """The first seat."""
        self.move(-len(self.rows))

    def action_last(self) -> None:
        """The last seat."""
        self.move(len(self.rows))
