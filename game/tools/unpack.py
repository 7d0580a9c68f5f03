"""`unpack FILE`: a scenario out of a pack, into a folder of its own; whole or not at all, and never over anything.

A pack may come from anybody. It is read once, up to a size; every byte of it is accounted for before a folder is made;
what is written has names out of a short list. The folder is filled beside its place and gets its name in one step.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from attrs import evolve, frozen

from game.script.faults import Faults, Place, ScenarioError, ScriptError, finding
from game.script.files import read_header
from game.script.header import Header
from game.session.check import examine_whole
from game.session.door import shown
from game.session.lines import clean
from game.session.trouble import Misasked, Refused
from game.tools.archive import HERE, MOST_IN_ALL, Members, decode
from game.tools.manifest import manifest, opened
from game.tools.members import MANIFEST, NEEDED, check_names, check_text

PART = ".part"
FAULTS_SHOWN = 20


@frozen
class Opened:
    """What was in a pack."""

    header: Header
    files: Members


def unpack(args: argparse.Namespace) -> int:
    """Put a scenario into a folder, check it, and say how it is played. 1 if it has mistakes."""
    file = Path(args.file)
    try:
        found = read_pack(read_file(file))
    except ScriptError as error:
        raise ScenarioError([evolve(error.fault, place=Place(shown(str(file))))]) from error
    folder = Path(args.to or found.header.id)
    put(folder, found.files, force=args.force)
    faults = examine_whole(folder)
    header = found.header
    if args.json:
        data = {
            "folder": str(folder),
            "scenario": header.id,
            "version": header.version,
            "licence": header.licence,
            "authors": list(header.authors),
            "ages": header.ages,
            "files": [name for name, _ in found.files],
            "errors": [fault.headline() for fault in faults.errors],
        }
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return int(bool(faults.errors))
    print(clean(f"{folder}: {header.title}, version {header.version}. {header.blurb}"))
    print(clean(f"By {', '.join(header.authors)}. {header.licence}. {header.ages}"))
    for fault in faults.errors[:FAULTS_SHOWN]:
        print(clean(fault.headline()), file=sys.stderr)
    if not faults.errors:
        print(clean(f"Read, and nothing wrong. Play it: play {shlex.quote(str(folder))}"))
    return int(bool(faults.errors))


def read_file(file: Path) -> bytes:
    """The bytes of a file, up to the size of a pack. Raises Refused, ScriptError."""
    try:
        with open(file, "rb", opener=_unhurried) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise ScriptError(finding("bad-pack", HERE, "other"))
            data = stream.read(MOST_IN_ALL + 1)
    except (OSError, ValueError) as error:
        said = (error.strerror if isinstance(error, OSError) else "") or "that is no name of a file"
        raise Refused(f"`{shown(str(file))}` cannot be read ({said})") from error
    return data


def _unhurried(path: str, flags: int) -> int:
    """Open without waiting for whoever might write into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_pack(data: bytes) -> Opened:
    """The files of a pack, with everything it says of itself held against them. Raises ScriptError, ScenarioError."""
    engines, files = opened(decode(data))
    check_names(name for name, _ in files)
    for name, said in files:
        check_text(name, said)
    header = _header(dict(files)[NEEDED])
    if (MANIFEST, manifest(header, files, engines)) != decode(data)[0]:
        raise ScriptError(finding("bad-pack", HERE, "says"))
    return Opened(header, files)


def _header(data: bytes) -> Header:
    """The first page of the scenario in a pack, through the same gate as any. Raises ScenarioError."""
    faults = Faults()
    with tempfile.TemporaryDirectory() as somewhere:
        (Path(somewhere) / NEEDED).write_bytes(data)
        header = read_header(Path(somewhere), faults)
    if header is None or faults.errors:
        raise ScenarioError([evolve(f, place=evolve(f.place, file=NEEDED)) for f in faults.errors])
    return header


def put(folder: Path, files: Members, *, force: bool = False) -> None:
    """Make the folder of a scenario in one step. Raises Misasked or Refused, with nothing changed."""
    taken = folder.exists() or folder.is_symlink()
    if taken and not force:
        raise Misasked(f"`{shown(str(folder))}` is there already; name another with --to, or replace it with --force")
    if taken and (folder.is_symlink() or not (folder / NEEDED).is_file()):
        raise Misasked(f"`{shown(str(folder))}` is no scenario, so it is not replaced; name another folder with --to")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=PART, dir=folder.parent))
        try:
            fill(half / "new", files)
            if taken:
                folder.rename(half / "old")
            (half / "new").rename(folder)
        except OSError:
            if taken and (half / "old").exists() and not folder.exists():
                (half / "old").rename(folder)
            raise
        finally:
            with suppress(OSError):
                shutil.rmtree(half)
    except OSError as error:
        said = error.strerror or str(error)
        raise Refused(f"`{shown(str(folder))}` could not be written ({said}); nothing was changed there") from error


def fill(folder: Path, files: Members) -> None:
    """Write every file of a pack into a new folder, and let none get there by halves."""
    folder.mkdir()
    for name, data in files:
        path = folder.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
