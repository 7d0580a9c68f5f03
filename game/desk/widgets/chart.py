"""A chart in the terminal: draws a ChartView to the room it has, with its title above and its sentence below."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from game.desk.content import FAINT, line, prose, stack
from game.desk.plot import Piece, plot
from game.session.views import ChartView, Role

STYLES = {Role.REAL: "bold", Role.REPORTED: "", Role.HISTORY: FAINT}
TALLEST = 14


def drawn(chart: ChartView, width: int, height: int) -> Content:
    """The chart as content; a sentence where nothing can be drawn."""
    rows = plot(chart, width, height)
    told = prose(chart.sentence) if chart.sentence else Content("")
    if not rows:
        return told
    unit = line(f" ({chart.unit})" if chart.unit else "", FAINT)
    picture = Content("\n").join([_row(r) for r in rows])
    return stack([line(chart.title, "bold").append(unit), picture, told])


def _row(pieces: tuple[Piece, ...]) -> Content:
    made = Content("")
    for piece in pieces:
        style = STYLES[piece.role] if piece.role is not None else FAINT
        made = made.append(Content.styled(piece.text, style) if style else Content(piece.text))
    return made


class Chart(Widget):
    """A chart that fits itself to its width."""

    chart: reactive[ChartView | None] = reactive(None, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As high as what is drawn."""
        chart = self.chart
        if chart is None:
            return 0
        return drawn(chart, width, TALLEST).get_height({}, width)

    def render(self) -> RenderResult:
        """The drawing, made for the width there is."""
        chart = self.chart
        return drawn(chart, max(20, self.content_size.width), TALLEST) if chart is not None else Content("")
