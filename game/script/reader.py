"""From the files of one folder to a Scenario: read everything, note every fault, then link. No file is ever written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from game.script.again import Memo
from game.script.consequences import settled
from game.script.faults import Faults, Place, ScenarioError
from game.script.files import read_file, read_header, read_list, read_one, short
from game.script.linker import link
from game.script.loaded import BIBLIOGRAPHY, MOST_FILES, Loaded, uncollected
from game.script.meant import as_parts
from game.script.model import Debrief, Endings, Figures, Official, Person, Scenario, Source, Term
from game.script.nodes import Listing, Node
from game.script.nodes import Mapping as MapNode
from game.script.scenes import Scene, SceneKind
from game.script.shapes import IDENT, Unreadable, shape
from game.script.world import World

_KINDS = {k.value: k for k in SceneKind}


def load(folder: Path, memo: Memo | None = None) -> Loaded:
    """The scenario of a folder. Raises ScenarioError with every fault found.

    With a memo of the last time, only what changed is read and checked; the faults are those of a fresh reading.
    """
    faults = Faults()
    with uncollected():
        loaded = examine(folder, faults, memo)
    if loaded is None or faults.errors:
        raise ScenarioError(settled(faults.errors))
    return loaded


def examine(folder: Path, faults: Faults, memo: Memo | None = None) -> Loaded | None:
    """Read and link a folder, noting faults; None if it is too broken to link."""
    if not folder.is_dir():
        faults.add("no-scenario", Place(str(folder)), "folder")
        return None
    header = read_header(folder, faults, memo)
    world = read_one(folder / "world.yaml", World, faults, memo=memo)
    figures = read_one(folder / "figures.yaml", Figures, faults, Figures(), memo)
    endings = read_one(folder / "endings.yaml", Endings, faults, memo=memo)
    scenes = _scenes(folder, faults, memo)
    people = read_list(folder / "people.yaml", Person, faults, memo)
    officials = read_list(folder / "officials.yaml", Official, faults, memo)
    debrief = read_one(folder / "debrief.yaml", Debrief, faults, Debrief(), memo)
    glossary = read_list(folder / "glossary.yaml", Term, faults, memo)
    shared = folder.parent / BIBLIOGRAPHY
    own = folder / BIBLIOGRAPHY
    sources = read_list(own if own.exists() else shared, Source, faults, memo)
    if header is None or world is None or figures is None or endings is None or debrief is None:
        return None
    scenario = Scenario(
        header, world, figures, scenes, people, endings, officials, glossary, sources, str(folder), debrief
    )
    return Loaded(scenario, link(scenario, faults, memo))


def _scenes(folder: Path, faults: Faults, memo: Memo | None) -> tuple[Scene, ...]:
    paths = sorted((folder / "scenes").glob("*.yaml"))
    if not paths:
        faults.add("no-scenes", Place(short(folder)))
    if len(paths) > MOST_FILES:
        faults.add("too-many-files", Place(short(folder)), most=MOST_FILES)
    found = (read_file(path, read_scenes, faults, memo) or () for path in paths[:MOST_FILES])
    return tuple(scene for scenes in found for scene in scenes)


def read_scenes(node: Node, faults: Faults) -> tuple[Scene, ...]:
    """The scenes of one file."""
    if not isinstance(node, Listing):
        faults.add("wrong-type", node.place, "scene_file", hint=as_parts(node))
        return ()
    return tuple(s for item in node.items if (s := _scene(item, faults)) is not None)


def _scene(node: Node, faults: Faults) -> Scene | None:
    """A scene names its kind and id in its first key."""
    if not isinstance(node, MapNode) or not node.pairs:
        faults.add("wrong-type", node.place, "scene", hint=as_parts(node))
        return None
    first = next(((k, v) for k, v in node.pairs if k.value in _KINDS), None)
    if first is None:
        hint = "begin with one of " + ", ".join(_KINDS)
        faults.add("no-kind", node.pairs[0][0].place, hint=hint)
        return None
    key, value = first
    rest = MapNode(tuple(pair for pair in node.pairs if pair[0] is not key), node.at)
    try:
        name = IDENT.read(value, faults)
        fixed: Mapping[str, Any] = {"id": name, "kind": _KINDS[key.value]}
        return shape(Scene, fixed).read(rest, faults)
    except Unreadable:
        return None


__all__ = ["BIBLIOGRAPHY", "MOST_FILES", "Loaded", "examine", "load"]
