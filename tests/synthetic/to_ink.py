"""A synthetic story as ink source: one file, a knot a scene, every choice sticky, effects held in range by MIN and MAX.

The scenes of a story divert one to the next and the last to the first: whoever plays stops after `story.choices`.

Ink has no storylets; the quickest we know to build by hand is one knot that tests each in turn, the cheap test first
and the next only where it holds (one test of all with `&&`, sums of tests and a function a storylet are slower, one
of them by thirteen times). A player says by the variable `wanted` which of those that fit is taken, so that the
same is drawn as elsewhere: `wanted` is the number of a storylet, `fits` says afterwards how many there were. One that
does not fit is not taken: the story ends, and so a player sets `wanted` to -1 after the last choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.synthetic.story import HIGH, LOW, REST, START, VARIABLES, Choice, Effect, Phrase, Scene, Story

_NEVER = -1000


def ink_source(story: Story) -> str:
    """The whole source."""
    return "\n".join(_lines(story)) + "\n"


def _lines(story: Story) -> Iterator[str]:
    yield from (f"VAR {name} = {START}" for name in VARIABLES)
    if story.storylets:
        yield from ("VAR now = -1", "VAR fits = 0", "VAR wanted = 0", "VAR chosen = -> none_fits")
        yield from (f"VAR last_{s.id} = {_NEVER}" for s in story.storylets)
        yield "-> draw"
        yield from _draw(story)
        for scene in story.storylets:
            yield from _scene(scene, "draw", (f"~ last_{scene.id} = now",))
    else:
        yield f"-> {story.scenes[0].id}"
        for scene, after in zip(story.scenes, (*story.scenes[1:], story.scenes[0]), strict=True):
            yield from _scene(scene, after.id, ())


def _draw(story: Story) -> Iterator[str]:
    yield "=== draw ==="
    yield "~ now = now + 1"
    yield "~ fits = 0"
    yield "~ chosen = -> none_fits"
    for number, scene in enumerate(story.storylets):
        tests = [*map(str, scene.when), f"now - last_{scene.id} >= {REST}"]
        yield from (f"{{ {test}:" for test in tests)
        yield "~ fits = fits + 1"
        yield f"{{ wanted == {number}:"
        yield f"~ chosen = -> {scene.id}"
        yield from "}" * (len(tests) + 1)
    yield "-> chosen"
    yield "=== none_fits ==="
    yield "-> DONE"


def _scene(scene: Scene, after: str, first: tuple[str, ...]) -> Iterator[str]:
    yield f"=== {scene.id} ==="
    yield from first
    a, b, c = scene.pieces
    yield f"{a}{_phrase(scene.phrases[0])}{b}{_phrase(scene.phrases[1])}{c}"
    for choice in scene.choices:
        yield from _choice(choice, after)


def _phrase(phrase: Phrase) -> str:
    return f"{{{phrase.test}:{phrase.then}|{phrase.otherwise}}}"


def _choice(choice: Choice, after: str) -> Iterator[str]:
    yield f"+ {{{choice.needs}}} [{choice.say}]"
    yield from map(_effect, choice.effects)
    yield choice.after
    yield f"-> {after}"


def _effect(effect: Effect) -> str:
    value = f"{effect.number}" if effect.op == "=" else f"{effect.variable} {effect.op[0]} {effect.number}"
    return f"~ {effect.variable} = MIN({HIGH}, MAX({LOW}, {value}))"
