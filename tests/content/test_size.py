"""How long a run is: signatures in a run and in a season, and the words of the lesson on any path.

A path's words are the frame, the news, the required papers and what follows the chosen answers. Labels of answers and
forms, the record line under the news and optional reading are counted apart.
"""

from __future__ import annotations

from collections import Counter

import pytest
from attrs import frozen

from game.engine.program import Program
from game.engine.run import Run
from game.playtest.officials import Policy
from game.playtest.plays import Play, play
from game.session.teller import Teller

EACH = 12  # seeds an official
KEPT = range(26, 35)  # signatures of a run in which the chair is kept
REMOVED = range(16, 37)  # and of one in which the desk changes
A_SEASON = 4
OF_THE_LESSON = 10
REQUIRED, APART = 1_500, 600


@frozen
class Lesson:
    """One lesson, with what it gave to read."""

    run: Run
    teller: Teller


def signed(run: Run) -> list[str]:
    """The turn of each signature."""
    return [d.turn for d in run.decisions if not d.scene.startswith("looks.")]


@pytest.fixture(scope="module")
def plays(great_leap: Program) -> list[tuple[Play, Run]]:
    policies = [Policy(o, great_leap) for o in great_leap.scenario.officials]
    return [play(great_leap, policy, seed)[:2] for policy in policies for seed in range(1, EACH + 1)]


@pytest.fixture(scope="module")
def lessons(great_leap: Program) -> list[Lesson]:
    found: list[Lesson] = []
    for policy in (Policy(o, great_leap) for o in great_leap.scenario.officials):
        for seed in range(1, EACH + 1):
            _, run, teller = play(great_leap, policy, seed, "lesson", told=True)
            assert teller is not None
            found.append(Lesson(run, teller))
    return found


def test_a_run_has_as_many_signatures_as_the_design_says(plays: list[tuple[Play, Run]]) -> None:
    kept = {len(signed(run)) for one, run in plays if not one.removed}
    removed = {len(signed(run)) for one, run in plays if one.removed}
    assert kept
    assert kept <= set(KEPT)
    assert removed
    assert removed <= set(REMOVED)


def test_no_season_asks_for_more_than_four_signatures(plays: list[tuple[Play, Run]]) -> None:
    for one, run in plays:
        turn, most = Counter(signed(run)).most_common(1)[0]
        assert most <= A_SEASON, f"{one.official} {one.seed}: {most} in {turn}"


def test_every_lesson_has_ten_signatures(lessons: list[Lesson]) -> None:
    assert {len(signed(lesson.run)) for lesson in lessons} == {OF_THE_LESSON}


def count(text: object) -> int:
    """Words of a text."""
    return len(str(text).split())


def frame_words(lesson: Lesson) -> int:
    """What stands before the first paper: content note, frame, role, and what is already signed."""
    run = lesson.run
    header = run.program.scenario.header
    assert run.cut is not None
    intro = lesson.teller.wording.text(run.cut.intro, run.values, run.memory)
    return sum(count(text) for text in (header.content_note, header.frame, header.role, intro))


def words_apart(lesson: Lesson) -> int:
    """Labels of every answer and form that came, record lines under the news, optional reading."""
    run, say = lesson.run, lesson.teller.wording.text
    came = [run.program.scenes[name] for name in run.memory.last if run.cut and name in run.cut.keep]
    rows = [*(s.choices for s in came), *(f.steps for s in came for f in s.fields)]
    labels = [say(part.say, run.values, run.memory) for row in rows for part in row]
    labels += [f.label for s in came for f in s.fields]
    records = [s.record for s in came if s.kind == "news"]
    return lesson.teller.words_optional + sum(count(text) for text in (*labels, *records))


def test_no_path_of_the_lesson_asks_for_more_than_1500_words(lessons: list[Lesson]) -> None:
    longest = max(lesson.teller.words + frame_words(lesson) for lesson in lessons)
    assert 900 < longest <= REQUIRED


def test_what_stands_beside_the_path_of_the_lesson_is_at_most_600_words(lessons: list[Lesson]) -> None:
    assert 100 < max(words_apart(lesson) for lesson in lessons) <= APART
