"""`fmt`: scenario files put in order, each whole or not at all; `--check` only says which are not."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from game.debrief.files import write_file
from game.script.files import short
from game.script.gate import MOST_BYTES
from game.session import places
from game.session.door import shown
from game.session.lines import clean
from game.session.trouble import Misasked, Refused
from game.tools.fmt import in_order
from game.tools.formats import format_of

SHOWN = 5  # findings of one file


@frozen
class Done:
    """What became of one file: `in order`, `put in order`, `out of order`, or why it was left alone."""

    path: Path
    state: str
    line: int = 0  # the first that is not as it should be
    says: tuple[str, ...] = ()


def fmt(args: argparse.Namespace) -> int:
    """Put files in order. 1 if one was left alone, or with `--check` is not in order."""
    found = [_one(path, check=args.check) for path in files_of(args.path)]
    if args.json:
        print(json.dumps({"files": [_data(done) for done in found]}, ensure_ascii=False, indent=1))
    else:
        for line in _lines(found):
            print(clean(line))
        for line in (line for done in found for line in done.says):
            print(clean(line), file=sys.stderr)
    return int(any(done.state in ("out of order", "left alone") for done in found))


def files_of(paths: Sequence[str]) -> list[Path]:
    """The files named, and those of the folders named that the format knows. Raises Misasked."""
    found: dict[Path, None] = {}
    for name in paths or [str(places.stories())]:
        path = Path(name)
        try:
            folder, file = path.is_dir(), path.is_file()
        except (OSError, ValueError):
            folder = file = False
        if not folder and not file and places.find_scenario(name).is_dir():
            path, folder = places.find_scenario(name), True
        if folder:
            inside = sorted(p for p in path.rglob("*.yaml") if p.is_file() and format_of(p) is not None)
            if not inside:
                raise Misasked(f"there is no file of a scenario in `{shown(name)}`")
            found.update(dict.fromkeys(inside))
        elif not file:
            raise Misasked(f"there is no file, folder or scenario `{shown(name)}`")
        elif format_of(path) is None:
            raise Misasked(f"`{shown(name)}` is not a file of a scenario; `schema` lists what they are called")
        else:
            found[path] = None
    return list(found)


def _one(path: Path, *, check: bool) -> Done:
    form, real = format_of(path), path.resolve()
    assert form is not None
    try:
        with real.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"{shown(str(path))} cannot be read ({error.strerror or error})") from error
    made = in_order(data, form, short(path))
    if made.unruly:
        what = f"{short(path)}: is laid out in a way that cannot be put in order; it stays as it is"
        return Done(path, "left alone", says=(what,))
    if made.faults:
        told = [fault.with_caret() for fault in made.faults[:SHOWN]]
        told.append(f"{short(path)}: has mistakes; mend them first, it stays as it is")
        return Done(path, "left alone", says=tuple(told))
    if made.text.encode() == data:
        return Done(path, "in order")
    line = _first_difference(data, made.text)
    if check:
        return Done(path, "out of order", line)
    if real.read_bytes() != data:
        raise Refused(f"{shown(str(path))} was changed by somebody else at this moment; it stays as it is")
    write_file(real, made.text)
    return Done(path, "put in order", line)


def _first_difference(data: bytes, text: str) -> int:
    """The number of the first line that is not as it should be."""
    old, new = data.decode("utf-8", "replace").split("\n"), text.split("\n")
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False), start=1) if a != b), min(len(old), len(new)))


def _lines(found: Sequence[Done]) -> Iterator[str]:
    for done in found:
        if done.state in ("out of order", "put in order"):
            yield f"{short(done.path)}:{done.line}: {done.state}"
    counts = [(sum(done.state == state for done in found), state) for state in dict.fromkeys(d.state for d in found)]
    yield ", ".join(f"{count} file{'s' * (count != 1)} {state}" for count, state in counts)


def _data(done: Done) -> dict[str, object]:
    return {"file": str(done.path), "state": done.state, "line": done.line, "says": list(done.says)}
