"""The chain of desks, `chain.yaml` beside the scenarios, and what each leaves on paper, `leaves.yaml` in each.

A desk leaves traces, each one word out of a short list, read at the end of its run. The chain's order is the order of
the file; playing one scenario alone reads none of this. What `check` asks of both is in `link_chain`.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from attrs import frozen

from game.script.faults import Faults, Place
from game.script.files import read_one
from game.script.shapes import DATE, FORMULA, IDENT, TEXT, YES_NO, Formula, key, many, one_of, where

CHAIN, LEAVES = "chain.yaml", "leaves.yaml"
MOST_BITS = 40


class TraceKind(StrEnum):
    """What a trace tells of: it is where the readable file puts it."""

    POST = "post"
    SIGNED = "signed"
    PROTECTED = "protected"
    HARMED = "harmed"
    FILE = "file"


@frozen
class TraceWord:
    """One thing a trace may say."""

    id: str = key(IDENT, "its word", name="value")
    say: str = key(TEXT, "the same in a sentence, for the file")
    when: Formula | None = key(FORMULA, "if this holds at the end of the run", default=None)
    usual: bool = key(YES_NO, "what is so where no file is carried, or nothing else holds", default=False)
    kind: TraceKind | None = key(one_of(TraceKind), "where this word belongs, if elsewhere", default=None)
    place: Place = where()


@frozen
class TraceLine:
    """Something a desk leaves: one word out of a list."""

    id: str = key(IDENT, "its id", name="carry")
    label: str = key(TEXT, "what it is")
    kind: TraceKind = key(one_of(TraceKind), "post, signed, protected, harmed or file")
    values: tuple[TraceWord, ...] = key(many(TraceWord), "the words, the first that holds")
    place: Place = where()

    @property
    def usual(self) -> TraceWord:
        """What is so where no file is carried."""
        return next(v for v in self.values if v.usual)

    def word(self, name: str) -> TraceWord:
        """A word by its id; the usual one if there is none of that name."""
        return next((v for v in self.values if v.id == name), self.usual)


@frozen
class Leaves:
    """`leaves.yaml`."""

    desk: str = key(TEXT, "whose desk it was, and where")
    post: str = key(TEXT, "the posts held there")
    dates: str = key(TEXT, "from when to when")
    usual: str = key(TEXT, "the past that is taken where no file is carried")
    carries: tuple[TraceLine, ...] = key(many(TraceLine), "what is left")
    place: Place = where()


@frozen
class Link:
    """One desk of the chain."""

    id: str = key(IDENT, "its scenario", name="desk")
    dates: str = key(TEXT, "from when to when")
    begins: str = key(DATE, "when it begins: 1957-09")
    ends: str = key(DATE, "when it ends: 1962-08")
    who: str = key(TEXT, "who sits there")
    passes: str = key(TEXT, "what goes on from here to the next desk", default="")
    between: str = key(TEXT, "the years until the next desk, told before it", default="")
    sources: tuple[str, ...] = key(many(IDENT), "keys of the bibliography", default=())
    place: Place = where()


@frozen
class Chain:
    """`chain.yaml`."""

    title: str = key(TEXT, "its title", default="")
    say: str = key(TEXT, "what it is", default="")
    begin_with: str = key(IDENT, "the scenario that is opened where none is named", default="")
    desks: tuple[Link, ...] = key(many(Link), "the desks in the order of their dates", default=())
    place: Place = where()


def read_chain(stories: Path, faults: Faults) -> Chain:
    """The chain of a folder of scenarios; an empty one where there is none."""
    return read_one(stories / CHAIN, Chain, faults, Chain()) or Chain()


def read_leaves(folder: Path, faults: Faults) -> Leaves | None:
    """What the desk of a scenario leaves; None if it leaves nothing. Noted: what no file could hold."""
    if not (folder / LEAVES).exists():
        return None
    leaves = read_one(folder / LEAVES, Leaves, faults)
    for trace in leaves.carries if leaves else ():
        if len([v for v in trace.values if v.usual]) != 1 or len(trace.values) < 2:
            faults.add("bad-trace", trace.place, id=trace.id)
            return None
        faults.twice(((v.id, v.place) for v in trace.values), "value")
    faults.twice(((t.id, t.place) for t in leaves.carries) if leaves else (), "carry")
    return leaves
