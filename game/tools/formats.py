"""Every file of the story format: its name, the shape it is read with, whether it is a list, and what it is for.

One table for the tools that look at files as files: the schemas for editors, `fmt`, the guard that tests hold them to.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from game.script import record_shapes as record
from game.script.aftermath import Debrief
from game.script.chain import Chain, Leaves
from game.script.gazetteer import Gazetteer
from game.script.header import Header
from game.script.lint.vocabulary import Avoided
from game.script.model import Endings, Figures, Official, Person, Source, Term
from game.script.papers import Dossier, Papers
from game.script.scenes import Scene, SceneKind
from game.script.shapes import Kind
from game.script.teaching import Teaching
from game.script.text.overlay import FOLDER
from game.script.tongue import is_tag
from game.script.world import World

KINDS = tuple(str(kind) for kind in SceneKind)
SCENES = "scenes"


@frozen
class Format:
    """One file, or one folder of files alike."""

    name: str  # of the file, without its ending
    shape: type[Any]
    says: str
    many: bool = False
    folder: str = ""  # the folder it must lie in, where that tells it from others

    @property
    def pattern(self) -> str:
        """Where such files are, for an editor."""
        return "/".join(part for part in ("**", self.folder, self.file) if part)

    @property
    def file(self) -> str:
        """The name of the file; of scenes it may be any."""
        return "*.yaml" if self.name == SCENES else f"{self.name}.yaml"


FORMATS: tuple[Format, ...] = (
    Format("scenario", Header, "The first page: title, frame, turns, beats, desks, lessons."),
    Format("world", World, "The model: stocks, series, levers, rules."),
    Format("figures", Figures, "What the story remembers, and what the desk shows."),
    Format(SCENES, Scene, "What comes to the desk.", many=True, folder=SCENES),
    Format("people", Person, "The people and their fates.", many=True),
    Format("endings", Endings, "The last pages."),
    Format("officials", Official, "Policies for machine plays.", many=True),
    Format("glossary", Term, "The words of the time.", many=True),
    Format("places", Gazetteer, "The places, and a map."),
    Format("debrief", Debrief, "Charts, limits and questions for afterwards."),
    Format("papers", Papers, "After the run: claims and quotas, signatures, silences."),
    Format("dossier", Dossier, "After the run: the file it leaves."),
    Format("teaching", Teaching, "After the run: a card, a page to write, sheets."),
    Format("leaves", Leaves, "What this desk leaves for a later one."),
    Format("bibliography", Source, "The sources, each with its key.", many=True),
    Format("terms_to_avoid", Avoided, "Words that texts do without, and what to write in their place.", many=True),
    Format("chain", Chain, "The order of several desks."),
    Format("series", record.RecordTable, "The record: tables of figures.", many=True, folder="record"),
    Format("tolls", record.Estimate, "The record: estimates.", many=True, folder="record"),
    Format("officials_record", record.RecordedOfficial, "The record: officials.", many=True, folder="record"),
    Format("timeline", record.Timeline, "The record: events by date.", folder="record"),
    Format("corrections", record.Correction, "The record: corrections.", many=True, folder="record"),
    Format("disputes", record.Dispute, "The record: where scholars differ.", many=True, folder="record"),
)


def shape_behind(cls: type[Any] | None, key: str) -> type[Any] | None:
    """The shape of what stands behind a key, or of its items."""
    if cls is None or (cls is Scene and key in KINDS):
        return None
    for field in attrs.fields(cls):
        if "kind" in field.metadata and (field.metadata["key"] or field.name) == key:
            kind = field.metadata["kind"]
            inner = kind.items if isinstance(kind, Kind) else kind
            return inner if isinstance(inner, type) else None
    return None


def format_of(path: Path) -> Format | None:
    """What a file is, by its name and folder; None for a file the format does not know."""
    if path.suffix != ".yaml" or _is_overlay(path.absolute().parent):
        return None
    if path.parent.name == SCENES:
        return next(f for f in FORMATS if f.name == SCENES)
    return next((f for f in FORMATS if f.name == path.stem and f.name != SCENES), None)


def _is_overlay(folder: Path) -> bool:
    """Whether a folder holds words in another language, in files that bear the names of those they are for."""
    return folder.parent.name == FOLDER and is_tag(folder.name)
