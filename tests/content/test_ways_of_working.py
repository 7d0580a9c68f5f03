"""Another way of working is told another story: two plays of one seed share two in three of their paragraphs at most.

Held for the two officials who are nearest to each other, one who does what is asked and one who does more. Papers that
come to everybody, and the news, are among the paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

import pytest

from game.engine.program import Program
from game.playtest.officials import Policy
from game.playtest.plays import play
from game.session.last_pages import as_lines, end
from tests.content.every import NAMES, opened

NEAREST = ("henan", "zealot")
SEEDS = range(1, 9)
MOST = 2 / 3
FEWEST_WORDS = 4  # a shorter line is a heading or a name
SHORT = tuple(name for name in NAMES if not opened(name).scenario.header.cuts)


def paragraphs(program: Program, official: str, seed: int) -> frozenset[str]:
    """What one play tells, to its last page."""
    return frozenset(part for part in _parts(program, official, seed) if len(part.split()) >= FEWEST_WORDS)


def _parts(program: Program, official: str, seed: int) -> Iterator[str]:
    policy = next(Policy(o, program) for o in program.scenario.officials if o.id == official)
    _, run, teller = play(program, policy, seed, told=True)
    assert teller is not None
    texts = [text for _, text in teller.transcript] + [text for _, text in as_lines(end(run, teller.wording))]
    for text in texts:
        yield from (" ".join(part.split()) for part in text.split("\n\n"))


@pytest.mark.parametrize("name", SHORT)
def test_one_who_does_what_is_asked_and_one_who_does_more_live_two_stories(name: str) -> None:
    program = opened(name)
    shares: list[float] = []
    for seed in SEEDS:
        one, other = (paragraphs(program, official, seed) for official in NEAREST)
        shares.append(len(one & other) / min(len(one), len(other)))
    assert mean(shares) <= MOST
