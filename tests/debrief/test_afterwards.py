"""The plain face after the end: a pause, then the debrief for whoever goes on."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest

from game.debrief.build import debrief
from game.debrief.text import as_lines
from game.engine.program import Program
from game.plain.afterwards import PAUSE, afterwards
from game.plain.face import PlainFace
from game.session.game import Game

Player = Callable[..., Game]
HEADS = re.compile(r"^== (.+) ==$", re.MULTILINE)
LISTED = re.compile(r"^ +\d+\. (.+)$", re.MULTILINE)


def printed(game: Game, *lines: str) -> str:
    out = io.StringIO()
    afterwards(PlainFace(game, iter(lines), out))
    return out.getvalue()


@pytest.mark.parametrize("line", ["\n", "debrief\n", "1\n"])
def test_any_line_but_quit_opens_the_debrief(granary: Program, play: Player, line: str) -> None:
    text = printed(play(granary, "plain", 1), line)
    assert text.startswith("\n".join(PAUSE))
    assert "You are not your character. Put the pen down." in text
    assert len(LISTED.findall(text)) > 5
    assert len(HEADS.findall(text)) == 1


def test_its_parts_come_one_by_one_or_by_name_or_all_at_once(granary: Program, play: Player) -> None:
    game = play(granary, "plain", 1)
    whole = LISTED.findall(printed(game, "\n"))
    assert {HEADS.findall("\n".join(as_lines(debrief(game))))[0], "Sources"} <= set(whole)
    assert HEADS.findall(printed(game, "\n", "all\n")) == whole
    assert HEADS.findall(printed(game, *["\n"] * (len(whole) + 2))) == whole
    assert HEADS.findall(printed(game, "\n", "sources\n", "1\n", "record\n", "quit\n")) == [
        whole[0], whole[-1], whole[0], "The record",
    ]  # fmt: skip
    text = printed(game, "\n", "no such part\n", "99\n", "\x1b[2J\n")
    assert text.count("? no part is called") == 3
    assert "\x1b" not in text


@pytest.mark.parametrize("lines", [(), ("quit\n",), (" EXIT \n",)])
def test_quit_or_the_end_of_the_input_leaves_it_with_a_way_back(
    granary: Program, play: Player, lines: tuple[str, ...]
) -> None:
    game = play(granary, "plain", 1)
    text = printed(game, *lines)
    assert "not your character" not in text
    assert text.endswith(f"uv run main.py debrief {game.code()}\n")
