"""Stories as they were begun: a plain copy beside the saves, once for each logic hash, never rewritten.

`saves/stories/HASH/` holds the scenario's YAML files and the bibliography, and is read through the same gate as any
story. `begun-in.txt` in it says where a story lay that did not come with the game. A copy that cannot be made is told;
play goes on without it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from game.script.faults import ScenarioError
from game.script.logic import logic_hash
from game.script.reader import BIBLIOGRAPHY, MOST_FILES
from game.script.tongue import _, foreign
from game.session import places

if TYPE_CHECKING:
    from game.engine.program import Program
    from game.script.model import Scenario

ORIGIN = "begun-in.txt"
MOST_BYTES = 32 * 1024 * 1024


def folder_of(saves: Path, logic: str) -> Path:
    """Where the story of a hash is kept, or would be."""
    return saves / "stories" / logic


def keep_story(scenario: Scenario, saves: Path) -> str:
    """Keep the story a run begins in, unless it is there; what went wrong, in words."""
    source = Path(scenario.folder)
    target = folder_of(saves, logic_hash(scenario))
    if target.is_dir() or source.resolve().is_relative_to((saves / "stories").resolve()):
        return ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
        try:
            _fill(fresh, source)
            _put(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        return _("the story could not be kept beside the saves ({said}); a later version may not open this run").format(
            said=said
        )
    return ""


def _fill(fresh: Path, source: Path) -> None:
    """All files of the story, synced, so that a name is never put on half a copy."""
    (fresh / "scenes").mkdir()
    room = MOST_BYTES
    for path, name in _files(source):
        data = path.read_bytes()
        room -= len(data)
        if room < 0:
            raise ValueError(_("it is too large"))
        _write(fresh / name, data)
    if not source.resolve().is_relative_to(places.stories().resolve()):
        _write(fresh / ORIGIN, os.fsencode(source.resolve()))


def _files(source: Path) -> Iterator[tuple[Path, str]]:
    """Each YAML file of a scenario and its name in the copy."""
    yield from ((p, p.name) for p in sorted(source.glob("*.yaml")))
    yield from ((p, f"scenes/{p.name}") for p in sorted((source / "scenes").glob("*.yaml"))[:MOST_FILES])
    shared = source.parent / BIBLIOGRAPHY
    if not (source / BIBLIOGRAPHY).exists() and shared.exists():
        yield shared, BIBLIOGRAPHY


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put(fresh: Path, target: Path) -> None:
    """Give the copy its name in one step; another program may have been first, with the same story."""
    try:
        fresh.rename(target)
    except OSError:
        if not target.is_dir():
            raise


def origin(saves: Path, logic: str) -> Path | None:
    """The folder a kept story was begun in, if it did not come with the game and is still there."""
    try:
        text = os.fsdecode((folder_of(saves, logic) / ORIGIN).read_bytes()[:4096])
        found = Path(text)
        return found if text and found.is_absolute() and (found / "scenario.yaml").is_file() else None
    except (OSError, ValueError):
        return None


def kept_program(saves: Path, logic: str) -> Program | None:
    """The kept story of a hash, ready to run; None if there is none, or it is no longer what its name says."""
    from game.engine.program import build
    from game.script.reader import load

    folder = folder_of(saves, logic)
    if not folder.is_dir():
        return None
    try:
        loaded = load(folder)
    except ScenarioError:
        return None
    if logic_hash(loaded.scenario) != logic:
        return None
    if foreign():  # a kept story holds no other language: that of today's story is taken, text by text
        from game.script.text.spoken import spoken

        loaded = spoken(loaded, places.stories() / loaded.scenario.id)
    return build(loaded.scenario, loaded.scope)


def kept_folders(saves: Path, logic: int) -> tuple[Path, ...]:
    """Kept stories whose hash begins with the sixteen bits a run code has of it."""
    return tuple(sorted(p.parent for p in (saves / "stories").glob(f"{logic:04x}*/scenario.yaml")))
