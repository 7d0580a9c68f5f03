"""The game's own words around a story's: one stop at the end, no empty place before a colon, nothing said twice."""

from __future__ import annotations

import pytest
from attrs import evolve

from game.debrief.build import debrief
from game.debrief.contents_why import why_blocks
from game.debrief.explained import ExplainedView
from game.debrief.text import as_lines, block_lines
from game.debrief.why.text import figure_lines
from game.debrief.why.views import Kind, WhyNode, WhyView
from game.desk.letterheads import head
from game.plain.words import paper
from game.session.game import Game
from game.session.gazetteer import word_said
from game.session.lines import inside, stopped
from tests.conftest import MakeVariant


def node(name: str, kind: Kind, label: str, value: str, turn: str = "Week one", sentence: str = "") -> WhyNode:
    return WhyNode(name, name, "t", turn, label, value, 1.0, kind, sentence)


ROOT = evolve(node("steel", Kind.RULE, "Steel", "28 tonnes", sentence="It is made."), inputs=("heat", "turn"))
CHAIN = WhyView(
    figure="steel",
    label="Steel",
    turn="t",
    turn_label="Week one",
    closed=True,
    note="",
    roots=("steel",),
    nodes=(
        ROOT,
        node("heat", Kind.START, "Steel in one heat", "28 tonnes", turn=""),
        node("turn", Kind.HISTORY, "The turn", "Week one"),
        node("asked", Kind.DECISION, "Who is afraid?", "", sentence="Decision 8. You signed: Nobody."),
    ),
    decisions=("asked",),
)


def test_a_chain_has_no_empty_turn_no_turn_of_a_turn_and_no_two_stops() -> None:
    blocks = [*why_blocks((ExplainedView("Why so little", "", CHAIN),))]
    told = " ".join(line.strip() for block in blocks for line in block_lines(block))
    outline = " ".join(line.strip() for line in figure_lines(CHAIN))
    for text in (told, outline):
        assert "Steel in one heat: 28 tonnes" in text
        assert "The turn: Week one" in text
        assert "Week one: Who is afraid? Decision 8." in text
        assert not [bad for bad in (", :", "?.", "..", "Week one: Week one") if bad in text]


@pytest.mark.parametrize(
    ("text", "said"),
    [("It is", "It is."), ("It is.", "It is."), ("Is it?", "Is it?"), ('He said "no."', 'He said "no."')],
)
def test_a_sentence_has_one_stop(text: str, said: str) -> None:
    assert stopped(text) == said


def test_what_a_signature_moved_is_said_after_a_colon_and_by_name(variant: MakeVariant) -> None:
    story = variant(
        {
            "figures.yaml": [("words: [calm, tense]", "words: [calm, wen]")],
            "people.yaml": [("mood == tense", "mood == wen")],
            "scenes/all.yaml": [("mood = tense because", "mood = wen because")],
        }
    )
    game = Game(story.program(), 7)
    assert word_said(game.program.scenario, "wen") == "Wen Da"
    assert word_said(game.program.scenario, "very_calm") == "very calm"
    while game.run.pending is not None:
        offered = game.run.pending.choices_open()
        decision = next((d for d in offered if d.picks == ("burn",)), offered[-1])
        game.decide(decision.scene, *decision.picks)
    told = " ".join(" ".join(as_lines(debrief(game))).split())
    assert "Moved: The mood in the yard: Wen Da, because he heard of it." in told


@pytest.mark.parametrize(
    ("role", "status", "left"),
    [
        ("Carter", "Carter. He is on the road.", "He is on the road."),
        ("Chairman of the New Life farm", "Chairman of New Life. He keeps his cap on.", "He keeps his cap on."),
        ("Carter", "Carter.", ""),
        ("Carter", "Carter, on the road.", "On the road."),
        ("Carter", "Carter no more. He is on the road.", "Carter no more. He is on the road."),
        ("Carter", "On the road.", "On the road."),
    ],
)
def test_a_role_is_said_once(variant: MakeVariant, role: str, status: str, left: str) -> None:
    changes = [("say: On the road.", f"say: {status}"), ("role: Carter", f"role: {role}")]
    person = Game(variant({"people.yaml": changes}).program(), 7).people()[0]
    assert (person.role, person.status) == (role, left)


@pytest.mark.parametrize(("sender", "said"), [("A carbon in the archive", "a carbon in the archive"), ("Wen", "Wen")])
def test_who_a_paper_is_from_stands_inside_a_sentence(variant: MakeVariant, sender: str, said: str) -> None:
    assert inside(sender) == said
    game = Game(variant().program(), 7)
    view = evolve(game.view().papers[0], kind="document", letterhead="note", sender=sender)
    assert f"from {said}" in " ".join(paper(view))
    assert f"Note from {said}" in head(view, 60).plain
