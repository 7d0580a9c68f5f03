"""`check`: every finding in one or more scenario folders, on standard error, or as data; and the page of any code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from game.script.chain import read_leaves
from game.script.consequences import settled
from game.script.faults import Fault, Faults, Severity, nearest
from game.script.gazetteer import read_gazetteer
from game.script.link_chain import check_chain, check_chained
from game.script.lint.check import lint, read_shared
from game.script.reader import examine
from game.script.record_files import examine_record
from game.script.sourced import check_sourced
from game.script.understanding import read_understanding
from game.session import places
from game.session.lines import clean

MOST_SHOWN = 50
PAGES = "docs/checks"


def check(args: argparse.Namespace) -> int:
    """Examine the folders named, or all that came with the game. 1 if any has an error, or with --strict a warning."""
    if args.explain:
        return explain(args.explain, as_data=args.json)
    folders = [Path(places.find_scenario(p)) for p in args.path] or list(places.scenario_folders())
    found = findings(folders)
    if args.json:
        print(json.dumps(as_data(found, len(folders)), ensure_ascii=False, indent=1))
    elif found:
        for line in report(found, len(folders)):
            print(clean(line), file=sys.stderr)
    else:
        print(f"{len(folders)} scenario(s) read, nothing wrong")
    return int(any(f.severity is Severity.ERROR or args.strict for f in found))


def findings(folders: Sequence[Path]) -> tuple[Fault, ...]:
    """Everything there is to say of these scenarios and of the chains they stand in."""
    faults = Faults()
    for folder in folders:
        faults.found.extend(examine_whole(folder).found)
        faults.found.extend(in_other_languages(folder).found)
    for stories in {folder.parent for folder in folders}:
        check_chain(stories, faults)
    return settled(tuple(faults))


def in_other_languages(folder: Path) -> Faults:
    """What is wrong with the overlays of a scenario; nothing where it has none, or cannot be read itself."""
    from game.script.text.overlay import languages

    faults = Faults()
    if not languages(folder):
        return faults
    from game.script.text.status import check_overlay

    loaded = examine(folder, Faults())
    if loaded is not None:
        for language in languages(folder):
            check_overlay(folder, loaded, language, faults)
    return faults


def examine_whole(folder: Path) -> Faults:
    """Everything there is to say of one scenario, what is read only after a run among it.

    What a warning says rests on a scenario that can be played, so none is told beside an error.
    """
    faults = Faults()
    loaded = examine(folder, faults)
    if loaded is None:
        return faults
    examine_record(folder, loaded.scenario, faults)
    understood = read_understanding(folder, loaded.scenario, loaded.scope, faults)
    check_chained(folder, loaded.scenario, loaded.scope, faults)
    read_gazetteer(folder, faults)
    check_sourced(loaded.scenario, understood, faults)
    if not faults.errors:
        leaves = read_leaves(folder, Faults())
        lint(loaded.scenario, loaded.scope, understood, leaves, read_shared(folder, faults), faults)
    return faults


def report(found: Sequence[Fault], scenarios: int) -> Iterator[str]:
    """The findings as lines: each with its line of the file, each code once with its page, and how many there are."""
    told: set[str] = set()
    if len(found) > MOST_SHOWN:  # no error may be hidden behind warnings
        found = sorted(found, key=lambda f: f.severity is not Severity.ERROR)
    for fault in found[:MOST_SHOWN]:
        yield from fault.with_caret().split("\n")
        if fault.code not in told:
            yield f"    more: {page_of(fault.code)}, or `check --explain {fault.code}`"
        told.add(fault.code)
    if len(found) > MOST_SHOWN:
        yield f"{len(found) - MOST_SHOWN} more; mend these first"
    errors, warnings = counts(found)
    yield f"{_many(errors, 'error')} and {_many(warnings, 'warning')} in {_many(scenarios, 'scenario')}"


def counts(found: Sequence[Fault]) -> tuple[int, int]:
    """How many errors, how many warnings."""
    errors = sum(f.severity is Severity.ERROR for f in found)
    return errors, len(found) - errors


def page_of(code: str) -> str:
    """Where the page of a code is, seen from the folder of the game."""
    return f"{PAGES}/{code}.md"


def explain(code: str, *, as_data: bool) -> int:
    """Print the page of a code. It needs no file but its definition."""
    from game.script.findings import codes, definition
    from game.script.findings.page import page
    from game.session.trouble import Misasked

    if code not in codes():
        hint = nearest(code, codes()) or "`check` names the code of each finding"
        raise Misasked(f"there is no finding `{code[:40]}`; {hint}")
    defined = definition(code)
    text = page(defined)
    if as_data:
        data = {"code": code, "severity": defined.severity, "title": defined.title, "page": text}
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        print(text, end="")
    return 0


def as_data(found: Sequence[Fault], scenarios: int) -> dict[str, object]:
    """The findings as data, in the form of docs/check.schema.json."""
    errors, warnings = counts(found)
    return {
        "scenarios": scenarios,
        "errors": errors,
        "warnings": warnings,
        "findings": [_data(f) for f in found],
    }


def _data(fault: Fault) -> dict[str, str | int]:
    place = fault.place
    end = {"end_column": place.column + fault.length} if fault.length else {}
    return {
        "code": fault.code,
        "severity": str(fault.severity),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        **end,
        "message": fault.message,
        "hint": fault.hint,
        "page": page_of(fault.code),
    }


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
