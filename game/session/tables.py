"""A chart as text: its lines named, a table, the level line, a sentence. Pure; what cannot be seen is said in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from string import ascii_uppercase

from game.script.cells import cells as cells_of
from game.script.cells import pad
from game.script.tongue import N_, _
from game.session.door import one_line
from game.session.lines import WIDTH
from game.session.views import ChartView, Role, SeriesView
from game.session.wrapping import wrap

SAYS = {Role.REPORTED: N_("reported"), Role.REAL: N_("as it was, by the model"), Role.HISTORY: N_("the record")}
ALIKE = {Role.REPORTED: (N_("reported"),), Role.REAL: (N_("real"), N_("as it was")), Role.HISTORY: (N_("the record"),)}
WIDEST_HEAD = 14
LONGEST = 1e18  # beyond this nobody reads digits


def chart(view: ChartView) -> Iterator[str]:
    """A chart as a title, a table and a sentence."""
    yield f"{one_line(view.title)} ({one_line(view.unit)})"
    yield from rows(view)
    if view.sentence:
        yield from wrap(one_line(view.sentence), WIDTH, hyphens=True)
    yield ""


def rows(view: ChartView) -> Iterator[str]:
    """The table alone. Long names of lines stand above it, with a letter for each."""
    heads = [one_line(s.label) for s in view.series]
    alike = all(s.role is Role.HISTORY for s in view.series)  # a chart of the record alone need not say so of each line
    if any(cells_of(head) > WIDEST_HEAD for head in heads):
        for letter, head, series in zip(ascii_uppercase, heads, view.series, strict=False):
            says = "" if alike else role_words(series)
            yield f"  {letter}: {head}" + (f" ({says})" if says else "")
        heads = list(ascii_uppercase[: len(heads)])
    labels = [one_line(label) for label in view.labels]
    wide = max([8, *(cells_of(label) for label in labels)])
    places = decimals(view)
    yield "  " + " ".join([" " * wide, *(pad(head, 10, right=True) for head in heads)]).rstrip()
    for row, label in enumerate(labels):
        cells = [
            pad(number(series.values[row], places), max(10, cells_of(head)), right=True)
            for series, head in zip(view.series, heads, strict=True)
        ]
        yield "  " + " ".join([pad(label, wide), *cells])
    if view.mark is not None:
        yield _("  Level line, {mark_label}: {mark}").format(
            mark_label=one_line(view.mark_label), mark=number(view.mark, places)
        )


def role_words(series: SeriesView) -> str:
    """What kind of line it is, unless its name says so."""
    alike = (*ALIKE[series.role], *map(_, ALIKE[series.role]))
    return "" if any(word in series.label for word in alike) else _(SAYS[series.role])


def decimals(view: ChartView) -> int:
    """How many places the numbers of a chart are written with: its own, or as many as its largest leaves room for."""
    if view.places is not None:
        return view.places
    values = [abs(v) for s in view.series for v in s.values if v is not None]
    top = max(values, default=0.0)
    return 2 if top < 10 else 1 if top < 100 else 0


def number(value: float | None, places: int) -> str:
    """A number of a chart, a half rounded up as in printed tables; a dash where there is none."""
    if value is None:
        return "-"
    if not abs(value) < LONGEST:
        return f"{value:,.{places}f}"
    return f"{Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"
