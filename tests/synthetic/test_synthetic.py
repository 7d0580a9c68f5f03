"""The synthetic stories are whole, and this engine plays them as they are meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.engine.program import build
from game.engine.run import Run, begin
from game.script.faults import Faults
from game.script.reader import examine, load
from tests.synthetic.by_hand import play_scenes, play_storylets
from tests.synthetic.story import VARIABLES, Story, of_scenes, of_storylets, pick
from tests.synthetic.to_ink import ink_source
from tests.synthetic.to_scenario import write_scenario


def run_of(story: Story, folder: Path) -> Run:
    """A run at its first choice."""
    loaded = load(write_scenario(story, folder / story.id))
    return begin(build(loaded.scenario, loaded.scope), 7)


def values_of(run: Run) -> dict[str, int]:
    return {name: int(run.value(name)) for name in VARIABLES}


@pytest.mark.parametrize("story", [of_scenes(25, loops=2), of_storylets(30, turns=20)], ids=lambda s: s.id)
def test_check_has_nothing_to_say(story: Story, tmp_path: Path) -> None:
    faults = Faults()
    examine(write_scenario(story, tmp_path / story.id), faults)
    assert tuple(faults) == ()


@pytest.mark.parametrize(("scenes", "loops"), [(10, 5), (25, 1), (25, 3)])
def test_scenes_are_played_as_they_are_meant(scenes: int, loops: int, tmp_path: Path) -> None:
    story = of_scenes(scenes, loops=loops)
    run = run_of(story, tmp_path)
    for number in range(story.choices):
        assert run.pending is not None
        assert run.pending.id == story.scenes[number % scenes].id
        options = run.pending.choices_open()
        run.decide(options[pick(number, len(options))])
    assert run.ended
    assert story.choices == scenes * loops
    assert values_of(run) == play_scenes(story, story.choices)


@pytest.mark.parametrize("storylets", [10, 200])
def test_one_storylet_is_drawn_a_turn(storylets: int, tmp_path: Path) -> None:
    story = of_storylets(storylets, turns=60)
    run = run_of(story, tmp_path)
    drawn: list[int] = []
    for number in range(story.choices):
        assert run.pending is not None
        assert run.index == number
        drawn.append(int(run.pending.id[1:]))
        options = run.pending.choices_open()
        run.decide(options[pick(number, len(options))])
    assert run.ended
    assert len(set(drawn)) > 5
    assert values_of(run) == play_storylets(story, drawn)


def test_a_seed_is_a_story() -> None:
    assert of_scenes(5) == of_scenes(5)
    assert of_scenes(5, seed=2) != of_scenes(5)
    assert of_scenes(5).scenes == of_scenes(9).scenes[:5]


def test_ink_says_the_same() -> None:
    """What can be seen without ink: every knot, every test and every effect stands in the source."""
    story = of_storylets(12, turns=5)
    source = ink_source(story)
    assert re.findall(r"^=== (t\d+) ===$", source, re.MULTILINE) == [s.id for s in story.storylets]
    for scene in story.storylets:
        assert all(f"{{ {test}:" in source for test in scene.when)
        for choice in scene.choices:
            assert f"+ {{{choice.needs}}} [{choice.say}]" in source
    assert source.count("MIN(100, MAX(0, ") == 12 * 3 * 2
    assert source.count("{") == source.count("}")
