"""After the last pages, a pause; then the debrief, for whoever goes on. Input that ends there or says quit skips it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.build import debrief
from game.debrief.text import as_lines
from game.plain.page import ask_page

if TYPE_CHECKING:
    from game.plain.face import PlainFace

PAUSE = "The desk is closed. Press Enter for the debrief: what was so, why, and the record. Or type quit."


def afterwards(face: PlainFace) -> None:
    """Wait for one more line of input; any but `quit` prints the debrief."""
    face.say(PAUSE, "> ")
    face.out.flush()
    line = next(face.lines, None)
    if line is None or line.strip().lower() in {"quit", "exit"}:
        face.say(f"The debrief of this run, at any time: uv run main.py debrief {face.game.code()}")
        return
    view = debrief(face.game)
    face.say("", *as_lines(view))
    ask_page(face, view.understanding.page)
