"""`record SAVE|CODE --as NAME` keeps a play as text beside its scenario; `verify` plays all that are kept again."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from game.debrief.files import check_free, write_file
from game.script.files import short
from game.script.shapes import ID_PATTERN
from game.session import places
from game.session.door import shown
from game.session.library import open_program, resume_game
from game.session.lines import clean
from game.session.trouble import Misasked, Refused
from game.tools.golden import MOST_BYTES, NotAPlay, Verdict, read, verify, written

FOLDER = "plays"
MOST_LINES = 60  # of the changes of one play


def record(args: argparse.Namespace) -> int:
    """Write the play of a save or code."""
    if not ID_PATTERN.match(args.name):
        raise Misasked(f"`{shown(args.name)}` cannot be a name here: small letters, digits and _ only, a letter first")
    game = resume_game(args.save, saves=args.saves, keep=False)
    try:
        if not game.run.ended:
            raise Misasked("this run has not ended; finish it first, then record it")
        folder = Path(game.program.scenario.folder) / FOLDER
        text = written(game.program, game.run)
    finally:
        game.close()
    path = folder / f"{args.name}.txt"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise Refused(f"the folder `{shown(str(folder))}` could not be made ({error.strerror or error})") from error
    check_free(path, force=args.force)
    write_file(path, text)
    print(clean(f"written: {path}"), file=sys.stderr)
    return 0


def check_plays(args: argparse.Namespace) -> int:
    """Play what is kept again; 1 if anything is told otherwise, or can no longer be signed."""
    folders = [places.find_scenario(name) for name in args.scenario] or list(places.scenario_folders())
    found: list[tuple[Path, Verdict]] = []
    for folder in folders:
        program = open_program(folder)
        for path in sorted((folder / FOLDER).glob("*.txt")):
            try:
                kept = read(_text(path))
            except NotAPlay as error:
                found.append((path, Verdict(f"this is no play that was recorded: {error}")))
                continue
            if kept.scenario != program.scenario.id:
                found.append((path, Verdict(f"it is a play of `{shown(kept.scenario)}`, which is another scenario")))
                continue
            found.append((path, verify(program, kept)))
    print(clean(_data(found) if args.json else "\n".join(_lines(found))))
    return int(not all(verdict.sound for _, verdict in found))


def _text(path: Path) -> str:
    """A file of a play. Raises NotAPlay or Refused."""
    if not path.is_file():  # a folder, or a pipe that would be waited for
        raise NotAPlay("it is no file")
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"{shown(str(path))} cannot be read ({error.strerror or error})") from error
    if len(data) > MOST_BYTES:
        raise NotAPlay("it is too large")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotAPlay("it is not UTF-8 text") from None


def _lines(found: list[tuple[Path, Verdict]]) -> Iterator[str]:
    for path, verdict in found:
        if verdict.sound:
            continue
        yield f"{short(path)}: " + (verdict.stopped or "is told otherwise; - as it was, + as it is")
        yield from (f"  {line}" for line in verdict.changes[:MOST_LINES])
        if len(verdict.changes) > MOST_LINES:
            yield f"  {len(verdict.changes) - MOST_LINES} more lines"
    sound = sum(verdict.sound for _, verdict in found)
    if not found:
        yield "no play is kept; `record SAVE --as NAME` keeps one"
    else:
        yield f"{sound} of {len(found)} play{'s' * (len(found) != 1)} as recorded"
    if sound < len(found):
        yield "If a change is meant, record the play again, with --force."


def _data(found: list[tuple[Path, Verdict]]) -> str:
    rows = [
        {"file": str(path), "sound": v.sound, "stopped": v.stopped, "changes": list(v.changes)} for path, v in found
    ]
    return json.dumps({"plays": rows}, ensure_ascii=False, indent=1)
