"""Drawings: lines that differ without colour, words that stay words, places that are where the numbers say."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.debrief import svg
from game.debrief.blocks import Range, Ranges
from game.debrief.marks import OTHERS, Scale, scale, styles
from game.session.views import ChartView, Role, SeriesView

SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = st.none() | st.floats(-1e9, 1e9, allow_nan=False) | st.sampled_from([math.nan, math.inf, -math.inf, 0.0])
WORDS = st.text(max_size=40) | st.sampled_from(["<b>x</b>", '"><script>', "\x00\x1b[2J", "&amp;", "a" * 500])


def tree(drawing: str) -> ElementTree.Element:
    """The drawing, parsed."""
    return ElementTree.fromstring(drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def of(values: list[list[float | None]], text: str = "A", mark: float | None = None) -> ChartView:
    roles = [Role.REPORTED, Role.REAL, *[Role.HISTORY] * 20]
    lines = tuple(
        SeriesView(f"s{i}", text, role, tuple(v)) for i, (v, role) in enumerate(zip(values, roles, strict=False))
    )
    return ChartView(
        "c", text, text, tuple(f"{text} {1950 + i}" for i in range(len(values[0]))), lines, text, mark, text
    )


def test_no_two_lines_of_a_chart_look_alike() -> None:
    view = of([[1.0]] * (2 + len(OTHERS)))
    looks = styles(view)
    assert len({(look.dash, look.mark) for look in looks}) == len(looks)
    assert len({look.dash for look in looks}) == len(looks)


def test_each_line_ends_in_its_letter_and_name_and_the_level_in_its_own() -> None:
    view = of([[1.0, 2.0], [2.0, 2.0], [None, None]], "county", 1.5)
    drawn = svg.chart(view, "d")
    assert re.findall(r'class="letter">(\w)<', drawn) in (["A", "B"], ["B", "A"])
    assert drawn.count('class="name">county</text>') == 3  # two lines that have values, and the level


@given(count=st.integers(2, 9), level=st.floats(0, 10))
def test_what_stands_at_the_ends_never_touches(count: int, level: float) -> None:
    drawn = svg.chart(of([[level]] * count), "d")
    places = sorted(float(y) for y in re.findall(r'y="([\d.-]+)" class="letter"', drawn))
    assert len(places) == count
    assert all(b - a >= 20 for a, b in pairwise(places))


@settings(max_examples=80, deadline=None)
@given(data=st.data(), text=WORDS)
def test_any_numbers_and_words_give_a_whole_inert_drawing(data: st.DataObject, text: str) -> None:
    wide = data.draw(st.integers(1, 24))
    line = st.lists(NUMBERS, min_size=wide, max_size=wide)
    view = of(data.draw(st.lists(line, min_size=1, max_size=6)), text, data.draw(NUMBERS))
    rows = tuple(
        Range(text, a or 0.0, b or 0.0, a, b) for a, b in data.draw(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=5))
    )
    for drawing in (svg.chart(view, "d"), svg.ranges(Ranges(text, text, rows), "d"), svg.sample(view, 0)):
        made = tree(drawing)
        assert {e.tag.removeprefix(SVG) for e in made.iter()} <= {
            *("svg", "title", "desc", "g", "line", "path", "circle", "rect", "text"),
        }
        assert not re.search(r"nan|inf[^o]", re.sub(r">[^<]*<", "><", drawing))
        assert not re.search(r'(fill|stroke|style)="|#[0-9a-f]{3}', re.sub(r">[^<]*<", "><", drawing))


def test_a_drawing_says_what_it_is_to_those_who_cannot_see_it() -> None:
    made = tree(svg.chart(of([[1.0, 2.0]], "Grain"), "d"))
    assert made.get("role") == "img"
    assert made.get("aria-labelledby") == "d-t d-d"
    assert made.findtext(f"{SVG}title") == "Grain (Grain)"
    assert (made.findtext(f"{SVG}desc") or "").startswith("Grain ")


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_a_scale_holds_its_values_between_round_ends(values: list[float]) -> None:
    made = scale(values, 0, 100)
    slack = made.step * 1e-8  # far less than a pixel
    assert made.low <= min(0.0, *values) + slack
    assert made.high >= max(0.0, *values) - slack
    ticks = made.ticks()
    assert 2 <= len(ticks) <= 8
    assert ticks[0] == pytest.approx(made.low)
    assert ticks[-1] == pytest.approx(made.high)


def test_ticks_stay_round_where_round_ends_made_the_scale_wider() -> None:
    assert scale([1.0, -800001.0], 0, 100).ticks() == [-1e6, -8e5, -6e5, -4e5, -2e5, 0.0, 2e5]


def test_points_lie_where_their_numbers_are() -> None:
    up = Scale(0.0, 400.0, svg.BOTTOM, svg.TOP)
    drawn = svg.chart(of([[100.0, 400.0]]), "d")
    path = re.search(r'<path class="line" d="M([\d.]+),([\d.]+) L([\d.]+),([\d.]+)"', drawn)
    assert path is not None
    assert float(path.group(2)) == up.at(100.0)
    assert float(path.group(4)) == svg.TOP


def test_a_line_is_broken_where_nothing_is_known() -> None:
    drawn = svg.chart(of([[1.0, None, 2.0, 3.0]]), "d")
    path = re.search(r'<path class="line" d="([^"]+)"', drawn)
    assert path is not None
    assert path.group(1).count("M") == 2
    assert path.group(1).count("L") == 1
