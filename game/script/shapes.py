"""How a frozen class is read from a mapping: each attribute says its key, its type, and a sentence for authors.

One declaration serves reading, the messages for unknown keys, and the reference that authors read. A shape never raises
on bad input: it notes a fault and goes on, so that an author sees everything at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import attrs
from attrs import NOTHING, frozen

from game.script import meant
from game.script.faults import Faults, Place, ScriptError, closest, nearest
from game.script.nodes import Listing, Node, Text
from game.script.nodes import Mapping as MapNode
from game.script.parser import parse
from game.script.prose import Prose, parse_prose
from game.script.syntax import Expr
from game.script.trail import along

# the texts of the patterns serve editors too, in the schemas
ID_TEXT = "[a-z][a-z0-9_]{0,47}"
DATE_TEXT = "[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
NUMBER_TEXT = r"[+-]?[0-9]{1,13}(\.[0-9]{1,15})?([eE][+-]?[0-9]{1,2})?"
ID_PATTERN = re.compile(ID_TEXT + r"\Z")
_DATE = re.compile(DATE_TEXT)
_NUMBER = re.compile(NUMBER_TEXT)
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@frozen
class Formula:
    """An expression as written, where it stands, and its syntax tree."""

    text: str
    place: Place = attrs.field(eq=False)
    expr: Expr = attrs.field(eq=False)


@frozen
class Kind:
    """A type of value in a scenario file: how it is read and what to call it."""

    name: str
    read: Callable[[Node, Faults], Any]
    items: Any = None  # the class or kind inside a list, for the authors' reference
    words: tuple[str, ...] = ()  # all it can be, where it is one of a few words
    values: Kind | None = None  # what the ids of a mapping lead to
    single: bool = False  # one bare value may stand for a list of one


class Unreadable(Exception):  # noqa: N818 - a signal inside this module, never seen outside
    """The fault is already noted; the value cannot be used."""


def _text(node: Node, faults: Faults) -> str:
    if isinstance(node, Text):
        return node.value if not node.block else node.value.rstrip("\n")
    faults.add("wrong-type", node.place, "text", hint=meant.as_text(node))
    raise Unreadable


def _ident(node: Node, faults: Faults) -> str:
    value = _text(node, faults)
    if not ID_PATTERN.match(value):
        faults.add("bad-id", node.place, value=value, hint=meant.as_id(value))
        raise Unreadable
    return value


def _number(node: Node, faults: Faults) -> float:
    value = _text(node, faults)
    if _NUMBER.fullmatch(value) and abs(float(value)) <= 1e12:
        return float(value)
    faults.add("wrong-type", node.place, "number", value=value, hint=meant.as_number(value))
    raise Unreadable


def _integer(node: Node, faults: Faults) -> int:
    value = _number(node, faults)
    if value != int(value):
        faults.add("wrong-type", node.place, "whole")
        raise Unreadable
    return int(value)


def _yes_no(node: Node, faults: Faults) -> bool:
    value = _text(node, faults)
    if value in {"yes", "no"}:
        return value == "yes"
    faults.add("wrong-type", node.place, "yes_no", value=value, hint=meant.as_yes_no(value))
    raise Unreadable


def _date(node: Node, faults: Faults) -> str:
    value = _text(node, faults)
    if _DATE.fullmatch(value):
        return value
    faults.add("bad-date", node.place, value=value)
    raise Unreadable


def _formula(node: Node, faults: Faults) -> Formula:
    value = " ".join(_text(node, faults).split())
    place = along(value, node.place, node.lines) if isinstance(node, Text) else node.place
    try:
        return Formula(value, place, parse(value, place))
    except ScriptError as error:
        faults.found.append(error.fault)
        raise Unreadable from None


def _prose(node: Node, faults: Faults) -> Prose:
    return parse_prose(_text(node, faults), node.place, faults, node.lines if isinstance(node, Text) else ())


TEXT = Kind("text", _text)
IDENT = Kind("id", _ident)
NUMBER = Kind("number", _number)
INTEGER = Kind("whole number", _integer)
YES_NO = Kind("yes or no", _yes_no)
DATE = Kind("date", _date)
FORMULA = Kind("expression", _formula)
PROSE = Kind("prose", _prose)


def one_of(choices: type[E]) -> Kind:
    """A word out of a short declared list."""
    words = [str(c) for c in choices]
    known = {str(c): c for c in choices}

    def read(node: Node, faults: Faults) -> E:
        value = _text(node, faults)
        found = known.get(value)
        if found is not None:
            return found
        hint = nearest(value, words) or "one of " + ", ".join(words)
        faults.add("unknown-word", node.place, value=value, hint=hint)
        raise Unreadable

    return Kind("one of " + ", ".join(words), read, words=tuple(words))


def many(item: Kind | type[Any], *, single: bool = False) -> Kind:
    """A list of values; with `single`, one bare value stands for a list of one."""
    kind = item if isinstance(item, Kind) else shape(item)

    def read(node: Node, faults: Faults) -> tuple[Any, ...]:
        if single and isinstance(node, Text):
            return (kind.read(node, faults),)
        if not isinstance(node, Listing):
            faults.add("wrong-type", node.place, "list", kind=kind.name, hint=meant.as_parts(node))
            raise Unreadable
        found: list[Any] = []
        for item in node.items:
            if faults.full:
                break
            if (value := attempt(kind, item, faults)) is not None:
                found.append(value)
        return tuple(found)

    return Kind(f"list: {kind.name}", read, item, single=single)


def pairs(value: Kind) -> Kind:
    """A mapping from ids to values, kept in its order."""

    def read(node: Node, faults: Faults) -> Mapping[str, Any]:
        if not isinstance(node, MapNode):
            faults.add("wrong-type", node.place, "mapping", hint=meant.as_parts(node))
            raise Unreadable
        found: dict[str, Any] = {}
        for key, item in node.pairs:
            got = attempt(value, item, faults)
            if got is not None:
                found[key.value] = got
        return found

    return Kind(f"mapping to {value.name}", read, values=value)


def attempt(kind: Kind, node: Node, faults: Faults) -> Any | None:
    """The value, or None once its fault is noted."""
    try:
        return kind.read(node, faults)
    except Unreadable:
        return None


def key(kind: Kind | type[Any], doc: str, *, default: Any = NOTHING, name: str = "") -> Any:
    """Declare an attribute of a shape: its kind, its sentence in the reference, its default, its key in the file."""
    meta = {"kind": kind, "doc": doc, "key": name}
    return attrs.field(default=default, metadata=meta, kw_only=True)


def where() -> Any:
    """Declare the attribute that keeps the place of the mapping; it takes no part in comparison."""
    return attrs.field(default=Place(""), eq=False, repr=False, kw_only=True, metadata={"where": True})


def shape(cls: type[T], fixed: Mapping[str, Any] | None = None) -> Kind:
    """The kind of a class whose attributes were declared with `key`; `fixed` values are known beforehand."""
    plan = _plan(cls)
    if fixed is None:
        return plan.kind
    return Kind(plan.kind.name, lambda node, faults: plan.read(node, faults, fixed), cls)


@cache
def _plan(cls: type[Any]) -> _Plan:
    """How a class is read, worked out once."""
    fields = {(f.metadata.get("key") or f.name): f for f in attrs.fields(cls) if "kind" in f.metadata}
    keys: dict[str, tuple[str, Callable[[Node, Faults], Any]]] = {}
    for word, field in fields.items():
        kind = field.metadata["kind"]
        keys[word] = (field.name, (kind if isinstance(kind, Kind) else shape(kind)).read)
    needed = tuple((k, f.name, str(f.metadata["doc"])) for k, f in fields.items() if f.default is NOTHING)
    place = next((f.name for f in attrs.fields(cls) if f.metadata.get("where")), None)
    return _Plan(cls, keys, needed, place)


class _Plan:
    """The keys of a class with what reads them, those it cannot do without, and where it keeps its place."""

    def __init__(
        self,
        cls: type[Any],
        keys: Mapping[str, tuple[str, Callable[[Node, Faults], Any]]],
        needed: tuple[tuple[str, str, str], ...],
        place: str | None,
    ) -> None:
        self.cls, self.keys, self.needed, self.place = cls, keys, needed, place
        self.kind = Kind(cls.__name__.lower(), self.read, cls)

    def meant(self, word: str, node: MapNode) -> str:
        """The key that was probably meant by one that is not known: one that is missing, before all others."""
        there = {key.value for key, _ in node.pairs}
        return closest(word, [key for key, _, _ in self.needed if key not in there]) or closest(word, self.keys)

    def read(self, node: Node, faults: Faults, fixed: Mapping[str, Any] | None = None) -> Any:
        """A value of the class. Raises Unreadable once everything that is wrong with it is noted."""
        if not isinstance(node, MapNode):
            faults.add("wrong-type", node.place, "shape", kind=self.kind.name, hint=meant.as_parts(node))
            raise Unreadable
        values: dict[str, Any] = dict(fixed) if fixed else {}
        if self.place is not None:
            values[self.place] = node.place
        failed, meant_for = False, set[str]()
        for word, item in node.pairs:
            if faults.full:
                raise Unreadable
            known = self.keys.get(word.value)
            if known is None:
                close = self.meant(word.value, node)
                hint = f"did you mean `{close}`?" if close else "keys here: " + ", ".join(self.keys)
                faults.add("unknown-key", word.place, name=word.value, hint=hint)
                meant_for.add(close)
                continue
            name, read = known
            try:
                values[name] = got = read(item, faults)
            except Unreadable:
                values[name] = got = None
            failed = failed or got is None
        for word, name, doc in self.needed:
            if name not in values:
                failed = True
                if word not in meant_for:  # it is there, misspelt
                    faults.add("missing-key", node.place, name=word, hint=doc)
        if failed:
            raise Unreadable
        return self.cls(**values)
