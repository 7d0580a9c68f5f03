"""What is said later of what the desk was told is what it showed: in the ledger, in the debrief, and in the data."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest
from attrs import Factory, define
from hypothesis import given, settings

from game.debrief.build import debrief
from game.debrief.data import as_data
from game.debrief.why.inquiry import Inquiry
from game.debrief.why.views import WhyView
from game.engine.program import Program
from game.session.game import Game
from game.session.library import open_program
from game.session.views import FigureView, Status
from tests.conftest import STORIES, MakeVariant
from tests.content.every import NAMES, opened
from tests.engine.plays import DIGITS, SEEDS, by_digits

TINY = ("granary", "gauge", "hostile")


@cache
def smallest() -> Program:
    """The scenario with the fewest scenes."""
    return min((opened(name) for name in NAMES), key=lambda p: len(p.scenario.scenes))


@cache
def program_of(name: str) -> Program:
    return open_program(STORIES / name) if name in TINY else smallest()


@define
class Watched:
    """A play by somebody who reads the whole ledger whenever something waits: what stood in it, turn by turn."""

    game: Game
    read: dict[str, list[dict[str, FigureView]]] = Factory(lambda: defaultdict(list[dict[str, FigureView]]))
    truth: dict[str, dict[str, float]] = Factory(dict[str, dict[str, float]])

    def look(self) -> None:
        """Read the ledger as it lies there, and what nobody at the desk can read."""
        run = self.game.run
        if run.pending is None:
            return
        self.read[run.turn_id].append({view.id: view for view in self.game.ledger()})
        rows = run.program.scenario.figures.ledger
        call = run.program.call
        self.truth[run.turn_id] = {r.id: float(call(r.real or r.seen, run.values, run.memory)) for r in rows if r.seen}


def watched(program: Program, seed: int, digits: list[int], cut: str = "", stop: int = 10_000) -> Watched:
    choose = by_digits(digits)
    play = Watched(Game(program, seed, cut))
    play.look()
    while play.game.run.pending is not None and len(play.game.run.decisions) < stop:
        decision = choose(play.game.run)
        play.game.decide(decision.scene, *decision.picks)
        play.look()
    return play


def same_words(one: FigureView, other: FigureView) -> bool:
    return (one.value, one.unit, one.status) == (other.value, other.unit, other.status)


def holds(play: Watched) -> None:
    """Everything that is said of what was told, against what was read."""
    game = play.game
    view = debrief(game)
    partly = {row.id: row.real for row in game.program.scenario.figures.ledger}
    assert [knew.turn for knew in view.knew] == [t for t in play.read if rows_that_can_be_seen(game, play, t)]
    for knew in view.knew:
        last = play.read[knew.turn][-1]
        for row in knew.rows:
            assert (row.told, row.status) == (last[row.row].value, last[row.row].status)
            if game.run.over:
                assert row.truth_number == play.truth[knew.turn][row.row]
                if row.status == Status.SEEN and not partly[row.row]:
                    assert (row.told, row.told_number) == (row.truth, row.truth_number)
    data = {(f["turn"], f["figure"]): f for f in as_data(view)["figures"]}
    for knew in view.knew:
        for row in knew.rows:
            assert data[knew.turn, row.row]["told"] == row.told_number
    labels = {t.id: t.label for t in game.program.turns}
    for row in game.ledger():
        history = game.history(row.id)
        if history is None:
            continue
        assert history.labels == tuple(labels[t] for t in play.read)
        known = [(t, views[-1][row.id]) for t, views in play.read.items() if views[-1][row.id].value]
        assert [v is None for v in history.series[0].values] == [not r[-1][row.id].value for r in play.read.values()]
        turn, told = known[-1] if known else ("", row)
        assert history.sentence.startswith(
            f"Last told: {f'{told.value} {told.unit}'.strip()}, as {told.status} ({labels[turn]})."
            if known else "Nothing told yet."
        )  # fmt: skip


def rows_that_can_be_seen(game: Game, play: Watched, turn: str) -> bool:
    """Whether a turn has a line in what was known: something told, or something there."""
    rows = [r for r in game.program.scenario.figures.ledger if r.seen is not None]
    last = play.read[turn][-1]
    return any(not game.run.over or last[r.id].value or play.truth[turn][r.id] for r in rows)


@pytest.mark.parametrize("name", [*TINY, "smallest"])
@settings(max_examples=8)
@given(SEEDS, DIGITS)
def test_what_is_said_to_have_been_told_stood_in_the_ledger_of_that_turn(
    name: str, seed: int, digits: list[int]
) -> None:
    program = program_of(name)
    holds(watched(program, seed, digits))
    holds(watched(program, seed, digits, stop=len(digits)))
    for cut in program.cuts:
        holds(watched(program, seed, digits, cut))


@pytest.mark.parametrize("name", [*TINY, "smallest"])
@settings(max_examples=4)
@given(SEEDS, DIGITS)
def test_once_nothing_waits_the_desk_stands_as_it_was_last_read(name: str, seed: int, digits: list[int]) -> None:
    play = watched(program_of(name), seed, digits)
    last = list(play.read.values())[-1][-1]
    for figure in (*play.game.view().figures, *play.game.ledger()):
        assert same_words(figure, last[figure.id])


@pytest.mark.parametrize("name", [*TINY, "smallest"])
@settings(max_examples=4)
@given(SEEDS, DIGITS)
def test_a_figure_that_was_seen_once_says_when_and_what_it_was(name: str, seed: int, digits: list[int]) -> None:
    program = program_of(name)
    play = watched(program, seed, digits)
    labels = {t.id: t.label for t in program.turns}
    for row in play.game.ledger():
        seen = [(t, r[-1][row.id]) for t, r in play.read.items() if r[-1][row.id].status is Status.SEEN]
        if row.status is Status.SEEN or not seen:
            assert row.last_seen == ""
        else:
            turn, view = seen[-1]
            assert row.last_seen == f"{f'{view.value} {view.unit}'.strip()}, {labels[turn]}"


@pytest.mark.parametrize("name", [*TINY, "smallest"])
@settings(max_examples=4)
@given(SEEDS, DIGITS)
def test_why_begins_with_what_was_told_and_with_what_was_so_at_that_moment(
    name: str, seed: int, digits: list[int]
) -> None:
    play = watched(program_of(name), seed, digits)
    inquiry = Inquiry.of(play.game)
    for row in play.game.program.scenario.figures.ledger:
        for turn, read in play.read.items():
            view = inquiry.figure(row.id, play.game.program.turn_index[turn])
            assert view.as_read
            told = read[-1][row.id]
            if told.status is not Status.UNKNOWN:
                assert written(play.game, row.id, view) == told.value
            if row.seen is not None:
                assert view.node(view.roots[-1]).number == pytest.approx(play.truth[turn][row.id])
        now = inquiry.figure(row.id)
        assert now.turn == list(play.read)[-1]


def written(game: Game, name: str, view: WhyView) -> str:
    """The first root as the ledger writes it."""
    row = next(r for r in game.program.scenario.figures.ledger if r.id == name)
    number = view.node(view.roots[0]).number
    assert number is not None
    return game.teller.wording.number(number, row.format)


def test_closed_early_it_knows_the_turn_it_was_closed_in() -> None:
    play = watched(smallest(), 5, [1, 3], stop=3)
    play.game.close_early()
    holds(play)


def test_a_turn_in_which_nothing_waited_was_told_nothing() -> None:
    """Some turns pass without a signature, as where the chair was lost: nobody read a ledger in them."""
    found = 0
    for name in NAMES:
        for official in range(3):
            play = watched(opened(name), 40 + official, [official, 7, 11])
            passed = len([t for t in play.game.program.turns[: len(play.game.run.closed)] if t.id not in play.read])
            found += passed
            holds(play)
    assert found


def test_what_one_who_looks_does_not_see_whole_is_held_against_the_truth(variant: MakeVariant) -> None:
    """The cellar is looked into by candle light: one sack in ten is not counted."""
    program = variant({"figures.yaml": [("    seen: grain\n", "    seen: grain * 0.9\n    real: grain\n")]}).program()
    found = 0
    for seed in range(4):
        play = watched(program, seed, [1])
        holds(play)
        rows = [row for knew in debrief(play.game).knew for row in knew.rows if row.status == Status.SEEN]
        for row in rows:
            assert row.told_number is not None
            assert row.truth_number == pytest.approx(row.told_number / 0.9)
        found += len(rows)
        inquiry = Inquiry.of(play.game)
        for turn in (knew.turn for knew in debrief(play.game).knew):
            view = inquiry.figure("store", program.turn_index[turn])
            assert view.node(view.roots[-1]).number == pytest.approx(play.truth[turn]["store"])
    assert found


def test_a_truth_that_cannot_be_worked_out_yet_stops_nobody(variant: MakeVariant) -> None:
    """What is seen divides by the turns that have passed: in the first week there are none."""
    program = variant({"figures.yaml": [("    seen: grain\n", "    seen: grain / turn_index\n")]}).program()
    game = Game(program, 3)
    while game.run.pending is not None:
        decision = game.run.pending.choices_open()[0]
        game.decide(decision.scene, *decision.picks)
    assert Inquiry.of(game).figure("store", 0).as_read
    first, second = debrief(game).knew[:2]
    assert (first.rows[0].truth, first.rows[0].truth_number) == ("", None)
    assert second.rows[0].truth_number is not None
