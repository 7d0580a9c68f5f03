"""What `check` asks of the chain of desks, of what each leaves on paper, and of what a later one takes from there."""

from __future__ import annotations

from math import prod
from pathlib import Path

from game.script.chain import MOST_BITS, Leaves, read_chain, read_leaves
from game.script.checker import Kind, Scope, check
from game.script.faults import Faults, nearest
from game.script.files import read_list
from game.script.model import Scenario, Source

BIBLIOGRAPHY = "bibliography.yaml"
MOST_DESKS = 12


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
    faults.twice(((link.id, link.place) for link in chain.desks), "desk")
    room = 1
    for link in chain.desks:
        leaves = read_leaves(stories / link.id, Faults())  # its own faults are told where it is checked
        if leaves is not None:
            room *= 1 + prod(len(trace.values) for trace in leaves.carries)
    if (room - 1).bit_length() > MOST_BITS:
        hint = f"{(room - 1).bit_length()} bits are more than {MOST_BITS}; leave fewer traces, or fewer words"
        faults.add("file-too-large", chain.place, "the files of this chain do not fit a code", hint)


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
