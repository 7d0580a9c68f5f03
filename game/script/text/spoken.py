"""A scenario in the language that is spoken: its overlays laid over it after it was read and checked as it is written.

Only words change hands. What a run does stays what it was, so a save, a run code and a file carried on are the same in
every language, and a run may change its language in the middle.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve

from game.script.checker import Scope
from game.script.faults import Faults
from game.script.linker import FORMATS
from game.script.model import Scenario
from game.script.reader import BIBLIOGRAPHY, Loaded
from game.script.text.overlay import Overlay, Scoped, lay, overlay_of
from game.script.tongue import foreign, language

PARTS = {  # attribute of a scenario: the first word of the ids of its texts, which is the file's name
    "header": "scenario",
    "world": "world",
    "figures": "figures",
    "scenes": "",
    "people": "people",
    "endings": "endings",
    "officials": "officials",
    "glossary": "glossary",
    "debrief": "debrief",
}
T = TypeVar("T")


def spoken(loaded: Loaded, beside: Path | None = None) -> Loaded:
    """A loaded scenario in the language that is spoken; itself in English."""
    if not foreign():
        return loaded
    overlay = overlay_of(beside or Path(loaded.scenario.folder), language())
    return laid_over(loaded, overlay)


def laid_over(loaded: Loaded, overlay: Overlay, faults: Faults | None = None) -> Loaded:
    """A loaded scenario with the words of an overlay; what is wrong with them is noted, and the source text stays."""
    scenario = evolve(loaded.scenario, scenes=tuple(loaded.scenario.scenes))  # from the cache they come one by one
    scoped = names_of(scenario, loaded.scope)
    fresh = {name: lay(overlay, getattr(scenario, name), root, scoped, faults) for name, root in PARTS.items()}
    shared = overlay if (overlay.folder.parent.parent / BIBLIOGRAPHY).exists() else overlay.beyond or overlay
    told = evolve(scenario, **fresh, sources=lay(shared, scenario.sources, "bibliography", None, faults))
    return evolve(loaded, scenario=told, scope=_shown(loaded.scope, told))


def names_of(scenario: Scenario, scope: Scope) -> Scoped:
    """What the texts of a scenario may ask for."""
    formats = FORMATS | {b.id for b in scenario.figures.bands}
    return lambda _name: (scope, formats)


def _shown(scope: Scope, scenario: Scenario) -> Scope:
    """The scope with the words of its variables as a reader sees them."""
    shown = {v.id: v.shown for v in scenario.figures.variables if v.shown}
    if not shown:
        return scope
    symbols = {n: evolve(s, shown=shown[n]) if n in shown else s for n, s in scope.symbols.items()}
    return evolve(scope, symbols=symbols)


def said(value: T, root: str, beside: Path, scoped: Scoped | None = None) -> T:
    """One part of a scenario, or of what is shared, in the language that is spoken."""
    return lay(overlay_of(beside, language()), value, root, scoped) if foreign() else value


def parts(scenario: Scenario) -> Iterator[tuple[str, Any]]:
    """The parts of a scenario with the first word of their ids."""
    yield from ((root, getattr(scenario, name)) for name, root in PARTS.items())
