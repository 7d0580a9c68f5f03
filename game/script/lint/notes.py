"""What was found, before anybody is told: the author may have said that some of it is meant.

`allow` on a scene is for what is found in that scene; in `scenario.yaml` it is for the whole story, or for what it is
`about`. A warning that is allowed and never comes is one itself: it would hide a later mistake.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import Factory, define, frozen

from game.script.faults import Faults, Place, Severity
from game.script.header import Allowed
from game.script.model import Scenario


@frozen
class Note:
    """One warning: a code, a place, what is meant and what to do, and whose it is."""

    code: str
    place: Place
    message: str
    hint: str = ""
    owner: str = ""


@define
class Notes:
    """A growing list of warnings about one scenario."""

    found: list[Note] = Factory(list[Note])

    def add(self, code: str, place: Place, message: str, hint: str = "", *, owner: str = "") -> None:
        """Note a warning. `owner` is the scene, variable, person ... it is about."""
        self.found.append(Note(code, place, message, hint, owner))

    def tell(self, scenario: Scenario, faults: Faults) -> None:
        """Hand on what the author has not allowed, and what is allowed for nothing."""
        allowed = [*((a, a.about) for a in scenario.header.allow)]
        allowed += [(a, s.id) for s in scenario.scenes for a in s.allow]
        used: set[int] = set()
        for note in self.found:
            fitting = [a for a, about in allowed if a.code == note.code and about in ("", note.owner)]
            used |= {id(a) for a in fitting}
            if not fitting:
                faults.add(note.code, note.place, note.message, note.hint, Severity.WARNING)
        for item in unused(allowed, used):
            message = f"`{item.code}` is allowed here, and nothing here gives that warning"
            faults.add("allowed-for-nothing", item.place, message, "delete it, so that it hides no later mistake",
                       Severity.WARNING)  # fmt: skip


def unused(allowed: Iterable[tuple[Allowed, str]], used: set[int]) -> list[Allowed]:
    """What was allowed and did not come."""
    return [a for a, _ in allowed if id(a) not in used]
