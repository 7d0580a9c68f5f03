"""The plain face after the end: a pause, then the debrief for whoever goes on."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from game.engine.program import Program
from game.plain.afterwards import PAUSE, afterwards
from game.plain.face import PlainFace
from game.session.game import Game

Player = Callable[..., Game]


def printed(game: Game, *lines: str) -> str:
    out = io.StringIO()
    afterwards(PlainFace(game, iter(lines), out))
    return out.getvalue()


@pytest.mark.parametrize("line", ["\n", "debrief\n", "1\n"])
def test_any_line_but_quit_prints_the_debrief(granary: Program, play: Player, line: str) -> None:
    text = printed(play(granary, "plain", 1), line)
    assert text.startswith(PAUSE)
    assert "You are not your character. Put the pen down." in text
    assert "== Your decisions, in order ==" in text


@pytest.mark.parametrize("lines", [(), ("quit\n",), (" EXIT \n",)])
def test_quit_or_the_end_of_the_input_leaves_it_with_a_way_back(
    granary: Program, play: Player, lines: tuple[str, ...]
) -> None:
    game = play(granary, "plain", 1)
    text = printed(game, *lines)
    assert "not your character" not in text
    assert text.endswith(f"uv run main.py debrief {game.code()}\n")
