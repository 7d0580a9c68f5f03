"""Charts as SVG: lines told apart by dash, mark and letter, never by colour alone. Pure; no script, no font, no colour.

Colours come from the classes of the page (`real`, `told`, `other`, `axis`, `need`), so that light, dark and print each
have their own. A letter stands at the end of each line; its name beside it where there is room (`.name`), and always in
the key under the drawing, which the page writes. Title and description say for those who cannot see what is drawn.
"""

from __future__ import annotations

import re
import textwrap

from attrs import frozen

from game.debrief.blocks import Ranges
from game.debrief.marks import Scale, Style, finite, label, numbers, point, scale, styles, words
from game.script.tongue import _, foreign
from game.session.door import one_line
from game.session.tables import number
from game.session.views import ChartView
from game.session.wrapping import has_wide, wrap

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WIDE, HIGH = 640, 310
LEFT, RIGHT, TOP, BOTTOM = 80, 478, 18, 268  # room for 100,000 in the large letters of a small page
ROW, MOST_LABELS, LINE = 46, 8, 15
LABEL_LETTERS, LETTER_WIDE, APART = 12, 8.5, 10  # of the labels along x
FAR_WIDE, FAR_LETTER = 512, 13.0  # where a drawing is seen from far: no names at the lines' ends, larger letters
NAME_WIDE = 22
YEAR = re.compile(r"(?:^|\s)(\d{4})$")


def chart(view: ChartView, name: str, *, far: bool = False) -> str:
    """A chart as a drawing. `name` makes the ids of its title and description its own.

    With `far` it is to be read from the back of a room: fewer labels, and the lines' names in the key alone.
    """
    values = [v for s in view.series for v in map(finite, s.values) if v is not None]
    mark = finite(view.mark)
    up = scale([*values, *([mark] if mark is not None else [])], BOTTOM, TOP)
    across = Scale(0.0, max(1.0, len(view.labels) - 1.0), LEFT + 12, RIGHT - 12)
    parts = [*_grid(up), *_places(view.labels, across, FAR_LETTER if far else LETTER_WIDE), *_level(view, up)]
    looks = styles(view)
    for series, look in zip(view.series, looks, strict=True):
        placed = [(i, finite(raw)) for i, raw in enumerate(series.values)]
        points = [(across.at(i), up.at(v)) if v is not None else None for i, v in placed]
        parts.append(f'<g class="{look.name}">{_line(points, look)}</g>')
    parts.extend(_ends(view, looks, across, up, named=not far))
    said = view.sentence if far else _("{sentence} Every number is in the table below.").format(sentence=view.sentence)
    return _drawing(name, f"{view.title} ({view.unit})", said, (FAR_WIDE if far else WIDE, HIGH), parts)


def ranges(block: Ranges, name: str) -> str:
    """Ranges as a drawing: a bar from low to high, a diamond in the middle, a triangle for one's own."""
    across = scale(numbers(block.rows), 16, WIDE - 16)
    bottom = 14 + ROW * len(block.rows)
    parts = [
        f'<g class="axis"><line x1="{across.at(t)}" x2="{across.at(t)}" y1="10" y2="{bottom}"/>'
        f"{label(across.at(t), bottom + 20, _tick(t, across), 'mid')}</g>"
        for t in across.ticks()
    ]
    for place, row in enumerate(block.rows):
        y = 48 + ROW * place
        low, high = finite(row.low), finite(row.high)
        parts.append(label(16, y - 14, row.label, "row", 52))
        if low is not None and high is not None:
            a, b = across.at(low), across.at(high)
            parts.append(
                f'<g class="other"><line class="bar" x1="{a}" x2="{b}" y1="{y}" y2="{y}"/>'
                f'<path class="line" d="M{a},{y - 7} v14 M{b},{y - 7} v14"/></g>'
            )
        if (middle := finite(row.middle)) is not None:
            parts.append(f'<g class="real">{point("diamond", across.at(middle), y, 5)}</g>')
        if (mark := finite(row.mark)) is not None:
            parts.append(f'<g class="told">{point("triangle", across.at(mark), y, 6)}</g>')
    said = _("{rows} ranges on one scale. Every number is in the table below.").format(rows=len(block.rows))
    title = f"{block.title} ({block.unit})" if block.unit else block.title
    return _drawing(name, title, said, (WIDE, bottom + 30), parts)


def sample(view: ChartView, place: int) -> str:
    """The look of one line, for the key under a chart."""
    look = styles(view)[place]
    drawn = _line([(4.0, 8.0), (44.0, 8.0)], look)
    return f'<svg class="sample {look.name}" viewBox="0 0 48 16" aria-hidden="true" focusable="false">{drawn}</svg>'


def _drawing(name: str, title: str, said: str, size: tuple[float, float], parts: list[str]) -> str:
    return (
        f'<svg class="drawing" viewBox="0 0 {size[0]} {size[1]}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'focusable="false"><title id="{name}-t">{words(title)}</title><desc id="{name}-d">{words(said, 1000)}</desc>'
        + "".join(parts)
        + "</svg>"
    )


def _tick(value: float, of: Scale) -> str:
    """A tick with as many places as its neighbours need."""
    places = next((p for p in range(3) if abs(round(of.step, p) - of.step) < 1e-9), 3)
    return number(value, places)


def _grid(up: Scale) -> list[str]:
    return [
        f'<g class="axis"><line x1="{LEFT}" x2="{RIGHT}" y1="{up.at(t)}" y2="{up.at(t)}"/>'
        f"{label(LEFT - 8, up.at(t) + 5, _tick(t, up), 'end')}</g>"
        for t in up.ticks()
    ]


def _places(labels: tuple[str, ...], across: Scale, letter: float) -> list[str]:
    """The labels along x: every one if they are few; of many that end with a year, each year where it begins."""
    short = [one_line(text).split(" (")[0] for text in labels]
    years = [m.group(1) if (m := YEAR.search(text)) else "" for text in short]
    if len(set(years) - {""}) == 1:  # a year that all share need not stand under each
        short = [YEAR.sub("", text) or text for text in short]
    shown = list(enumerate(short))
    if len(labels) > MOST_LABELS and all(years):
        shown = [(i, year) for i, year in enumerate(years) if i == 0 or years[i - 1] != year]
    wanted, shown = shown, list[tuple[int, str]]()
    for i, text in reversed(wanted):  # from the right, since what came last is looked for most
        room = across.at(shown[-1][0]) - across.at(i) if shown else WIDE
        if not shown or room >= letter * (_wide(text) + _wide(shown[-1][1])) / 2 + APART:
            shown.append((i, text))
    return [
        f'<g class="axis"><line class="notch" x1="{across.at(i)}" x2="{across.at(i)}" y1="{BOTTOM}" y2="{BOTTOM + 6}"/>'
        f"{label(across.at(i), BOTTOM + 26, text, 'mid', LABEL_LETTERS)}</g>"
        for i, text in shown
    ]


def _wide(text: str) -> int:
    """The room a label along x takes at most, in letters."""
    return min(len(text), LABEL_LETTERS)


def _level(view: ChartView, up: Scale) -> list[str]:
    mark = finite(view.mark)
    if mark is None:
        return []
    y = up.at(mark)
    return [f'<g class="need"><line x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}"/></g>']


def _line(points: list[tuple[float, float] | None], look: Style) -> str:
    """A line with its marks, broken where there is no value."""
    path, pen = "", "M"
    for at in points:
        if at is None:
            pen = "M"
            continue
        path += f"{pen}{at[0]},{at[1]} "
        pen = "L"
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    marks = "".join(point(look.mark, *at) for at in points if at is not None)
    return f'<path class="line" d="{path.strip()}"{dash}/>{marks}' if path else ""


@frozen
class _End:
    """What stands at the end of a line: where the line ends, its letter, its name in rows, its look."""

    y: float
    x: float
    letter: str
    rows: tuple[str, ...]
    look: str

    @property
    def high(self) -> float:
        """How much room it takes, for the large letters of a small page too."""
        return max(24, LINE * len(self.rows) + 7)


def _ends(view: ChartView, looks: list[Style], across: Scale, up: Scale, *, named: bool) -> list[str]:
    """A letter and a name (if `named`) at the end of each line and of the level, moved apart where they end close."""
    ends: list[_End] = []
    for letter, series, look in zip(LETTERS, view.series, looks, strict=False):
        drawn = [(i, v) for i, raw in enumerate(series.values) if (v := finite(raw)) is not None]
        if drawn:
            i, v = drawn[-1]
            ends.append(_End(up.at(v), across.at(i), letter, _rows(series.label) if named else (), look.name))
    mark = finite(view.mark)
    if mark is not None:
        ends.append(_End(up.at(mark), RIGHT, "", _rows(view.mark_label) if named else (), "need"))
    ends.sort(key=lambda e: e.y)
    found: list[str] = []
    for y, end in zip(_apart(ends), ends, strict=True):
        found.append(f'<path class="leader" d="M{end.x + 7},{end.y} L{RIGHT + 4},{y}"/>')
        found.append(label(RIGHT + 8, round(y + 5, 1), end.letter, "letter"))
        found += [label(RIGHT + 26, round(y + 5 + LINE * i, 1), row, "name", 30) for i, row in enumerate(end.rows)]
    return found


def _rows(name: str) -> tuple[str, ...]:
    """A name in two short rows at most."""
    if not (foreign() and has_wide(name)):
        return tuple(textwrap.wrap(one_line(name), NAME_WIDE, max_lines=2, placeholder="…"))
    rows = wrap(one_line(name), NAME_WIDE)
    return (rows[0], rows[1][:-1] + "…") if len(rows) > 2 else tuple(rows)


def _apart(ends: list[_End]) -> list[float]:
    """A place for each, in order, below the one before, as near as may be to where its line ends."""
    placed: list[float] = []
    for i, end in enumerate(ends):
        placed.append(max(end.y, placed[-1] + ends[i - 1].high) if placed else end.y)
    limit = BOTTOM + 30.0
    for i in range(len(placed) - 1, -1, -1):
        limit -= ends[i].high
        placed[i] = limit = min(placed[i], limit)
    return placed
