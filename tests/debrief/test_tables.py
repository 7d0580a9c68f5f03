"""Debriefs as tables: RFC 4180 that Excel reads, one row a decision and a run, and no cell that could be run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.debrief.build import debrief
from game.debrief.table import ENCODING, FORMULA, safe, tables
from game.engine.program import Program
from game.session.game import Game
from tests.debrief.test_page import CONTROL
from tests.debrief.test_text import filled

Player = Callable[..., Game]


def rows(text: str) -> list[dict[str, str]]:
    """A table by the names of its columns."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_every_decision_and_every_run_has_its_row(great_leap: Program, play: Player) -> None:
    games = [play(great_leap, o, 3, "lesson") for o in ("honest", "henan")]
    views = [debrief(game) for game in games]
    made = tables(views)
    decisions, runs = rows(made["decisions"]), rows(made["runs"])
    assert [(r["run"], r["number"], r["scene"]) for r in decisions if r["number"] != "0"] == [
        (str(n), str(place), d.scene)
        for n, game in enumerate(games, start=1)
        for place, d in enumerate(game.run.decisions, start=1)
    ]
    assert [r["code"] for r in runs] == [game.code() for game in games]
    for view, row in zip(views, runs, strict=True):
        for block in view.charts:
            for series in (s for s in block.chart.series if s.role != "history"):
                for label, value in zip(block.chart.labels, series.values, strict=True):
                    name = f"{block.chart.id}.{series.id}.{label.split(' (')[0].lower().replace(' ', '_')}"
                    assert float(row[name]) == pytest.approx(value, rel=1e-5)
        assert {f"fate.{p.id}": p.fate for p in view.people}.items() <= row.items()


def test_the_dictionary_explains_every_column(great_leap: Program, play: Player) -> None:
    made = tables([debrief(play(great_leap, "hedger", 2)), debrief(play(great_leap, "hedger", 2, "", 4))])
    explained = [(r["file"], r["column"]) for r in rows(made["dictionary"])]
    for name in ("decisions", "runs"):
        heads = next(csv.reader([made[name].splitlines()[0]]))
        assert len(set(heads)) == len(heads)
        assert [column for file, column in explained if file == name] == heads
    assert all(r["meaning"] for r in rows(made["dictionary"]))


def test_of_an_open_run_nothing_real_is_told(great_leap: Program, play: Player) -> None:
    made = rows(tables([debrief(play(great_leap, "hedger", 2, "", 8))])["runs"])[0]
    assert made["closed"] == "0"
    assert not [name for name, cell in made.items() if ".real." in name or (name.startswith("fate.") and cell)]


@given(st.text(max_size=30), st.sampled_from(["", "\t", "\r", "\n", " ", "\ufeff", "\u200b", "\x00"]))
def test_no_text_begins_a_formula(text: str, lead: str) -> None:
    for first in ("", *FORMULA):
        cell = safe(lead + first + text)
        assert isinstance(cell, str)
        assert not cell.lstrip("\ufeff\u200b\u2060 ").startswith(tuple(FORMULA))
        assert not CONTROL.search(cell)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_numbers_stay_numbers(number: float) -> None:
    assert safe(number) == number


@given(st.text(max_size=40) | st.sampled_from(['=HYPERLINK("http://x")', "-2+3", "@SUM(A1)", 'a,"b"', "+1"]))
def test_any_words_give_whole_tables_without_formulas(text: str) -> None:
    for made in tables([filled(text)]).values():
        assert made.endswith("\r\n")
        table = list(csv.reader(io.StringIO(made, newline=""), strict=True))
        assert len({len(row) for row in table}) == 1
        for cell in (cell for row in table for cell in row):
            assert not CONTROL.search(cell)
            assert not cell.startswith(tuple(FORMULA)) or cell.lstrip("-").replace(".", "").isdigit()


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert "é".encode(ENCODING).startswith(b"\xef\xbb\xbf")


def test_a_hostile_story_stays_inert(hostile: Program, play: Player) -> None:
    made = tables([debrief(play(hostile, "random", 1))])
    assert "[@click=app.quit]" in made["decisions"]
    assert not CONTROL.search("".join(made.values()).replace("\r\n", ""))
