"""What one lesson can show of a scenario, its debrief included: for a translator who has one evening.

Nothing is guessed: left out is only what cannot come, because the lesson keeps no such scene, ends before its turn, has
last pages of its own, says it in a shorter text, or brings nothing that its condition asks for.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from attrs import evolve, frozen

from game.script.header import Cut
from game.script.model import Scenario
from game.script.prose import Prose
from game.script.scenes import Choice, Scene, Step
from game.script.text.possible import Possible, possible, pruned

P = TypeVar("P", Choice, Step)
T = TypeVar("T")


@frozen
class Needed:
    """The scenario as a lesson shows it, and what is possible in it; None for a whole run."""

    scenario: Scenario
    possible: Possible | None = None

    def of(self, value: T) -> T:
        """Another part of the story, without what cannot come."""
        return value if self.possible is None else pruned(value, self.possible)


def for_cut(scenario: Scenario, name: str) -> Needed:
    """The scenario with only what a lesson can show; all of it for no name."""
    cut = next((c for c in scenario.header.cuts if c.id == name), None)
    if cut is None:
        return Needed(scenario)
    before = next((c for c in scenario.header.cuts if c.id == cut.continues), None)
    chain = tuple(c for c in (before, cut) if c is not None)
    turns = _turns(scenario, chain)
    kept = {n for c in chain for n in c.keep}
    signed = {item.scene for c in chain for item in c.earlier}
    open_ = possible(scenario, frozenset(kept | signed), turns[-1])
    header = evolve(scenario.header, cuts=tuple(c for c in scenario.header.cuts if c in chain))
    scenes = tuple(_scene(s, turns, s.id in kept) for s in scenario.scenes if s.id in kept | signed)
    own = scenario.endings.of(cut.id)
    of_run = bool(own) and own[0] in scenario.endings.parts
    endings = evolve(scenario.endings, parts=own if of_run else (), cut_parts=() if of_run else own)
    found = Needed(scenario, open_)
    shown = evolve(
        scenario,
        header=header,
        scenes=found.of(scenes),
        endings=found.of(endings),
        people=found.of(scenario.people),
        debrief=found.of(scenario.debrief),
    )
    return evolve(found, scenario=shown)


def _turns(scenario: Scenario, chain: tuple[Cut, ...]) -> tuple[str, ...]:
    """The turns a lesson plays or runs through."""
    order = [t.id for t in scenario.header.turns]
    first, last = chain[0].first, chain[-1].runs_on_to or chain[-1].last
    if first not in order or last not in order:
        return tuple(order)
    return tuple(order[order.index(first) : order.index(last) + 1])


def _scene(scene: Scene, turns: Collection[str], comes: bool) -> Scene:
    """A scene as a lesson tells it; of one that was signed before it began, what the debrief names."""
    empty = Prose()
    choices = tuple(_part(c, turns, comes) for c in scene.choices)
    fields = tuple(evolve(f, steps=tuple(_part(s, turns, comes) for s in f.steps)) for f in scene.fields)
    found = evolve(scene, choices=choices, fields=fields)
    if not comes:
        return evolve(found, text=empty, brief=None, summary=None, after=None, brief_after=None, note="")
    if scene.brief is not None:
        found = evolve(found, text=empty)
    if scene.brief_after is not None:
        found = evolve(found, after=None)
    return found


def _part(part: P, turns: Collection[str], comes: bool) -> P:
    later = tuple(item for item in part.later if item.turn in turns)
    if not comes:
        return evolve(part, after=Prose(), brief_after=None, locked=None, later=later)
    return evolve(part, after=Prose() if part.brief_after is not None else part.after, later=later)
