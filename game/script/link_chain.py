"""What `check` asks of the chain of desks, of what each leaves on paper, and of what a later one takes from there."""

from __future__ import annotations

from math import prod
from pathlib import Path

from game.script.chain import MOST_BITS, Leaves, read_chain, read_leaves
from game.script.checker import Kind, Scope, check
from game.script.faults import Faults, nearest
from game.script.files import read_list
from game.script.model import Scenario, Source
from game.script.within import within

BIBLIOGRAPHY = "bibliography.yaml"
MOST_DESKS = 12


def check_chain(stories: Path, faults: Faults) -> None:
    """Everything `check` asks of the chain itself: its order, its scenarios, the sources of the years between."""
    chain, before = read_chain(stories, faults), ""
    known = {s.id for s in read_list(stories / BIBLIOGRAPHY, Source, faults)} if chain.desks else set[str]()
    if chain.begin_with and chain.begin_with not in {link.id for link in chain.desks}:
        faults.add("unknown-desk", within(chain.place, "begin_with"), "chain", name=chain.begin_with)
    if len(chain.desks) > MOST_DESKS:
        faults.add("range", chain.place, "chain", most=MOST_DESKS)
    for link in chain.desks:
        if not (stories / link.id / "scenario.yaml").is_file():
            faults.add("no-scenario", within(link.place, "desk"), "chain", name=link.id)
        if link.begins > link.ends or link.begins < before:
            faults.add("date-order", within(link.place, "begins"), id=link.id)
        before = link.begins
        for name in link.sources:
            if name not in known:
                faults.add("unknown-source", within(link.place, "sources", name), name=name, hint=nearest(name, known))
        if link.between and not link.sources:
            faults.add("unsourced", link.place, id=link.id)
    faults.twice(((link.id, link.place) for link in chain.desks), "desk")
    room = 1
    for link in chain.desks:
        leaves = read_leaves(stories / link.id, Faults())  # its own faults are told where it is checked
        if leaves is not None:
            room *= 1 + prod(len(trace.values) for trace in leaves.carries)
    if (room - 1).bit_length() > MOST_BITS:
        faults.add("file-too-large", chain.place, bits=(room - 1).bit_length(), most=MOST_BITS)


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
                faults.add("bad-trace", within(word.place, "say"), "figures", id=word.id)
            if word.when is not None:
                check(word.when.expr, scope, word.when.place, faults, Kind.CONDITION)
            elif not word.usual:
                faults.add("bad-trace", word.place, "never", id=word.id)


def check_taken(scenario: Scenario, stories: Path, faults: Faults) -> None:
    """Whether what a scenario takes from a file is what an earlier desk leaves there, word for word."""
    takers = [v for v in scenario.figures.variables if v.carried]
    if not takers:
        return
    chain = read_chain(stories, faults)
    order = [link.id for link in chain.desks]
    if not order:
        return  # it stands alone: no other desk is here to hold its words against
    earlier = order[: order.index(scenario.id)] if scenario.id in order else order
    for variable in takers:
        desk, _, trace = variable.carried.partition(".")
        hint = nearest(desk, earlier) or "earlier in chain.yaml: " + (", ".join(earlier) or "none")
        if desk not in earlier:
            faults.add("unknown-desk", within(variable.place, "carried"), "earlier", name=desk, hint=hint)
            continue
        if not trace:
            if variable.kind != "flag" or variable.starts != "no":
                faults.add("wrong-type", variable.place, "carried", id=variable.id)
            continue
        leaves = read_leaves(stories / desk, faults)
        line = next((t for t in leaves.carries if t.id == trace), None) if leaves else None
        if line is None:
            known = [t.id for t in leaves.carries] if leaves else []
            at = within(variable.place, "carried")
            faults.add("unknown-trace", at, desk=desk, name=trace, hint=nearest(trace, known))
        elif tuple(v.id for v in line.values) != variable.words or line.usual.id != variable.starts:
            words = ", ".join(v.id for v in line.values)
            at = within(variable.place, "starts" if variable.words == tuple(v.id for v in line.values) else "words")
            faults.add("other-words", at, id=variable.id, desk=desk, words=words, starts=line.usual.id)
