"""What the drawings share: a scale with round ticks, line patterns and marks that are told apart without colour. Pure.

Every word that goes into a drawing passes `words`; every number that places something is ours.
"""

from __future__ import annotations

from math import floor, isfinite, log10

from attrs import frozen
from markupsafe import escape

from game.debrief.blocks import Range
from game.session.door import one_line
from game.session.views import ChartView, Role

MOST_TICKS = 5
LEAST_WIDTH = 1e-9  # narrower than this is one value
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@frozen
class Scale:
    """Values on a line of pixels."""

    low: float
    high: float
    start: float
    end: float
    step: float = 1.0

    def at(self, value: float) -> float:
        """Where a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> list[float]:
        """Round values along it, its ends among them."""
        return [round(self.low + i * self.step, 10) for i in range(round((self.high - self.low) / self.step) + 1)]


def scale(values: list[float], start: float, end: float) -> Scale:
    """A scale that holds all values, from nought where none is below it, with round ends."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if high - low < LEAST_WIDTH:
        high = low + 1.0
    step = _step(high - low)
    return Scale(floor(low / step + 1e-9) * step, -floor(-high / step + 1e-9) * step, start, end, step)


def _step(width: float) -> float:
    """The distance of ticks: one, two, two and a half or five times a power of ten."""
    rough = width / MOST_TICKS
    power = 10.0 ** floor(log10(rough))
    return next(s * power for s in STEPS if s * power >= rough * 0.999)


@frozen
class Style:
    """How a line looks: a class for its colour, a dash pattern (none is solid), a mark."""

    name: str
    dash: str
    mark: str


REAL = Style("real", "", "square")
REPORTED = Style("told", "9 5", "ring")
OTHERS = (
    Style("other", "1.5 4.5", "triangle"),
    Style("other", "12 4 2 4", "diamond"),
    Style("other", "5 3", "cross"),
    Style("other", "3 7", "square"),
    Style("other", "14 6", "ring"),
    Style("other", "2 3 8 3", "triangle"),
)


def styles(view: ChartView) -> list[Style]:
    """A look for each line of a chart: no two alike while there are any left."""
    free = {Role.REAL: [REAL], Role.REPORTED: [REPORTED]}
    rest = list(OTHERS)
    found: list[Style] = []
    for series in view.series:
        own = free.get(series.role, [])
        found.append(own.pop() if own else rest.pop(0) if rest else OTHERS[-1])
    return found


def point(shape: str, x: float, y: float, size: float = 4.0) -> str:
    """A mark of a shape."""
    r = size
    match shape:
        case "ring":
            return f'<circle class="hollow" cx="{x}" cy="{y}" r="{r}"/>'
        case "square":
            return f'<rect x="{x - r + 0.5:.1f}" y="{y - r + 0.5:.1f}" width="{2 * r - 1}" height="{2 * r - 1}"/>'
        case "triangle":
            return f'<path d="M{x},{y - r - 0.6:.1f} l{r + 0.6},{2 * r} h{-2 * r - 1.2} z"/>'
        case "diamond":
            h = r + 1
            return f'<path class="hollow" d="M{x},{y - h:.1f} l{h},{h} l{-h},{h} l{-h},{-h} z"/>'
        case _:
            return f'<path class="line" d="M{x - r},{y - r} l{2 * r},{2 * r} M{x + r},{y - r} l{-2 * r},{2 * r}"/>'


def words(text: str, most: int = 400) -> str:
    """A text as it may stand in a drawing: one line, escaped, not without end."""
    line = one_line(text)
    return str(escape(line if len(line) <= most else line[: most - 1].rstrip() + "…"))


def label(x: float, y: float, text: str, name: str = "", most: int = 400) -> str:
    """A text at a place."""
    return f'<text x="{x}" y="{y}" class="{name}">{words(text, most)}</text>' if one_line(text) else ""


def finite(value: float | None) -> float | None:
    """A value that can be drawn."""
    return value if value is not None and isfinite(value) else None


def numbers(rows: tuple[Range, ...]) -> list[float]:
    """Every value of a range chart."""
    found = [v for r in rows for v in (r.low, r.high, r.middle, r.mark)]
    return [v for v in map(finite, found) if v is not None]
