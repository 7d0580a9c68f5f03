"""A synthetic story played without any engine: the plain reading of its values that all engines are held to."""

from __future__ import annotations

import operator
from collections.abc import Iterable

from tests.synthetic.story import HIGH, LOW, REST, START, VARIABLES, Scene, Story, Test, pick

_HOLDS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def play_scenes(story: Story, choices: int) -> dict[str, int]:
    """The variables after so many choices in scenes that come in their order."""
    values = dict.fromkeys(VARIABLES, START)
    for number in range(choices):
        _choose(story.scenes[number % len(story.scenes)], number, values)
    return values


def play_storylets(story: Story, drawn: Iterable[int]) -> dict[str, int]:
    """The variables after these storylets were drawn, one a turn. Raises ValueError where one could not be."""
    values = dict.fromkeys(VARIABLES, START)
    last: dict[int, int] = {}
    for number, index in enumerate(drawn):
        scene = story.storylets[index]
        if not all(_holds(test, values) for test in scene.when) or number - last.get(index, -REST) < REST:
            raise ValueError(f"`{scene.id}` could not be drawn in turn {number}")
        last[index] = number
        _choose(scene, number, values)
    return values


def _holds(test: Test, values: dict[str, int]) -> bool:
    return bool(_HOLDS[test.op](values[test.variable], test.number))


def _choose(scene: Scene, number: int, values: dict[str, int]) -> None:
    fit = [c for c in scene.choices if _holds(c.needs, values)]
    for effect in fit[pick(number, len(fit))].effects:
        old = values[effect.variable]
        new = {"=": effect.number, "+=": old + effect.number, "-=": old - effect.number}[effect.op]
        values[effect.variable] = max(LOW, min(HIGH, new))
