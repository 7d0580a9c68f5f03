"""The picture as an SVG page of our own: a column for each turn, scenes as boxes, arrows as wide as plays took them.

It needs no program and no network. Every word is escaped; what is cut off stands whole where the pointer rests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias
from xml.sax.saxutils import escape

from attrs import frozen

from game.session.lines import clean
from game.tools.graph_text import percent, width
from game.tools.picture import STORYLETS, Arrow, Dot, Group, Picture, Says

WIDE, HIGH, GAP, BETWEEN, TOP, LEFT = 210, 36, 12, 90, 96, 24
TALLEST = 24  # boxes in a column; a turn with more has several
LETTERS = 27
Frame: TypeAlias = tuple[float, float, float, float]
_STYLE = """\
text{font-family:system-ui,sans-serif;font-size:12px;fill:#222}.t{font-size:20px;font-weight:600}
.h{font-size:13px;font-weight:600}.s{font-size:10px;fill:#555}.k{font-size:10px;fill:#555}
path{fill:none}.goes{stroke:#8a8a8a}.asks{stroke:#b3421f}.reads{stroke:#1f6f8b;stroke-dasharray:5 4}
path:hover{stroke-opacity:1;stroke:#000}.group{fill:#f6f4ef;stroke:#ddd8cc}
.document{fill:#fff}.form{fill:#fdf3d6}.look{fill:#e3f0e3}.news{fill:#ececec}.event{fill:#e6ecf7}.ending{fill:#f4e1e1}
.value{fill:#e3f0f4}.signed{fill:#f7e6df}.never{stroke-dasharray:3 3}rect{stroke:#777}
"""
_KINDS = ("news", "document", "form", "event", "look", "ending", "value", "signed")
_SAYS = {
    Says.GOES: "plays go this way",
    Says.ASKS: "asks what was signed there",
    Says.READS: "reads in a condition what was set there",
}


@frozen
class Spot:
    """Where a box lies: its left upper corner."""

    x: float
    y: float
    below: bool = False  # in the field under the turns


def svg(picture: Picture) -> str:
    """The page."""
    return "\n".join(_page(picture)) + "\n"


def _page(picture: Picture) -> Iterator[str]:
    spots, frames = _laid_out(picture)
    right = max((x + wide for x, _, wide, _ in frames.values()), default=400) + LEFT
    low = max((y + high for _, y, _, high in frames.values()), default=200) + LEFT
    whole = max(right, 760)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole:.0f}" height="{low:.0f}" '
        f'viewBox="0 0 {whole:.0f} {low:.0f}" role="img" aria-label="{_attribute(picture.title)}">'
    )
    yield f"<title>{_text(picture.title)}</title><style>{_STYLE}</style>"
    yield f'<rect width="{whole:.0f}" height="{low:.0f}" style="fill:#fff;stroke:none"/>'
    plays = f", {picture.plays:,} machine plays" if picture.plays else ""
    yield f'<text class="t" x="{LEFT}" y="34">{_text(picture.title + plays)}</text>'
    yield from _legend(picture)
    for group in picture.groups:
        x, y, wide, high = frames[group.id]
        yield f'<rect class="group" x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{high:.0f}" rx="8"/>'
        yield f'<text class="h" x="{x + 10:.0f}" y="{y + 18:.0f}">{_text(_short(group.label))}</text>'
    yield _heads()
    for arrow in sorted(picture.arrows, key=lambda a: (a.says is Says.GOES, a.source, a.target)):
        yield _arrow(arrow, spots)
    for group in picture.groups:
        for dot in group.dots:
            yield _box(dot, spots[dot.id])
    yield "</svg>"


def _laid_out(picture: Picture) -> tuple[dict[str, Spot], dict[str, Frame]]:
    """Where every box lies, and the frame of every group."""
    spots: dict[str, Spot] = {}
    frames: dict[str, Frame] = {}
    below = [g for g in picture.groups if g.id == STORYLETS and len(picture.groups) > 3]
    x = float(LEFT)
    for group in (g for g in picture.groups if g not in below):
        x += _place(group, x, TOP, -(-len(group.dots) // TALLEST), spots, frames) + BETWEEN
    deep = max((y + high for _, y, _, high in frames.values()), default=TOP)
    for group in below:  # they come in any turn: a field of their own under all of them
        columns = max(1, min(len(group.dots), int((x - LEFT) / (WIDE + 30)) - 1))
        _place(group, LEFT, deep + 60, columns, spots, frames, below=True)
    return spots, frames


def _place(
    group: Group, x: float, y: float, columns: int, spots: dict[str, Spot], frames: dict[str, Frame],
    *, below: bool = False,
) -> float:  # fmt: skip
    """Put the boxes of a group into columns; gives how wide it is."""
    rows = -(-len(group.dots) // max(columns, 1))
    for number, dot in enumerate(group.dots):
        column, row = divmod(number, rows)
        spots[dot.id] = Spot(x + 10 + column * (WIDE + 30), y + 28 + row * (HIGH + GAP), below)
    wide = columns * WIDE + (columns - 1) * 30 + 20
    frames[group.id] = (x, y, wide, 28 + rows * (HIGH + GAP) + 4)
    return wide


def _box(dot: Dot, at: Spot) -> str:
    share = percent(dot.share)
    radius = {"event": 16, "look": 16, "ending": 4}.get(dot.kind, 2)
    never = " never" if dot.share == 0 else ""
    told = f"{dot.kind}: {dot.label} ({dot.more or dot.id})" + (f", in {share} of plays" if share else "")
    under = dot.kind + (f", {share}" if share else "")
    return (
        f'<g><title>{_text(told)}</title><rect class="{dot.kind}{never}" x="{at.x:.0f}" y="{at.y:.0f}" width="{WIDE}" '
        f'height="{HIGH}" rx="{radius}"/><text x="{at.x + 8:.0f}" y="{at.y + 15:.0f}">{_text(_short(dot.label))}</text>'
        f'<text class="s" x="{at.x + 8:.0f}" y="{at.y + 29:.0f}">{_text(under)}</text></g>'
    )


def _arrow(arrow: Arrow, spots: Mapping[str, Spot]) -> str:
    a, b = spots[arrow.source], spots[arrow.target]
    if b.below and not a.below:
        x2, y1 = b.x + WIDE / 2, a.y + HIGH / 2
        path = f"M{a.x + WIDE:.0f} {y1:.0f}C{a.x + WIDE + 80:.0f} {y1:.0f} {x2:.0f} {b.y - 160:.0f} {x2:.0f} {b.y:.0f}"
    elif a.x < b.x:
        x1, x2 = a.x + WIDE, b.x
        bend = max(30.0, (x2 - x1) / 2)
        y1, y2 = a.y + HIGH / 2, b.y + HIGH / 2
        path = f"M{x1:.0f} {y1:.0f}C{x1 + bend:.0f} {y1:.0f} {x2 - bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
    elif arrow.says is Says.GOES and a.x == b.x and 0 < b.y - a.y <= HIGH + GAP:
        middle = a.x + WIDE / 2
        path = f"M{middle:.0f} {a.y + HIGH:.0f}L{middle:.0f} {b.y:.0f}"
    else:  # beside the column, or back
        side = max(a.x, b.x) + WIDE
        bend = min(70.0, 18 + abs(b.y - a.y) / 8)
        path = f"M{a.x + WIDE:.0f} {a.y + HIGH / 2:.0f}C{side + bend:.0f} {a.y + HIGH / 2:.0f} "
        path += f"{side + bend:.0f} {b.y + HIGH / 2:.0f} {b.x + WIDE:.0f} {b.y + HIGH / 2:.0f}"
    share = percent(arrow.share)
    told = _SAYS[arrow.says] + (f": {arrow.label}" if arrow.label else "") + (f", {share} of plays" if share else "")
    faint = 0.75 if arrow.says is Says.GOES else 0.5
    return (
        f'<path class="{arrow.says}" d="{path}" stroke-width="{width(arrow)}" stroke-opacity="{faint}" '
        f'marker-end="url(#{arrow.says})"><title>{_text(told)}</title></path>'
    )


def _heads() -> str:
    colours = {Says.GOES: "#8a8a8a", Says.ASKS: "#b3421f", Says.READS: "#1f6f8b"}
    heads = "".join(
        f'<marker id="{says}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto" '
        f'markerUnits="userSpaceOnUse"><path d="M0 0L8 4L0 8z" style="fill:{colour};stroke:none"/></marker>'
        for says, colour in colours.items()
    )
    return f"<defs>{heads}</defs>"


def _legend(picture: Picture) -> Iterator[str]:
    """What colours and lines stand for, of those that are there."""
    x = LEFT
    kinds = {dot.kind for group in picture.groups for dot in group.dots}
    for kind in (k for k in _KINDS if k in kinds):
        yield f'<rect class="{kind}" x="{x}" y="50" width="16" height="12" rx="2"/>'
        yield f'<text class="k" x="{x + 21}" y="60">{kind}</text>'
        x += 34 + 7 * len(kind)
    x = LEFT
    for says in (s for s in Says if any(a.says is s for a in picture.arrows)):
        yield f'<path class="{says}" d="M{x} 78L{x + 26} 78" stroke-width="2"/>'
        yield f'<text class="k" x="{x + 32}" y="82">{_SAYS[says]}</text>'
        x += 50 + 6 * len(_SAYS[says])


def _short(text: str) -> str:
    line = " ".join(clean(text).split())
    wide = sum(2 if ord(c) > 0x2E7F else 1 for c in line)
    if wide <= LETTERS:
        return line
    out, used = "", 0
    for letter in line:
        used += 2 if ord(letter) > 0x2E7F else 1
        if used > LETTERS - 1:
            break
        out += letter
    return out.rstrip() + "…"


def _text(text: str) -> str:
    return escape(" ".join(clean(text).split()))


def _attribute(text: str) -> str:
    return escape(" ".join(clean(text).split()), {'"': "&quot;"})
