"""An open run tells what the desk was told, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from game.debrief.build import MASKED, debrief
from game.debrief.data import as_data
from game.debrief.text import as_lines
from game.engine.program import Program
from game.session.game import Game
from game.session.views import Role

Player = Callable[..., Game]


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_no_truth_before_a_run_has_ended(great_leap: Program, play: Player, data: st.DataObject) -> None:
    official = data.draw(st.sampled_from([o.id for o in great_leap.scenario.officials]))
    cut = data.draw(st.sampled_from(["", *great_leap.cuts]))
    most = 9 if cut else 14  # fewer than the shortest run of each signs
    game = play(great_leap, official, data.draw(st.integers(0, 2**20 - 1)), cut, data.draw(st.integers(0, most)))
    assert not game.run.ended
    view = debrief(game)
    assert view.masked == MASKED
    assert not view.closed
    assert all(s.role is Role.REPORTED for b in view.charts for s in b.chart.series)
    assert not any(b.say or b.caution or b.sources for b in view.charts)
    assert not any(d.why for d in (*view.earlier, *view.decisions))
    assert not any(p.fate for p in view.people)
    assert {p.id: p.text for p in view.people} == {p.id: p.status for p in game.people()}
    assert not any(r.later_record or r.dispute for r in view.record)
    assert game.teller.tellings()[-1].turn == game.run.turn_id
    for told, shown in zip(game.teller.tellings(), view.knew, strict=True):
        for row in shown.rows:
            assert (row.truth, row.truth_number) == ("", None)
            assert (row.told_number, row.told, row.status) == told.figures[row.row]


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**20 - 1), stop=st.integers(4, 14))
def test_the_words_and_the_data_of_an_open_run_are_masked_too(
    great_leap: Program, play: Player, seed: int, stop: int
) -> None:
    game = play(great_leap, "hedger", seed, "", stop)
    lines = list(as_lines(debrief(game)))
    assert " ".join(lines[4:7]) == MASKED
    text = "\n".join(lines)
    assert "it was" not in text.partition("== What you were told ==")[2].partition("== The record ==")[0]
    assert "   Moved:" not in text
    assert "== As reported ==" in text
    data = json.dumps(as_data(debrief(game)))
    assert '"real"' not in data
    assert '"history"' not in data


def test_the_same_run_once_ended_tells_the_truth(great_leap: Program, play: Player) -> None:
    view = debrief(play(great_leap, "hedger", 21))
    assert view.masked == ""
    assert any(d.why for d in view.decisions)
    assert all(p.fate for p in view.people)
    assert any(r.later_record for r in view.record) == any(great_leap.scenes[r.scene].later_record for r in view.record)
    rows = [row for k in view.knew for row in k.rows]
    assert any(row.told != row.truth for row in rows)
    assert all(row.told == row.truth for row in rows if row.status == "seen")


def test_figures_are_as_told_and_as_they_were_when_each_turn_was_last_read(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "henan", 14)
    seen = {r.id: r.seen for r in great_leap.scenario.figures.ledger if r.seen is not None}
    signed = [d.turn for d in game.run.decisions]
    for told, shown in zip(game.teller.tellings(), debrief(game).knew, strict=True):
        last = len(signed) - 1 - signed[::-1].index(told.turn)
        then = play(great_leap, "henan", 14, "", last).run
        assert (shown.turn, then.turn_id) == (told.turn, told.turn)
        for row in shown.rows:
            formula = seen[row.row]
            assert row.truth_number == float(great_leap.call(formula, then.values, then.memory))
            assert row.told_number == told.figures[row.row][0]


def test_nothing_told_and_nothing_there_is_not_listed(great_leap: Program, play: Player) -> None:
    for shown in debrief(play(great_leap, "honest", 2)).knew:
        assert shown.rows
        assert all(row.told_number is not None or row.truth_number for row in shown.rows)
