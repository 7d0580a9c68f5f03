"""Every text of a scenario that can be said in another language, each under an id made of its author's own ids.

An id never holds a position or a word of the text: `return_1958.high.after` stays what it is when a scene moves or a
typo is mended. What has no id of its own is named by its condition, its turn, its scene or its first source. One walk
finds the texts and puts others in their place, so that the two can never disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, TypeAlias, cast

import attrs
from attrs import field, frozen

from game.script.aftermath import Measure, Period
from game.script.faults import Place
from game.script.header import Allowed, Header
from game.script.model import Row, Source, Term, Variable
from game.script.papers import Column
from game.script.people import Official, Person
from game.script.prose import Prose
from game.script.scenes import Effect, Field, Scene
from game.script.shapes import TEXT, Formula, Kind
from game.script.world import Flow, Parameter, Series, Stock, World

LISTED, MAPPED, DRAWN = "list: text", "mapping to text", "drawn map"
_WORDS = {"text", "prose", LISTED, MAPPED, DRAWN}
_NOT_SAID: Mapping[type[Any], frozenset[str]] = {  # written as text, and yet no reader's words
    Variable: frozenset({"starts", "carried"}),
    Row: frozenset({"format"}),
    Field: frozenset({"format"}),
    Column: frozenset({"format"}),
    Official: frozenset({"prefers"}),
    Person: frozenset({"real"}),
    Parameter: frozenset({"status", "source", "sources"}),
    Series: frozenset({"status", "source", "sources"}),
    Stock: frozenset({"status", "source", "sources"}),
    Flow: frozenset({"status"}),
    World: frozenset({"season_order", "aliases"}),
    Period: frozenset({"id"}),
    Allowed: frozenset({"code", "because", "about"}),
    Measure: frozenset({"format"}),
    Header: frozenset({"licence", "authors", "ages"}),  # for whoever hands it on; no face shows them
    Source: frozenset({"id", "authors", "title", "year", "publication", "status"}),
}
_ONCE = {"unit": "units", "group": "groups"}  # said of many things in the same words: one entry for each
UNSAID_UNITS = frozenset({"flag", "switch", "turn", "share", "chance", "ratio", "index"})  # kinds of figures, not words
_PLAIN: frozenset[tuple[type[Any], str]] = frozenset(  # lists whose name an id does not need
    {(Scene, "choices"), (Scene, "fields"), (Field, "steps")}
)
_SIGN = re.compile(r"[^a-z0-9]+")
LONGEST = 40


@frozen
class Slot:
    """One text: its id, how it is read, what it says, and the place of what it belongs to."""

    id: str
    kind: Kind = field(eq=False, repr=False)
    value: str | Prose | tuple[str, ...]
    place: Place = field(eq=False, repr=False)

    @property
    def source(self) -> str:
        """The text as its author wrote it."""
        if isinstance(self.value, Prose):
            return self.value.written
        return self.value if isinstance(self.value, str) else "\n".join(self.value)

    @property
    def mark(self) -> str:
        """A short mark of the text: another text has another."""
        return mark_of(self.source)


Visit: TypeAlias = Callable[[Slot], Any]


def mark_of(text: str) -> str:
    """Eight hexadecimal digits; line breaks and spaces do not count."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def walk(value: Any, path: str, visit: Visit) -> Any:
    """Show every text of a value to `visit` and put what it gives in its place; the value itself if nothing changed."""
    return _Walk(visit).value(value, path, Place(""))


@cache
def _fields(cls: type[Any]) -> tuple[tuple[str, str, str, Kind | None], ...]:
    """Attribute, key in the file, name of its kind, kind; of what may hold words."""
    left_out = _NOT_SAID.get(cls, frozenset[str]())
    found: list[tuple[str, str, str, Kind | None]] = []
    for item in attrs.fields(cls):
        kind = item.metadata.get("kind")
        if kind is None or item.name in left_out:
            continue
        name = kind.name if isinstance(kind, Kind) else ""
        if name in _WORDS:
            found.append((item.name, item.metadata.get("key") or item.name, name, kind))
        elif name not in ("id", "number", "whole number", "yes or no", "expression", "date"):
            found.append((item.name, item.metadata.get("key") or item.name, "", None))
    return tuple(found)


class _Walk:
    """One walk; it remembers the ids given, so that none is given twice."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.given: dict[str, int] = {}

    def value(self, value: Any, path: str, place: Place) -> Any:
        if isinstance(value, tuple):
            items = cast(tuple[Any, ...], value)
            if not items or not attrs.has(cast(type[Any], type(items[0]))):
                return items
            names = _names(items)
            fresh = tuple(
                self.value(item, f"{path}.{name}" if path else name, place)
                for item, name in zip(items, names, strict=True)
            )
            return fresh if any(a is not b for a, b in zip(items, fresh, strict=True)) else items
        if isinstance(value, Effect):
            said = self.leaf(value.because, f"{path}.because", TEXT, value.place)
            return value if said is value.because else attrs.evolve(value, because=said)
        if not attrs.has(cast(type[Any], type(value))) or isinstance(value, Formula | Prose):
            return value
        return self.shape(value, path, place)

    def shape(self, value: Any, path: str, place: Place) -> Any:
        cls = cast(type[Any], type(value))
        place = getattr(value, "place", place)
        fresh: dict[str, Any] = {}
        for name, key, kind_name, kind in _fields(cls):
            old = getattr(value, name)
            if old is None or old == "" or old == ():
                continue
            if kind is None:
                new = self.value(old, path if (cls, name) in _PLAIN else _join(path, key), place)
            elif kind_name == MAPPED:
                items = cast(Mapping[str, str], old)
                said = {k: self.leaf(v, _join(path, key, k), TEXT, place) for k, v in items.items()}
                new = old if all(said[k] is v for k, v in items.items()) else said
            elif name in _ONCE and old in UNSAID_UNITS:
                continue
            elif name in _ONCE:
                new = self.visit(Slot(f"{_ONCE[name]}.{slug(old)}", kind, old, place))
            else:
                new = self.leaf(old, _join(path, key), kind, place)
            if new is not old:
                fresh[name] = new
        if cls is Variable and value.words:
            written = value.shown or tuple(w.replace("_", " ") for w in value.words)
            shown = tuple(
                self.leaf(old, _join(path, "words", w), TEXT, place)
                for old, w in zip(written, value.words, strict=True)
            )
            fresh |= {"shown": shown} if shown != written else {}
        if cls is Period:
            said = self.leaf(value.said, _join(path, "said"), TEXT, place)
            fresh |= {"said": said} if said is not value.said else {}
        return attrs.evolve(value, **fresh) if fresh else value

    def leaf(self, value: Any, name: str, kind: Kind, place: Place) -> Any:
        if isinstance(value, Prose) and not value.parts:
            return value
        count = self.given[name] = self.given.get(name, 0) + 1
        return self.visit(Slot(name if count == 1 else f"{name}_{count}", kind, value, place))


def _join(*parts: str) -> str:
    return ".".join(part for part in parts if part)


def _names(items: tuple[Any, ...]) -> list[str]:
    """A name for each of a list; where two would have the same, the later ones are counted."""
    found: list[str] = []
    taken: dict[str, int] = {}
    for item in items:
        name = _name(item)
        count = taken[name] = taken.get(name, 0) + 1
        found.append(name if count == 1 else f"{name}_{count}")
    return found


def _name(item: Any) -> str:
    """What the author calls it: its id, or what it hangs on."""
    if isinstance(item, Term):
        return slug(item.term)
    if isinstance(item, Effect):
        return item.target
    for name in ("id", "turn", "after", "scene"):
        value = getattr(item, name, None)
        if isinstance(value, str) and value:
            return slug(value)
    if hasattr(item, "below"):
        return "last" if item.below is None else slug(f"below {item.below:g}")
    when = getattr(item, "when", None)
    if isinstance(when, Formula):
        return slug(f"when {when.text}")
    sources = getattr(item, "sources", ())
    for name in ("way", "leans", "who", "title", "label"):
        value = getattr(item, name, None)
        if isinstance(value, str) and value:
            return slug(str(value))
    return slug(sources[0]) if sources else "else"


def slug(text: str) -> str:
    """Small letters, digits and `_`; a long text is cut and keeps a mark of the rest."""
    name = _SIGN.sub("_", text.lower()).strip("_")
    if len(name) > LONGEST:
        return f"{name[:LONGEST].rstrip('_')}_{mark_of(text)[:4]}"
    return name or f"x{mark_of(text)}"
