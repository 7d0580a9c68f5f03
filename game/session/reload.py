"""A story that is being written, opened again and again: each time only what changed is read and checked.

`Reloader(folder).load()` is `open_program(folder)` with a memory. It raises the same ScenarioError with the same
faults, and a broken version in between costs nothing: what was read before it is still known.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field

from game.script.again import Memo

if TYPE_CHECKING:
    from game.engine.program import Program


@define
class Reloader:
    """The files of one folder as they were read last."""

    folder: Path
    _memo: Memo = field(factory=Memo, init=False)

    def load(self) -> Program:
        """The scenario as its files are now, ready to run. Raises ScenarioError."""
        from game.script.reader import load
        from game.session.library import ready

        return ready(load(self.folder, self._memo))
