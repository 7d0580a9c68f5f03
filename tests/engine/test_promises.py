"""A run is its decisions: replayed, taken back and gone on with, or read from a code, it is the same run to the bit."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.program import Program
from game.engine.run import Run, begin
from game.session.game import Game
from game.session.runcode import decode, encode
from tests.conftest import Player
from tests.engine.conftest import Played
from tests.engine.plays import DIGITS, SEEDS, by_digits, followed


def same(a: Run, b: Run) -> bool:
    """Whether two runs agree in everything a run holds, to the last bit."""
    states = [(repr(r.values), r.memory, r.closed, r.came, r.pending, r.decisions, r.digits, r.ended) for r in (a, b)]
    return a.digest() == b.digest() and states[0] == states[1]


@settings(max_examples=6)
@given(SEEDS, DIGITS)
def test_a_replay_is_the_run(played: Played, player: Player, seed: int, digits: list[int]) -> None:
    run = player.play(played.begin(player, seed), by_digits(digits))
    assert run.ended
    assert same(run, followed(played.program, run))
    assert same(run, decode(encode(run), played.program))


@settings(max_examples=6)
@given(SEEDS, DIGITS, st.integers(0, 60))
def test_taken_back_and_gone_on_with_the_same_way(
    played: Played, player: Player, seed: int, digits: list[int], keep: int
) -> None:
    choose = by_digits(digits)
    run = player.play(played.begin(player, seed), choose)
    keep = min(keep, len(run.decisions))
    back = followed(played.program, run, keep=keep)
    assert len(back.decisions) == keep
    assert same(run, player.play(back, choose))


@settings(max_examples=6)
@given(SEEDS, DIGITS, st.integers(0, 60))
def test_a_game_taken_back_goes_on_as_the_run_does(
    played: Played, seed: int, digits: list[int], keep: int
) -> None:
    choose = by_digits(digits)
    states: list[str] = []
    game = Game(played.program, seed, played.cut)
    while game.run.pending is not None:
        states.append(game.run.digest())
        decision = choose(game.run)
        game.decide(decision.scene, *decision.picks)
    keep = max(game.run.past, min(keep, len(states) - 1))  # what a lesson goes on from is not taken back in it
    back = game.rewind(keep)
    assert back.run.digest() == states[keep]
    while back.run.pending is not None:
        decision = choose(back.run)
        back.decide(decision.scene, *decision.picks)
    assert same(back.run, game.run)
    assert back.end() == game.end()


@settings(max_examples=3)
@given(SEEDS, DIGITS)
def test_another_decision_is_another_state(played: Played, seed: int, digits: list[int]) -> None:
    """The digest would notice: no two decisions open at one moment lead to the same fingerprint."""
    choose = by_digits(digits)
    run = played.begin(Player(False), seed)
    while run.pending is not None:
        options = run.pending.choices_open()
        found: set[str] = set()
        for option in options[:12]:
            there = followed(played.program, run)
            there.decide(option)
            found.add(there.digest())
        assert len(found) == len(options[:12])
        run.decide(choose(run))


def test_another_seed_or_cut_is_another_run(granary: Program) -> None:
    ends: set[str] = set()
    for seed in range(20):
        for cut in ("", "short"):
            ends.add(Player(False).play(begin(granary, seed, cut), by_digits([0])).digest())
    assert len(ends) == 40
