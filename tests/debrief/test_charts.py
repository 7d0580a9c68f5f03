"""Charts: lengths agree, figures come from the run, an open run shows reported lines alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.debrief.build import debrief
from game.debrief.charts import charts, sentence
from game.debrief.history import library
from game.debrief.views import ChartBlock
from game.engine.program import Program
from game.engine.run import Run
from game.session.game import Game
from game.session.library import open_program
from game.session.tables import chart as as_table
from game.session.views import ChartView, Role, SeriesView

Player = Callable[..., Game]


def drawn(run: Run) -> tuple[ChartBlock, ...]:
    """The charts of a run, with the record of its story behind them."""
    return charts(run, library(run.program.scenario).record)


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_every_series_is_as_long_as_the_labels(great_leap: Program, play: Player, data: st.DataObject) -> None:
    official = data.draw(st.sampled_from([o.id for o in great_leap.scenario.officials]))
    cut = data.draw(st.sampled_from(["", *great_leap.cuts]))
    stop = data.draw(st.none() | st.integers(0, 30))
    game = play(great_leap, official, data.draw(st.integers(0, 2**20 - 1)), cut, stop)
    blocks = drawn(game.run)
    own = [c for c in great_leap.scenario.debrief.charts if not c.together]
    assert not game.run.ended or len(blocks) == len(own)
    for block in blocks:
        view = block.chart
        assert view.labels
        assert len(set(view.labels)) == len(view.labels)
        assert all(len(s.values) == len(view.labels) for s in view.series)
        roles = {s.role for s in view.series}
        assert roles & {Role.REPORTED, Role.REAL}
        assert game.run.ended or roles == {Role.REPORTED}


def test_harvest_and_procurement_are_counted_by_hand_from_the_closed_turns(great_leap: Program, play: Player) -> None:
    run = play(great_leap, "hedger", 5).run
    slots, index = great_leap.slots, great_leap.turn_index
    blocks = {b.chart.id: b.chart for b in drawn(run)}

    def of(turn: str, name: str) -> float:
        return run.closed[index[turn]][slots[name]]

    crops = ("summer_1959", "autumn_1959")
    at = blocks["harvest"].labels.index("1959")
    lines = {s.id: s.values[at] for s in blocks["harvest"].series}
    assert lines["real"] == pytest.approx(sum(of(t, "harvest") for t in crops) / of("autumn_1959", "area"))
    assert lines["reported"] == pytest.approx(sum(of(t, "claim") * of(t, "y0") * of(t, "hs") for t in crops))
    assert lines["china_yield"] == 195
    at = blocks["procurement"].labels.index("1959")
    lines = {s.id: s.values[at] for s in blocks["procurement"].series}
    carted = sum(of(t, "delivered") for t in (*crops, "winter_1959"))
    assert lines["real"] == pytest.approx(100 * carted / sum(of(t, "harvest") for t in crops))


def test_the_bowl_has_every_closed_turn_the_silent_ones_too(great_leap: Program, play: Player) -> None:
    full, lesson = play(great_leap, "henan", 2), play(great_leap, "henan", 2, "lesson")
    turns = [t.label for t in great_leap.turns]
    bowl = {b.chart.id: b.chart for b in drawn(full.run)}["bowl"]
    assert list(bowl.labels) == turns
    assert bowl.mark == 1
    short = {b.chart.id: b.chart for b in drawn(lesson.run)}["bowl"]
    assert short.labels[0] == "Autumn 1957"
    assert short.labels[-1] == "Summer 1960"


def test_a_year_cut_short_says_so_or_is_left_out(great_leap: Program, play: Player) -> None:
    blocks = {b.chart.id: b.chart for b in drawn(play(great_leap, "hedger", 3, "lesson").run)}
    assert blocks["deaths"].labels[-1] == "1960 (3 of 4 turns)"
    assert blocks["harvest"].labels[-1] == "1959"


def test_the_model_is_never_called_history(great_leap: Program, play: Player) -> None:
    view = debrief(play(great_leap, "zhejiang", 4))
    deaths = next(b for b in view.charts if b.chart.id == "deaths")
    assert "the model, not history" in deaths.caution
    assert "15 to 45 million" in view.toll
    assert "20 to 36 million" in view.toll
    for block in view.charts:
        assert block.say
        assert block.chart.sentence
        assert any(s.role is Role.HISTORY for s in block.chart.series) == bool(block.sources)


DIVIDED = """
charts:
  - chart: nothing
    title: Nothing
    unit: sacks
    lines:
      - line: a
        label: in store
        role: real
        is: grain
        per: grain - grain
      - line: b
        label: told
        role: reported
        is: grain / (turn - 1)
"""


def test_what_cannot_be_divided_is_a_gap(with_debrief: Callable[[str], Path], play: Player) -> None:
    chart = drawn(play(open_program(with_debrief(DIVIDED)), "plain").run)[0].chart
    assert chart.series[0].values == (None, None, None, None)
    assert [v is None for v in chart.series[1].values] == [False, True, False, False]
    assert chart.sentence == ""
    assert "-" in "\n".join(as_table(chart))


FOLDED = """
calendars:
  - calendar: halves
    periods:
      - period: first half
        turns: [week_one, week_two]
      - period: second half
        turns: [week_three, afterwards]
charts:
  - chart: store
    title: The store
    unit: sacks
    calendar: halves
    lines:
      - line: last
        label: last
        role: real
        is: grain
      - line: sum
        label: sum
        role: reported
        is: given
        fold: sum
      - line: almanac
        label: almanac
        role: history
        values:
          second half: 7
        sources: [almanac]
  - chart: mean
    title: Mean
    unit: sacks
    calendar: halves
    lines:
      - line: mean
        label: mean
        role: real
        is: grain
        fold: mean
    mark: 10 * rot
    mark_label: some level
"""


def test_periods_fold_by_sum_mean_and_last(with_debrief: Callable[[str], Path], play: Player) -> None:
    program = open_program(with_debrief(FOLDED))
    run = play(program, "plain").run
    store, mean = (b.chart for b in drawn(run))
    grain = [v[program.slots["grain"]] for v in run.closed]
    given = [v[program.slots["given"]] for v in run.closed]
    assert store.labels == ("first half", "second half")
    assert store.series[0].values == (grain[1], grain[3])
    assert store.series[1].values == pytest.approx((given[0] + given[1], given[2] + given[3]))
    assert store.series[2].values == (None, 7)
    assert mean.series[0].values == pytest.approx(((grain[0] + grain[1]) / 2, (grain[2] + grain[3]) / 2))
    assert mean.mark == pytest.approx(10 * run.value("rot"))
    early = drawn(play(program, "plain", stop=3).run)
    assert [b.chart.id for b in early] == []


def view_of(*lines: tuple[Role, tuple[float | None, ...]]) -> ChartView:
    series = tuple(SeriesView(f"s{i}", f"line {i}", role, values) for i, (role, values) in enumerate(lines))
    return ChartView("c", "Title", "jin", tuple(f"t{i}" for i in range(len(lines[0][1]))), series)


def test_a_sentence_names_the_widest_gap_or_the_highest_point() -> None:
    told, real = (Role.REPORTED, (1.0, 300.0, None)), (Role.REAL, (1.0, 100.0, 90.0))
    assert sentence(view_of(told, real)) == "The two lie farthest apart in t1: 300 jin reported, 100 real."
    assert sentence(view_of(real)) == "The highest point is t1: 100 jin here."
    record = (Role.HISTORY, (2.0, 3.0, 4.0))
    assert sentence(view_of(real, record)) == "The highest point is t1: 100 jin here; line 1: 3."
    assert sentence(view_of((Role.REAL, (None, None)))) == ""
    assert sentence(view_of((Role.REPORTED, (None,)), (Role.REAL, (1.0,)))) == ""
    assert "t0" in sentence(view_of((Role.REAL, (-2.0, -3.0))))
