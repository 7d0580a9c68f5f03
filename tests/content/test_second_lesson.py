"""The second lesson of the first scenario: it goes on from any first lesson, at either desk, with ten signatures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import frozen

from game.engine.past import sign_declared
from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.officials import Policy
from game.playtest.plays import play
from game.playtest.words import path_of
from game.session.last_pages import ending_of, fate_of, parts_of
from game.session.teller import Teller
from game.session.wording import Wording

FIRST, SECOND = "lesson", "second"
EACH = 60  # seeds an official: one account of the chain in a hundred plays
TEN, MOST_WORDS, MOST_APART = 10, 1_500, 700


@frozen
class Second:
    """One second lesson, and who played it."""

    official: str
    run: Run


@pytest.fixture(scope="module")
def plays(great_leap: Program) -> list[Second]:
    return [
        Second(o.id, play(great_leap, Policy(o, great_leap), seed, SECOND)[1])
        for o in great_leap.scenario.officials
        for seed in range(1, EACH + 1)
    ]


def office(run: Run) -> list[float]:
    """At the end of each turn, whether the chair was the player's."""
    return [values[run.program.slots["office"]] for values in run.closed]


def test_until_winter_1959_it_is_the_first_lesson(great_leap: Program, plays: list[Second]) -> None:
    last = great_leap.turn_index["autumn_1959"]
    for one in plays[::10]:
        first = begin(great_leap, one.run.seed, FIRST)
        for decision in one.run.decisions[: one.run.past]:
            first.decide(decision)
        assert first.ended
        assert first.closed[: last + 1] == one.run.closed[: last + 1]


def test_whoever_was_removed_in_the_first_signs_all_ten_at_the_lower_desk(plays: list[Second]) -> None:
    removed = [one.run for one in plays if not office(one.run)[one.run.program.turn_index["autumn_1959"]]]
    assert len(removed) > EACH // 2
    for run in removed:
        own = run.decisions[run.past :]
        assert len(own) == TEN
        assert {str(run.program.scenes[d.scene].desk) for d in own} == {"lower"}
        assert [d.scene for d in own[:2]] == ["below_rods", "confession"]


def test_a_removal_of_the_second_takes_effect_at_once(plays: list[Second]) -> None:
    turns = plays[0].run.program.turn_index
    seconds = range(turns["winter_1959"], turns["winter_1960"])
    later = [p.run for p in plays if not p.run.value("office") and p.run.value("removed_turn") in seconds]
    assert len(later) > EACH // 2
    for run in later:
        for d in run.decisions[run.past :]:
            below = turns[d.turn] > run.value("removed_turn")
            assert (run.program.scenes[d.scene].desk == "lower") is below


def test_every_path_has_ten_signatures(plays: list[Second]) -> None:
    assert {len(one.run.decisions) - one.run.past for one in plays} == {TEN}


def declared(program: Program) -> Iterator[tuple[Run, Teller]]:
    """The described past under many seeds, then each official."""
    for official in program.scenario.officials:
        policy = Policy(official, program)
        for seed in range(1, 13):
            teller = Teller(Wording(program), program.cuts[SECOND])
            run = begin(program, seed, SECOND, observer=teller)
            sign_declared(run, run.decide)
            assert run.turn_id == "winter_1959"
            assert run.past == len(run.decisions) == TEN
            while not run.ended:
                run.decide(policy.choose(run))
            yield run, teller


def test_alone_it_goes_on_from_the_described_past(great_leap: Program) -> None:
    for run, teller in declared(great_leap):
        path = path_of("", run, teller)
        assert path.signatures == TEN
        assert path.words <= MOST_WORDS
        assert path.apart <= MOST_APART


def test_every_last_page_and_every_fate_of_its_own_is_reached(great_leap: Program, plays: list[Second]) -> None:
    parts = [p for p in great_leap.scenario.endings.cut_parts if SECOND in p.cuts]
    assert parts
    met = {(part.id, ending_of(one.run, part).id) for one in plays for part in parts_of(one.run)}
    assert met == {(part.id, ending.id) for part in parts for ending in part.endings}
    for person in great_leap.scenario.people:
        own = {f.id for f in person.fates if f.id.startswith(SECOND)}
        assert len(own) > 2, person.id
        assert {fate_of(one.run, person.fates).id for one in plays} == own


def test_who_plays_it_matters(plays: list[Second]) -> None:
    """The chair is oftenest lost by the honest, and the dead are fewest where figures were counted."""
    shares = {
        who: sum(one.run.value("share_dead") for one in plays if one.official == who) / EACH
        for who in {one.official for one in plays}
    }
    kept = {who: sum(one.run.value("office") for one in plays if one.official == who) for who in shares}
    assert kept["honest"] < min(kept[who] for who in kept if who not in ("honest", "random"))
    assert shares["zealot"] > 2 * shares["honest"]
