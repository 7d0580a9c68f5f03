"""Why, while a run is open: a chain goes through what the desk was told and signed, and tells nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable

from attrs import asdict
from hypothesis import given, settings
from hypothesis import strategies as st

from game.debrief.why.arrival import NOT_COME_YET, arrival
from game.debrief.why.inquiry import OPEN, UNKNOWN, Inquiry
from game.debrief.why.text import arrival_lines, figure_lines
from game.debrief.why.views import ClauseView, Kind
from game.engine.program import Program
from game.playtest.officials import Policy
from game.session.game import Game
from game.session.views import AskView, FigureView

Player = Callable[..., Game]
MAY_BE_SHOWN = {Kind.RULE, Kind.CHANGE, Kind.WORKED_OUT, Kind.ORDER, Kind.DECISION, Kind.START, Kind.UNKNOWN}


def beside(ask: AskView | None) -> list[FigureView]:
    """The landmarks of a form that waits."""
    return [f for field in ask.fields for f in field.beside] if ask is not None else []


def watched(program: Program, official: str, seed: int, cut: str, stop: int) -> tuple[Game, set[str]]:
    """A run that stays open, and every figure that could be read in it, in the words it was read in."""
    policy = Policy(next(o for o in program.scenario.officials if o.id == official), program)
    game = Game.new(program, seed, cut)
    read: set[str] = set()
    while not game.run.ended and len(game.run.decisions) <= stop:
        for figure in (*game.ledger(), *beside(game.view().ask)):
            if figure.value:
                read.add(f"{figure.value} {figure.unit}".strip())
        if len(game.run.decisions) == stop:
            break
        decision = policy.choose(game.run)
        game.decide(decision.scene, *decision.picks)
    return game, read


RUN = {
    "official": st.sampled_from(["honest", "hedger", "henan", "zealot", "random"]),
    "seed": st.integers(0, 2**20 - 1),
    "stop": st.integers(0, 24),
}


@settings(max_examples=12, deadline=None)
@given(**RUN, lesson=st.booleans())
def test_an_open_run_names_only_figures_that_were_read(
    great_leap: Program, official: str, seed: int, stop: int, lesson: bool
) -> None:
    game, read = watched(great_leap, official, seed, "lesson" if lesson else "", min(stop, 8) if lesson else stop)
    assert not game.run.ended
    inquiry = Inquiry.of(game)
    acts = {s.act.rstrip(".") for s in game.decisions()}
    for name in inquiry.figures():
        view = inquiry.figure(name)
        assert view.note == OPEN
        for node in view.nodes:
            assert node.kind in MAY_BE_SHOWN
            assert node.number is None
            assert (node.formula, node.source) == ("", "")
            assert node.value in read | {"", UNKNOWN}, node
            if node.kind is Kind.DECISION and node.decision:
                assert any(act in node.sentence for act in acts) or "went to look" in node.sentence
            if node.kind is Kind.ORDER:
                assert node.value == ""
            if node.kind is Kind.UNKNOWN:
                assert (node.name, node.label, node.value) == ("", UNKNOWN, UNKNOWN)


@settings(max_examples=6, deadline=None)
@given(**RUN)
def test_what_was_never_told_is_unknown(great_leap: Program, official: str, seed: int, stop: int) -> None:
    game, _ = watched(great_leap, official, seed, "", stop)
    inquiry = Inquiry.of(game)
    told = {f.id for f in game.ledger() if f.value}
    for name in ("hidden", "nutrition", "excess", "pressure", "suspicion", "y0", "e_weather", "real_day", "belief"):
        if name in told:
            continue
        view = inquiry.figure(name)
        assert [n.kind for n in view.nodes] == [Kind.UNKNOWN]
        text = " ".join(figure_lines(view))
        assert "Unknown to you" in text
        truth = f"{float(great_leap.read(name, game.run.values, game.run.memory)):.3g}"
        assert len(truth) < 3 or truth not in text.replace(view.turn_label, "")


def every(clause: ClauseView) -> list[ClauseView]:
    """A clause and all its parts."""
    return [clause, *(c for part in clause.parts for c in every(part))]


@settings(max_examples=6, deadline=None)
@given(**RUN)
def test_papers_that_have_not_come_are_not_spoken_of(great_leap: Program, official: str, seed: int, stop: int) -> None:
    game, read = watched(great_leap, official, seed, "", stop)
    inquiry = Inquiry.of(game)
    came = set(inquiry.papers())
    here = great_leap.turns[game.run.index]
    for name, scene in great_leap.scenes.items():
        view = arrival(inquiry, name)
        if name not in came:
            assert view.because == NOT_COME_YET
            assert (view.title, view.turn, view.stage) == (name, here.id, "")
            assert view.condition is view.desk is view.signed is None
            assert view.would == view.instead == ()
            continue
        assert view.came
        for clause in every(view.condition) if view.condition else []:
            for item in clause.inputs:
                assert item.value in read or item.name in ("turn", "turn_index", "season", "played_cut"), (name, item)
            if clause.reading == UNKNOWN:
                assert (clause.written, clause.holds, clause.inputs, clause.behind) == ("", None, (), ())
        if scene.when is not None and view.condition is not None and view.condition.reading == UNKNOWN:
            assert scene.when.text not in " ".join(arrival_lines(view))


def test_the_data_of_an_open_run_are_masked_too(great_leap: Program) -> None:
    game, _ = watched(great_leap, "hedger", 7, "", 16)
    inquiry = Inquiry.of(game)
    for name in ("grain_head", "delivered", "address", "trust", "people"):
        data = json.dumps(asdict(inquiry.figure(name)))
        assert '"number": null' in data
        assert "seen_grain" not in data
        assert "pressure_here" not in data
        assert "infl" not in data


def test_the_same_run_once_ended_tells_all(great_leap: Program, play: Player) -> None:
    inquiry = Inquiry.of(play(great_leap, "hedger", 7))
    for name in inquiry.figures():
        view = inquiry.figure(name)
        assert view.note == ""
        assert not any(n.kind is Kind.UNKNOWN for n in view.nodes)
