"""What a story must not do is an error with words and place: endless turns, boundless numbers, impossible powers."""

from __future__ import annotations

from itertools import chain

import pytest
from attrs import evolve
from hypothesis import given, settings

from game.engine import run as engine
from game.engine.clock import PLACES
from game.engine.faults import RunFault
from game.engine.program import Program, build
from game.engine.run import begin
from tests.conftest import MakeVariant, Player
from tests.engine.conftest import Played
from tests.engine.plays import DIGITS, SEEDS, by_digits

WORLD, FIGURES, SCENES, HEAD = "world.yaml", "figures.yaml", "scenes/all.yaml", "scenario.yaml"


def broken_off(program: Program, player: Player) -> str:
    """Play until the story breaks off; in which words."""
    with pytest.raises(RunFault) as caught:
        player.play(player.begin(program, 3), by_digits([0]))
    return str(caught.value)


# a turn without end


def crowded(program: Program, papers: int) -> Program:
    """The story with so many more papers in its first turn that wait for nobody."""
    gazette = evolve(program.scenario.scenes[0], turns=("week_one",))
    more = tuple(evolve(gazette, id=f"extra_{n:05}", priority=-n) for n in range(papers))
    return build(evolve(program.scenario, scenes=(*program.scenario.scenes, *more)), program.scope)


def test_a_turn_that_does_not_end_is_an_error(granary: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told at the step after the last one allowed; the same papers under a higher limit are a turn like any other."""
    assert engine.MOST_STEPS == 10_000
    program = crowded(granary, 60)
    monkeypatch.setattr(engine, "MOST_STEPS", 50)
    assert broken_off(program, Player(False)) == "the turn week_one does not end after 50 steps"
    monkeypatch.setattr(engine, "MOST_STEPS", 80)
    assert Player(False).play(begin(program, 3), by_digits([0])).ended


def test_steps_are_counted_for_each_turn_alone(granary: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MOST_STEPS", 12)  # fewer than the whole run takes, enough for each of its turns
    run = Player(False).play(begin(granary, 3), by_digits([0]))
    assert run.ended
    assert sum(run.memory.visits.values()) + 2 * len(run.closed) > 12


# numbers


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("(grain - 1000) ** 0.5", "negative base"),
        ("(grain - 1000) ** 2", "negative base"),
        ("grain / (asked - asked)", "division by zero"),
        ("grain ** 300", "out of bounds"),
        ("1000000000 ** (1 + grain / 100)", "not a finite number"),
    ],
)
def test_a_rule_that_cannot_be_worked_out_names_its_turn(
    variant: MakeVariant, player: Player, to: str, told: str
) -> None:
    changed = variant({WORLD: [("to: min(grain, asked * measure_out)", f"to: {to}")]})
    for plain in (False, True):
        said = broken_off(changed.program(plain=plain), player)
        assert told in said
        assert "week_one" in said
        assert "`count`" in said or "`given`" in said


def test_a_condition_that_cannot_be_worked_out_names_its_place(variant: MakeVariant, player: Player) -> None:
    changed = variant({SCENES: [("when: turn >= week_two\n", "when: (0 - grain) ** 0.5 > 1\n")]})
    said = broken_off(changed.program(), player)
    file, line, column, rest = said.split(":", 3)
    text = (changed.folder / SCENES).read_text(encoding="utf-8").split("\n")[int(line) - 1]
    assert file.endswith(SCENES)
    assert text[int(column) - 1 :] == "(0 - grain) ** 0.5 > 1"
    assert "negative base" in rest
    assert "`(0 - grain) ** 0.5 > 1`" in rest


def test_a_figure_that_cannot_be_worked_out_is_told_by_its_name(variant: MakeVariant, player: Player) -> None:
    program = variant({FIGURES: [("is: per_head < 8", "is: grain / given < 8")]}).program()
    run = player.begin(program, 3)
    with pytest.raises(RunFault, match="`little_left` cannot be worked out here: division by zero"):
        run.value("little_left")


def test_an_effect_without_bound_names_who_signed_it(variant: MakeVariant, player: Player) -> None:
    effect = "letters += 1000000000000 * 1000000 because it was answered"
    changed = variant({SCENES: [("letters += 1 because it was answered", effect)]})
    said = broken_off(changed.program(), player)
    assert said == "`letters` is not a finite number after `letter.answer`"


# nine decimals


@settings(max_examples=6)
@given(SEEDS, DIGITS)
def test_what_is_carried_has_nine_decimals(played: Played, player: Player, seed: int, digits: list[int]) -> None:
    """Stocks, flows and variables, whenever something waits to be signed and at the end of every turn."""
    assert PLACES == 9
    program = played.program
    slots = {*program.kept, *chain.from_iterable(program.computed.values())}
    run = played.begin(player, seed)
    while run.pending is not None:
        assert all(run.values[slot] == round(run.values[slot], PLACES) for slot in slots)
        run = player.decide(run, by_digits(digits)(run))
    for values in run.closed:
        assert all(values[slot] == round(values[slot], PLACES) for slot in slots)


def test_rounding_is_felt(granary: Program, player: Player) -> None:
    """Without it the figures of the small story would have more decimals than nine: the test above can fail."""
    run = player.play(player.begin(granary, 3), by_digits([0]))
    slots = granary.slots
    before, after = run.closed[0], run.closed[1]
    assert before[slots["grain"]] > after[slots["grain"]] > 0
    exact = before[slots["grain"]] - after[slots["lost"]] - after[slots["given"]]
    assert exact != after[slots["grain"]]
    assert exact == pytest.approx(after[slots["grain"]], abs=2e-9)


# ranges


def test_effects_stay_within_the_range_of_what_they_change(variant: MakeVariant, player: Player) -> None:
    ends: list[float] = []
    for change in ("+= 500", "-= 500", "= -3"):
        changed = variant({SCENES: [("standing += 5", f"standing {change}")]}).program()
        run = player.begin(changed, 3)
        while run.pending is not None:
            options = run.pending.choices_open()
            run = player.decide(run, next((d for d in options if "answer" in d.picks), options[0]))
        ends.append(run.value("standing"))
    assert ends == [100.0, 0.0, 0.0]
