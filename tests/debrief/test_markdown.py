"""The debrief as Markdown, read by a reader of it: every word is there, and none became markup, a link or HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from game.debrief.build import debrief
from game.debrief.markdown import as_markdown, flat
from game.debrief.sheet import sheet_of
from game.engine.program import Program
from game.session.door import one_line
from game.session.game import Game
from tests.debrief.test_page import CONTROL, HOSTILE, every_kind

Player = Callable[..., Game]
READER = MarkdownIt("gfm-like")
MARKS = [
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "<http://example.org>",
    "http://example.org www.example.org a@example.org",
    "# head",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "> quote",
    "---",
    "===",
    "```\ncode\n```",
    "    indented",
    "a | b",
    "~~gone~~ **bold** _low_ `code`",
    "[ref]: http://example.org",
    "&copy; &#60;",
    "back\\slash \\",
    "  | `````columns",
    ":smile: @someone #12 $x$ ^up^",
    "<!-- c --><b>",
]
ALLOWED = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "softbreak", "fence"),
    *("strong_open", "strong_close", "em_open", "em_close", "bullet_list_open", "bullet_list_close", "text_special"),
    *("list_item_open", "list_item_close", "ordered_list_open", "ordered_list_close"),
    *(f"{part}_{end}" for part in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close")),
}


def tokens(text: str) -> Iterator[Token]:
    """Everything a reader of Markdown finds."""
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


@settings(max_examples=120, deadline=None)
@given(text=st.text(max_size=60) | st.sampled_from([*MARKS, *HOSTILE]))
def test_no_string_becomes_markup(text: str) -> None:
    made = as_markdown(every_kind(text))
    assert {token.type for token in tokens(made)} <= ALLOWED
    assert not CONTROL.search(made)


@pytest.mark.parametrize("text", [*MARKS, *HOSTILE])
def test_a_line_reads_as_it_was(text: str) -> None:
    line = one_line(text)
    read = "".join(t.content for t in tokens(flat(text)) if t.type in ("text", "text_special"))
    assert read == line


@given(st.text(max_size=40))
def test_any_line_reads_as_it_was(text: str) -> None:
    read = "".join(t.content for t in tokens(flat(text)) if t.type in ("text", "text_special"))
    assert read == one_line(text)


def test_a_run_has_its_headings_and_tables(great_leap: Program, play: Player) -> None:
    view = debrief(play(great_leap, "hedger", 5))
    sheet = sheet_of(view)
    made = list(tokens(as_markdown(sheet)))
    heads = [made[i + 1].content for i, t in enumerate(made) if t.type == "heading_open" and t.tag == "h2"]
    assert heads == [section.title for section in sheet.sections]
    assert sum(t.type == "table_open" for t in made) >= len(view.charts)
    assert {t.type for t in made} <= ALLOWED


def test_a_hostile_story_stays_inert(hostile: Program, play: Player) -> None:
    text = as_markdown(sheet_of(debrief(play(hostile, "random", 1))))
    assert {token.type for token in tokens(text)} <= ALLOWED
    assert not CONTROL.search(text)
