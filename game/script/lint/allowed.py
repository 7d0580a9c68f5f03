"""What the author says is meant: warnings that are not wanted, each with a reason.

`allow` on a scene is for what is found in its lines; in `scenario.yaml` for the whole story, or for what names the
thing it is `about`. A warning that is allowed and never comes is one itself: it would hide a later mistake.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.script.faults import Fault, Faults, Severity
from game.script.findings import codes, definition
from game.script.header import Allowed
from game.script.model import Scenario
from game.script.scenes import Scene


def without_allowed(found: Faults, scenario: Scenario, faults: Faults) -> None:
    """Hand on what was found and is not allowed, and what is allowed for nothing."""
    used: set[int] = set()
    for fault in found:
        fitting = [*_of_story(fault, scenario), *_of_scene(fault, scenario.scenes)]
        used |= {id(item) for item in fitting}
        if not fitting:
            faults.found.append(fault)
    for item in (*scenario.header.allow, *(a for s in scenario.scenes for a in s.allow)):
        if item.code not in codes() or definition(item.code).severity != Severity.WARNING:
            faults.add("allowed-for-nothing", item.place, "unknown", code=item.code)
        elif id(item) not in used:
            faults.add("allowed-for-nothing", item.place, code=item.code)


def _of_story(fault: Fault, scenario: Scenario) -> list[Allowed]:
    return [
        a for a in scenario.header.allow
        if a.code == fault.code and (not a.about or f"`{a.about}`" in fault.message or f"`{a.about}." in fault.message)
    ]  # fmt: skip


def _of_scene(fault: Fault, scenes: Sequence[Scene]) -> list[Allowed]:
    """What the scene allows in whose lines a finding stands: the last that begins before it in the same file."""
    before = [s for s in scenes if s.place.file == fault.place.file and s.place.line <= fault.place.line]
    scene = max(before, key=lambda s: s.place.line, default=None)
    return [a for a in scene.allow if a.code == fault.code] if scene else []
