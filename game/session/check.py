"""`check`: every mistake in one or more scenario folders, on standard error, or as data."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from game.script.chain import read_leaves
from game.script.faults import Fault, Faults
from game.script.gazetteer import read_gazetteer
from game.script.link_chain import check_chain, check_chained
from game.script.lint.check import lint
from game.script.reader import examine
from game.script.record_files import examine_record
from game.script.sourced import check_sourced
from game.script.understanding import read_understanding
from game.session import places

MOST_SHOWN = 50


def check(args: argparse.Namespace) -> int:
    """Examine the folders named, or all that came with the game. 1 if any has an error."""
    folders = [places.find_scenario(p) for p in args.path] or list(places.scenario_folders())
    faults = Faults()
    for folder in map(Path, folders):
        faults.found.extend(_of(folder).found)
    for stories in {Path(folder).parent for folder in folders}:
        check_chain(stories, faults)
    found = tuple(faults)
    if args.json:
        print(json.dumps({"findings": [_data(f) for f in found]}, ensure_ascii=False, indent=1))
    else:
        for fault in found[:MOST_SHOWN]:
            print(fault.with_caret(), file=sys.stderr)
        if len(found) > MOST_SHOWN:
            print(f"{len(found) - MOST_SHOWN} more", file=sys.stderr)
        if not found:
            print(f"{len(folders)} scenario(s) read, nothing wrong")
    return int(bool(faults.errors))


def _of(folder: Path) -> Faults:
    """All that is wrong with one scenario; warnings only where there are no errors."""
    faults = Faults()
    loaded = examine(folder, faults)
    if loaded is not None:
        examine_record(folder, loaded.scenario, faults)
        understood = read_understanding(folder, loaded.scenario, loaded.scope, faults)
        check_chained(folder, loaded.scenario, loaded.scope, faults)
        read_gazetteer(folder, faults)
        check_sourced(loaded.scenario, understood, faults)
        if not faults.errors:
            lint(loaded.scenario, loaded.scope, understood, read_leaves(folder, Faults()), faults)
    return faults


def _data(fault: Fault) -> dict[str, str | int]:
    return {
        "code": fault.code,
        "severity": str(fault.severity),
        "file": fault.place.file,
        "line": fault.place.line,
        "column": fault.place.column,
        "message": fault.message,
        "hint": fault.hint,
    }
