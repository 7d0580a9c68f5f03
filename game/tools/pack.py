"""`pack FOLDER`: a scenario as one file that holds data only, and stands alone wherever it is opened.

What is written has been opened again before it gets its name: unpacked into a folder of its own, read, and checked.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from attrs import evolve, frozen

from game.debrief.files import check_free, write_bytes
from game.script.faults import Fault, Faults, Place, ScenarioError, ScriptError, finding
from game.script.files import read_header
from game.script.header import Header
from game.session import places
from game.session.check import examine_whole
from game.session.library import read_header_of
from game.session.lines import clean
from game.tools.archive import MOST_IN_ALL, encode
from game.tools.manifest import Engines, manifest
from game.tools.members import MANIFEST, check_names
from game.tools.share import gather
from game.tools.unpack import fill, read_pack

ENDING = ".ttj"


@frozen
class Packed:
    """The bytes of a pack, what stands in it, and what was left out."""

    header: Header
    data: bytes
    names: tuple[str, ...]
    left: tuple[str, ...]


def pack(args: argparse.Namespace) -> int:
    """Write the pack, and say what is in it."""
    folder = places.find_scenario(args.folder)
    packed = packed_of(folder)
    to = Path(args.to or f"{packed.header.id}{ENDING}")
    check_free(to, force=args.force)
    write_bytes(to, packed.data)
    if args.json:
        print(json.dumps(_data(packed, to), ensure_ascii=False, indent=1))
        return 0
    header, size = packed.header, f"{len(packed.names)} files, {len(packed.data):,} bytes"
    print(clean(f"{to}: {header.title}, version {header.version}, {size}."))
    print(clean(f"By {', '.join(header.authors)}. {header.licence}. {header.ages}"))
    if packed.left:
        print(clean(f"Left out, since it is no part of a scenario: {', '.join(packed.left)}"))
    return 0


def _data(packed: Packed, to: Path) -> dict[str, object]:
    return {
        "pack": str(to),
        "scenario": packed.header.id,
        "version": packed.header.version,
        "bytes": len(packed.data),
        "files": list(packed.names),
        "left_out": list(packed.left),
    }


def packed_of(folder: Path) -> Packed:
    """The pack of a folder. Raises ScenarioError with everything that stands against it."""
    read_header_of(folder)  # raises where there is no scenario, or its first page cannot be read
    header = first_page(folder)
    missing = [*_missing(header)]
    wrong = examine_whole(folder).errors
    if missing or wrong:
        raise ScenarioError((*missing, *wrong))
    try:
        found = gather(folder, header.id)
        check_names(name for name, _ in found.files)
    except ScriptError as error:
        raise ScenarioError([_here(error.fault, folder)]) from error
    data = encode(((MANIFEST, manifest(header, found.files, Engines())), *found.files))
    if len(data) > MOST_IN_ALL:
        raise ScenarioError([finding("bad-pack", Place(str(folder)), "large", most=MOST_IN_ALL // 1024**2)])
    _stands_alone(data)
    return Packed(header, data, tuple(name for name, _ in found.files), found.left)


def first_page(folder: Path) -> Header:
    """The first page as it is written, whatever language is spoken."""
    faults = Faults()
    header = read_header(folder, faults)
    if header is None:
        raise ScenarioError(faults.errors)
    return header


def _missing(header: Header) -> tuple[Fault, ...]:
    """What whoever gets it must know, and is not said."""
    faults = Faults()
    if not header.licence:
        faults.add("not-for-sharing", header.place)
    if not header.authors:
        faults.add("not-for-sharing", header.place, "authors")
    if not header.ages:
        faults.add("not-for-sharing", header.place, "ages")
    return tuple(faults)


def _stands_alone(data: bytes) -> None:
    """Open it in an empty place, as whoever gets it will. Raises ScenarioError."""
    with tempfile.TemporaryDirectory() as somewhere:
        pack_read = read_pack(data)
        folder = Path(somewhere) / pack_read.header.id
        fill(folder, pack_read.files)
        wrong = examine_whole(folder).errors
    if wrong:
        print("Standing alone, without the other scenarios, this one has faults:", file=sys.stderr)
        raise ScenarioError(wrong)


def _here(fault: Fault, folder: Path) -> Fault:
    return evolve(fault, place=Place(str(folder)))
