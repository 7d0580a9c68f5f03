"""What a story follows from before a lesson's first paper: nobody of a class has seen it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from game.engine.run import Run
from game.script.scenes import Formula
from game.script.syntax import Expr, SceneRef, children


def is_earlier(run: Run, when: Formula | None) -> bool:
    """Whether every paper it hangs on comes only in turns before those that were played."""
    if run.cut is None or when is None:
        return False
    turns, scenes = run.program.turn_index, run.program.scenes
    first = turns[run.cut.first]
    found = [scenes[name] for name in _papers(when.expr) if name in scenes]
    return bool(found) and all(s.turns and all(turns[t] < first for t in s.turns) for s in found)


def _papers(expr: Expr) -> Iterator[str]:
    if isinstance(expr, SceneRef):
        yield expr.scene
    for part in children(expr):
        yield from _papers(part)
