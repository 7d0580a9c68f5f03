"""Of every scenario: whoever played it gets a debrief in every form, and what it explains leads back to reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from jsonschema import Draft202012Validator

from game.debrief.blocks import Keys
from game.debrief.build import debrief
from game.debrief.contents import document
from game.debrief.data import as_data
from game.debrief.explained import with_explained
from game.debrief.html import page
from game.debrief.length import words_of
from game.debrief.markdown import as_markdown
from game.debrief.sheet import sheet_of
from game.debrief.table import tables
from game.debrief.text import lines_of_sheet
from game.debrief.views import DebriefView
from game.session.game import Game
from tests.conftest import ROOT
from tests.content.every import opened, parts
from tests.debrief.conftest import played as game_of

SEED = 4
LONGEST_FIRST_PAGE = 420  # words
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "debrief.schema.json").read_text(encoding="utf-8")))

of_each = pytest.mark.parametrize(("name", "cut"), list(parts()))


def ended(name: str, cut: str) -> Iterator[tuple[Game, DebriefView]]:
    """A run of each official that is over, and its debrief with the chains of what is explained."""
    for official in opened(name).scenario.officials:
        game = game_of(opened(name), official.id, SEED, cut)
        yield game, with_explained(debrief(game), game)


@of_each
def test_whoever_plays_gets_a_debrief_in_every_form_and_reasons(name: str, cut: str) -> None:
    title = opened(name).scenario.header.title
    for game, view in ended(name, cut):
        assert view.understanding.trouble == ""
        assert view.history.trouble == ""
        _first_page(view)
        for sheet in (sheet_of(view), sheet_of(view, teacher=True)):
            assert title in "\n".join(lines_of_sheet(sheet))
            assert title in as_markdown(sheet)
            assert page(sheet).rstrip().endswith("</html>")
        SCHEMA.validate(as_data(view))
        assert all(len(text.splitlines()) > 1 for text in tables([view]).values())
        _explained(game, view)


def _first_page(view: DebriefView) -> None:
    """It is short, says what mattered most, and names a source; what one looks things up in is folded."""
    first, *rest = document(view)
    assert first.id == "brief"
    assert words_of(first.blocks) <= LONGEST_FIRST_PAGE
    assert [block for block in first.blocks if isinstance(block, Keys)]
    assert len(view.weights) >= 2
    assert all(w.moved or w.people for w in view.weights[:1])
    assert {"record", "glossary", "sources"} <= {s.id for s in rest if s.look_up}
    assert not {"reported", "decisions", "people", "questions"} & {s.id for s in rest if s.look_up}


def _explained(game: Game, view: DebriefView) -> None:
    """Each figure that is asked about stands on something, and one of them on a signature."""
    asked = game.program.scenario.debrief.explain
    assert asked
    assert [item.title for item in view.explained] == [item.title for item in asked]
    for found in view.explained:
        assert len(found.chain.nodes) > len(found.chain.roots), found.title
    assert any(found.chain.decisions for found in view.explained)
