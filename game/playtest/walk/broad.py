"""The reference walk: layer by layer, one decision deeper each time, on forks of real runs; equal states merge.

It knows every kind of story, for it asks the engine for everything. The fast walk is held to it by a property test.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Protocol

from attrs import define

from game.engine.faults import RunFault
from game.engine.memory import Decision
from game.engine.pending import Pending
from game.engine.run import Run
from game.playtest.coverage import names_of
from game.playtest.walk.found import Digits, Found, Target, What
from game.playtest.walk.key import Key, Keys
from game.session.last_pages import ending_of, fate_of, parts_of

Tell = Callable[[Found, int], bool]  # told what was found and how wide the layer is; asked whether to stop


@define
class Node:
    """A state of the layer: one run that stands in it, how many paths lead to it, and how likely it is."""

    run: Run
    paths: int
    chance: Fraction


class Watcher(Protocol):
    """Looks on while a run decides."""

    def watch(self, run: Run) -> None: ...
    def waits(self, run: Run) -> None: ...


def walk(start: Run, keys: Keys, found: Found, tell: Tell, widest: int, watcher: Watcher | None = None) -> None:
    """Walk on from a run until nothing is left, a layer is wider than `widest`, or `tell` says stop."""
    note_start(start, found)
    layer = [Node(start, 1, Fraction(1))] if start.pending is not None else []
    found.states += len(layer)
    if start.ended:
        note_end(start, found, 1, Fraction(1))
    while layer:
        deeper: dict[Key, Node] = {}
        for node in layer:
            if tell(found, len(deeper)):
                return
            if len(deeper) > widest:
                found.why_not = f"more than {widest:,} states lie {found.longest + 1} decisions deep"
                return
            _step(node, keys, found, deeper, watcher)
        layer = list(deeper.values())
        found.states += len(layer)
        found.longest += 1
    found.whole = True


def _step(node: Node, keys: Keys, found: Found, deeper: dict[Key, Node], watcher: Watcher | None) -> None:
    """Every answer that lies open, taken."""
    pending = node.run.pending
    assert pending is not None
    answers = pending.choices_open()
    chance = node.chance / len(answers)
    for decision in answers:
        run = taken(node.run, pending, decision, found, watcher)
        if run is None:
            found.broken.add(node.paths, chance)
        elif run.ended:
            note_end(run, found, node.paths, chance)
        else:
            key = keys.key(run)
            same = deeper.get(key)
            if same is None:
                deeper[key] = Node(run, node.paths, chance)
            else:
                same.paths += node.paths
                same.chance += chance


def taken(
    before: Run, pending: Pending, decision: Decision, found: Found, watcher: Watcher | None = None
) -> Run | None:
    """The run that follows, and what it reached; None where the story breaks off."""
    run = before.fork()
    found.moves += 1
    if watcher is not None:
        watcher.watch(run)
    try:
        run.decide(decision)
    except RunFault as fault:
        note_choices(pending, decision, digits_of(run), found)
        found.stops.setdefault(str(fault), digits_of(run))
        return None
    if watcher is not None:
        watcher.waits(run)
    digits = digits_of(run)
    note_choices(pending, decision, digits, found)
    if len(run.memory.last) > len(before.memory.last):
        for scene in run.memory.last.keys() - before.memory.last.keys():
            found.reach((What.SCENE, scene), digits)
    return run


def digits_of(run: Run) -> Digits:
    """The decisions of a run as the digits of its code."""
    return tuple(digit for digit, _ in run.digits)


def note_start(run: Run, found: Found) -> None:
    """What is there before anything is signed."""
    for scene in run.memory.last:
        found.reach((What.SCENE, scene), digits_of(run))


def note_choices(pending: Pending, decision: Decision, digits: Digits, found: Found) -> None:
    """The answers that were signed."""
    for names, row, pick in zip(names_of(pending.scene), pending.rows(), decision.picks, strict=False):
        found.reach((What.CHOICE, next(n for n, p in zip(names, row, strict=True) if p.id == pick)), digits)


def endings_of(run: Run) -> list[Target]:
    """The endings and the fates an ended run comes to."""
    ends = [(What.ENDING, f"{part.id}.{ending_of(run, part).id}") for part in parts_of(run)]
    return ends + [(What.FATE, f"{p.id}.{fate_of(run, p.fates).id}") for p in run.program.scenario.people]


def note_end(run: Run, found: Found, paths: int, chance: Fraction) -> None:
    """A play has come to its end, by so many paths."""
    found.ends.add(paths, chance)
    for target in endings_of(run):
        found.reach(target, digits_of(run))
        found.tally(target, paths, chance)
