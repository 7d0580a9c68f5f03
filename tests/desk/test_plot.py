"""The chart in characters: it fits its room, tells lines apart without colour, and draws what it was given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.desk.plot import AXIS, MARKERS, Canvas, Scale, plot
from game.session.views import ChartView, Role, SeriesView

VALUES = st.one_of(st.none(), st.floats(-1e6, 1e9, allow_nan=False))


@st.composite
def charts(draw: st.DrawFn) -> ChartView:
    count = draw(st.integers(1, 25))
    name = st.text("abcäé方 ", min_size=1, max_size=18)
    series = tuple(
        SeriesView(f"s{n}", draw(name), role, tuple(draw(VALUES) for _ in range(count)))
        for n, role in enumerate(draw(st.lists(st.sampled_from(Role), min_size=1, max_size=3, unique=True)))
    )
    mark = draw(VALUES)
    return ChartView("c", "A chart", "jin", tuple(f"Autumn {1957 + n}" for n in range(count)), series, "", mark, "need")


@given(charts(), st.integers(10, 200), st.integers(3, 60))
def test_rows_are_drawn_for_any_chart_and_any_room(chart: ChartView, width: int, height: int) -> None:
    rows = plot(chart, width, height)
    values = [v for s in chart.series for v in s.values if v is not None]
    assert bool(rows) == bool(values)
    text = "\n".join("".join(p.text for p in row) for row in rows)
    for series in chart.series:
        if any(v is not None for v in series.values):
            assert f"{MARKERS[series.role]} {series.label}" in text


def test_three_lines_differ_in_pattern_and_marker_without_colour() -> None:
    values = (1.0, 9.0)
    drawn: dict[Role, str] = {}
    for role in Role:
        chart = ChartView("c", "t", "", ("a", "b"), (SeriesView("s", "x", role, values),))
        drawn[role] = "\n".join("".join(p.text for p in row) for row in plot(chart, 60, 12))
    assert len(set(drawn.values())) == 3
    assert len(set(MARKERS.values())) == 3


def test_a_rising_line_rises() -> None:
    chart = ChartView("c", "t", "", ("a", "b", "c"), (SeriesView("s", "real", Role.REAL, (0.0, 5.0, 10.0)),))
    rows = ["".join(p.text for p in row) for row in plot(chart, 60, 14)]
    drawn = slice(AXIS, 60 - len(" ● real"))
    places = [(y, x) for y, row in enumerate(rows[:11]) for x, sign in enumerate(row[drawn]) if sign == "●"]
    assert places == sorted(places, key=lambda at: -at[1])
    assert len(places) == 3


def test_a_gap_is_a_gap() -> None:
    scale = Scale(0, 10, 20, 5, 3)
    canvas = Canvas(20, 5)
    assert scale.x(0) == 0
    assert scale.x(2) == 39
    assert scale.y(10) == 0
    assert scale.y(0) == 19
    chart = ChartView("c", "t", "", ("a", "b", "c"), (SeriesView("s", "real", Role.REAL, (1.0, None, 1.0)),))
    row = "".join(p.text for line in plot(chart, 60, 8) for p in line)
    assert row.count("⣀") + row.count("⠉") + row.count("⠒") + row.count("⠤") == 0
    assert canvas.row(0)
