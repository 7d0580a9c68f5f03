"""A chart as rows of characters: lines told apart by pattern, marker and end label, never by colour alone.

Pure: a ChartView and a size in, rows of (text, role) out. Lines are drawn in braille dots, two by four a cell: the real
figure solid, the reported dashed, history dotted.
"""

from __future__ import annotations

from attrs import Factory, define, frozen

from game.session.views import ChartView, Role, SeriesView

MARKERS = {Role.REPORTED: "○", Role.REAL: "●", Role.HISTORY: "×"}
FURTHER = {Role.REPORTED: "◇□", Role.REAL: "◆■", Role.HISTORY: "+*△▽"}  # for a second and third line of a role
PATTERNS = {Role.REPORTED: (4, 3), Role.REAL: (1, 0), Role.HISTORY: (1, 2)}  # dots on, dots off
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
AXIS = 9
LEAST_WIDTH, LEAST_HEIGHT = 30, 6


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
    ends = max(len(s.label) for s in chart.series) + 3
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
    """The names along x, as many as fit without touching."""
    short = [_short(label) for label in labels]
    room = max(len(s) for s in short) + 1
    every = max(1, -(-room * len(short) // scale.columns))
    text = " "
    for place in range(0, len(short), every):
        start = max(0, min(scale.x(place) // 2 - len(short[place]) // 2, scale.columns - 2)) + 1
        if place and start <= len(text):
            continue
        text = f"{text:<{start}}"[:start] + short[place]
    return text[1:]


def _short(label: str) -> str:
    """`Autumn 1957` as `Au57`; a bare year stays, and a part of one has a dot after it."""
    if " (" in label:
        return label.split(" (")[0][:7] + "."
    words = label.split()
    if len(words) == 2 and words[1].isdigit() and len(words[1]) == 4:
        return f"{words[0][:2]}{words[1][2:]}"
    return label[:8]


def _key(chart: ChartView, signs: dict[str, str]) -> tuple[tuple[Piece, ...], ...]:
    dashes = {Role.REPORTED: "╌╌╌", Role.REAL: "───", Role.HISTORY: "···"}
    rows: list[tuple[Piece, ...]] = []
    for s in chart.series:
        sample = f"{signs[s.id]}{dashes[s.role]}{signs[s.id]} "
        rows.append((Piece(" " * AXIS + sample, s.role), Piece(s.label)))
    if chart.mark is not None and chart.mark_label:
        rows.append((Piece(" " * AXIS + "· · · ", Role.HISTORY), Piece(chart.mark_label)))
    return tuple(rows)
