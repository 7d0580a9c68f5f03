"""The row of sheets: nothing that came is left out, nothing comes twice, and what is new comes first to hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.desk.sheets import Pile, first_new, last_sheets
from game.engine.program import Program
from game.session.game import Game
from game.session.library import open_program
from tests.conftest import GRANARY

PROGRAM: Program = open_program(GRANARY)


@given(st.integers(0, 2**20 - 1), st.lists(st.integers(0, 50), min_size=12, max_size=12))
def test_every_paper_of_a_run_is_laid_on_the_desk_once(seed: int, answers: list[int]) -> None:
    game = Game(PROGRAM, seed)
    pile, laid = Pile(), []
    view = game.view()
    pile = pile.after(view)
    sheets = pile.sheets(view)
    laid += [s.paper.id for s in sheets if s.paper]
    for answer in answers:
        if view.ended:
            break
        assert game.run.pending is not None
        options = game.run.pending.choices_open()
        decision = options[answer % len(options)]
        view = game.decide(decision.scene, *decision.picks)
        before = sheets
        pile = pile.after(view)
        sheets = pile.sheets(view)
        known = {(s.turn, s.id) for s in before}
        laid += [s.paper.id for s in sheets if s.paper and (s.turn, s.id) not in known]
        assert len({(s.turn, s.id) for s in sheets}) == len(sheets)
        if len(sheets) > 0 and any((s.turn, s.id) not in known for s in sheets):
            assert (sheets[first_new(before, sheets)].turn, sheets[first_new(before, sheets)].id) not in known
    came = [paper.id for _, paper in game.teller.archive]
    assert laid == came


def test_the_end_names_the_people_then_pauses() -> None:
    game = Game(PROGRAM, 3)
    while not game.run.ended:
        assert game.run.pending is not None
        game.run.decide(game.run.pending.choices_open()[0])
    sheets = tuple(last_sheets(game.end()))
    assert sheets[0].id == "end.people"
    assert sheets[-1].id == "end.pause"
    assert all(p.name in "".join(h for h, _ in sheets[0].parts) for p in game.program.scenario.people)
