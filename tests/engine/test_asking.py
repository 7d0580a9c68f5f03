"""Asking changes nothing: whatever is asked of a run or a game, as often as one likes, it stands as it stood."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.faults import RunFault
from game.engine.run import Run
from game.engine.select import Stage, day_plans, desk_of, judge, leads, next_scene, storylets
from game.session.game import Game
from game.session.runcode import encode
from tests.conftest import Player
from tests.engine.conftest import Played
from tests.engine.plays import DIGITS, SEEDS, by_digits


def standing(run: Run) -> tuple[Any, ...]:
    """All of a run that can be told apart, copied deep."""
    state = (run.values, run.memory, run.closed, run.came, run.decisions, run.digits, run.trace)
    place = (run.index, run.beat, run.ended, run.pending, run.digest())
    return deepcopy(state), place


def figure(run: Run, name: str) -> float | str:
    """A figure, or why it cannot be worked out yet."""
    try:
        return run.value(name)
    except RunFault as fault:
        return str(fault)


def ask_all(run: Run) -> tuple[Any, ...]:
    """Everything the engine answers."""
    at, program, pending = run.where(), run.program, run.pending
    candidates = program.papers_of.get((run.turn_id, at.beat), ())
    return (
        [judge(scene, at) for scene in program.scenario.scenes],
        storylets(at),
        leads(at),
        day_plans(leads(at), program.turns[run.index].days),
        next_scene(candidates, at),
        desk_of(program, run.values, run.memory),
        run.desk,
        run.turn_id,
        [run.value(name) for name in program.slots],
        [figure(run, name) for name in sorted(program.layout.worked_out)],
        encode(run),
        pending and (pending.radix, pending.rows(), [pending.at(n) for n in range(pending.radix)]),
        pending and [(d, pending.digit(d), pending.scene and pending.picked(d)) for d in pending.choices_open()],
    )


def ask_game(game: Game) -> tuple[Any, ...]:
    """Everything a face may ask."""
    rows = [row.id for row in game.run.program.scenario.figures.ledger]
    return (
        game.view(), game.intro(), game.code(), game.ledger(), [game.history(row) for row in rows], game.papers(),
        game.people(), game.orders(), game.glossary(), game.decisions(), game.unsaved,
        game.end() if game.run.ended else None,
    )  # fmt: skip


@settings(max_examples=3)
@given(SEEDS, DIGITS)
def test_asking_a_run_leaves_it_as_it_was(played: Played, player: Player, seed: int, digits: list[int]) -> None:
    choose = by_digits(digits)
    asked = played.begin(player, seed, trace=True)
    while asked.pending is not None:
        before = standing(asked)
        first, again = ask_all(asked), ask_all(asked)
        assert standing(asked) == before
        assert first == again
        asked = player.decide(asked, choose(asked))
    assert ask_all(asked) == ask_all(asked)
    silent = player.play(played.begin(player, seed), choose)
    assert (asked.digest(), repr(asked.closed)) == (silent.digest(), repr(silent.closed))


@settings(max_examples=3)
@given(SEEDS, DIGITS, st.integers(1, 5))
def test_asking_a_game_leaves_it_as_it_was(played: Played, seed: int, digits: list[int], every: int) -> None:
    """Two games, one asked for everything every few decisions, one never, end alike, and as a run without views."""
    choose = by_digits(digits)
    asked, silent = (Game(played.program, seed, played.cut) for _ in range(2))
    while asked.run.pending is not None:
        if len(asked.run.decisions) % every == 0:
            before = standing(asked.run)
            first, again = ask_game(asked), ask_game(asked)
            assert standing(asked.run) == before
            assert first == again
        decision = choose(asked.run)
        said = asked.decide(decision.scene, *decision.picks)
        assert silent.decide(decision.scene, *decision.picks) == said
    assert ask_game(asked) == ask_game(silent)
    assert standing(asked.run) == standing(silent.run)
    bare = Player(False).play(played.begin(Player(False), seed, trace=True), choose)
    assert standing(asked.run) == standing(bare)


@settings(max_examples=3)
@given(SEEDS, DIGITS)
def test_what_has_come_is_not_said_to_come_again(played: Played, seed: int, digits: list[int]) -> None:
    """And a day plan offers what `leads` names, all of it that fits the days, and nothing else."""
    choose = by_digits(digits)
    run = played.begin(Player(False), seed)
    while run.pending is not None:
        at, days = run.where(), played.program.turns[run.index].days
        for name in run.came:
            assert judge(played.program.scenes[name], at) in (Stage.CAME_BEFORE, Stage.OTHER_BEAT)
        if run.pending.plan is not None:
            offered = {name for plan in run.pending.plan for name in plan}
            assert offered == {scene.id for scene in leads(at) if scene.days <= days}
        run.decide(choose(run))
