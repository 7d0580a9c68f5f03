"""Walks: the fast one, the reference and the plain counting of every play agree; codes lead where they say."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.program import Program, build
from game.engine.run import Run, begin
from game.playtest.walk import broad
from game.playtest.walk.alive import Alive
from game.playtest.walk.course import course_of
from game.playtest.walk.found import Found
from game.playtest.walk.ground import NotFast
from game.playtest.walk.key import Keys
from game.playtest.walk.swift import fast_walk
from game.script.reader import load
from tests.conftest import STORIES
from tests.synthetic import small

SEEDS = st.integers(0, 2**32)
MOST = 30_000  # decisions: a story with more plays is left out of the plain counting


def opened(folder: Path) -> Program:
    loaded = load(folder)
    return build(loaded.scenario, loaded.scope)


def never(_found: Found, _wide: int) -> bool:
    return False


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Program]:
    """Writes a small story and opens it."""
    shutil.copy(STORIES / "bibliography.yaml", tmp_path / "bibliography.yaml")
    count = 0

    def write(seed: int, *, slow: bool = False, numbers: bool = False) -> Program:
        nonlocal count
        count += 1
        return opened(small.write_story(tmp_path / f"story{count}" / "small", seed, slow=slow, numbers=numbers))

    (tmp_path / "bibliography.yaml").touch()
    return write


# three ways to count


def every_play(start: Run) -> Found | None:
    """Every play, one after another, no two states taken for one; None where they are too many."""
    found = Found()
    broad.note_start(start, found)
    stack = [(start, Fraction(1))]
    while stack:
        run, chance = stack.pop()
        if run.ended:
            broad.note_end(run, found, 1, chance)
            continue
        assert run.pending is not None
        answers = run.pending.choices_open()
        for answer in answers:
            after = broad.taken(run, run.pending, answer, found)
            if after is None:
                found.broken.add(1, chance / len(answers))
            else:
                stack.append((after, chance / len(answers)))
        if found.moves > MOST:
            return None
    return found


def reference(program: Program, cut: str = "") -> Found:
    run, found = begin(program, 1, cut), Found()
    broad.walk(run, Keys(Alive(program, run.cut, course_of(program, run.cut))), found, never, 1 << 60)
    return found


def fast(program: Program, cut: str = "") -> tuple[Found, bool]:
    run, found = begin(program, 1, cut), Found()
    walk = fast_walk(run, Alive(program, run.cut, course_of(program, run.cut)), found, never)
    walk.walk()
    return found, walk.ground.packed


def agree(one: Found, other: Found) -> None:
    """The same plays, the same chances, the same things reached by plays as short."""
    assert one.ends == other.ends
    assert one.broken == other.broken
    assert one.tallies == other.tallies
    assert {t: len(d) for t, d in one.reached.items()} == {t: len(d) for t, d in other.reached.items()}


@settings(max_examples=40)
@given(SEEDS)
def test_three_ways_to_count_whole_numbers(written: Callable[..., Program], seed: int) -> None:
    program = written(seed)
    quick, packed = fast(program)
    assert packed
    agree(quick, reference(program))
    plain = every_play(begin(program, 1))
    if plain is not None:
        agree(quick, plain)


@settings(max_examples=40)
@given(SEEDS)
def test_three_ways_to_count_broken_numbers(written: Callable[..., Program], seed: int) -> None:
    program = written(seed, numbers=True)
    quick, _ = fast(program)
    agree(quick, reference(program))
    plain = every_play(begin(program, 1))
    if plain is not None:
        agree(quick, plain)


@settings(max_examples=30)
@given(SEEDS, st.booleans())
def test_the_reference_takes_looks_storylets_and_orders(
    written: Callable[..., Program], seed: int, numbers: bool
) -> None:
    program = written(seed, slow=True, numbers=numbers)
    with pytest.raises(NotFast):
        fast(program)
    plain = every_play(begin(program, 1))
    if plain is not None:
        agree(reference(program), plain)
