"""`text extract` and `text status`: files for a translator to fill in, and how far they are."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from attrs import frozen

from game.script.faults import Faults, ScenarioError
from game.script.reader import Loaded, load
from game.script.text.overlay import Overlay, faults_of, folder_of, languages
from game.script.text.sources import Part, own_parts, shared_parts, shared_whole
from game.script.text.status import Line, Status, entry_of, status_of
from game.script.text.writing import Gap, by_file, file_text
from game.script.tongue import ENGLISH, is_tag
from game.session import places
from game.session.door import shown
from game.session.library import check_cut
from game.session.trouble import Misasked, Refused

MOST_SHOWN = 20


@frozen
class _Asked:
    """A scenario and what is asked of it."""

    folder: Path
    loaded: Loaded
    cut: str

    @property
    def needed(self) -> tuple[Part, ...]:
        faults = Faults()
        found = own_parts(self.folder, self.loaded, faults, self.cut), shared_parts(self.folder, self.loaded, faults)
        if faults.errors:
            raise ScenarioError(faults.errors)
        return (*found[0], *found[1])

    @property
    def known(self) -> tuple[Part, ...]:
        faults = Faults()
        return (*own_parts(self.folder, self.loaded, faults), *shared_whole(self.folder.parent, faults))


def text(args: argparse.Namespace) -> int:
    """`extract` or `status`."""
    folder = places.find_scenario(args.scenario)
    loaded = load(folder)
    check_cut(args.cut, [c.id for c in loaded.scenario.header.cuts], folder)
    if args.language and (not is_tag(args.language) or args.language == ENGLISH):
        raise Misasked(f"`{shown(args.language)}` is not a language to translate into; write it like zh-Hans or fr")
    asked = _Asked(folder, loaded, args.cut)
    return _extract(asked, args) if args.work == "extract" else _status(asked, args)


def _extract(asked: _Asked, args: argparse.Namespace) -> int:
    """Write what is missing into the files of the overlays; what is there stays."""
    if not args.language:
        raise Misasked("into which language? `--language zh-Hans`")
    needed = {(part.beside, slot.id) for part in asked.needed for slot in part.slots()}
    known, written = asked.known, list[dict[str, Any]]()
    for beside in dict.fromkeys(part.beside for part in known):
        overlay = _target(asked.folder, beside, args)
        faults = faults_of(overlay)
        if faults.errors:
            raise ScenarioError(faults.errors)
        found = [
            (name, Gap(slot, entry))
            for part in known
            if part.beside == beside
            for name, slot in part.files()
            for entry in [entry_of(overlay, part.root, slot)]
            if entry is not None or (beside, slot.id) in needed
        ]
        files = by_file(found)
        for name in dict.fromkeys((*files, *overlay.stems())):
            gaps = files.get(name, [])
            ids = {gap.slot.id for gaps in files.values() for gap in gaps}
            rest = [e for e in overlay.file(name).values() if e.done and e.id not in ids]
            path = overlay.folder / f"{name}.yaml"
            _write(path, file_text(name, args.language, gaps, rest))
            empty = sum(not (g.entry and g.entry.done) for g in gaps)
            words = sum(len(g.slot.source.split()) for g in gaps if not (g.entry and g.entry.done))
            written.append({"file": str(path), "texts": len(gaps), "missing": empty, "words_missing": words})
    if args.json:
        print(json.dumps({"files": written}, ensure_ascii=False, indent=1))
        return 0
    for item in written:
        print(
            f"{shown(item['file'])}: {item['texts']} texts, {item['missing']} to be written "
            f"({item['words_missing']:,} words)"
        )
    return 0


def _target(folder: Path, beside: Path, args: argparse.Namespace) -> Overlay:
    """The overlay that is written: its usual place, or the folder named, with what is shared in a folder of it."""
    if not args.to:
        return Overlay(folder_of(beside, args.language))
    return Overlay(Path(args.to) if beside == folder else Path(args.to) / "shared")


def _write(path: Path, contents: str) -> None:
    """Write a file in one step, so that no translator's work is lost by halves. Raises Refused."""
    fresh = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(contents.encode())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(fresh, 0o644)
        os.replace(fresh, path)
    except (OSError, ValueError) as error:
        said = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise Refused(f"{shown(str(path))} could not be written ({said}); nothing was changed there") from error
    finally:
        if fresh:
            with suppress(OSError):
                os.unlink(fresh)


def _status(asked: _Asked, args: argparse.Namespace) -> int:
    """Report each language. 1 if a text has changed, an entry belongs to nothing, or words are faulty."""
    folders = (asked.folder, asked.folder.parent)
    named = [args.language] if args.language else sorted({t for f in folders for t in languages(f)})
    reports: list[dict[str, Any]] = []
    bad = False
    for language in named:
        faults = Faults()
        status = status_of(asked.needed, asked.known, language, faults, folders)
        bad = bad or bool(status.stale or status.orphan or faults.errors or (args.complete and status.missing))
        if args.json:
            reports.append(_data(status, faults))
        else:
            _print(status, faults, args.complete)
    if args.json:
        print(json.dumps({"scenario": asked.loaded.scenario.id, "languages": reports}, ensure_ascii=False, indent=1))
    elif not named:
        print(f"{asked.loaded.scenario.id} has no other language yet; `text extract` begins one")
    return int(bad)


def _print(status: Status, faults: Faults, complete: bool) -> None:
    done, words = status.words
    share = f"{done / words:.0%}" if words else "0%"
    print(f"{status.language}: {len(status.said)} said, {len(status.missing)} missing, {len(status.stale)} changed, "
          f"{len(status.orphan)} without a text; {done:,} of {words:,} words, {share}")  # fmt: skip
    for fault in faults:
        print(fault.with_caret(), file=sys.stderr)
    for lines, says in (
        (status.stale, "its source has changed; look at the words, then put in the new mark (`text extract` tells it)"),
        (status.orphan, "there is no such text any more"),
        (status.missing if complete else (), "nothing is said yet"),
    ):
        for line in _some(lines):
            print(line if isinstance(line, str) else f"  {line.place.file}:{line.place.line}: {line.id}: {says}")


def _some(lines: tuple[Line, ...]) -> Iterator[Line | str]:
    yield from lines[:MOST_SHOWN]
    if len(lines) > MOST_SHOWN:
        yield f"  and {len(lines) - MOST_SHOWN} more; `--json` names them all"


def _data(status: Status, faults: Faults) -> dict[str, Any]:
    done, words = status.words

    def lines(found: tuple[Line, ...]) -> list[dict[str, Any]]:
        return [{"id": s.id, "file": s.file, "at": f"{s.place.file}:{s.place.line}", "words": s.words} for s in found]

    return {
        "language": status.language,
        "said": len(status.said),
        "words": words,
        "words_said": done,
        "missing": lines(status.missing),
        "changed": lines(status.stale),
        "orphan": lines(status.orphan),
        "faults": [f.headline() for f in faults],
    }
