"""Texts that are much harder to read than the story says it is: only where a text is long enough to measure."""

from __future__ import annotations

from game.script.faults import Faults
from game.script.grade import size
from game.script.lint.length import least_text
from game.script.lint.walk import NARRATED
from game.script.model import Scenario
from game.script.prose import Prose
from game.script.scenes import Letterhead, Scene

ENOUGH = 50  # words of which a grade can be told
ABOVE = 3.5  # grades above the one a story names, where the teller speaks
ABOVE_PAPER = 6.5  # and on a paper, which may speak as papers did


def hard(scenario: Scenario, faults: Faults) -> None:
    """Every text of a scene that is far too hard."""
    level = scenario.header.reading_level
    for scene in scenario.scenes:
        narrated = scene.kind in NARRATED and scene.letterhead is Letterhead.NOTE
        for what, prose, spoken in (*_of(scene, narrated),):
            measured = size(least_text(prose))
            limit = level + (ABOVE if spoken else ABOVE_PAPER)
            if measured.words >= ENOUGH and measured.grade > limit:
                grade = f"{measured.grade:.0f}"
                faults.add("hard-reading", scene.place, what=what, id=scene.id, grade=grade, level=level)


def _of(scene: Scene, narrated: bool) -> list[tuple[str, Prose, bool]]:
    found: list[tuple[str, Prose | None, bool]] = [
        ("text", scene.text, narrated), ("brief", scene.brief, narrated), ("summary", scene.summary, True),
        ("after", scene.after, True), ("brief_after", scene.brief_after, True),
    ]  # fmt: skip
    for part in scene.parts:
        found += [(f"after of {part.id}", part.after, True)]
        found += [(f"later of {part.id}", later.text, True) for later in part.later]
    return [(what, prose, spoken) for what, prose, spoken in found if prose is not None]
