"""Conditions and their parts: each is noted as it is asked, at its place; and noting changes no play."""

from __future__ import annotations

import pytest

from game.engine.program import Program
from game.engine.run import begin
from game.playtest.carrying import file_of
from game.playtest.clauses import Clause
from game.playtest.findings import clauses
from game.playtest.listening import Heard, listen
from game.playtest.players import Player, players
from game.playtest.telling import FAILED, HELD, Telling
from game.script.faults import Place
from tests.conftest import MakeVariant
from tests.content.every import NAMES, opened

WHEN = [("  when: turn >= week_two and not seen(letter.burn)\n",
         "  when: turn >= week_two and (standing < 10 or not seen(letter.burn)) and letters < 9\n")]  # fmt: skip


def everybody(program: Program) -> list[Player]:
    names = [*(o.id for o in program.scenario.officials), "least_used"]
    return list(players(program, names).values())


def heard(program: Program, seeds: range, cut: str = "") -> tuple[tuple[Clause, ...], Heard]:
    telling = Telling.of(program.scenario, program.scope)
    found = Heard()
    for player in everybody(program):
        for seed in seeds:
            listen(telling, player, seed, cut, file_of(program, seed))
            found.add(telling.flags)
    return telling.clauses.every, found


def test_every_part_of_a_condition_has_its_place_and_the_whole_has_one_too(variant: MakeVariant) -> None:
    program = variant({"scenes/all.yaml": WHEN}).program()
    every = [c for c in heard(program, range(1))[0] if c.where == "`when` of `loose_dog`"]
    assert [c.text for c in every] == [
        "turn >= week_two and (standing < 10 or not seen(letter.burn)) and letters < 9",
        "turn >= week_two",
        "standing < 10",
        "seen(letter.burn)",
        "letters < 9",
    ]
    for c in every:
        assert c.place.text[c.place.column - 1 :].startswith(c.text)
        assert c.of == every[0].number


def test_what_is_noted_is_what_was_asked(variant: MakeVariant) -> None:
    """The dog's condition, part by part, beside what the plays themselves say of it."""
    program = variant({"scenes/all.yaml": WHEN}).program()
    every, found = heard(program, range(1, 15))
    by = {c.text: c.number for c in every if c.where == "`when` of `loose_dog`"}
    assert found.plays == 4 * 14
    assert found.held[by["turn >= week_two"]] == found.failed[by["turn >= week_two"]] == found.plays
    assert found.held[by["letters < 9"]]
    assert not found.failed[by["letters < 9"]]
    burnt = 0
    for player in everybody(program):
        for seed in range(1, 15):
            run = begin(program, seed, "", file_of(program, seed))
            while not run.ended:
                run.decide(player.choose(run))
            burnt += "letter.burn" in run.memory.signed
    assert 0 < found.held[by["seen(letter.burn)"]] <= burnt


def test_a_part_that_is_not_asked_is_not_noted(granary: Program, variant: MakeVariant) -> None:
    """What stands behind `and` is asked where the part before it holds, and never where that never does."""
    late = [("turn >= week_two and not seen", "turn >= afterwards and not seen")]
    never = variant({"scenes/all.yaml": late}).program()
    for program, flags in ((granary, {HELD, FAILED, HELD | FAILED}), (never, {0})):
        telling = Telling.of(program.scenario, program.scope)
        player = players(program, ["random"])["random"]
        number = next(c.number for c in telling.clauses.every if c.text == "seen(letter.burn)")
        for seed in range(1, 20):
            listen(telling, player, seed, "", file_of(program, seed))
            assert telling.flags[number] in flags


def test_the_opening_of_a_lesson_that_goes_on_is_heard_where_it_begins(great_leap: Program) -> None:
    """Not at the beginning of the lesson before it, where nothing of what it asks was signed."""
    every, found = heard(great_leap, range(1, 4), "second")
    asked = [c.number for c in every if "scenario.yaml" in c.place.file and c.text.startswith("seen(")]
    assert asked
    assert any(found.held[number] for number in asked)


def test_what_never_held_and_what_always_did_is_told(granary: Program) -> None:
    every, found = heard(granary, range(1, 9))
    data = clauses(every, found, 1.0)
    assert {"`needs` of `letter.frame`", "the condition `little_left`", "an `{if}`"} <= {
        c["where"] for c in data["never_held"]
    }
    assert "`unknown_when` of the row `secret`" in {c["where"] for c in data["never_failed"]}
    assert "`when` of the desk `bench`" not in {c["where"] for c in data["never_failed"]}
    assert data["never_asked"] == []
    assert data["total"] == len(every) == data["both"] + sum(
        not (h and f) for h, f in zip(found.held, found.failed, strict=True)
    )


def test_a_text_that_is_hardly_ever_read_is_told() -> None:
    every = tuple(
        Clause(n, n, "an `{if}`", f"x > {n}", Place("x.yaml"), text_if=True, text_else=n == 1) for n in range(3)
    )
    data = clauses(every, Heard(1000, [9, 995, 500], [991, 5, 500]), 1.0)
    told = [(c["text"], c["side"], c["plays"]) for c in data["seldom_read"]]
    assert told == [("x > 0", "if", 9), ("x > 1", "else", 5)]


@pytest.mark.parametrize("name", NAMES)
def test_a_story_that_tells_is_played_as_it_is_without(name: str) -> None:
    """The same states to the end, for every official: what is noted changes nothing."""
    program = opened(name)
    telling = Telling.of(program.scenario, program.scope)
    for player in players(program, [o.id for o in program.scenario.officials]).values():
        told, plain = begin(telling.program, 3), begin(program, 3)
        while not plain.ended:
            decision = player.choose(plain)
            plain.decide(decision)
            told.decide(decision)
        assert told.digest() == plain.digest()
        assert told.closed == plain.closed


def test_a_storylet_that_a_figure_refuses_has_been_asked_too(variant: MakeVariant) -> None:
    """The index of storylets passes it over in a play that does not tell; here that is a failed condition."""
    when = [("  when: turn >= week_two and not seen(letter.burn)\n", "  when: turn == week_two and letters < 9\n")]
    every, found = heard(variant({"scenes/all.yaml": when}).program(), range(1, 4))
    by = {c.text: c.number for c in every if c.where == "`when` of `loose_dog`"}
    assert found.held[by["turn == week_two"]] == found.failed[by["turn == week_two"]] == found.plays
