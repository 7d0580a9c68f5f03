"""A synthetic story as a scenario of this game: a folder of YAML, its scenes in files of 250."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.synthetic.story import A_TURN, HIGH, LOW, REST, START, VARIABLES, Choice, Effect, Scene, Story

A_FILE = 250
_HEAD = """scenario: {0}
title: A synthetic story
blurb: Drawn from a seed, for measuring.
minutes: 1
content_note: Nothing happens here.
frame: |
  A gate, a keeper, a day like the other.
beats:
  - beat: day
    then: night
desks:
  - desk: gate
    when: turn_index >= 0
    label: The gate
storylets: 1
turns:
"""
_WORLD = """stocks:
  - stock: nights
    starts: 0
    low: 0
    high: 1000000
    unit: nights
    label: Nights that passed
rules:
  - rule: passing
    stage: night
    set: nights
    to: nights + 1
    why: One night follows each day.
"""
_ENDINGS = """parts:
  - part: gate
    endings:
      - ending: evening
        text: |
          The gate is shut.
"""


def write_scenario(story: Story, folder: Path) -> Path:
    """Write the story into a new folder."""
    (folder / "scenes").mkdir(parents=True)
    turns = "".join(f"  - turn: {_turn(n)}\n    label: Day {n}\n" for n in range(story.turns))
    _write(folder / "scenario.yaml", _HEAD.format(story.id) + turns)
    _write(folder / "world.yaml", _WORLD)
    _write(folder / "endings.yaml", _ENDINGS)
    _write(folder / "figures.yaml", "variables:\n" + "".join(_variable(name) for name in VARIABLES))
    _write(folder / "officials.yaml", "- official: random\n  label: Random\n  default_k: 0.5\n")
    scenes = (*story.scenes, *story.storylets)
    for number, start in enumerate(range(0, len(scenes), A_FILE)):
        text = "".join(scene_text(scene, story, start + n) for n, scene in enumerate(scenes[start : start + A_FILE]))
        _write(folder / "scenes" / f"part_{number:03}.yaml", text)
    return folder


def scene_text(scene: Scene, story: Story, number: int) -> str:
    """One scene as it stands in a file; `number` is its place in the order of all."""
    return "\n".join(_scene(scene, story, number)) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _turn(number: int) -> str:
    return f"d{number}"


def _variable(name: str) -> str:
    return (
        f"  - variable: {name}\n    kind: number\n    label: Count {name}\n"
        f"    starts: {START}\n    low: {LOW}\n    high: {HIGH}\n"
    )


def _scene(scene: Scene, story: Story, number: int) -> Iterator[str]:
    yield f"- document: {scene.id}"
    if scene.when:
        yield f"  when: {' and '.join(map(str, scene.when))}"
        yield "  once: no"
        yield f"  cooldown: {REST}"
    else:
        turns = range(number // A_TURN, story.turns, story.a_loop)
        yield f"  turn: [{', '.join(map(_turn, turns))}]" if len(turns) > 1 else f"  turn: {_turn(turns[0])}"
        if len(turns) > 1:
            yield "  once: no"
        yield f"  priority: {A_TURN - number % A_TURN}"
    yield f"  title: {scene.title}"
    yield "  text: |"
    yield f"    {scene.pieces[0]}{_phrase(scene, 0)}{scene.pieces[1]}{_phrase(scene, 1)}{scene.pieces[2]}"
    yield "  choices:"
    for choice in scene.choices:
        yield from _choice(choice)
    yield "  basis: invented"
    yield "  sources: []"
    yield "  ask: Who keeps the gate?"


def _phrase(scene: Scene, number: int) -> str:
    phrase = scene.phrases[number]
    return f"{{if {phrase.test}}}{phrase.then}{{else}}{phrase.otherwise}{{end}}"


def _choice(choice: Choice) -> Iterator[str]:
    yield f"    - choice: {choice.id}"
    yield f"      say: {choice.say}"
    yield "      stance: truth"
    yield f"      needs: {choice.needs}"
    yield "      locked: Not today."
    yield "      effects:"
    yield from map(_effect, choice.effects)
    yield f"      after: {choice.after}"


def _effect(effect: Effect) -> str:
    return f"        - {effect.variable} {effect.op} {effect.number} because it is so"
