"""The record beside a run: complete, sourced, masked while the run is open; and the timeline with its decisions."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.debrief.build import debrief
from game.debrief.charts import charts
from game.debrief.data import as_data
from game.debrief.dates import in_words
from game.debrief.history import library
from game.debrief.history_views import OWN, HistoryView
from game.debrief.text import as_lines
from game.debrief.timeline import filtered
from game.engine.program import Program
from game.session.game import Game
from game.session.library import open_program
from game.session.views import Role

Player = Callable[..., Game]
ROOT = Path(__file__).parents[2]
STORIES = ROOT / "tests" / "stories"


def test_the_record_is_whole_and_every_source_is_listed(great_leap: Program, play: Player) -> None:
    view = debrief(play(great_leap, "hedger", 5))
    past, listed = view.history, {s.id for s in view.sources}
    assert past.trouble == ""
    assert (len(past.tables) > 20, len(past.officials) > 20, len(past.corrections) > 5) == (True, True, True)
    assert {t.level for t in past.tables} == {"national", "provincial", "county"}
    for table in past.tables:
        assert len(table.rows) == len(table.chart.series)
        assert all(s.role is Role.HISTORY and len(s.values) == len(table.chart.labels) for s in table.chart.series)
        assert table.by == "places" or list(table.chart.labels) == sorted(table.chart.labels)
        assert {s for row in table.rows for s in row.sources} <= listed
    for group in past.tolls:
        assert all(toll.low <= toll.high and set(toll.sources) <= listed for toll in group.estimates)
    assert all(p.sources and set(p.sources) <= listed for d in past.disputes for p in d.positions)
    assert all(set(item.sources) <= listed for item in (*past.officials, *past.timeline.events, *past.corrections))


def test_the_range_of_the_dead_is_shown_with_those_who_hold_it(great_leap: Program, play: Player) -> None:
    groups = {(g.of, g.counts): g.estimates for g in debrief(play(great_leap, "henan", 2)).history.tolls}
    china = groups["China", "deaths"]
    by_author = {toll.author: toll for toll in china}
    assert (by_author["Ansley Coale"].low, by_author["Ansley Coale"].high) == (16.5, 27)
    assert by_author["Cao Shuji"].low == 32.458
    assert by_author["Frank Dikotter"].standing == "disputed"
    assert [toll.standing for toll in china[-3:]] == ["rejected", "rejected", "unproven"]
    standing = [toll.high for toll in china if toll.standing == "accepted"]
    assert (min(standing), max(standing)) == (17, 36)
    assert [toll.low for toll in groups["China", "births"]] == [33, 40]


def test_the_soviet_famine_is_not_beside_this_scenario(great_leap: Program, play: Player) -> None:
    past = debrief(play(great_leap, "henan", 2)).history
    assert not {"Soviet Union", "Ukraine", "Kazakhstan"} & {g.of for g in past.tolls}
    assert not any(e.date < "1950" for e in past.timeline.events)


def test_series_of_the_record_are_drawn_behind_the_runs_own(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "hedger", 5)
    declared = {c.id: c.behind for c in great_leap.scenario.debrief.charts}
    record = library(great_leap.scenario).record
    lines = {line.id: line for table in record.tables for line in table.lines}
    for block in charts(game.run, record):
        behind = [s for s in block.chart.series if s.role is Role.HISTORY]
        assert tuple(s.id for s in behind) == declared[block.chart.id]
        for series in behind:
            found = dict(zip(block.chart.labels, series.values, strict=True))
            assert found == {label: lines[series.id].values.get(label) for label in block.chart.labels}
            assert set(lines[series.id].sources) <= set(block.sources)


@settings(max_examples=8)
@given(seed=st.integers(0, 2**20 - 1), cut=st.sampled_from(["", "lesson"]))
def test_the_timeline_has_every_decision_that_did_something(
    great_leap: Program, play: Player, seed: int, cut: str
) -> None:
    view = debrief(play(great_leap, "random", seed, cut))
    events = view.history.timeline.events
    signed = [d for d in (*view.earlier, *view.decisions) if not d.looks or d.at_once]
    assert [(e.number, e.turn, e.say) for e in events if e.own] == [(d.number, d.turn_label, d.act) for d in signed]
    order = {t.label: i for i, t in enumerate(great_leap.turns)} | {"before": -1, "afterwards": len(great_leap.turns)}
    places = [(order[e.turn], e.own) for e in events]
    assert places == sorted(places)
    dates = [e.date for e in events if not e.own]
    assert dates == sorted(dates)
    assert {t.id for t in view.history.timeline.tags} == {tag for e in events for tag in e.tags}


def test_events_fall_into_the_season_of_their_date(great_leap: Program, play: Player) -> None:
    events = {e.id: e for e in debrief(play(great_leap, "honest", 4)).history.timeline.events}
    assert events["ev023"].turn == "Winter 1957"  # 9 January 1958
    assert events["ev028"].turn == "Summer 1958"
    assert events["ev011"].turn == "before"
    assert events["ev109"].turn == "afterwards"
    assert events["ev027"].when == "5 to 23 May 1958"


def test_the_timeline_is_filtered_by_tags_and_to_its_short_list(great_leap: Program, play: Player) -> None:
    view = debrief(play(great_leap, "honest", 4)).history.timeline
    assert tuple(filtered(view)) == view.events
    chosen = list(filtered(view, {"canteen", OWN}))
    assert chosen == [e for e in view.events if {"canteen", OWN} & set(e.tags)]
    assert any(e.own for e in chosen)
    assert 0 < len(list(filtered(view, {"famine"}, core=True))) <= len(list(filtered(view, {"famine"})))
    assert all(e.core for e in filtered(view, core=True))
    assert list(filtered(view, {"no_such_tag"})) == []


def test_an_open_run_has_nothing_of_the_record(great_leap: Program, play: Player) -> None:
    view = debrief(play(great_leap, "hedger", 3, "", 6))
    assert view.history == HistoryView()
    assert not any(as_data(view)["record"][k] for k in ("tables", "tolls", "officials", "corrections", "disputes"))
    assert not any("Officials on record" in line for line in as_lines(view))


def test_a_story_without_a_record_has_an_empty_one(granary: Program, play: Player) -> None:
    assert debrief(play(granary, "plain", 1)).history == HistoryView()


SERIES = """
- table: sacks
  title: Sacks of the district
  unit: sacks
  level: county
  scenarios: [granary]
  lines:
    - series: district
      label: the district
      values: {1956: 3, 1957: 4.5}
      checked: seen
      sources: [almanac]
"""


@pytest.fixture
def beside(tmp_path: Path) -> Callable[[str], Program]:
    """The granary, with a series of the record beside it."""

    def write(series: str) -> Program:
        shutil.copytree(STORIES / "granary", tmp_path / "granary")
        shutil.copy(STORIES / "bibliography.yaml", tmp_path)
        (tmp_path / "record").mkdir()
        (tmp_path / "record" / "series.yaml").write_text(series, encoding="utf-8")
        return open_program(tmp_path / "granary")

    return write


def test_a_strangers_story_brings_its_own_record(beside: Callable[[str], Program], play: Player) -> None:
    view = debrief(play(beside(SERIES), "plain", 1))
    assert [t.id for t in view.history.tables] == ["sacks"]
    assert view.history.tables[0].chart.series[0].values == (3, 4.5)
    assert "almanac" in {s.id for s in view.sources}
    assert any("Sacks of the district (sacks)" in line for line in as_lines(view))


def test_a_story_kept_beside_the_saves_has_the_record_of_the_game(play: Player, tmp_path: Path) -> None:
    kept = tmp_path / "stories" / "0123456789abcdef"
    shutil.copytree(ROOT / "story" / "great_leap", kept)
    shutil.copy(ROOT / "story" / "bibliography.yaml", kept)
    view = debrief(play(open_program(kept), "hedger", 2, "lesson"))
    assert view.history.officials
    assert view.history.trouble == ""


def test_a_record_that_cannot_be_read_costs_nobody_the_debrief(
    beside: Callable[[str], Program], play: Player, tmp_path: Path
) -> None:
    game = play(beside(SERIES.replace("1956: 3", "1956: three")), "plain", 1)
    lines = list(as_lines(debrief(game)))
    assert "== The record could not all be read ==" in lines
    assert "series.yaml:10:" in " ".join(lines)
    assert "== Your decisions, in order ==" in lines
    (tmp_path / "record" / "series.yaml").write_text(SERIES, encoding="utf-8")
    assert debrief(game).history.trouble == ""  # mended, and read again


def test_a_record_of_hostile_words_stays_inert(beside: Callable[[str], Program], play: Player) -> None:
    words = "'[b]{x}[/b] == Questions == [@click=app.quit]'"
    text = SERIES.replace("the district", words).replace("Sacks of the district", words)
    lines = list(as_lines(debrief(play(beside(text), "plain", 1))))
    assert any("[@click=app.quit]" in line for line in lines)
    assert lines.count("== Questions ==") <= 1
    assert not any(re.search(r"[\x00-\x1f\x7f-\x9f]", line) for line in lines)


def test_nothing_is_read_while_playing() -> None:
    script = """
import sys
from pathlib import Path
from game.session.game import Game
from game.session.library import open_program
game = Game.new(open_program(Path("story/great_leap")), 1)
game.view()
print(sorted(name for name in sys.modules if "record" in name))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("date", "until", "said"),
    [
        ("1958", "", "1958"),
        ("1958-06", "", "June 1958"),
        ("1958-06-08", "", "8 June 1958"),
        ("1958-05-05", "1958-05-23", "5 to 23 May 1958"),
        ("1957-09-20", "1957-10-09", "20 September to 9 October 1957"),
        ("1959-10", "1960-04", "October 1959 to April 1960"),
        ("1959-12-28", "1960-01-03", "28 December 1959 to 3 January 1960"),
        ("1959", "1961", "1959 to 1961"),
        ("1958-06-08", "1958-06-08", "8 June 1958"),
    ],
)
def test_dates_in_words(date: str, until: str, said: str) -> None:
    assert in_words(date, until) == said
