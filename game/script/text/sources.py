"""Every text of a scenario in one language's order of files: its own parts, and what it shows of what is shared.

Shared are the chain of desks, the record and the notes of the bibliography: their overlays lie beside the scenarios.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from game.script.chain import read_chain, read_leaves
from game.script.checker import Scope
from game.script.faults import Faults
from game.script.files import read_list
from game.script.gazetteer import read_gazetteer
from game.script.model import Scenario, Source
from game.script.reader import BIBLIOGRAPHY, Loaded
from game.script.record_files import read_record, record_folder
from game.script.record_shapes import Record
from game.script.text.needed import for_cut
from game.script.text.overlay import Scoped, file_of
from game.script.text.slots import Slot, walk
from game.script.text.spoken import names_of, parts, said
from game.script.understanding import Understanding, ratchet_scope, read_understanding

RECORD_PARTS = {
    "series": "tables",
    "tolls": "estimates",
    "officials_record": "officials",
    "timeline": "timeline",
    "corrections": "corrections",
    "disputes": "disputes",
}


@frozen
class Part:
    """One part of a scenario with words: the first word of its ids, and the folder its overlays lie beside."""

    root: str
    value: Any
    beside: Path
    scoped: Scoped | None = None

    def slots(self) -> tuple[Slot, ...]:
        """Its texts in order."""
        found: list[Slot] = []

        def note(slot: Slot) -> Any:
            found.append(slot)
            return slot.value

        walk(self.value, self.root, note)
        return tuple(found)

    def files(self) -> Iterator[tuple[str, Slot]]:
        """Its texts, each with the file it belongs into."""
        yield from ((file_of(self.root, slot), slot) for slot in self.slots())


def own_parts(folder: Path, loaded: Loaded, faults: Faults, cut: str = "") -> tuple[Part, ...]:
    """What is the scenario's own; with a lesson, only what that can show."""
    needed = for_cut(loaded.scenario, cut)
    scenario = needed.scenario
    scoped = names_of(scenario, loaded.scope)
    found = [Part(root, value, folder, scoped) for root, value in parts(scenario)]
    understood = read_understanding(folder, loaded.scenario, loaded.scope, faults)
    inside = scoped_of(understood, scoped)
    found += [Part(root, needed.of(value), folder, inside) for root, value in understood_parts(understood)]
    found.append(Part("places", read_gazetteer(folder, faults), folder))
    leaves = read_leaves(folder, faults)
    if leaves is not None:
        found.append(Part("leaves", needed.of(leaves), folder))
    return tuple(found)


def understood_parts(found: Understanding) -> tuple[tuple[str, Any], ...]:
    """The three files that help to understand a run."""
    return ("papers", found.papers), ("dossier", found.dossier), ("teaching", found.teaching)


def scoped_of(found: Understanding, scoped: Scoped) -> Scoped:
    """What their texts may ask for: those of the ratchet know its columns too."""
    ratchet = found.papers.ratchet
    if ratchet is None:
        return scoped

    def names(name: str) -> Any:
        usual = scoped(name)
        if usual is None or not name.startswith("papers.ratchet."):
            return usual
        return ratchet_scope(ratchet, usual[0]), usual[1]

    return names


def shared_parts(folder: Path, loaded: Loaded, faults: Faults) -> tuple[Part, ...]:
    """What a scenario shows of what is shared: its desk in the chain, the record, the notes on its sources."""
    stories, name, found = folder.parent, loaded.scenario.id, list[Part]()
    chain = read_chain(stories, faults)
    if any(link.id == name for link in chain.desks):
        found.append(Part("chain", chain, stories))
    record = record_folder(folder)
    if record is not None:
        read = read_record(record, faults)
        for root, attribute in RECORD_PARTS.items():
            found.append(Part(root, _of(getattr(read, attribute), name), record.parent))
    beside = folder if (folder / BIBLIOGRAPHY).exists() else stories
    found.append(Part("bibliography", loaded.scenario.sources, beside))
    return tuple(found)


def _of(value: Any, scenario: str) -> Any:
    """The entries of the record that a scenario shows."""
    if isinstance(value, tuple):
        return tuple(item for item in value if scenario in item.scenarios)  # pyright: ignore
    return evolve(value, events=_of(value.events, scenario))


def record_said(record: Record, folder: Path) -> Record:
    """The record of a folder in the language that is spoken."""
    fresh = {name: said(getattr(record, name), root, folder.parent) for root, name in RECORD_PARTS.items()}
    return evolve(record, sources=said(record.sources, "bibliography", folder.parent), **fresh)


def understood_said(found: Understanding, scenario: Scenario, scope: Scope, folder: Path) -> Understanding:
    """What helps to understand a run, in the language that is spoken."""
    scoped = scoped_of(found, names_of(scenario, scope))
    return Understanding(*(said(value, root, folder, scoped) for root, value in understood_parts(found)))


def shared_whole(stories: Path, faults: Faults) -> tuple[Part, ...]:
    """All that is shared in a folder of scenarios, for whoever asks which entries belong to nothing."""
    found = [Part("chain", read_chain(stories, faults), stories)] if (stories / "chain.yaml").exists() else []
    if (stories / "record").is_dir():
        read = read_record(stories / "record", faults)
        found += [Part(root, getattr(read, attribute), stories) for root, attribute in RECORD_PARTS.items()]
    if (stories / BIBLIOGRAPHY).exists():
        found.append(Part("bibliography", read_list(stories / BIBLIOGRAPHY, Source, faults), stories))
    return tuple(found)
