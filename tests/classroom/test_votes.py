"""One run for a class: the majority decides, a tie waits for a discussion, and every count is kept."""

from __future__ import annotations

import json

import pytest

from game.classroom.opening import open_store
from game.classroom.room import Room, open_room
from game.classroom.schema import VOTES
from game.classroom.views import Ballot
from game.classroom.votes import letter
from game.engine.faults import RefusedDecision
from game.engine.program import Program
from game.session.game import Game


@pytest.fixture
def voting(great_leap: Program) -> Room:
    return open_room(open_store(), great_leap, "lesson", vote=True, playing=True)


def on_the_desk(room: Room) -> Ballot:
    ask = Game.at(room.class_run()).view().ask
    assert ask is not None
    return room.ballot(ask)


def test_hands_decide(voting: Room) -> None:
    ballot = on_the_desk(voting)
    (row,) = ballot.rows
    names = [name for name, _say in row.answers]
    counted, recorded = voting.vote(ballot, {row.field: {names[0]: 4, names[1]: 11, names[2]: 11}})
    assert (counted.tied, recorded) == ((row.field,), None)
    counted, recorded = voting.vote(ballot, {row.field: {names[0]: 4, names[1]: 11, names[2]: 12}})
    assert counted.picks == (names[2],)
    assert recorded is not None
    assert recorded.outcome == "signed"
    assert voting.class_run().decisions[-1].picks == (names[2],)
    (kept,) = voting.store.of_room(VOTES, voting.id)
    assert json.loads(kept["counts"])[row.field][names[1]] == 11
    assert not kept["discussed"]


def test_a_discussion_decides_over_the_count(voting: Room) -> None:
    ballot = on_the_desk(voting)
    (row,) = ballot.rows
    names = [name for name, _say in row.answers]
    counts = {row.field: {names[0]: 20, names[1]: 1}}
    counted, _recorded = voting.vote(ballot, counts, {row.field: names[1]})
    assert counted.picks == (names[1],)
    assert voting.store.of_room(VOTES, voting.id)[0]["discussed"]
    with pytest.raises(RefusedDecision):
        voting.vote(ballot, counts)


def test_a_whole_lesson_by_hands(voting: Room) -> None:
    for hands in range(60):
        ask = Game.at(voting.class_run()).view().ask
        if ask is None:
            break
        ballot = voting.ballot(ask)
        counts = {row.field: {row.answers[hands % len(row.answers)][0]: 9} for row in ballot.rows}
        counted, _recorded = voting.vote(ballot, counts)
        assert counted.picks
    assert voting.class_run().ended
    assert len(voting.store.of_room(VOTES, voting.id)) == len(voting.class_run().decisions)


def test_no_hands_is_a_tie(voting: Room) -> None:
    ballot = on_the_desk(voting)
    counted, recorded = voting.vote(ballot, {})
    assert counted.tied
    assert recorded is None
    nonsense = {row.field: {"no such answer": 99, row.answers[0][0]: -5} for row in ballot.rows}
    assert voting.vote(ballot, nonsense)[0].tied


def test_every_vote_can_be_read_again(voting: Room) -> None:
    ballot = on_the_desk(voting)
    (row,) = ballot.rows
    names = [name for name, _say in row.answers]
    predicted = {row.field: {names[0]: 2, names[1]: 20}}
    voting.vote(ballot, {row.field: {names[0]: 15, names[1]: 7}}, predicted=predicted)
    second = on_the_desk(voting)
    counts = {r.field: {r.answers[0][0]: 9} for r in second.rows}
    chosen = {r.field: r.answers[-1][0] for r in second.rows}
    voting.vote(second, counts, chosen, reason="  Mei spoke\nof\x1b the ditch ")
    first, then = voting.votes()
    (told,) = first.rows
    assert [(a.say, a.hands, a.predicted, a.signed) for a in told.answers][:2] == [
        (row.answers[0][1], 15, 2, True), (row.answers[1][1], 7, 20, False),
    ]  # fmt: skip
    assert (first.decision, told.by_hands, first.reason) == (1, True, "")
    assert first.title == ballot.title
    assert first.turn
    assert [r.by_hands for r in then.rows] == [False] * len(second.rows)
    assert [[a.id for a in r.answers if a.signed] for r in then.rows] == [[r.answers[-1][0]] for r in second.rows]
    assert then.reason == "Mei spoke of the ditch"


def test_answers_are_called_by_letters() -> None:
    assert [letter(place) for place in (0, 1, 25, 26)] == ["A", "B", "Z", "27"]
