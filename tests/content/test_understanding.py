"""What helps to understand a run: every condition is met by somebody, the file fits its page, no option is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from game.debrief.build import debrief
from game.debrief.contents import document
from game.debrief.text import lines_of
from game.debrief.understanding import shelf
from game.debrief.understanding_views import UnderstandingView
from game.engine.program import Program
from game.playtest.officials import Policy
from game.playtest.plays import play
from game.script.scenes import Scene
from game.script.understanding import Understanding
from game.session.moment import Moment, at_the_end
from tests.debrief.conftest import played

EACH = 40  # seeds an official: 280 plays
LESSONS = 6
PAGE = 350  # words
FIGURE = re.compile(r"\{[^}]*\}")


@pytest.fixture(scope="module")
def declared(great_leap: Program) -> Understanding:
    kept = shelf(great_leap)
    assert kept.trouble == ""
    return kept.found


@pytest.fixture(scope="module")
def ends(great_leap: Program) -> list[Moment]:
    """The ends of whole plays and of lessons."""
    policies = [Policy(o, great_leap) for o in great_leap.scenario.officials]
    jobs = [(p, seed, "") for seed in range(1, EACH + 1) for p in policies]
    jobs += [(p, seed, "lesson") for seed in range(1, LESSONS + 1) for p in policies]
    return [at_the_end(play(great_leap, p, seed, cut)[1]) for p, seed, cut in jobs]


def test_every_row_and_every_outcome_comes_to_somebody(declared: Understanding, ends: list[Moment]) -> None:
    found: Counter[str] = Counter()
    wanted: set[str] = set()
    for paper in declared.papers.signatures:
        wanted.add(paper.id)
        found[paper.id] += sum(end.holds(paper.when) for end in ends)
    for silence in declared.papers.silences:
        wanted |= {f"{silence.id} {n}" for n in range(len(silence.outcomes))}
        for end in ends:
            if end.holds(silence.when):
                came = next((n for n, o in enumerate(silence.outcomes) if end.holds(o.when)), None)
                found[f"{silence.id} {came}"] += 1
    assert {name for name in wanted if not found[name]} == set()


def test_every_condition_of_the_file_and_of_the_questions_is_met_by_somebody_and_not_by_all(
    declared: Understanding, ends: list[Moment]
) -> None:
    dossier, teaching = declared.dossier, declared.teaching
    assert teaching.card is not None
    conditional = (
        *(*dossier.opening, *dossier.closing, *dossier.missing, *dossier.events),
        *(*teaching.questions, *(a for s in teaching.sheets for a in s.asks)),
    )
    for item in conditional:
        if item.when is not None:
            assert 0 < sum(end.holds(item.when) for end in ends) < len(ends), item.when.text
    for candidate in teaching.card.candidates:
        assert any(end.env.seen(candidate.scene, ()) for end in ends), candidate.scene


def test_every_play_meets_a_candidate_of_the_card(declared: Understanding, ends: list[Moment]) -> None:
    assert declared.teaching.card is not None
    scenes = [c.scene for c in declared.teaching.card.candidates]
    assert all(any(end.env.seen(name, ()) for name in scenes) for end in ends)


def test_every_text_can_be_said_at_every_end(declared: Understanding, ends: list[Moment]) -> None:
    """No figure divides by nought, no word is missing, and nothing said is empty or unfinished."""
    for end in ends:
        texts = [t for p in declared.papers.signatures if end.holds(p.when)
                 for t in (p.ordered, p.reported, p.knew, p.gained, p.paid)]  # fmt: skip
        for silence in declared.papers.silences:
            if end.holds(silence.when):
                outcome = next(o for o in silence.outcomes if end.holds(o.when))
                texts += [silence.said, outcome.at, outcome.by]
        for text in texts:
            said = end.say(text).strip()
            assert said.endswith((".", "?")), said
            assert "  " not in said, said
            assert " ." not in said, said


def options(scene: Scene) -> Iterator[tuple[str, str]]:
    """Each option of a scene with its sentence for the file, figures as one word; empty for none."""
    for part in (*scene.choices, *(s for f in scene.fields for s in f.steps)):
        yield part.id, FIGURE.sub("1", part.file.plain()).strip() if part.file else ""


def test_a_scene_has_a_sentence_for_the_file_for_all_its_options_or_for_none(great_leap: Program) -> None:
    filed = 0
    for scene in great_leap.scenario.scenes:
        sentences = dict(options(scene))
        assert all(sentences.values()) or not any(sentences.values()), scene.id
        filed += any(sentences.values())
        for name, text in sentences.items():
            assert not text or 8 <= len(text.split()) <= 20, f"{scene.id}.{name}: {text}"
            assert not text or (text.endswith(".") and text[0].isupper()), text
            assert not re.search(r"\b(you|your|we|our|I)\b", text), f"a clerk says neither you nor we: {text}"
    assert filed >= 30


@pytest.mark.parametrize("official", ["honest", "protector", "henan", "zealot", "hedger", "random"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_file_fits_one_page_and_keeps_what_weighs_most(great_leap: Program, official: str, seed: int) -> None:
    game = played(great_leap, official, seed)
    view = debrief(game)
    section = next(s for s in document(view) if s.id == "file")
    assert len(" ".join(lines_of(section)).split()) <= PAGE
    assert view.understanding.file.missing
    told = " ".join(e.text for e in view.understanding.file.entries)
    assert "{" not in told
    if game.run.memory.signed & {f"the_list.{c}" for c in ("send", "gone", "own_name", "argue")}:
        assert "24 September" in told or "A list was submitted" in told or "twelve names were disputed" in told
    if game.run.values[great_leap.slots["office"]] == 0:
        assert "Relieved of the post" in told


def test_the_file_of_the_lesson_says_what_was_signed_before(great_leap: Program) -> None:
    view = debrief(played(great_leap, "hedger", 4, "lesson")).understanding.file
    assert [e.turn_label for e in view.entries][:2] == ["Autumn 1957", "Winter 1957"]
    assert len(view.entries) >= 6


@pytest.mark.parametrize(("official", "cut", "years"), [("henan", "", 6), ("honest", "lesson", 3)])
def test_the_ratchet_has_a_row_and_a_sentence_for_each_year(
    great_leap: Program, official: str, cut: str, years: int
) -> None:
    game = played(great_leap, official, 3, cut)
    view = debrief(game).understanding.ratchet
    assert view is not None
    assert [row.period for row in view.rows] == ["1957", "1958", "1959", "1960", "1961", "1962"][:years]
    assert len({row.say for row in view.rows}) == years
    place = [c.id for c in view.columns].index("carried")
    slots, turns = great_leap.slots, great_leap.turn_index
    carts = sum(game.run.closed[turns[t]][slots["delivered"]] for t in ("summer_1959", "autumn_1959", "winter_1959"))
    assert view.rows[2].values[place] == pytest.approx(carts)


@pytest.mark.parametrize("stop", range(0, 44, 4))
def test_a_run_that_was_closed_early_is_told_as_far_as_it_went(great_leap: Program, stop: int) -> None:
    game = played(great_leap, "random", 5, stop=stop)
    assert debrief(game).understanding == UnderstandingView()
    game.run.lay_down()
    view = debrief(game).understanding
    assert view.trouble == ""
    assert view.ratchet is not None
    here = game.run.program.turns[game.run.index]
    assert all(row.period <= str(here.year) for row in view.ratchet.rows)
    labels = [t.label for t in game.run.program.turns]
    assert all(labels.index(e.turn_label) <= game.run.index for e in view.file.entries)
    came = game.run.memory.last
    assert all(s.id in came or s.id == "the_list" for s in view.signatures)
