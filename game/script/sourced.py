"""No claim about the past stands without a source: what `check` asks of a whole scenario, and playing never does.

A paper that is put on record, says what came out later or names a dispute; news; a parameter that is called sourced;
what nobody could change; a limit that names a year; whose signature, what fell silent. A story kept beside saves is
played as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from game.script.faults import Faults, Place, nearest
from game.script.model import Scenario
from game.script.scenes import Basis, Scene, SceneKind
from game.script.understanding import Understanding
from game.script.within import within

SOURCED = "sourced"
KEY = "add `sources:` with a key of the bibliography"
_YEAR = re.compile(r"(?<!\w)(?:1[0-9]{3}|20[0-9]{2})(?!\w)")


@frozen
class Claim:
    """Something that says how it was: what it is called here, its sources, what to do where it has none."""

    what: str
    sources: tuple[str, ...]
    place: Place
    hint: str = KEY


def check_sourced(scenario: Scenario, found: Understanding, faults: Faults) -> None:
    """Every claim has a source, and every source of the model is in the bibliography."""
    for claim in _claims(scenario, found):
        if not claim.sources:
            faults.add("no-sources", within(claim.place, "sources"), "claim", what=claim.what, hint=claim.hint)
    known = {s.id for s in scenario.sources}
    for what, name, place in _keys(scenario):
        if name not in known:
            at = within(place, "sources", name)
            faults.add("unknown-source", at, "named", what=what, name=name, hint=nearest(name, known))


def _claims(scenario: Scenario, found: Understanding) -> Iterator[Claim]:
    for scene in scenario.scenes:
        if why := _claimed(scene):
            yield Claim(f"`{scene.id}` {why}, and", scene.sources, scene.place, f"{KEY}, or leave the line out")
    world, debrief = scenario.world, scenario.debrief
    for item in (*world.parameters, *world.series, *world.stocks):
        if item.status == SOURCED:
            hint = f"{KEY}, or call it `fitted`, `assumption` or `design`"
            yield Claim(f"`{item.id}` is called sourced, and", item.sources, item.place, hint)
    for limit in debrief.limits:
        if _YEAR.search(limit.say):
            yield Claim("this limit of the model names a year, and", limit.sources, limit.place)
    if debrief.toll is not None:
        yield Claim("the toll", debrief.toll.sources, debrief.toll.place)
    yield from (Claim("what nobody could change", s.sources, s.place) for s in debrief.beyond)
    yield from (Claim(f"the signature `{p.id}`", p.sources, p.place) for p in found.papers.signatures)
    yield from (Claim(f"the silence `{s.id}`", s.sources, s.place) for s in found.papers.silences)


def _claimed(scene: Scene) -> str:
    """What an invented scene says of the past all the same, as a clause; no other loads without sources."""
    if scene.basis is not Basis.INVENTED:
        return ""
    if scene.kind is SceneKind.NEWS:
        return "is news"
    lines = (("record", scene.record), ("later_record", scene.later_record), ("dispute", scene.dispute))
    return next((f"has a `{name}`" for name, text in lines if text), "")


def _keys(scenario: Scenario) -> Iterator[tuple[str, str, Place]]:
    """Keys that nothing else has looked up."""
    world = scenario.world
    for item in (*world.parameters, *world.series, *world.stocks):
        yield from ((f"`{item.id}`", name, item.place) for name in item.sources)
    for limit in scenario.debrief.limits:
        yield from (("this limit of the model", name, limit.place) for name in limit.sources)
