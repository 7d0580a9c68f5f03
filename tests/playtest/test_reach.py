"""The way to a scene: found by machine plays, the same again when it is replayed, or refused with what stood in it."""

from __future__ import annotations

import pytest

from game.engine.program import Program
from game.engine.run import begin
from game.playtest.reach import Search
from game.session.rehearsal import replay
from game.session.staged import Staged, read_settings
from game.session.trouble import Misasked
from tests.conftest import MakeVariant


def test_every_scene_of_the_small_story_is_reached(granary: Program) -> None:
    for scene in granary.scenes:
        if scene == "bench_note":  # nobody sits on the bench in so short a story; see below
            continue
        way = Search(scene).find(granary)
        run = begin(granary, way.seed)
        for decision in way.decisions:
            assert scene not in run.memory.visits
            run.decide(decision)
        assert scene in run.memory.visits


def test_a_rare_scene_of_the_first_scenario_is_reached(great_leap: Program) -> None:
    way = Search("ridge_letter", seconds=60).find(great_leap)
    assert "ridge_letter" in replay(great_leap, way.seed, "", way.decisions, way.staged).game.run.memory.visits


def test_the_official_and_the_seed_that_were_asked_for(granary: Program) -> None:
    way = Search("tally", official="heaper", seed=9).find(granary)
    assert (way.official, way.seed) == ("heaper", 9)
    assert Search("tally", official="least_used").find(granary).official == "least used"


def test_a_scene_of_a_lesson(granary: Program) -> None:
    way = Search("tally", cut="short").find(granary)
    assert "tally" in replay(granary, way.seed, "short", way.decisions, way.staged).game.run.memory.visits
    with pytest.raises(Misasked, match="the lesson does not keep it"):
        Search("gazette", cut="short", plays=20).find(granary)


def test_a_scene_of_a_lesson_that_goes_on_from_another(great_leap: Program) -> None:
    way = Search("below_lists", cut="second").find(great_leap)
    replayed = replay(great_leap, way.seed, "second", way.decisions, way.staged)
    assert replayed.reason == ""
    assert "below_lists" in replayed.game.run.memory.visits
    with pytest.raises(Misasked, match="try `--cut second`"):
        Search("below_lists", plays=12).find(great_leap)


@pytest.mark.parametrize(
    ("search", "says"),
    [
        (Search("talley"), "did you mean `tally`"),
        (Search("tally", cut="shrot"), "is not a lesson"),
        (Search("tally", official="haeper"), "did you mean `heaper`"),
        (Search("tally", staged=Staged("tally", read_settings(["grain=-4"]))), "lies between"),
    ],
)
def test_what_is_not_there_is_said(granary: Program, search: Search, says: str) -> None:
    with pytest.raises(Misasked) as caught:
        search.find(granary)
    assert says in str(caught.value)


def closed(variant: MakeVariant, when: str) -> Program:
    """The small story with a condition on its letter."""
    return variant({"scenes/all.yaml": [("title: A letter\n", f"title: A letter\n  when: {when}\n")]}).program()


def test_the_part_of_a_condition_that_never_held_is_named(variant: MakeVariant) -> None:
    program = closed(variant, "grain > 1 and letters > 5 and not seen(tally)")
    with pytest.raises(Misasked) as caught:
        Search("letter", plays=30).find(program)
    told = str(caught.value)
    assert "`letter` was not reached in 30 machine plays: `letters > 5` (" in told
    assert "never held" in told
    assert "`--set letters=...` may bring it" in told


def test_parts_that_never_hold_together_are_told(variant: MakeVariant) -> None:
    program = closed(variant, "sealed and not sealed")
    with pytest.raises(Misasked, match="each part held at times, but never all at once"):
        Search("letter", plays=30).find(program)


def test_what_is_set_may_be_what_brings_a_scene(variant: MakeVariant) -> None:
    program = closed(variant, "letters > 5")
    way = Search("letter", staged=Staged("letter", read_settings(["letters=6"])), plays=30).find(program)
    assert way.staged.early
    game = replay(program, way.seed, "", way.decisions, way.staged).game
    assert game.run.memory.visits["letter"] == 1
    assert game.run.value("letters") == 6


def test_what_is_set_is_set_as_the_scene_comes(granary: Program) -> None:
    way = Search("tally", staged=Staged("tally", read_settings(["grain=7"]))).find(granary)
    game = replay(granary, way.seed, "", way.decisions, way.staged).game
    assert not way.staged.early
    assert game.run.value("grain") == 7
    assert next(p for p in game.view().papers if p.id == "tally").text.endswith("little.")
