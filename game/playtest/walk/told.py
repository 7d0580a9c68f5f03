"""What a walk found as one frozen value, with a run code for every play; each is replayed before it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TypeAlias

from game.engine.faults import RunFault
from game.engine.program import Program
from game.engine.run import Run
from game.playtest.walk.broad import endings_of
from game.playtest.walk.cells import named_parts
from game.playtest.walk.clauses import because
from game.playtest.walk.explore import Exploring, beginning
from game.playtest.walk.found import Digits, Ending, Item, Status, Target, Walk, What
from game.script.faults import Place
from game.session.runcode import encode

Play: TypeAlias = tuple[int, Digits]  # a seed and the decisions


def told(exploring: Exploring) -> Walk:
    """The walk, told."""
    found, program = exploring.found, exploring.program
    targets = exploring.targets()
    plays = {target: (exploring.seed, found.reached[target]) for target in targets if target in found.reached}
    plays.update((target, play) for target, play in exploring.elsewhere.items() if target not in plays)
    stops = {why: (exploring.seed, digits) for why, digits in found.stops.items()}
    runs = dict(_replayed(exploring, {*plays.values(), *stops.values()}))
    for target, play in plays.items():
        if not _reaches(runs[play], target):
            raise RuntimeError(f"the walk reached {target[1]}, and the engine does not")
    places = dict(_places(program, exploring))
    whole = found.whole and not exploring.interrupted
    return Walk(
        scenario=program.scenario.id,
        title=program.scenario.header.title,
        cut=exploring.cut.id if exploring.cut else "",
        seed=exploring.seed,
        whole=found.whole,
        how=exploring.how,
        why_not="" if found.whole else "it was interrupted" if exploring.interrupted else found.why_not,
        states=found.states,
        moves=found.moves,
        plays=found.plays,
        longest=found.longest,
        paths=found.ends.paths + found.broken.paths if found.whole else 0,
        seconds=round(exploring.seconds, 2),
        interrupted=exploring.interrupted,
        items=tuple(_item(exploring, target, plays.get(target), runs, places.get(target)) for target in targets),
        endings=tuple(_counted(exploring, What.ENDING)) if whole else (),
        fates=tuple(_counted(exploring, What.FATE)) if whole else (),
        stops=tuple((why, encode(runs[play])) for why, play in stops.items()),
        left_out=len(program.scenario.scenes) - len(exploring.alive.course.scenes),
        chance=exploring.chance,
        file=bool(exploring.start().carried),
        notes=(exploring.slow_because,) if exploring.slow_because else (),
    )


def _item(exploring: Exploring, target: Target, play: Play | None, runs: dict[Play, Run], place: Place | None) -> Item:
    status = _status(exploring, target)
    return Item(
        what=target[0],
        name=target[1],
        status=status,
        code=encode(runs[play]) if play else "",
        decisions=len(play[1]) if play else 0,
        seed=play[0] if play and play[0] != exploring.seed else None,
        because="" if status is Status.REACHED else _because(exploring, target),
        place=_shown(place),
    )


def _shown(place: Place | None) -> str:
    return f"{place.file}:{place.line}:{place.column}" if place is not None else ""


def _status(exploring: Exploring, target: Target) -> Status:
    """What is reached with another seed is reached in a legal play, too."""
    found = exploring.found
    if target in found.reached or (target in exploring.elsewhere and not found.whole):
        return Status.REACHED
    return Status.IMPOSSIBLE if found.whole or target in exploring.ruled_out else Status.NOT_REACHED


def _because(exploring: Exploring, target: Target) -> str:
    found = exploring.found
    if target in exploring.ruled_out:
        return exploring.ruled_out[target]
    if not found.whole:
        return ""
    if exploring.held is None:
        return "no legal play reaches it; why was not looked into to the end"
    reached = exploring.held | found.reached.keys()
    return because(exploring.program, target, exploring.asked.get(target, ()), reached)


def _counted(exploring: Exploring, what: What) -> Iterator[Ending]:
    for target in exploring.targets():
        tally = exploring.found.tallies.get(target)
        if target[0] is what and tally is not None:
            yield Ending(target[1], tally.paths, tally.chance)


def _replayed(exploring: Exploring, plays: Iterable[Play]) -> Iterator[tuple[Play, Run]]:
    """The run of each play; what plays have in common is played once."""
    stack: list[Run] = []
    of, before = -1, tuple[int, ...]()
    for seed, digits in sorted(plays):
        if seed != of:
            stack, of, before = [beginning(exploring.program, seed, exploring.cut, past=False)], seed, ()
        shared = next((n for n, (a, b) in enumerate(zip(before, digits, strict=False)) if a != b), None)
        del stack[1 + (min(len(before), len(digits)) if shared is None else shared) :]
        for digit in digits[len(stack) - 1 :]:
            run = stack[-1].fork()
            if run.pending is None:
                raise RuntimeError("a play of the walk goes on after its end")
            with suppress(RunFault):  # a play that breaks off is told with the decision that broke it
                run.decide(run.pending.at(digit))
            stack.append(run)
        before = digits
        yield (seed, digits), stack[-1]


def _reaches(run: Run, target: Target) -> bool:
    what, name = target
    match what:
        case What.SCENE:
            return name in run.memory.last
        case What.CHOICE:
            return name in run.memory.signed
        case _:
            return run.ended and target in endings_of(run)


def _places(program: Program, exploring: Exploring) -> Iterator[tuple[Target, Place]]:
    scenario, cut = program.scenario, exploring.cut
    for scene in exploring.alive.course.scenes.values():
        yield (What.SCENE, scene.id), scene.place
        for name, part in named_parts(scene):
            yield (What.CHOICE, name), part.place
    for part in scenario.endings.of(cut.id if cut else ""):
        for ending in part.endings:
            yield (What.ENDING, f"{part.id}.{ending.id}"), ending.place
    for person in scenario.people:
        for fate in person.fates:
            yield (What.FATE, f"{person.id}.{fate.id}"), fate.place
