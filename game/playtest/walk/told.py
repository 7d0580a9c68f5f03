"""What a walk found as one frozen value, with a run code for every play; each is replayed before it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from game.engine.faults import RunFault
from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.walk.broad import endings_of
from game.playtest.walk.cells import named_parts
from game.playtest.walk.clauses import because
from game.playtest.walk.explore import Exploring
from game.playtest.walk.found import Digits, Ending, Item, Status, Target, Walk, What
from game.script.faults import Place
from game.session.runcode import encode


def told(exploring: Exploring) -> Walk:
    """The walk, told."""
    found, program = exploring.found, exploring.program
    targets = exploring.targets()
    plays = {target: found.reached[target] for target in targets if target in found.reached}
    runs = dict(_replayed(exploring, {*plays.values(), *found.stops.values()}))
    for target, digits in plays.items():
        if not _reaches(runs[digits], target):
            raise RuntimeError(f"the walk reached {target[1]}, and the engine does not")
    places = dict(_places(program, exploring))
    items = tuple(
        Item(
            what=target[0],
            name=target[1],
            status=_status(exploring, target),
            code=encode(runs[plays[target]]) if target in plays else "",
            decisions=len(plays.get(target, ())),
            because=_because(exploring, target),
            place=_shown(places.get(target)),
        )
        for target in targets
    )
    whole = found.whole and not exploring.interrupted
    return Walk(
        scenario=program.scenario.id,
        title=program.scenario.header.title,
        cut=exploring.cut.id if exploring.cut else "",
        seed=exploring.seed,
        whole=whole,
        how=exploring.how,
        why_not="" if whole else "it was interrupted" if exploring.interrupted else found.why_not,
        states=found.states,
        moves=found.moves,
        plays=found.plays,
        longest=found.longest,
        paths=found.ends.paths + found.broken.paths if whole else 0,
        seconds=round(exploring.seconds, 2),
        interrupted=exploring.interrupted,
        items=items,
        endings=tuple(_counted(exploring, What.ENDING)) if whole else (),
        fates=tuple(_counted(exploring, What.FATE)) if whole else (),
        stops=tuple((why, encode(runs[digits])) for why, digits in found.stops.items()),
        left_out=len(program.scenario.scenes) - len(exploring.alive.course.scenes),
        notes=(exploring.slow_because,) if exploring.slow_because else (),
    )


def _shown(place: Place | None) -> str:
    return f"{place.file}:{place.line}:{place.column}" if place is not None else ""


def _status(exploring: Exploring, target: Target) -> Status:
    if target in exploring.found.reached:
        return Status.REACHED
    return Status.IMPOSSIBLE if exploring.found.whole else Status.NOT_REACHED


def _because(exploring: Exploring, target: Target) -> str:
    found = exploring.found
    if target in found.reached or not found.whole:
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


def _replayed(exploring: Exploring, plays: Iterable[Digits]) -> Iterator[tuple[Digits, Run]]:
    """The run of each play; what plays have in common is played once."""
    cut = exploring.cut.id if exploring.cut else ""
    stack = [begin(exploring.program, exploring.seed, cut)]
    before: Digits = ()
    for digits in sorted(plays):
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
        yield digits, stack[-1]


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
