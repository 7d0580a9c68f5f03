"""Which papers come: condition, desk, pin, once, cooldown, priority, and weighted chance among storylets.

Asking changes nothing: every function here reads the run and returns an answer; run.py commits it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import combinations, islice

from attrs import frozen

from game.engine.memory import Memory
from game.engine.program import Program, Values
from game.script.scenes import Scene, SceneKind

PLAN_PRIORITY = 50  # papers at or above it come before the day plan of their beat, signatures below it after
MOST_PLANS = 20
PLAN = "looks."


class Stage(StrEnum):
    """How far a scene got towards the desk."""

    COMES = "comes"
    OTHER_TURN = "not pinned to this turn"
    OTHER_BEAT = "belongs to another part of the turn"
    OTHER_DESK = "comes to another desk"
    LEFT_OUT = "left out of this cut"
    CAME_BEFORE = "has come before"
    TOO_SOON = "came too short a time ago"
    CONDITION = "its condition does not hold"
    NOT_DRAWN = "another paper was drawn"


@frozen
class Where:
    """The moment a question is asked at: which turn, which beat, what has come this turn."""

    program: Program
    seed: int
    index: int
    beat: str
    values: Values
    memory: Memory
    keep: frozenset[str] | None
    came: frozenset[str]


def judge(scene: Scene, at: Where) -> Stage:
    """How far one scene gets on its own merits, storylets' chance apart."""
    program = at.program
    turn = program.turns[at.index].id
    if scene.turns and turn not in scene.turns:
        return Stage.OTHER_TURN
    if at.keep is not None and scene.id not in at.keep:
        return Stage.LEFT_OUT
    if (scene.beat or program.first_beat) != at.beat:
        return Stage.OTHER_BEAT
    if came_before(scene, at):
        return Stage.CAME_BEFORE
    if scene.cooldown and at.memory.since(scene.id) < scene.cooldown:
        return Stage.TOO_SOON
    if scene.desk != "any" and (scene.desk or program.first_desk) != desk_of(program, at.values, at.memory):
        return Stage.OTHER_DESK
    if scene.when is not None and not program.call(scene.when, at.values, at.memory):
        return Stage.CONDITION
    return Stage.COMES


def came_before(scene: Scene, at: Where) -> bool:
    """Whether a scene is done with: it came this turn, or comes but once and has."""
    return scene.id in at.came or (scene.once and scene.id in at.memory.last)


def desk_of(program: Program, values: Values, memory: Memory) -> str:
    """The first desk whose condition holds."""
    for desk in program.scenario.header.desks:
        if program.call(desk.when, values, memory):
            return desk.id
    return program.first_desk


def storylets(at: Where) -> tuple[Scene, ...]:
    """The storylets of a beat: highest priority first, by the turn's order among equals, as many as it still allows."""
    index = at.program.storylet_index
    left = at.program.scenario.header.storylets - index.bits(at.came).bit_count()
    if left <= 0:
        return ()
    bits = index.may_come(at.beat, at.values)
    if at.keep is not None:
        bits &= index.bits(at.keep)
    turn = at.program.turns[at.index].id
    return index.first(bits, left, lambda scene: judge(scene, at) is Stage.COMES, at.seed, turn)


def precedence(scene: Scene) -> tuple[int, str]:
    """What comes first: the highest priority, by id among equals."""
    return -scene.priority, scene.id


def next_scene(candidates: Iterable[Scene], at: Where) -> Scene | None:
    """The scene that comes now, the first by precedence of those that may; quickest where they stand in that order."""
    best: Scene | None = None
    for scene in candidates:
        if came_before(scene, at) or (best is not None and precedence(best) < precedence(scene)):
            continue  # judged cheaply, as most are: it has come, or one that may come goes before it
        if judge(scene, at) is Stage.COMES:
            best = scene
    return best


def leads(at: Where) -> tuple[Scene, ...]:
    """The looks that could be made in this beat, in the story's order."""
    here = at.program.looks_of.get((at.program.turns[at.index].id, at.beat), ())
    return tuple(s for s in here if judge(s, at) is Stage.COMES)


def day_plans(looks: tuple[Scene, ...], days: int) -> tuple[tuple[str, ...], ...]:
    """Every set of looks that fits the days, staying at the desk first; at most 20."""
    looks = tuple(s for s in looks if s.days <= days)
    plans: list[tuple[str, ...]] = []
    for size in range(len(looks) + 1):
        fit = (chosen for chosen in combinations(looks, size) if sum(s.days for s in chosen) <= days)
        found = tuple(islice(fit, MOST_PLANS - len(plans)))
        plans.extend(tuple(s.id for s in chosen) for chosen in found)
        if not found:
            break
    return tuple(plans)


def is_look(scene: Scene) -> bool:
    """Whether a scene is a lead of the day plan rather than a paper."""
    return scene.kind is SceneKind.LOOK
