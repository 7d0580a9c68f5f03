"""How far a translation is: what is said, what is missing, what was made from a text that has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import field, frozen

from game.script.faults import Faults, Place
from game.script.reader import Loaded
from game.script.text.overlay import ALONE, SHARED_WORDS, Entry, Overlay, faults_of, lay, overlay_of
from game.script.text.slots import Slot
from game.script.text.sources import Part, own_parts


@frozen
class Line:
    """One text or entry in a report."""

    id: str
    file: str
    place: Place = field(eq=False)
    words: int = 0


@frozen
class Status:
    """One language of one scenario."""

    language: str
    said: tuple[Line, ...] = ()
    missing: tuple[Line, ...] = ()
    stale: tuple[Line, ...] = ()
    orphan: tuple[Line, ...] = ()

    @property
    def words(self) -> tuple[int, int]:
        """Words of the source that are said, and all of them."""
        done = sum(line.words for line in (*self.said, *self.stale))
        return done, done + sum(line.words for line in self.missing)


def status_of(
    needed: Iterable[Part], known: Iterable[Part], language: str, faults: Faults, folders: Iterable[Path]
) -> Status:
    """The state of a language. `needed` are the parts asked about, `known` all there are.

    `folders` are those the overlays lie beside: that of the scenario, then that of all scenarios.
    """
    said: list[Line] = []
    missing: list[Line] = []
    stale: list[Line] = []
    counted: set[tuple[str, str]] = set()
    for part in needed:
        overlay = overlay_of(part.beside, language)
        for file, slot in part.files():
            if (file, slot.id) in counted:
                continue
            counted.add((file, slot.id))
            entry = entry_of(overlay, part.root, slot)
            line = Line(slot.id, f"{file}.yaml", entry.place if entry else slot.place, len(slot.source.split()))
            if entry is None or not entry.done:
                missing.append(line)
            elif entry.of != slot.mark:
                stale.append(line)
            else:
                said.append(line)
    return Status(language, tuple(said), tuple(missing), tuple(stale), _orphans(known, language, faults, folders))


def check_overlay(folder: Path, loaded: Loaded, language: str, faults: Faults) -> None:
    """Note what is wrong with the words a scenario has in a language."""
    overlay = overlay_of(folder, language)
    for part in own_parts(folder, loaded, Faults()):
        lay(overlay, part.value, part.root, part.scoped, faults)
    faults.found.extend(faults_of(overlay).found)


def entry_of(overlay: Overlay, root: str, slot: Slot) -> Entry | None:
    """What an overlay has for a text."""
    if slot.id.startswith(("units.", "groups.")):
        return overlay.word(slot.id)
    return overlay.under(root).get(slot.id)


def _orphans(known: Iterable[Part], language: str, faults: Faults, folders: Iterable[Path]) -> tuple[Line, ...]:
    """Entries that stand for no text; every fault of an overlay is noted by the way."""
    there: dict[Path, set[tuple[str, str]]] = {folder: set() for folder in folders}
    roots: dict[Path, dict[str, Part]] = {}
    for part in known:
        names = there.setdefault(part.beside, set())
        for _file, slot in part.files():
            word = slot.id.startswith(("units.", "groups."))
            names.add((SHARED_WORDS if word else part.root, slot.id))
        roots.setdefault(part.beside, {})[part.root] = part
        lay(overlay_of(part.beside, language), part.value, part.root, part.scoped, faults)
    words = {name for names in there.values() for root, name in names if root == SHARED_WORDS}
    found: list[Line] = []
    last = list(there)[-1]
    for folder, names in there.items():
        overlay = overlay_of(folder, language)
        for stem in overlay.stems():
            if stem == SHARED_WORDS and folder == last:
                continue  # words for all scenarios: another one may say them
            root = stem if stem in ALONE else ""
            for entry in overlay.file(stem).values():
                if (root, entry.id) not in names and entry.id not in words:
                    found.append(Line(entry.id, f"{stem}.yaml", entry.place))
        faults.found.extend(overlay.faults.found)
    return tuple(found)
