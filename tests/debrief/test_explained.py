"""The chains a debrief shows by itself: for the right turn, down to what was signed, and only of runs that ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest

from game.debrief.blocks import Block, Entry, Points, Words
from game.debrief.build import debrief
from game.debrief.contents import document
from game.debrief.explained import turn_of, with_explained
from game.engine.program import Program
from game.session.game import Game


def played(program: Program, seed: int, cut: str) -> Game:
    game = Game(program, seed, cut)
    while not game.run.ended:
        assert game.run.pending is not None
        offered = game.run.pending.choices_open()
        game.run.decide(offered[(len(game.run.decisions) * 3 + seed) % len(offered)])
    return game


def words_of(blocks: tuple[Block, ...]) -> str:
    told: list[str] = []
    for block in blocks:
        if isinstance(block, Entry):
            told += [block.head, words_of(block.blocks)]
        elif isinstance(block, Points):
            told += block.items
        elif isinstance(block, Words):
            told += [block.label, block.text]
    return "\n".join(told)


@pytest.mark.parametrize(("seed", "cut"), [(5, "lesson"), (8, "")])
def test_each_figure_is_explained_where_it_stood_out_and_names_what_was_signed(
    great_leap: Program, seed: int, cut: str
) -> None:
    game = played(great_leap, seed, cut)
    view = with_explained(debrief(game), game)
    asked = great_leap.scenario.debrief.explain
    assert [item.title for item in view.explained] == [item.title for item in asked]
    for item, found in zip(asked, view.explained, strict=True):
        values = [closed[great_leap.slots[item.id]] for closed in game.run.closed]
        wanted = {"lowest": min(values), "highest": max(values), "last": values[-1]}[str(item.at)]
        assert values[turn_of(game.run, item)] == wanted
        assert found.chain.turn == great_leap.turns[turn_of(game.run, item)].id
        assert found.chain.decisions
    section = next(s for s in document(view) if s.id == "why")
    told = words_of(section.blocks)
    titles = {signed.title for signed in (*view.decisions, *view.earlier)}
    assert any(title in told for title in titles)
    assert "unknown" not in told


def test_an_open_run_explains_nothing_by_itself(great_leap: Program) -> None:
    game = Game(great_leap, 5, "lesson")
    view = with_explained(debrief(game), game)
    assert view.explained == ()
    assert all(section.id != "why" for section in document(view))


def test_a_story_that_asks_for_nothing_gets_nothing(granary: Program) -> None:
    game = played(granary, 3, "")
    assert with_explained(debrief(game), game).explained == ()


def entries(blocks: Iterable[Block], deep: int = 0) -> Iterator[tuple[int, Entry]]:
    for block in blocks:
        if isinstance(block, Entry):
            yield deep, block
            yield from entries(block.blocks, deep + 1)


@pytest.mark.parametrize(("seed", "cut"), [(5, "lesson"), (8, "")])
def test_the_weightiest_cause_is_followed_furthest_and_nothing_is_said_twice_in_a_row(
    great_leap: Program, seed: int, cut: str
) -> None:
    game = played(great_leap, seed, cut)
    view = with_explained(debrief(game), game)
    section = next(s for s in document(view) if s.id == "why")
    assert "uv run main.py why" in section.lead
    for answer in section.blocks:
        assert isinstance(answer, Entry)
        found = [(d, e) for d, e in entries(answer.blocks) if not e.head.startswith("Decisions behind it")]
        deepest = max(d for d, _ in found)
        first, blocks, last = 0, answer.blocks, ""
        while inner := [b for b in blocks if isinstance(b, Entry)]:
            first, blocks, last = first + 1, inner[0].blocks, inner[0].head
        assert first >= 5 or last.endswith(("(history)", "(chance)"))
        assert deepest <= first
        said = [b.text for _, e in found for b in e.blocks if isinstance(b, Words)]
        assert all(one != following for one, following in pairwise(said))
        heads = [e.head for _, e in found]
        assert len(set(heads)) == len(heads)
