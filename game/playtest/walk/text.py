"""A walk in words and as data. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from game.playtest.walk.found import Ending, Item, Status, Walk, What

KINDS = ((What.SCENE, "scenes"), (What.CHOICE, "choices"), (What.ENDING, "endings"), (What.FATE, "fates"))
SHOWN = 25  # of what was not reached: so many lines


def lines_of(walk: Walk, *, codes: bool = False) -> Iterator[str]:
    """The report."""
    yield from _head(walk)
    yield from _endings(walk)
    yield ", ".join(f"{name} reached: {_reached(walk, kind)}" for kind, name in KINDS if _of(walk, kind))
    if walk.left_out:
        yield f"  ({walk.left_out} scenes of the story do not belong to what was walked)"
    yield from _missing(walk)
    for why, code in walk.stops:
        yield f"a play breaks off: {why}"
        yield f"  uv run main.py resume {code} --plain"
    if codes:
        yield "shortest plays, by their run codes (`resume CODE` goes on there):"
        for item in walk.items:
            if item.code:
                yield f"  {item.what} {item.name}: {item.code} ({_count(item.decisions, 'decision')})"
    yield _chance(walk)


def _chance(walk: Walk) -> str:
    if not walk.chance:
        return "There is no chance in this story: all this is true of every seed."
    file = "the file that machine plays of this seed carry" if walk.file else "no file carried in"
    return f"Chance is fixed by the seed: this was seed {walk.seed}, with {file}. Another brings other papers."


def _head(walk: Walk) -> Iterator[str]:
    lesson = f", `{walk.cut}`" if walk.cut else ""
    size = f"{walk.states:,} states, {_count(walk.longest, 'decision')} deep"
    if walk.whole:
        yield f"{walk.title}{lesson}: walked whole. {size}, {walk.seconds:.1f} s."
        yield f"{walk.paths:,} different plays, counted exactly; equal states were taken for one."
        return
    yield f"{walk.title}{lesson}: not walked whole, because {walk.why_not}."
    yield f"Tried: {_tried(walk)}, in {walk.seconds:.0f} s. What was reached is certain; the rest is not known."


def _tried(walk: Walk) -> str:
    parts = [f"{walk.states:,} states {walk.longest} decisions deep"]
    if walk.plays:
        parts.append(f"{walk.plays:,} plays, least-visited first")
    if walk.moves:
        parts.append(f"{walk.moves:,} decisions")
    return ", ".join(parts)


def _endings(walk: Walk) -> Iterator[str]:
    if not walk.endings and not walk.fates:
        return
    yield "how plays end, if every answer that lies open is equally likely:"
    width = max(len(e.name) for e in (*walk.endings, *walk.fates))
    most = max(len(f"{e.paths:,}") for e in (*walk.endings, *walk.fates))
    for ending in (*walk.endings, *walk.fates):
        yield f"  {ending.name:<{width}}  {percent(ending.chance):>11}  {ending.paths:>{most},} plays"


def percent(chance: Fraction) -> str:
    """A chance in a hundred, with as many places as it takes to be seen."""
    share = float(chance * 100)
    return f"{share:.4f} %" if share >= 0.001 or not share else f"{share:.1e} %"


def _missing(walk: Walk) -> Iterator[str]:
    seed = f" with seed {walk.seed}" if walk.chance else ""
    for status, head in (
        (Status.IMPOSSIBLE, f"impossible{seed}, whatever is signed:"),
        (Status.NOT_REACHED, f"not reached in {_tried(walk)}:"),
    ):
        items = [item for item in walk.items if item.status is status]
        if items:
            yield head
        for item in items[:SHOWN]:
            why = f": {item.because}" if item.because else ""
            other = f"; but with seed {item.seed}: {item.code}" if item.code else ""
            yield f"  {item.what} {item.name} ({item.place}){why}{other}"
        if len(items) > SHOWN:
            yield f"  and {len(items) - SHOWN} more; `--json` has them all"
    others = [item for item in walk.items if item.seed is not None and item.status is Status.REACHED]
    if others:
        yield f"reached, though not with seed {walk.seed}:"
    yield from (f"  {item.what} {item.name}, with seed {item.seed}: {item.code}" for item in others)


def _of(walk: Walk, kind: What) -> list[Item]:
    return [item for item in walk.items if item.what is kind]


def _reached(walk: Walk, kind: What) -> str:
    items = _of(walk, kind)
    return f"{sum(item.status is Status.REACHED for item in items)} of {len(items)}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def as_data(walk: Walk) -> dict[str, Any]:
    """For `--json`. Counts of paths are texts, since they pass what a JSON reader holds exactly; so are fractions."""
    return {
        "scenario": walk.scenario,
        "cut": walk.cut,
        "seed": walk.seed,
        "whole": walk.whole,
        "how": walk.how,
        "why_not_whole": walk.why_not,
        "why_not_fast": list(walk.notes),
        "states": walk.states,
        "deepest": walk.longest,
        "decisions_tried": walk.moves,
        "guided_plays": walk.plays,
        "seconds": walk.seconds,
        "interrupted": walk.interrupted,
        "plays": str(walk.paths) if walk.whole else None,
        "endings": [_ending(e) for e in walk.endings],
        "fates": [_ending(e) for e in walk.fates],
        "items": [_item(item) for item in walk.items],
        "chance_matters": walk.chance,
        "file_carried": walk.file,
        "breaks_off": [{"why": why, "code": code} for why, code in walk.stops],
        "scenes_left_out": walk.left_out,
    }


def _ending(ending: Ending) -> dict[str, Any]:
    chance = ending.chance
    return {
        "name": ending.name,
        "plays": str(ending.paths),
        "chance": float(chance),
        "exactly": f"{chance.numerator}/{chance.denominator}",
    }


def _item(item: Item) -> dict[str, Any]:
    found: dict[str, Any] = {"what": item.what, "name": item.name, "status": item.status, "place": item.place}
    if item.code:
        found |= {"code": item.code, "decisions": item.decisions}
    if item.seed is not None:
        found["seed"] = item.seed
    if item.because:
        found["because"] = item.because
    return found
