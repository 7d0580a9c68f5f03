"""The chain of desks, `chain.yaml` beside the scenarios, and what each leaves on paper, `leaves.yaml` in each.

A desk leaves traces, each one word out of a short list, read at the end of its run. The chain's order is the order of
the file; playing one scenario alone reads none of this.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from math import prod
from pathlib import Path

from attrs import frozen

from game.script.checker import Kind, Scope, check
from game.script.faults import Faults, Place, nearest
from game.script.files import read_list, read_one
from game.script.model import Scenario, Source
from game.script.scenes import sources
from game.script.shapes import DATE, FORMULA, IDENT, TEXT, YES_NO, Formula, key, many, one_of, where

BIBLIOGRAPHY, CHAIN, LEAVES = "bibliography.yaml", "chain.yaml", "leaves.yaml"
MOST_BITS = 40
MOST_DESKS = 12


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
    sources: tuple[str, ...] = key(sources, "keys of the bibliography", default=())
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


def check_chain(stories: Path, faults: Faults) -> None:
    """Everything `check` asks of the chain itself: its order, its scenarios, the sources of the years between."""
    chain, before = read_chain(stories, faults), ""
    known = {s.id for s in read_list(stories / BIBLIOGRAPHY, Source, faults)} if chain.desks else set[str]()
    if chain.begin_with and chain.begin_with not in {link.id for link in chain.desks}:
        faults.add("unknown-desk", chain.place, f"`{chain.begin_with}` is no desk of this chain")
    if len(chain.desks) > MOST_DESKS:
        faults.add("range", chain.place, f"a chain has at most {MOST_DESKS} desks")
    for link in chain.desks:
        if not (stories / link.id / "scenario.yaml").is_file():
            faults.add("no-scenario", link.place, f"there is no scenario `{link.id}` here", "name a folder beside it")
        if link.begins > link.ends or link.begins < before:
            faults.add("date-order", link.place, f"`{link.id}` is out of the order of dates")
        before = link.begins
        for name in link.sources:
            if name not in known:
                faults.add("unknown-source", link.place, f"`{name}` is not a source here", nearest(name, known))
        if link.between and not link.sources:
            faults.add("unsourced", link.place, f"the years after `{link.id}` are told without a source")
    _twice(((link.id, link.place) for link in chain.desks), "desk", faults)
    room = 1
    for link in chain.desks:
        leaves = read_leaves(stories / link.id, Faults())  # its own faults are told where it is checked
        if leaves is not None:
            room *= 1 + prod(len(trace.values) for trace in leaves.carries)
    if (room - 1).bit_length() > MOST_BITS:
        hint = f"{(room - 1).bit_length()} bits are more than {MOST_BITS}; leave fewer traces, or fewer words"
        faults.add("file-too-large", chain.place, "the files of this chain do not fit a code", hint)


def read_leaves(folder: Path, faults: Faults) -> Leaves | None:
    """What the desk of a scenario leaves; None if it leaves nothing. Noted: what no file could hold."""
    if not (folder / LEAVES).exists():
        return None
    leaves = read_one(folder / LEAVES, Leaves, faults)
    for trace in leaves.carries if leaves else ():
        if len([v for v in trace.values if v.usual]) != 1 or len(trace.values) < 2:
            faults.add("bad-trace", trace.place, f"`{trace.id}` needs two words or more, one of them `usual: yes`")
            return None
        _twice(((v.id, v.place) for v in trace.values), "value", faults)
    _twice(((t.id, t.place) for t in leaves.carries) if leaves else (), "carry", faults)
    return leaves


def check_chained(folder: Path, scenario: Scenario, scope: Scope, faults: Faults) -> None:
    """Everything `check` asks of a scenario as a desk of a chain: what it leaves, and what it takes."""
    leaves = read_leaves(folder, faults)
    if leaves is not None:
        check_leaves(leaves, scope, faults)
    check_taken(scenario, folder.parent, faults)


def check_leaves(leaves: Leaves, scope: Scope, faults: Faults) -> None:
    """Whether what a desk leaves can be read at the end of its run."""
    for trace in leaves.carries:
        for word in trace.values:
            if "{" in word.say:
                hint = "a file carries the word alone: say it without figures and without {if}"
                faults.add("bad-trace", word.place, f"`{word.id}` cannot be said like this", hint)
            if word.when is not None:
                check(word.when.expr, scope, word.when.place, faults, Kind.CONDITION)
            elif not word.usual:
                faults.add("never-holds", word.place, f"`{word.id}` is neither usual nor has a `when`", "say when")


def check_taken(scenario: Scenario, stories: Path, faults: Faults) -> None:
    """Whether what a scenario takes from a file is what an earlier desk leaves there, word for word."""
    takers = [v for v in scenario.figures.variables if v.carried]
    if not takers:
        return
    chain = read_chain(stories, faults)
    order = [link.id for link in chain.desks]
    earlier = order[: order.index(scenario.id)] if scenario.id in order else order
    for variable in takers:
        desk, _, trace = variable.carried.partition(".")
        hint = nearest(desk, earlier) or "earlier in chain.yaml: " + (", ".join(earlier) or "none")
        if desk not in earlier:
            faults.add("unknown-desk", variable.place, f"`{desk}` is no earlier desk of the chain", hint)
            continue
        if not trace:
            if variable.kind != "flag" or variable.starts != "no":
                faults.add("wrong-type", variable.place, f"`{variable.id}` asks whether a desk is in the file",
                           "make it a flag that starts as no")
            continue
        leaves = read_leaves(stories / desk, faults)
        line = next((t for t in leaves.carries if t.id == trace), None) if leaves else None
        if line is None:
            known = [t.id for t in leaves.carries] if leaves else []
            faults.add("unknown-trace", variable.place, f"`{desk}` leaves no `{trace}`", nearest(trace, known))
        elif tuple(v.id for v in line.values) != variable.words or line.usual.id != variable.starts:
            words = ", ".join(v.id for v in line.values)
            faults.add("other-words", variable.place, f"`{variable.id}` is not as `{desk}` leaves it",
                       f"words: [{words}], starts: {line.usual.id}")


def _twice(names: Iterable[tuple[str, Place]], what: str, faults: Faults) -> None:
    seen: set[str] = set()
    for name, place in names:
        if name in seen:
            faults.add("declared-twice", place, f"there are two {what}s called `{name}`", "an id is used once")
        seen.add(name)
