"""Everything in a scenario that asks for a name, sets one, or is read by a player: found over the shapes themselves.

A new shape with a formula or a text in it is found at once: nothing is listed here but what is not for players.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

import attrs
from attrs import frozen

from game.script.faults import Place
from game.script.header import Allowed, Cut
from game.script.model import Source, Term, Variable
from game.script.people import Official
from game.script.prose import Figure, Prose
from game.script.scenes import Effect, Letterhead, Scene, SceneKind
from game.script.shapes import Formula
from game.script.world import Parameter, Series, Setting, Stock

_NOT_FOR_PLAYERS: tuple[type[Any], ...] = (Allowed, Source, Term, Official, Setting)
_SILENT_FIELDS: Mapping[type[Any], frozenset[str]] = {
    Parameter: frozenset({"status", "source", "sources"}),
    Series: frozenset({"status", "source", "sources"}),
    Stock: frozenset({"status", "source", "sources"}),
    Variable: frozenset({"starts", "carried"}),
}
_VOICES = frozenset({"say", "text", "brief", "summary", "title", "file", "locked", "label", "record", "dispute"})
NARRATED = (SceneKind.EVENT, SceneKind.LOOK)


@frozen
class Told:
    """A text that somebody reads: its words, where what holds it begins, and whether the teller speaks."""

    text: str | Prose
    place: Place
    narrated: bool
    in_play: bool
    key: str
    scene: str = ""

    def plain(self) -> str:
        """All its words, both sides of every {if}."""
        return self.text if isinstance(self.text, str) else self.text.plain()


@cache
def _fields(cls: type[Any]) -> tuple[tuple[str, str], ...]:
    """The attributes of a class with the name of their kind."""
    return tuple((f.name, getattr(f.metadata.get("kind"), "name", "")) for f in attrs.fields(cls))


def _shaped(item: object) -> bool:
    return attrs.has(cast(type[Any], type(item)))


def parts(value: Any) -> Iterator[Any]:
    """A value and everything in it, texts and formulas included."""
    stack: list[Any] = [value]
    while stack:
        item = stack.pop()
        yield item
        if isinstance(item, Formula | Prose):
            continue
        if isinstance(item, tuple):
            stack.extend(cast(tuple[Any, ...], item))
        elif isinstance(item, Mapping):
            stack.extend(cast(Mapping[Any, Any], item).values())
        elif _shaped(item) and not isinstance(item, Place):
            stack.extend(getattr(item, name) for name, _ in _fields(cast(Any, type(item))) if name != "before")


def figures(prose: Prose) -> Iterator[Figure]:
    """Every figure of a text."""
    for part in prose.parts:
        if isinstance(part, Figure):
            yield part
        elif not isinstance(part, str):
            yield from figures(part.then)
            yield from figures(part.otherwise)


def told(value: Any, *, scene: Scene | None = None, place: Place | None = None) -> Iterator[Told]:
    """Every text that a player, a student or a teacher may read."""
    if isinstance(value, tuple):
        for item in cast(tuple[Any, ...], value):
            yield from told(item, scene=scene, place=place)
        return
    if isinstance(value, Mapping):
        for item in cast(Mapping[Any, Any], value).values():
            if _shaped(item):
                yield from told(item, scene=scene, place=place)
        return
    cls = cast(type[Any], type(value))
    if not _shaped(value) or isinstance(value, (*_NOT_FOR_PLAYERS, Formula, Place)):
        return
    here = getattr(value, "place", None) or place or Place("")
    own = value if isinstance(value, Scene) else scene
    if isinstance(value, Effect):
        yield Told(value.because, here, narrated=True, in_play=False, key="because", scene=own.id if own else "")
        return
    silent = _SILENT_FIELDS.get(cls, frozenset[str]())
    for name, kind in _fields(cls):
        item = getattr(value, name)
        if name in silent or name == "before":
            continue
        if kind in ("prose", "text") and item:
            narrated = _narrated(value, name, own)
            in_play = own is not None or isinstance(value, Cut)
            yield Told(item, here, narrated=narrated, in_play=in_play, key=name, scene=own.id if own else "")
        elif kind in ("list: text", "mapping to text"):
            items = cast(Mapping[str, str], item).values() if isinstance(item, Mapping) else cast(tuple[str, ...], item)
            yield from (Told(text, here, narrated=False, in_play=False, key=name) for text in items)
        else:
            yield from told(item, scene=own, place=here)


def _narrated(value: Any, name: str, scene: Scene | None) -> bool:
    """Whether the teller says it: papers and answers speak in other voices."""
    if isinstance(value, Scene):
        told_by = value.kind in NARRATED and value.letterhead is Letterhead.NOTE
        return name in ("later_record", "ask", "after", "brief_after") or (told_by and name in ("text", "brief"))
    return scene is None or name not in _VOICES
