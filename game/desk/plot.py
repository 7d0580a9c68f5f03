"""A chart as rows of characters: lines told apart by pattern, marker and end label, never by colour alone.

Pure: a ChartView and a size in, rows of (text, role) out. Lines are drawn in braille dots, two by four a cell: the real
figure solid, the reported dashed, history dotted.
"""

from __future__ import annotations

import re
from calendar import month_name

from attrs import Factory, define, frozen
from rich.cells import cell_len

from game.session.views import ChartView, Role, SeriesView

MARKERS = {Role.REPORTED: "○", Role.REAL: "●", Role.HISTORY: "×"}
FURTHER = {Role.REPORTED: "◇□", Role.REAL: "◆■", Role.HISTORY: "+*△▽"}  # for a second and third line of a role
PATTERNS = {Role.REPORTED: (4, 3), Role.REAL: (1, 0), Role.HISTORY: (1, 2)}  # dots on, dots off
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
AXIS = 9
LEAST_WIDTH, LEAST_HEIGHT = 30, 6
BEYOND = 4  # columns at the right of the drawing that the last name may take
YEAR = re.compile(r"[12][0-9]{3}")
MONTHS = frozenset(month_name[1:])
SEASONS = frozenset(("Spring", "Summer", "Autumn", "Winter"))


@frozen
class Piece:
    """A run of characters of one role (None: the frame)."""

    text: str
    role: Role | None = None


@frozen
class Scale:
    """Where values and places lie on a canvas of cells."""

    low: float
    high: float
    columns: int
    rows: int
    count: int

    def x(self, place: int) -> int:
        """Dot column of a place along x."""
        return 0 if self.count < 2 else round(place * (self.columns * 2 - 1) / (self.count - 1))

    def y(self, value: float) -> int:
        """Dot row of a value, 0 at the top."""
        span = self.high - self.low or 1.0
        return round((self.high - value) / span * (self.rows * 4 - 1))


@define
class Canvas:
    """Cells of braille dots and markers."""

    columns: int
    rows: int
    dots: dict[tuple[int, int], int] = Factory(dict[tuple[int, int], int])
    roles: dict[tuple[int, int], Role] = Factory(dict[tuple[int, int], Role])
    marks: dict[tuple[int, int], str] = Factory(dict[tuple[int, int], str])

    def dot(self, x: int, y: int, role: Role) -> None:
        """One dot."""
        cell = (x // 2, y // 4)
        self.dots[cell] = self.dots.get(cell, 0) | _DOTS[x % 2][y % 4]
        self.roles.setdefault(cell, role)

    def line(self, start: tuple[int, int], end: tuple[int, int], role: Role) -> None:
        """A line in the pattern of its role."""
        (x0, y0), (x1, y1) = start, end
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        on, off = PATTERNS[role]
        for n in range(steps + 1):
            if n % (on + off) < on:
                self.dot(round(x0 + (x1 - x0) * n / steps), round(y0 + (y1 - y0) * n / steps), role)

    def mark(self, x: int, y: int, text: str, role: Role) -> None:
        """A marker on a data point."""
        self.marks[x // 2, y // 4] = text
        self.roles[x // 2, y // 4] = role

    def row(self, y: int) -> tuple[Piece, ...]:
        """A row of cells as pieces."""
        found: list[Piece] = []
        for x in range(self.columns):
            text = self.marks.get((x, y)) or chr(0x2800 + self.dots.get((x, y), 0)).replace("\u2800", " ")
            found.append(Piece(text, self.roles.get((x, y))))
        return tuple(found)


def plot(chart: ChartView, width: int, height: int) -> tuple[tuple[Piece, ...], ...]:
    """Rows of pieces: the drawing with its scale, the places along x, and a key. Empty if there is nothing to draw."""
    width, height = max(width, LEAST_WIDTH), max(height, LEAST_HEIGHT)
    values = [v for s in chart.series for v in s.values if v is not None]
    if not values or not chart.labels:
        return ()
    ends = max(cell_len(s.label) for s in chart.series) + 3
    columns, rows = max(10, width - AXIS - ends), height - 2 - len(chart.series)
    rows = max(3, rows)
    marked = [chart.mark] if chart.mark is not None else []
    low, high = min(0.0, *values, *marked), max(*values, *marked, 1e-9) * 1.05
    scale = Scale(low, high, columns, rows, len(chart.labels))
    canvas = Canvas(columns, rows)
    if chart.mark is not None:
        for x in range(0, columns * 2, 4):
            canvas.dot(x, scale.y(chart.mark), Role.HISTORY)
    signs = markers(chart)
    for series in sorted(chart.series, key=lambda s: s.role != Role.REAL):
        _draw(canvas, series, scale, signs[series.id])
    labels = _end_labels(chart, scale, signs)
    found: list[tuple[Piece, ...]] = []
    for y in range(rows):
        found.append((Piece(_axis(y, scale)), *canvas.row(y), labels.get(y, Piece(""))))
    found.append((Piece(" " * AXIS + _places(chart.labels, scale)),))
    return (*found, *_key(chart, signs))


def markers(chart: ChartView) -> dict[str, str]:
    """The marker of each line by its id: the role's own, and others where a role has several lines."""
    found: dict[str, str] = {}
    taken: dict[Role, int] = {}
    for series in chart.series:
        signs = MARKERS[series.role] + FURTHER[series.role]
        number = taken.get(series.role, 0)
        found[series.id] = signs[min(number, len(signs) - 1)]
        taken[series.role] = number + 1
    return found


def _draw(canvas: Canvas, series: SeriesView, scale: Scale, marker: str) -> None:
    last: tuple[int, int] | None = None
    for place, value in enumerate(series.values):
        if value is None:
            last = None
            continue
        here = (scale.x(place), scale.y(value))
        if last is not None:
            canvas.line(last, here, series.role)
        last = here
    if scale.columns >= 2 * scale.count:
        for place, value in enumerate(series.values):
            if value is not None:
                canvas.mark(scale.x(place), scale.y(value), marker, series.role)


def _axis(row: int, scale: Scale) -> str:
    """The number beside a row: at the top, the middle and the foot."""
    if row not in (0, scale.rows // 2, scale.rows - 1):
        return " " * (AXIS - 1) + "│"
    value = scale.high - (scale.high - scale.low) * (row * 4 + (0 if row == 0 else 2)) / (scale.rows * 4 - 1)
    value = scale.low if row == scale.rows - 1 else value
    text = f"{value:,.0f}" if abs(scale.high) >= 20 else f"{value:.1f}"
    return f"{text:>{AXIS - 2}} ┤"


def _end_labels(chart: ChartView, scale: Scale, signs: dict[str, str]) -> dict[int, Piece]:
    """Each series' name beside its last point, one a row."""
    found: dict[int, Piece] = {}
    for series in chart.series:
        last = next((v for v in reversed(series.values) if v is not None), None)
        if last is None:
            continue
        row = min(scale.rows - 1, scale.y(last) // 4)
        free = [r for r in range(scale.rows) if r not in found]
        row = min(free, key=lambda r: abs(r - row)) if free else row
        found[row] = Piece(f" {signs[series.id]} {series.label}", series.role)
    return found


def _places(labels: tuple[str, ...], scale: Scale) -> str:
    """The names along x, each whole, as many as fit with a space between; the first and those at even steps from it."""
    short = shortened(labels)
    for every in range(1, len(short) + 1):
        text = _row_of(short, scale, every)
        if text is not None:
            return text
    return short[0][: scale.columns]


def _row_of(short: tuple[str, ...], scale: Scale, every: int) -> str | None:
    """Every so manieth name under its place; None if two of them touch. The last may reach beyond the drawing."""
    text = ""
    for place in range(0, len(short), every):
        start = max(0, scale.x(place) // 2 - cell_len(short[place]) // 2)
        start = max(0, min(start, scale.columns + BEYOND - cell_len(short[place])))
        if text and start < cell_len(text) + 1:
            return None
        text += " " * (start - cell_len(text)) + short[place]
    return text


def shortened(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Names of turns for an axis: without a year that all share, `Autumn 1957` else as `Au57`, a month as `Feb`."""
    years = {label.rsplit(" ", 1)[-1] for label in labels}
    shared = len(labels) > 1 and len(years) == 1 and YEAR.fullmatch(next(iter(years))) is not None
    bare = [label.rsplit(" ", 1)[0] if shared else label for label in labels]
    return tuple(_short(label) for label in bare)


def _short(label: str) -> str:
    """`Autumn 1957` as `Au57`, `February 1933` as `Feb 33`; what stands in brackets is left out, but for its dot."""
    if " (" in label:
        return label.split(" (")[0] + "."
    words = [word[:3] if word in MONTHS else word for word in label.split() if word != "and"]
    if words and YEAR.fullmatch(words[-1]) and len(words) > 1:
        year = words.pop()[2:]
        return f"{words[0][:2]}{year}" if len(words) == 1 and words[0] in SEASONS else f"{_joined(words)} {year}"
    return _joined(words)


def _joined(words: list[str]) -> str:
    """Words of a name; months with a stroke between."""
    months = all(word in {month[:3] for month in MONTHS} for word in words)
    return ("/" if months else " ").join(words)


def _key(chart: ChartView, signs: dict[str, str]) -> tuple[tuple[Piece, ...], ...]:
    dashes = {Role.REPORTED: "╌╌╌", Role.REAL: "───", Role.HISTORY: "···"}
    rows: list[tuple[Piece, ...]] = []
    for s in chart.series:
        sample = f"{signs[s.id]}{dashes[s.role]}{signs[s.id]} "
        rows.append((Piece(" " * AXIS + sample, s.role), Piece(s.label)))
    if chart.mark is not None and chart.mark_label:
        rows.append((Piece(" " * AXIS + "· · · ", Role.HISTORY), Piece(chart.mark_label)))
    return tuple(rows)
