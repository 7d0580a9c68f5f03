"""A checked scenario as bytes and back: for the cache of the machine that checked it, never for exchange.

The bytes are a pickle, because nothing else that Python has makes ten thousand scenes again in half a second; but one
that can only make values. What is read back may name the value classes and enumerations of this room and no other
thing, so that even a forged file makes a story, and runs nothing. A sum over the whole stands before it: a file that is
torn or rotten is refused, whatever is wrong with it, and never half believed.

Scenes stand apart from the rest, some to a portion, and a portion is made when one of its scenes is first asked for.
"""

from __future__ import annotations

import io
import pickle
import struct
import sys
import zlib
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

import attrs

from game.script import model
from game.script.checker import Scope
from game.script.faults import Place
from game.script.loaded import Loaded
from game.script.logic import known_hash, logic_hash
from game.script.model import Scenario
from game.script.portions import A_PORTION, Paths, StoredScenes, row
from game.script.trail import Along

MAGIC = b"checked scenario 1\n"
_LENGTHS = struct.Struct("<II")  # the sum, and how long what is not scenes is
_ROOM = model.__name__.rpartition(".")[0]
_VALUES = "aftermath checker faults header model orders people prose scenes shapes syntax world".split()  # noqa: SIM905


class Unfit(Exception):  # noqa: N818 - never shown: whoever reads a cache goes on without it
    """These bytes are not a scenario that was stored by this version."""


def store(loaded: Loaded) -> bytes:
    """A scenario that was read and linked without a fault."""
    scenario, scope = loaded.scenario, loaded.scope
    scenes = tuple(scenario.scenes)
    portions = [_dumped(scenes[n : n + A_PORTION]) for n in range(0, len(scenes), A_PORTION)]
    frame = attrs.evolve(scenario, scenes=())
    names = attrs.evolve(scope, scenes={})
    lengths = tuple(len(portion) for portion in portions)
    head = _dumped((frame, names, tuple(map(row, scenes)), lengths, logic_hash(scenario)))
    body = b"".join((head, *portions))
    return b"".join((MAGIC, _LENGTHS.pack(zlib.crc32(body), len(head)), body))


def restore(data: bytes) -> Loaded:
    """The scenario of stored bytes. Raises Unfit."""
    begins = len(MAGIC) + _LENGTHS.size
    if not data.startswith(MAGIC) or len(data) < begins:
        raise Unfit
    total, length = _LENGTHS.unpack_from(data, len(MAGIC))
    body = memoryview(data)[begins:]
    if zlib.crc32(body) != total:
        raise Unfit
    try:
        frame, names, rows, lengths, logic = _loaded(body[:length])
        scenes = StoredScenes(rows, body[length:], lengths, _loaded)
        scenario: Scenario = attrs.evolve(frame, scenes=scenes)
        scope: Scope = attrs.evolve(names, scenes=Paths(scenes))
    except Exception as error:  # a pickle may fail in any way, and none is worth more than the others
        raise Unfit from error
    known_hash(scenario, logic)
    return Loaded(scenario, scope)


# values to bytes and back


@cache
def _names(cls: type[Any]) -> tuple[str, ...]:
    """The attributes of a value class as its maker calls them."""
    return tuple(f.alias for f in attrs.fields(cls))


def make(cls: type[Any], *values: Any) -> Any:
    """A value of a class whose attributes are given by name."""
    return cls(**dict(zip(_names(cls), values, strict=True)))


def _taken_apart(cls: type[Any]) -> Callable[[Any], tuple[Any, tuple[Any, ...]]]:
    """What writes a value of a class: the class and its attributes."""
    names = [f.name for f in attrs.fields(cls)]
    if any(f.kw_only for f in attrs.fields(cls)):
        return lambda value: (make, (cls, *(getattr(value, name) for name in names)))
    if len(names) == 1:
        return lambda value: (cls, (getattr(value, names[0]),))
    values = attrgetter(*names)
    return lambda value: (cls, values(value))


@cache
def _writers() -> Mapping[type[Any], Callable[[Any], Any]]:
    """What writes the values of each class. Of a place stays what a fault of a run says of it: file, line, column."""
    found = {cls: _taken_apart(cls) for cls in _allowed().values() if attrs.has(cls)}
    return {**found, Place: _place, Along: _place}


def _place(place: Place) -> tuple[Any, ...]:
    return Place, (place.file, place.line, place.column)


@cache
def _allowed() -> Mapping[tuple[str, str], Any]:
    """All that stored bytes may name."""
    found: dict[tuple[str, str], Any] = {(__name__, "make"): make}
    for name in _VALUES:
        module = f"{_ROOM}.{name}"
        for word, value in vars(sys.modules[module]).items():
            if isinstance(value, type) and value.__module__ == module and (attrs.has(value) or issubclass(value, Enum)):
                found[module, word] = value
    return found


class _Unpickler(pickle.Unpickler):
    """Makes values, and nothing else."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        """A class that may be named. Raises UnpicklingError for anything else."""
        try:
            return _allowed()[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError from None


def _dumped(value: Any) -> bytes:
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _writers()
    pickler.dump(value)
    return out.getvalue()


def _loaded(data: memoryview) -> Any:
    return _Unpickler(io.BytesIO(data)).load()
