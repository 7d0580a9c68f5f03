"""Reading a story a second time, for whoever writes it: what did not change is neither read nor checked again.

A file whose bytes are the same gives the value and the faults it gave before. A scene that is the same value as in the
last story in which nothing was wrong is sound still, as long as all that a scene may name is the same too; if any of
that changed, every scene is looked at. So the faults are always those that a fresh reading would find.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import Factory, define, frozen

from game.script.faults import Fault, Faults

if TYPE_CHECKING:
    from game.script.link_scenes import Known
    from game.script.scenes import Scene

T = TypeVar("T")


@frozen
class Sound:
    """What was checked without a fault: the scenes, against all they may name and the formats of figures."""

    known: Known
    formats: frozenset[str]
    scenes: Sequence[Scene]

    def unsure(self, scenes: Sequence[Scene], known: Known, formats: frozenset[str]) -> Sequence[Scene]:
        """The scenes that must be looked at."""
        if formats != self.formats or known != self.known:
            return scenes
        sure = {id(scene) for scene in self.scenes}  # they are held here, so no other can have their number
        return tuple(scene for scene in scenes if id(scene) not in sure)


@frozen
class _Read:
    """What a file gave."""

    data: bytes
    value: Any
    faults: tuple[Fault, ...]


@define
class Memo:
    """What was read of the files of one folder, and the last story of them in which nothing was wrong."""

    files: dict[Path, _Read] = Factory(dict[Path, _Read])
    sound: Sound | None = None

    def read(self, path: Path, data: bytes, read: Callable[[Faults], T], faults: Faults) -> T:
        """The value of a file with these bytes."""
        known = self.files.get(path)
        if known is None or known.data != data:
            own = Faults()
            known = _Read(data, read(own), tuple(own.found))
            self.files[path] = known
        faults.found.extend(known.faults)
        return known.value
