"""The first section: what a run was, when, how it ended and what it cost, in lines that agree with its figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from game.debrief.build import debrief
from game.debrief.contents import document
from game.debrief.text import lines_of
from game.engine.program import Program
from game.script.faults import Faults
from game.script.reader import examine
from game.session.game import Game

Player = Callable[..., Game]


def said(game: Game) -> str:
    first = document(debrief(game))[0]
    assert first.id == "brief"
    return " ".join(" ".join(lines_of(first)).split())


def dead(text: str) -> tuple[float, float]:
    found = re.search(r"model ([\d,]+) to ([\d,]+) of Anhe's", text)
    assert found, text
    low, high = (float(n.replace(",", "")) for n in found.groups())
    return low, high


@pytest.mark.parametrize(("official", "seed", "cut"), [("hedger", 4, "lesson"), ("honest", 4, ""), ("henan", 3, "")])
def test_a_run_begins_with_what_it_came_to(
    great_leap: Program, play: Player, official: str, seed: int, cut: str
) -> None:
    game = play(great_leap, official, seed, cut)
    text = said(game)
    first, signed = ("autumn 1958", "autumn 1959") if cut else ("autumn 1957", "")
    assert f"You signed from {first} to {signed}" in text
    if cut:
        assert "The model then ran on to the end of summer 1960." in text
    low, high = dead(text)
    excess = 1000 * game.run.value("excess")
    assert low <= excess <= high
    assert high / low == pytest.approx(1.5, rel=0.1)
    holder = "Secretary Shen" if game.run.value("office") else "(Qiao Yunlong|a man from the province)"
    assert re.search(f"The chair is held by {holder}", text)
    assert debrief(game).charts[0].chart.sentence in text
    for words in ("Who paid: The villages.", "A jin is a weight", "A mu is a measure", "one and a half to three times"):
        assert words in text


def test_an_open_run_has_no_brief(great_leap: Program, play: Player) -> None:
    assert "brief" not in {s.id for s in document(debrief(play(great_leap, "honest", 4, "lesson", 4)))}


def test_a_run_closed_early_says_where_and_not_how_it_ended(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "honest", 4, "", 6)
    game.run.lay_down()
    text = said(game)
    assert "The run was closed early, in " in text
    assert "How it ended" not in text


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('text: "{nothing | int}"', "unknown-name"),
        ("when: nothing > 1\n    text: Words.", "unknown-name"),
        ("text: Words.\n    sources: [nobody]", "unknown-source"),
    ],
)
def test_mistakes_in_a_brief_are_found(with_debrief: Callable[[str], Path], line: str, code: str) -> None:
    faults = Faults()
    examine(with_debrief(f"brief:\n  - label: Who\n    {line}\n"), faults)
    assert code in [f.code for f in faults.errors]


def test_a_lesson_that_goes_on_names_the_one_before_and_its_seasons(great_leap: Program, play: Player) -> None:
    text = " ".join(said(play(great_leap, "hedger", 4, "second")).split())
    after = "after The lesson, autumn 1958 to autumn 1959. The model then ran on to the end of summer 1961."
    assert f"You signed from winter 1959 to winter 1960, {after}" in text
