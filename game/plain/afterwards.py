"""After the last pages, a pause; then the debrief, for whoever goes on. Input that ends there or says quit skips it.

A run that was closed early can be left for a copy that is open: `back N` takes decisions back and play goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.build import debrief
from game.plain.turning import turn
from game.plain.typed import go_back
from game.plain.words import flat
from game.script.tongue import N_, _

if TYPE_CHECKING:
    from game.plain.face import PlainFace

BACK = N_("Or type back N to play on in a copy, from before the last N decisions; back 0 keeps them all.")
PAUSE = (
    N_("The desk is closed."),
    N_("Press Enter for the debrief: what was so, why, and the record. Or type quit."),
)


def afterwards(face: PlainFace) -> bool:
    """Wait for one more line of input; any but `quit` opens the debrief. True if play goes on in a copy instead."""
    face.say(*map(_, PAUSE), *([_(BACK)] if face.game.run.laid_down else []), "> ")
    face.out.flush()
    line = next(face.lines, None)
    word, _bar, count = (line or "").strip().partition(" ")
    if face.game.run.laid_down and word.lower() == "back":
        go_back(face, count)
        return not face.game.run.over or afterwards(face)
    if line is None or line.strip().lower() in {"quit", "exit"}:
        face.say(_("The debrief of this run, at any time: uv run main.py debrief {face}").format(face=_name(face)))
        return False
    from game.debrief.explained import with_explained
    from game.debrief.otherwise import by_command, with_recalled
    from game.debrief.trial import with_trial

    view = with_recalled(debrief(face.game), face.game.run, by_command(_name(face)))
    turn(face, with_trial(with_explained(view, face.game), face.game.first, face.game.run))
    return False


def _name(face: PlainFace) -> str:
    """What the debrief is asked for by: a run that was closed early is known as such by its save alone."""
    journal = face.game.journal
    return flat(journal.path.stem) if face.game.run.laid_down and journal is not None else face.game.code()
