"""The scenes of a story that was stored: each made, with its neighbours, when one of them is first asked for.

Whatever can be said of scenes without making them is said here, of stored ones and of any others alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar, cast, overload

from game.script.scenes import Scene

V = TypeVar("V")
A_PORTION = 8
Row: TypeAlias = tuple[str, tuple[str, ...], str, bool]  # id, turns, beat, whether it is a look
Open: TypeAlias = Callable[[memoryview], tuple[Scene, ...]]


def row(scene: Scene) -> Row:
    """What the order of a story asks of a scene."""
    return scene.id, scene.turns, scene.beat, scene.kind == "look"


def rows(scenes: Sequence[Scene]) -> Sequence[Row]:
    """The same of every scene, without making any."""
    return scenes.rows if isinstance(scenes, StoredScenes) else tuple(map(row, scenes))


def by_id(scenes: Sequence[Scene]) -> Mapping[str, Scene]:
    """Scenes by their ids, without making any."""
    return _ById(scenes) if isinstance(scenes, StoredScenes) else {scene.id: scene for scene in scenes}


class StoredScenes(Sequence[Scene]):
    """Scenes in their order, each made with its neighbours when one of them is first asked for."""

    def __init__(self, rows: tuple[Row, ...], body: memoryview, lengths: tuple[int, ...], open_: Open) -> None:
        self.rows = rows
        self.places = {scene[0]: n for n, scene in enumerate(rows)}
        self._body, self._open = body, open_
        self._ends = [0]
        for length in lengths:
            self._ends.append(self._ends[-1] + length)
        self.made: dict[int, tuple[Scene, ...]] = {}
        if self._ends[-1] != len(body) or len(lengths) != -(-len(rows) // A_PORTION):
            raise ValueError("the portions do not fit the scenes")

    def _portion(self, number: int) -> tuple[Scene, ...]:
        found = self.made.get(number)
        if found is None:
            found = self.made[number] = self._open(self._body[self._ends[number] : self._ends[number + 1]])
        return found

    @overload
    def __getitem__(self, at: int) -> Scene: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Scene]: ...
    def __getitem__(self, at: int | slice) -> Scene | Sequence[Scene]:
        if isinstance(at, slice):
            return tuple(self[n] for n in range(*at.indices(len(self.rows))))
        place = range(len(self.rows))[at]
        return self._portion(place // A_PORTION)[place % A_PORTION]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Scene]:
        for number in range(len(self._ends) - 1):
            yield from self._portion(number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(cast(Sequence[Any], other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)


class _OfScenes(Mapping[str, V]):
    """Something of each scene, by its id; a scene is made only where it is asked for."""

    def __init__(self, scenes: StoredScenes) -> None:
        self._scenes = scenes

    def _scene(self, name: str) -> Scene:
        return self._scenes[self._scenes.places[name]]

    def __contains__(self, name: object) -> bool:
        return name in self._scenes.places

    def __iter__(self) -> Iterator[str]:
        return iter(self._scenes.places)

    def __len__(self) -> int:
        return len(self._scenes.places)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class _ById(_OfScenes[Scene]):
    """The scenes themselves."""

    def __getitem__(self, name: str) -> Scene:
        return self._scene(name)


class Paths(_OfScenes[frozenset[tuple[str, ...]]]):
    """What may be named inside each scene."""

    def __getitem__(self, name: str) -> frozenset[tuple[str, ...]]:
        return self._scene(name).paths()
