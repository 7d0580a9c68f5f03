"""The decisions in order, each once; what came of them; why; whom they reached; what was asked."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from game.debrief.build import debrief
from game.debrief.decisions import decisions, step_words
from game.debrief.text import as_lines
from game.engine.memory import Decision
from game.engine.program import Program
from game.session.game import Game

Player = Callable[..., Game]


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_every_decision_is_listed_once_and_in_order(great_leap: Program, play: Player, data: st.DataObject) -> None:
    official = data.draw(st.sampled_from([o.id for o in great_leap.scenario.officials]))
    cut = data.draw(st.sampled_from(["", *great_leap.cuts]))
    game = play(
        great_leap, official, data.draw(st.integers(0, 2**20 - 1)), cut, data.draw(st.none() | st.integers(0, 20))
    )
    view = debrief(game)
    assert view == debrief(game)
    assert view.opening == "You are not your character. Put the secretary down."
    assert view.closed is game.run.ended
    assert [d.number for d in view.decisions] == list(range(1, len(game.run.decisions) + 1))
    assert [(d.turn, d.scene) for d in view.decisions] == [(d.turn, d.scene) for d in game.run.decisions]
    for shown, made in zip(view.decisions, game.run.decisions, strict=True):
        assert tuple(c.rsplit(".", 1)[-1] for c in shown.choice) == made.picks
        assert shown.act
        assert shown.looks or (shown.stance and shown.at_once and shown.ask)
    returned = [item for d in (*view.earlier, *view.decisions) for item in d.later]
    assert len(returned) == len(game.teller.returned)
    assert {item.text for item in returned} == {item.text for _, item in game.teller.returned}


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**20 - 1))
def test_every_change_a_decision_made_is_among_its_reasons(great_leap: Program, play: Player, seed: int) -> None:
    game = play(great_leap, "random", seed)
    view = debrief(game)
    signed = [c for c in game.run.trace.changed if c.by == "decision"] if game.run.trace else []
    assert signed
    assert sorted(c.because for c in signed) == sorted(r.because for d in view.decisions if not d.looks for r in d.why)


def granary_game(program: Program, *picks: tuple[str, ...]) -> Game:
    """The granary, with the decisions named; looks are left."""
    game = Game.new(program, 7)
    wanted = list(picks)
    while wanted and game.run.pending is not None:
        pending = game.run.pending
        made = () if pending.plan is not None else wanted.pop(0)
        game.run.decide(Decision(game.run.turn_id, pending.id, made))
    while game.run.pending is not None:
        game.run.decide(game.run.pending.choices_open()[0])
    return game


def test_a_signature_with_its_consequence_its_return_and_its_reasons(granary: Program) -> None:
    game = granary_game(granary, ("fair", "wax"), ("answer",), ("true_count",))
    letter = next(d for d in debrief(game).decisions if d.scene == "letter")
    assert (letter.turn_label, letter.title, letter.act) == ("Second week", "A letter", "Answer it")
    assert letter.at_once == ("He nods.",)
    assert [(r.turn, r.text) for r in letter.later] == [
        ("Third week", "Wen brings a melon for the letter of last week.")
    ]
    assert [(r.figure, r.moved, r.because) for r in letter.why] == [
        ("Letters answered", "up by 1", "it was answered"),
        ("Standing", "up by 5", "the answer was read"),
    ]
    form = next(d for d in debrief(game).decisions if d.scene == "measure")
    assert form.choice == ("amount.fair", "seal.wax")
    assert form.stance == ("truth", "enforce")
    assert form.orders == ("a fair measure",)
    assert [(r.figure, r.moved) for r in form.why] == [("The door is sealed", "yes")]


def test_a_large_step_is_said_in_full_and_a_small_one_in_three_digits() -> None:
    said = [step_words(step) for step in (1900, -12345.6, 999.7, 4, -0.65, 0)]
    assert said == ["up by 1,900", "down by 12,346", "up by 1,000", "up by 4", "down by 0.65", "as it was"]


def test_words_are_said_as_words(granary: Program) -> None:
    game = granary_game(granary, ("short", "none"), ("burn",), ("high_count",))
    letter = next(d for d in debrief(game).decisions if d.scene == "letter")
    assert [(r.figure, r.moved) for r in letter.why] == [
        ("The mood in the yard", "tense"),
        ("Standing", "down by 20"),
    ]
    assert letter.later == ()


def test_what_a_lesson_finds_signed_stands_apart(great_leap: Program, play: Player) -> None:
    view = debrief(play(great_leap, "hedger", 8, "lesson"))
    declared = [e.scene for e in great_leap.cuts["lesson"].earlier]
    assert [d.scene for d in view.earlier] == declared
    assert {d.number for d in view.earlier} == {0}
    assert all(d.act and d.title for d in view.earlier)
    assert any(d.why for d in view.earlier)
    assert set(declared).isdisjoint(d.scene for d in view.decisions)
    assert {r.scene for r in view.record} >= set(declared)


def test_people_stand_beside_the_decisions_that_reached_them(great_leap: Program, play: Player) -> None:
    game = play(great_leap, "protector", 11)
    view = debrief(game)
    people = {p.id: p for p in great_leap.scenario.people}
    fates = {p.id: p.text for p in game.end().people}
    for person in view.people:
        assert person.text == fates[person.id]
        assert person.fate in {f.id for f in people[person.id].fates}
        for touch in person.decisions:
            decision = view.decisions[touch.number - 1]
            scenes = decision.choice if decision.looks else (decision.scene,)
            named = {who for s in scenes for who in great_leap.scenes[s].people}
            assert person.id in named or set(scenes) & set(people[person.id].threads)
    assert sum(len(p.decisions) for p in view.people) > 5


def test_each_signed_scene_asks_its_question_and_says_what_was_signed(great_leap: Program, play: Player) -> None:
    view = debrief(play(great_leap, "honest", 6))
    own = [q for q in view.questions if q.signed is not None]
    assert [q.ask for q in own] == [great_leap.scenes[d.scene].ask for d in view.decisions if not d.looks]
    assert all(q.signed and q.signed.act == view.decisions[q.signed.number - 1].act for q in own)
    rest = [q.ask for q in view.questions if q.signed is None]
    assert rest == [*(q.ask for q in great_leap.scenario.debrief.questions), *view.understanding.questions]
    assert 4 <= len(great_leap.scenario.debrief.questions) <= 6


def test_the_record_has_every_scene_that_came_with_sources_in_the_bibliography(
    great_leap: Program, play: Player
) -> None:
    game = play(great_leap, "henan", 9)
    view = debrief(game)
    came = [name for name in game.run.memory.last if great_leap.scenes[name].record or great_leap.scenes[name].sources]
    assert sorted(r.scene for r in view.record) == sorted(came)
    listed = {s.id for s in view.sources}
    assert {name for r in view.record for name in r.sources} <= listed
    assert {name for b in view.charts for name in b.sources} <= listed
    assert set(view.toll_sources) <= listed
    assert {limit.leans for limit in view.limits} == {"too kind", "too harsh", "too simple"}


def test_what_was_not_looked_at_is_named(granary: Program, play: Player) -> None:
    game = play(granary, "plain", 1)
    plans = [d for d in decisions(game) if d.looks]
    assert any(d.missed for d in plans)
    for view in plans:
        leads = game.teller.leads[view.number]
        assert view.missed == tuple(title for name, title in leads.items() if name not in view.choice)
    told = " ".join(" ".join(as_lines(debrief(game))).split())
    assert all(f"Not looked at: {'; '.join(d.missed)}" in told for d in plans if d.missed)
