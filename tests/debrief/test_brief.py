"""The first section: what a run was, when, how it ended and what it cost, in lines that agree with its figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from game.debrief.blocks import Ways
from game.debrief.build import debrief
from game.debrief.contents import document
from game.debrief.explained import with_explained
from game.debrief.text import lines_of
from game.debrief.trial import with_trial
from game.debrief.weights import MOST
from game.engine.program import Program
from game.playtest.acts import acts_of
from game.playtest.gather import case_of
from game.playtest.mattered import changes_of
from game.playtest.officials import Policy
from game.playtest.outcome import outcome_of
from game.playtest.pairs import Change, changed_run
from game.script.faults import Faults
from game.script.prose import format_number
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
    assert "one and a half to three times" in text
    assert "The record: For all China" in text
    besides = next(s for s in document(debrief(game)) if s.id == "besides")
    text = " ".join(" ".join(lines_of(besides)).split())
    for words in ("Who paid: The villages.", "A jin is a weight", "A mu is a measure"):
        assert words in text


def test_what_mattered_is_said_in_the_runs_own_figures(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "hedger", 4, "lesson")
    view = with_explained(debrief(game), game)
    assert len(view.weights) == MOST
    measures = great_leap.scenario.debrief.measures
    own = format_number(outcome_of(game.run).measures[0], measures[0].format, {})
    for weight in view.weights:
        assert weight.number > game.run.past
        assert {m.was for m in weight.moved if m.label == measures[0].label} <= {own}
        assert weight.signed != weight.instead
        change = next(c for c in changes_of(game.run) if c.number == weight.number and _says(game, c, weight.instead))
        other = changed_run(great_leap, case_of(game.run), change)
        assert other is not None
        became = format_number(outcome_of(other).measures[0], measures[0].format, {})
        assert {m.became for m in weight.moved if m.label == measures[0].label} <= {became}


def _says(game: Game, change: Change, words: str) -> bool:
    act = acts_of(game.program, case_of(game.run))[change.number - 1]
    return act.words(change.picks, act.picks) == words


def test_the_ways_on_name_every_section_with_its_minutes(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "hedger", 4, "lesson")
    made = document(with_explained(debrief(game), game))
    on, up = (block for block in made[0].blocks if isinstance(block, Ways))
    assert [(w.to, w.title) for w in (*on.ways, *up.ways)] == [
        (s.id, s.title) for look_up in (False, True) for s in made[1:] if s.look_up is look_up
    ]
    assert {w.to for w in up.ways} >= {"record", "timeline", "officials", "figures", "glossary", "sources"}
    assert sum(w.minutes for w in up.ways) > sum(w.minutes for w in on.ways)


def test_a_trial_stands_beside_the_first_run_and_says_so(great_leap: Program, play: Player) -> None:
    first = play(great_leap, "hedger", 4, "lesson")
    assert first.view().trial == ""
    trial = first.rewind(first.run.past + 3)
    officials = great_leap.scenario.officials
    policy = Policy(next(o for o in officials if o.id == "henan"), great_leap)
    line = f"A trial from {great_leap.turns[trial.run.index].in_sentence} on. What you signed first stands."
    assert trial.view().trial == line
    while not trial.run.ended:
        decision = policy.choose(trial.run)
        assert trial.decide(decision.scene, *decision.picks).trial
    assert first.run.ended
    view = with_trial(debrief(trial), trial.first, trial.run)
    made = document(view)
    assert [s.id for s in made[:2]] == ["trial", "brief"]
    text = " ".join(" ".join(lines_of(made[0])).split())
    assert trial.view().trial in text
    assert view.trial is not None
    assert [(r.first, r.trial) for r in view.trial.rows[:1]] == [
        tuple(format_number(outcome_of(g.run).measures[0], "two", {}) for g in (first, trial))
    ]
    same = Game.at(first.run)
    assert with_trial(debrief(same), first.run, same.run).trial is None


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
