"""The logic hash: a fingerprint of everything in a scenario that can change a run, and of nothing else.

A mended typo leaves it alone; a changed condition, order, number, id or choice does not. Saves and run codes carry it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any, cast
from weakref import ref

import attrs

from game.script.model import Cut, Scenario, Turn, Variable
from game.script.scenes import Choice, Effect, Field, Order, Scene, Step
from game.script.shapes import Formula
from game.script.world import Flow, Parameter, World

_WORDS = {"text", "prose", "list: text", "mapping to text"}
_FELT: Mapping[type[Any], frozenset[str]] = {  # written as words, and yet they move a run
    Variable: frozenset({"starts", "carried"}),
    World: frozenset({"season_order"}),
}
_TOLD: Mapping[type[Any], frozenset[str]] = {  # for readers, records and machine players; no run depends on them
    Scene: frozenset({"basis", "sources", "letterhead", "people", "tags", "optional", "was", "allow"}),
    Choice: frozenset({"stance", "later", "was"}),
    Step: frozenset({"stance", "later", "was", "value"}),
    Field: frozenset({"value", "beside"}),
    Turn: frozenset({"year", "begins"}),
    Cut: frozenset({"minutes", "predictions", "length", "past", "before"}),
    Parameter: frozenset({"low", "high"}),
    Flow: frozenset({"low", "high"}),
    Variable: frozenset({"shown"}),
}

_hashes: dict[int, tuple[ref[Scenario], str]] = {}  # a scenario is a value: what it hashes to stays


def logic_hash(scenario: Scenario) -> str:
    """Sixteen hexadecimal digits; worked out once for each scenario, and no more than asked for where it was kept."""
    known = _hashes.get(id(scenario))
    if known is None or known[0]() is not scenario:
        known_hash(scenario, _worked_out(scenario))
    return _hashes[id(scenario)][1]


def known_hash(scenario: Scenario, logic: str) -> None:
    """Say what the hash of a scenario is."""
    number = id(scenario)
    _hashes[number] = ref(scenario, lambda _: _hashes.pop(number, None)), logic


def _worked_out(scenario: Scenario) -> str:
    header, figures = scenario.header, scenario.figures
    parts: tuple[Any, ...] = (
        scenario.id,
        header.turns,
        header.beats,
        header.desks,
        header.storylets,
        header.each_look,
        header.cuts,
        scenario.world,
        figures.variables,
        figures.derived,
        figures.conditions,
        tuple(scenario.scenes),
    )
    return sha256(repr(_bare(parts)).encode()).hexdigest()[:16]


@cache
def _logic_fields(cls: type[Any]) -> tuple[str, ...]:
    """The attributes of a class that are not words for a reader."""
    felt, told = _FELT.get(cls, frozenset[str]()), _TOLD.get(cls, frozenset[str]())
    names: list[str] = []
    for field in attrs.fields(cls):
        kind = field.metadata.get("kind")
        wordy = kind is not None and getattr(kind, "name", "") in _WORDS
        if not field.metadata.get("where") and field.name not in told and (not wordy or field.name in felt):
            names.append(field.name)
    return tuple(names)


def _bare(value: Any) -> Any:
    """The value as plain tuples, texts and numbers, without words and places."""
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, Effect):
        return (value.target, value.op, value.amount.text)
    if isinstance(value, Order):
        return (value.lever, value.step, value.value)
    cls = cast(type[Any], type(value))
    if attrs.has(cls):
        return tuple((name, _bare(getattr(value, name))) for name in _logic_fields(cls))
    if isinstance(value, Mapping):
        items = cast(Mapping[str, Any], value).items()
        return tuple(sorted((k, _bare(v)) for k, v in items))
    if isinstance(value, tuple):
        return tuple(_bare(v) for v in cast(tuple[Any, ...], value))
    if isinstance(value, Enum):
        return str(value.value)
    return value
