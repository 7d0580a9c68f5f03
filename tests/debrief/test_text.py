"""The debrief in words: its first line, figures that are the run's, and strings that stay inert."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from game.debrief import views
from game.debrief.build import debrief
from game.debrief.said import headed, item, said
from game.debrief.text import as_lines
from game.engine.program import Program
from game.session.game import Game
from game.session.lines import EMPHASIS
from game.session.tables import chart as as_table
from game.session.tables import decimals, number
from game.session.views import ChartView, Role, SeriesView

Player = Callable[..., Game]
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HEADINGS = (
    "Reported and real",
    "Your decisions, in order",
    "The people",
    "Questions",
    "What you knew",
    "The record",
    "How many died",
    "The timeline",
    "Officials on record",
    "Figures of the record",
    "Where scholars differ",
    "Where scholarship corrects the article",
    "Where this model errs",
    "Sources",
)


def test_the_first_line_and_the_order_of_the_parts(great_leap: Program, play: Player) -> None:
    lines = list(as_lines(debrief(play(great_leap, "hedger", 5))))
    assert lines[0] == "You are not your character. Put the secretary down."
    found = [line[3:-3] for line in lines if line.startswith("== ")]
    assert tuple(name for name in found if name in HEADINGS) == HEADINGS
    assert len(set(found)) == len(found)
    assert all(len(line) <= 78 or " " not in line.strip() for line in lines if not line.startswith("=="))


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**20 - 1))
def test_every_figure_of_the_charts_in_the_text_is_the_runs(great_leap: Program, play: Player, seed: int) -> None:
    game = play(great_leap, "random", seed)
    view = debrief(game)
    text = list(as_lines(view))
    for block in view.charts:
        start = text.index(f"{block.chart.title} ({block.chart.unit})")
        for row, label in enumerate(block.chart.labels):
            line = next(t for t in text[start:] if t.startswith(f"  {label} "))
            shown = line.removeprefix(f"  {label} ").split()
            assert shown == [number(s.values[row], decimals(block.chart)) for s in block.chart.series]


def test_decisions_people_and_questions_are_all_in_the_text(great_leap: Program, play: Player) -> None:
    view = debrief(play(great_leap, "zhejiang", 3))
    text = " ".join(" ".join(as_lines(view)).split())
    for d in view.decisions:
        assert f"{d.number}. {d.turn_label}: {' '.join(d.title.split())}" in text
        assert EMPHASIS.sub(r"\1", d.act) in text
        assert all(f"because {r.because}." in text for r in d.why)
        assert all(f"Later, {r.turn}:" in text for r in d.later)
    for p in view.people:
        assert f"{p.name}, {p.role}" in text
    for q in view.questions:
        assert q.ask in text
    for k in view.knew:
        for row in k.rows:
            assert f"{row.truth} {row.unit}".strip() in text
    assert "15 to 45 million" in text


def test_the_granary_needs_no_debrief_file(granary: Program, play: Player) -> None:
    view = debrief(play(granary, "plain", 2))
    assert view.charts == ()
    assert view.toll == ""
    lines = list(as_lines(view))
    assert "== Reported and real ==" not in lines
    assert "== Your decisions, in order ==" in lines
    assert "== Where this model errs ==" not in lines


def test_a_hostile_story_stays_inert(hostile: Program, play: Player) -> None:
    lines = list(as_lines(debrief(play(hostile, "random", 1))))
    assert len(lines) > 20
    assert not any(CONTROL.search(line) for line in lines)
    assert any("[@click=app.quit]" in line for line in lines)


TEXTS = st.text(max_size=60) | st.sampled_from(
    ["[/b] {x} *y* \x1b[2J", "a\r\nb", "\u202eevil", "  |\x07column", "=" * 300]
)


def filled(text: str) -> views.DebriefView:
    """A debrief in which every word is this text."""
    series = (SeriesView(text, text, Role.REPORTED, (1.0, None)), SeriesView(text, text, Role.HISTORY, (None, 2.0)))
    chart = ChartView(text, text, text, (text, text), series, text, 1.0, text)
    touch = views.TouchView(1, text, text, text)
    decision = views.DecisionView(
        1,
        text,
        text,
        text,
        text,
        (text,),
        (text,),
        text,
        False,
        (text,),
        (text,),
        (views.ReturnView(text, text),),
        (views.ReasonView(text, text, text),),
        (text,),
        text,
    )
    return views.DebriefView(
        text,
        text,
        1,
        1,
        text,
        "0000",
        False,
        text,
        text,
        (views.ChartBlock(chart, text, text, (text,)),),
        (evolve(decision, number=0),),
        (decision, evolve(decision, looks=True)),
        (views.PersonFate(text, text, text, text, text, text, (touch, evolve(touch, number=0))),),
        (
            views.KnewView(
                text,
                text,
                (views.KnewRow(text, text, text, text, text, text), views.KnewRow(text, text, text, text, "", "1")),
            ),
        ),
        text,
        (text,),
        (views.RecordView(text, text, text, text, text, text, text, (text,)),),
        (views.LimitView(text, text),),
        (views.QuestionView(text, touch), views.QuestionView(text)),
        (views.SourceView(text, text, text, text, text, text, text),),
    )


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_no_string_from_outside_leaves_with_a_control_character(text: str) -> None:
    for line in as_lines(filled(text)):
        assert not CONTROL.search(line)


@given(text=TEXTS, label=TEXTS)
def test_said_gives_single_lines(text: str, label: str) -> None:
    for line in (*said(label, text, "  "), *headed(text), *item(label, text)):
        assert not CONTROL.search(line)


def test_long_names_of_lines_get_letters_and_short_ones_stand_above_their_column() -> None:
    short = ChartView("c", "T", "jin", ("a",), (SeriesView("x", "told", Role.REPORTED, (1234.5,)),))
    assert list(as_table(short)) == ["T (jin)", "                 told", "  a             1,235", ""]
    long = evolve(
        short, series=(SeriesView("x", "as the county told it", Role.REAL, (0.5,)),), mark=0.25, mark_label="need"
    )
    assert list(as_table(long)) == [
        "T (jin)",
        "  A: as the county told it (as it was, by the model)",
        "                    A",
        "  a              0.50",
        "  Level line, need: 0.25",
        "",
    ]


@pytest.mark.parametrize(("top", "places"), [(9.99, 2), (10, 1), (99.9, 1), (100, 0), (-250, 0)])
def test_places_follow_the_largest_number(top: float, places: int) -> None:
    assert decimals(ChartView("c", "T", "u", ("a",), (SeriesView("x", "x", Role.REAL, (top,)),))) == places


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [(20.65, 1, "20.7"), (-4.45, 1, "-4.5"), (1234.5, 0, "1,235"), (0.0, 2, "0.00"), (None, 1, "-")],
)
def test_a_half_is_rounded_up_as_printed_tables_do(value: float | None, places: int, printed: str) -> None:
    assert number(value, places) == printed


def test_a_chart_of_the_record_alone_does_not_say_so_of_each_line() -> None:
    lines = tuple(SeriesView(n, f"a row with a long name {n}", Role.HISTORY, (1.0,)) for n in ("x", "y"))
    told = SeriesView("z", "a row with a long name z", Role.REPORTED, (1.0,))
    alone, mixed = (ChartView("c", "T", "u", ("1958",), series) for series in (lines, (*lines, told)))
    assert "  A: a row with a long name x" in list(as_table(alone))
    assert "  A: a row with a long name x (the record)" in list(as_table(mixed))
