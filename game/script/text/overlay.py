"""An overlay: the words of a scenario in one language, in a folder `text/LANGUAGE` beside its files.

An entry names the text it stands for, the mark of the source it was made from, and the words. Each stands in the file
named like the one its text stands in; the words said of many things (units, headings) stand in `words.yaml`. An overlay
is read through the same gate as a story and believed as little: what cannot be read, or asks for a name that is not
there, is noted with its place, and the source text is shown in its stead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from attrs import Factory, define, field, frozen

from game.script.checker import Scope
from game.script.faults import Faults, Place
from game.script.files import read_list
from game.script.nodes import Node, Text
from game.script.prose import Prose, check_prose
from game.script.shapes import TEXT, Kind, Unreadable, attempt, key, where
from game.script.text.slots import LISTED, UNSAID_UNITS, Slot, walk
from game.script.tongue import is_tag

FOLDER, SHARED_WORDS = "text", "words"
_STEMS = """
    scenario world figures people endings officials glossary debrief papers dossier teaching places leaves chain series
    tolls officials_record timeline corrections disputes bibliography words
"""
ALONE = frozenset(_STEMS.split())  # each a file of its own; every other file of an overlay holds scenes
MOST_FILES = 400
T = TypeVar("T")


def _written(node: Node, faults: Faults) -> Text:
    TEXT.read(node, faults)
    if isinstance(node, Text):
        return node
    raise Unreadable


@frozen
class Entry:
    """One text in another language."""

    id: str = key(TEXT, "the id of the text it stands for", name="text")
    of: str = key(TEXT, "the mark of the source text it was made from", default="")
    say: Text | None = key(Kind("text", _written), "the words; empty where there are none yet", default=None)
    note: str = key(TEXT, "a note of the translator; never shown", default="")
    place: Place = where()

    @property
    def done(self) -> bool:
        """Whether there are any words."""
        return self.say is not None and bool(self.say.value.strip())


def folder_of(beside: Path, language: str) -> Path:
    """Where the overlay of a folder lies."""
    return beside / FOLDER / language


def languages(beside: Path) -> tuple[str, ...]:
    """The languages a folder has overlays for."""
    try:
        found = [p.name for p in (beside / FOLDER).iterdir() if is_tag(p.name) and p.is_dir()]
    except OSError:
        return ()
    return tuple(sorted(found))


def file_of(root: str, slot: Slot) -> str:
    """The file of an overlay a text belongs into, without its ending."""
    if slot.id.startswith(("units.", "groups.")):
        return SHARED_WORDS
    if root:
        return root
    stem = Path(slot.place.file).stem
    return f"scenes_{stem}" if stem in ALONE else stem


def read_entries(path: Path, faults: Faults) -> tuple[Entry, ...]:
    """The entries of one file; none if it is not there."""
    return read_list(path, Entry, faults, unfinished=True)


@define
class Overlay:
    """What one folder has in one language; each file is read when it is first asked for."""

    folder: Path
    beyond: Overlay | None = None
    faults: Faults = Factory(Faults)
    used: set[str] = Factory(set[str])
    _read: dict[str, dict[str, Entry]] = field(factory=dict[str, dict[str, Entry]], init=False)

    def stems(self) -> tuple[str, ...]:
        """Its files."""
        return tuple(sorted(p.stem for p in self.folder.glob("*.yaml")))[:MOST_FILES]

    def file(self, stem: str) -> Mapping[str, Entry]:
        """The entries of a file by their ids."""
        if stem not in self._read:
            found: dict[str, Entry] = {}
            for entry in read_entries(self.folder / f"{stem}.yaml", self.faults):
                if entry.id in found:
                    self.faults.add("text-twice", entry.place, name=entry.id)
                found.setdefault(entry.id, entry)
            self._read[stem] = found
        return self._read[stem]

    def under(self, root: str) -> Mapping[str, Entry]:
        """What may be said of the texts of one part of a scenario; of its scenes for no name."""
        if root:
            return self.file(root)
        found: dict[str, Entry] = {}
        for stem in self.stems():
            if stem not in ALONE:
                for name, entry in self.file(stem).items():
                    found.setdefault(name, entry)
        return found

    def word(self, name: str) -> Entry | None:
        """A word that is said of many things: its own, or that of the folder above."""
        found = self.file(SHARED_WORDS).get(name)
        if found is not None and found.done:
            return found
        return self.beyond.word(name) if self.beyond else found


def overlay_of(beside: Path, language: str) -> Overlay:
    """The overlay of a folder, kept while none of its files changes."""
    folders = (folder_of(beside, language), folder_of(beside.parent, language))
    return _kept(folders, tuple(_stamp(f) for f in folders))


@lru_cache(maxsize=16)
def _kept(folders: tuple[Path, Path], _stamps: tuple[Any, ...]) -> Overlay:
    return Overlay(folders[0], Overlay(folders[1]))


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    try:
        found = [(p.name, p.stat()) for p in sorted(folder.glob("*.yaml"))]
    except OSError:
        return ()
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)


Scoped = Callable[[str], "tuple[Scope, frozenset[str]] | None"]


def lay(overlay: Overlay, value: T, root: str, scoped: Scoped | None = None, faults: Faults | None = None) -> T:
    """A value with the words of an overlay in place of its own. `scoped` gives the names that a text may ask for."""
    noted = overlay.faults if faults is None else faults
    entries = overlay.under(root)

    def visit(slot: Slot) -> Any:
        word = slot.id.startswith(("units.", "groups."))
        entry = overlay.word(slot.id) if word else entries.get(slot.id)
        if entry is None or not entry.done or entry.say is None:
            return slot.value
        overlay.used.add(slot.id)
        own = Faults()
        said = _read_as(slot, entry.say, own)
        names = scoped(slot.id) if scoped else None
        if isinstance(said, Prose) and names is not None:
            check_prose(said, names[0], names[1], own)
        if own.errors:
            noted.found.extend(own.found)
            return slot.value
        return said

    return walk(value, root, visit)


def _read_as(slot: Slot, node: Text, faults: Faults) -> Any:
    """The words, read as what they stand for is read."""
    head = slot.source.split(" ", 1)[0]
    if slot.id.startswith("units.") and head in UNSAID_UNITS and node.value.split(" ", 1)[0] != head:
        faults.add("text-unit", node.place, head=head)
    if slot.kind.name == LISTED:
        return tuple(line.strip() for line in node.value.split("\n") if line.strip())
    return attempt(slot.kind, node, faults)


def faults_of(overlay: Overlay) -> Faults:
    """What is wrong with the files of an overlay as files, before anything is laid over a story."""
    for stem in overlay.stems():
        overlay.file(stem)
    return overlay.faults
