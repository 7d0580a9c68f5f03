"""What a synthetic story is, before any engine's words for it: values drawn from a seed, the same on every machine.

Forty variables hold whole numbers from 0 to 100 and are held within that range after every effect. A scene has two
phrases that depend on a variable, and three choices, each with one condition and two effects. The conditions of the
first two choices cover every value of one variable, so that there is always something to choose. Words are made of
letters, spaces, commas and full stops only: no engine reads them as anything else.

Two shapes. In a story of `scenes` they come in their order, ten a turn, and `loops` tells them over again. In a story
of `storylets` each turn draws one of those whose conditions hold and that have rested long enough; of neighbours one
or the other always may come, unless it rests.
"""

from __future__ import annotations

from random import Random

from attrs import frozen

VARIABLES = tuple(f"v{n:02}" for n in range(40))
LOW, HIGH, START = 0, 100, 50
A_TURN = 10
REST = 3
_TEXT = """
    sack barn gate road hill river ledger keeper carter winter rain frost field scale seal letter clerk bell lamp wall
    yard cart horse bridge mill store team meeting figure return order answer promise morning evening village county
    the a this that every no one another old new full empty late early slow quiet narrow heavy honest careful
    is was stands waits comes goes stays falls holds opens closes counts writes reads carries knows keeps asks says
    with without before after beside under over near from into about against for again still only once never
"""
_WORDS = tuple(_TEXT.split())


@frozen
class Test:
    """A comparison of a variable with a whole number: `<`, `<=`, `>` or `>=`."""

    variable: str
    op: str
    number: int

    def __str__(self) -> str:
        return f"{self.variable} {self.op} {self.number}"


@frozen
class Effect:
    """`=`, `+=` or `-=`; the result is held within the range of the variable."""

    variable: str
    op: str
    number: int


@frozen
class Phrase:
    """Words that depend on a test."""

    test: Test
    then: str
    otherwise: str


@frozen
class Choice:
    """One act: locked unless its test holds."""

    id: str
    say: str
    needs: Test
    effects: tuple[Effect, Effect]
    after: str


@frozen
class Scene:
    """A text with two phrases between its three pieces, and three choices. `when` is of storylets alone."""

    id: str
    title: str
    pieces: tuple[str, str, str]
    phrases: tuple[Phrase, Phrase]
    choices: tuple[Choice, Choice, Choice]
    when: tuple[Test, ...] = ()


@frozen
class Story:
    """A whole story: scenes that come in their order, or storylets to draw from, and for how many turns."""

    id: str
    scenes: tuple[Scene, ...]
    storylets: tuple[Scene, ...]
    turns: int

    @property
    def a_loop(self) -> int:
        """The turns it takes to tell all scenes once."""
        return -(-len(self.scenes) // A_TURN)

    @property
    def choices(self) -> int:
        """How many choices a play makes."""
        whole, rest = divmod(self.turns, self.a_loop) if self.scenes else (0, 0)
        return whole * len(self.scenes) + min(rest * A_TURN, len(self.scenes)) if self.scenes else self.turns


def of_scenes(scenes: int, *, loops: int = 1, seed: int = 1) -> Story:
    """A story of scenes in order, told `loops` times."""
    found = tuple(_scene(Random(f"{seed} scene {n}"), f"s{n:05}") for n in range(scenes))
    story = Story(f"scenes_{scenes}", found, (), 0)
    return Story(story.id, found, (), story.a_loop * loops)


def of_storylets(storylets: int, *, turns: int = 1_000, seed: int = 1) -> Story:
    """A story that draws one storylet a turn. Of the first twenty, each two share a test that holds for one of them."""
    found: list[Scene] = []
    for n in range(storylets):
        draw = Random(f"{seed} storylet {n}")
        if n < 2 * A_TURN:
            test = _test(Random(f"{seed} pair {n // 2}"))
            when = (test if n % 2 == 0 else _opposite(test),)
        else:
            when = tuple(_test(draw) for _ in range(draw.choice((1, 2, 2))))
        found.append(_scene(draw, f"t{n:05}", when))
    return Story(f"storylets_{storylets}", (), tuple(found), turns)


def pick(number: int, options: int) -> int:
    """Which of the open options every player takes at a choice, by the number of the choice."""
    return (number * 7919 + number // 7 + 3) % options


def _scene(draw: Random, name: str, when: tuple[Test, ...] = ()) -> Scene:
    first = _test(draw)
    needs = (first, _opposite(first), _test(draw))
    return Scene(
        name,
        _sentence(draw, 3),
        (_sentence(draw, 6) + ". ", ". " + _sentence(draw, 7) + ". ", "."),
        (_phrase(draw), _phrase(draw)),
        (
            _choice(draw, "first", needs[0]),
            _choice(draw, "second", needs[1]),
            _choice(draw, "third", needs[2]),
        ),
        when,
    )


def _choice(draw: Random, name: str, needs: Test) -> Choice:
    return Choice(name, _sentence(draw, 4), needs, (_effect(draw), _effect(draw)), _sentence(draw, 5) + ".")


def _phrase(draw: Random) -> Phrase:
    return Phrase(_test(draw), _sentence(draw, 3), _sentence(draw, 3))


def _effect(draw: Random) -> Effect:
    op = draw.choice(("=", "+=", "+=", "-=", "-="))
    return Effect(draw.choice(VARIABLES), op, draw.randint(20, 80) if op == "=" else draw.randint(1, 20))


def _test(draw: Random) -> Test:
    return Test(draw.choice(VARIABLES), draw.choice(("<", "<=", ">", ">=")), draw.randint(20, 80))


def _opposite(test: Test) -> Test:
    return Test(test.variable, {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}[test.op], test.number)


def _sentence(draw: Random, words: int) -> str:
    return " ".join(draw.choices(_WORDS, k=words)).capitalize()
