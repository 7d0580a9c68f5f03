"""Why a paper came, or did not: the stage agrees with what came, and the parts of a condition with the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from attrs import Factory, define

from game.debrief.why.arrival import NOT_PLAYED, OTHER_LOOK, arrival
from game.debrief.why.inquiry import Inquiry, UnknownFigureError
from game.debrief.why.text import arrival_lines
from game.debrief.why.views import ArrivalView, ClauseView
from game.engine.memory import Due
from game.engine.program import Program
from game.engine.run import Run
from game.engine.select import Stage, is_look
from game.script.scenes import Choice, Scene, Step
from game.session.game import Game

Player = Callable[..., Game]


@define
class Porter:
    """Watches a run, and writes down which paper came in which turn."""

    came: set[tuple[int, str]] = Factory(set[tuple[int, str]])
    played: set[int] = Factory(set[int])

    def turn_opens(self, run: Run) -> None:
        self.played.add(run.index)

    def comes(self, run: Run, scene: Scene) -> None:
        self.came.add((run.index, scene.id))

    def falls_due(self, run: Run, due: Due) -> None:
        """Of no matter here."""

    def signed(self, run: Run, scene: Scene, signed: tuple[Choice | Step, ...]) -> None:
        """Of no matter here."""

    def waits(self, run: Run) -> None: ...

    def turn_closes(self, run: Run) -> None:
        """Of no matter here."""


def watched(game: Game) -> Porter:
    """The same run again, watched."""
    porter = Porter()
    run = Run(game.program, game.seed, game.run.cut, observer=porter)
    run.start()
    for decision in game.run.decisions:
        run.decide(decision)
    return porter


def leaves(clause: ClauseView) -> Iterator[ClauseView]:
    """The clauses that stand for themselves."""
    if not clause.parts:
        yield clause
    for part in clause.parts:
        yield from leaves(part)


def comes_out(clause: ClauseView, turned: bool) -> bool:
    """What a condition comes to from its parts; `turned` takes every wanted clause as the other way round."""
    if not clause.parts:
        assert clause.holds is not None
        return clause.holds is not (turned and clause.wanted)
    parts = [comes_out(part, turned) for part in clause.parts]
    if clause.joined == "and":
        return all(parts)
    if clause.joined == "or":
        return any(parts)
    return not parts[0] if clause.joined == "not" else parts[0]


def check(game: Game, view: ArrivalView, porter: Porter) -> None:
    """One answer, against what was seen to come and what the scene declares."""
    program = game.program
    index, scene = program.turn_index[view.turn], program.scenes[view.scene]
    earlier = {item.scene for item in game.run.cut.earlier} if game.run.cut else set[str]()
    if index not in porter.played:
        assert view.because == NOT_PLAYED or (view.came and view.scene in earlier)
        return
    assert view.came == ((index, scene.id) in porter.came)
    assert (view.stage == Stage.COMES) == view.came
    for clause in (view.condition, view.desk):
        if clause is not None:
            assert all(c.written and c.reading and c.holds is not None for c in leaves(clause))
            assert comes_out(clause, turned=False) is clause.holds
    if view.came:
        assert view.condition is None or view.condition.holds
        assert view.would == ()
    elif view.stage == Stage.CONDITION:
        assert view.condition is not None
        assert view.condition.holds is False
        assert comes_out(view.condition, turned=True)
        assert view.would
        assert all(t.number <= len(game.run.decisions) for c in leaves(view.condition) for t in c.behind)
    elif view.stage == Stage.OTHER_DESK:
        assert view.desk is not None
        assert any(c.wanted for c in leaves(view.desk))
        assert comes_out(view.desk, turned=True) is not view.desk.holds
    elif view.stage == Stage.OTHER_TURN:
        assert view.turn not in scene.turns
    elif view.stage == Stage.NOT_DRAWN:
        assert not scene.turns
        assert view.instead
    elif view.stage == Stage.CAME_BEFORE:
        assert any(t < index and s == scene.id for t, s in porter.came)
    elif view.stage == Stage.LEFT_OUT:
        assert game.run.cut is not None
        assert scene.id not in game.run.cut.keep
    else:
        assert view.stage == OTHER_LOOK
        assert is_look(scene)


@pytest.mark.parametrize(("official", "seed", "cut"), [("random", 4, ""), ("honest", 12, ""), ("random", 9, "lesson")])
def test_for_every_scene_and_turn_the_stage_agrees_with_what_came(
    great_leap: Program, play: Player, official: str, seed: int, cut: str
) -> None:
    game = play(great_leap, official, seed, cut)
    inquiry, porter = Inquiry.of(game), watched(game)
    for index in range(len(game.run.closed)):
        for name in great_leap.scenes:
            check(game, arrival(inquiry, name, index), porter)


@pytest.mark.parametrize("seed", range(16))
def test_the_same_for_a_small_story_with_storylets(granary: Program, play: Player, seed: int) -> None:
    game = play(granary, "random", seed, "short" if seed % 4 == 3 else "")
    inquiry, porter = Inquiry.of(game), watched(game)
    for index in range(len(game.run.closed)):
        for name in granary.scenes:
            check(game, arrival(inquiry, name, index), porter)


def test_a_storylet_that_was_not_drawn_names_the_one_that_was(granary: Program, play: Player) -> None:
    views: list[ArrivalView] = []
    for seed in range(12):
        inquiry = Inquiry.of(play(granary, "random", seed))
        views += [arrival(inquiry, name, 1) for name in ("loose_cat", "loose_dog")]
    dropped = [v for v in views if v.stage == Stage.NOT_DRAWN]
    assert {v.scene for v in dropped} == {"loose_cat", "loose_dog"}
    assert all(v.instead in (("A cat",), ("A dog",)) for v in dropped)


def test_what_would_have_brought_a_paper_does(great_leap: Program, play: Player) -> None:
    """Sign what the answer says: then that clause holds, and the paper comes, if nothing else now keeps it away."""
    game = play(great_leap, "henan", 5)
    inquiry = Inquiry.of(game)
    brought = 0
    for name in great_leap.scenes:
        view = arrival(inquiry, name)
        if view.came or view.stage != Stage.CONDITION or view.condition is None:
            continue
        for clause in leaves(view.condition):
            path = clause.written.removeprefix("seen(").removesuffix(")").split(".")
            if clause.wanted and clause.written.startswith("seen(") and len(path) == 2:
                again = signed_otherwise(game, path[0], path[1])
                if again is None:
                    continue
                now = arrival(Inquiry.of(again), name, great_leap.turn_index[view.turn])
                if now.condition is not None:
                    assert next(c for c in leaves(now.condition) if c.written == clause.written).holds
                brought += now.came
                allowed = (Stage.OTHER_DESK, Stage.CONDITION, Stage.CAME_BEFORE, OTHER_LOOK)  # or sooner
                assert now.came or now.stage in allowed
    assert brought >= 3


def signed_otherwise(game: Game, scene: str, choice: str) -> Game | None:
    """The same run with another choice, the rest kept where it can be; None if that was not open."""
    number = next((n for n, d in enumerate(game.run.decisions) if d.scene == scene), None)
    if number is None:
        return None
    again = Game.replay(game.program, game.seed, "", tuple(game.run.decisions[:number]))
    assert again.run.pending is not None
    if (choice,) not in {d.picks for d in again.run.pending.choices_open()}:
        return None
    again.decide(scene, choice)
    rest = {(d.turn, d.scene): d.picks for d in game.run.decisions}
    while not again.run.ended:
        pending = again.run.pending
        assert pending is not None
        options = {d.picks for d in pending.choices_open()}
        wanted = rest.get((pending.turn, pending.id), ())
        again.decide(pending.id, *(wanted if wanted in options else pending.choices_open()[0].picks))
    return again


def test_a_look_that_was_on_offer_names_the_day_plan(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "zealot", 2)
    inquiry = Inquiry.of(game)
    views = [arrival(inquiry, s.id) for s in great_leap.scenario.scenes if is_look(s)]
    passed = [v for v in views if v.stage == OTHER_LOOK]
    assert passed
    for view in passed:
        assert view.signed is not None
        assert view.signed.looks
        assert game.run.decisions[view.signed.number - 1].turn == view.turn


def test_what_a_predecessor_signed_came_before_the_player(great_leap: Program, play: Player) -> None:
    inquiry = Inquiry.of(play(great_leap, "honest", 3, "lesson"))
    view = arrival(inquiry, "sixth_name")
    assert view.came
    assert view.because == "It was signed before this lesson."
    assert view.signed is not None
    assert view.signed.number == 0


def test_a_scene_that_is_not_there_is_refused(granary: Program, play: Player) -> None:
    with pytest.raises(UnknownFigureError):
        arrival(Inquiry.of(play(granary, "random", 1)), "no_such_paper")


def test_answers_keep_to_eighty_columns(great_leap: Program, play: Player) -> None:
    inquiry = Inquiry.of(play(great_leap, "random", 4))
    for name in great_leap.scenes:
        lines = list(arrival_lines(arrival(inquiry, name)))
        assert all(len(line) <= 80 for line in lines)
        assert lines[0].startswith("Why it ")
