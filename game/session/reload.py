"""A story that is being written, opened again and again: each time only what changed is read and checked.

`Reloader(folder).load()` is `open_program(folder)` with a memory. It raises the same ScenarioError with the same
faults, and a broken version in between costs nothing: what was read before it is still known.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field

from game.script import tongue
from game.script.again import Memo

if TYPE_CHECKING:
    from game.engine.program import Program
    from game.script.loaded import Loaded


@define
class Reloader:
    """The files of one folder as they were read last."""

    folder: Path
    _memo: Memo = field(factory=Memo, init=False)

    def load(self) -> Program:
        """The scenario as its files are now, ready to run. Raises ScenarioError."""
        from game.script.reader import load

        return ready(load(self.folder, self._memo))


def ready(loaded: Loaded) -> Program:
    """A scenario that was read, ready to run, in the language that is spoken."""
    from game.engine.program import build

    if tongue.foreign():
        from game.script.text.spoken import spoken

        loaded = spoken(loaded)
    return build(loaded.scenario, loaded.scope)
