"""`new FOLDER`: a small complete scenario to begin with, whole or not at all, and never over anything that is there.

The files of `template/` are the example of docs/authors/first-scenario.md, with a note at every key the first time it
comes. What changes on the way out is the id, which is the folder's name, and a line for editors.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from game.script.shapes import ID_PATTERN
from game.session import places
from game.session.door import shown
from game.session.lines import clean
from game.session.trouble import Misasked, Refused
from game.tools.editors import modeline, write_schemas
from game.tools.formats import format_of

TEMPLATE = Path(__file__).resolve().parent / "template"


def new(args: argparse.Namespace) -> int:
    """Write the folder, and say what to do next."""
    folder = Path(args.folder)
    written = begin(folder)
    if args.json:
        print(json.dumps({"folder": str(folder), "written": sorted(written)}, ensure_ascii=False, indent=1))
    else:
        print(clean("\n".join(_next(folder, len(written)))))
    return 0


def template(name: str) -> Mapping[str, str]:
    """The files of a new scenario of this id, by their path in its folder."""
    files: dict[str, str] = {}
    for path in sorted(TEMPLATE.rglob("*.yaml")):
        form = format_of(path)
        assert form is not None, path
        text = path.read_text(encoding="utf-8")
        if form.name == "scenario":
            text = re.sub(r"(?m)^scenario: \w+ *", lambda _: f"scenario: {name}".ljust(36), text, count=1)
        files[path.relative_to(TEMPLATE).as_posix()] = f"{modeline(form, path.parent, TEMPLATE)}\n{text}"
    return files


def begin(folder: Path) -> Mapping[str, str]:
    """Make the folder of a new scenario; gives its files. Raises Misasked or Refused, with nothing changed."""
    name = folder.resolve().name
    _check_name(name)
    _check_free(folder)
    files = template(name)
    parent = folder.resolve().parent
    half = ""
    try:
        half = tempfile.mkdtemp(prefix=f".{name}.", suffix=".part", dir=parent)
        _fill(Path(half), files)
        if folder.is_dir():
            folder.rmdir()  # it is empty; it goes if nobody has put anything into it since
        Path(half).chmod(0o755)
        Path(half).rename(folder)
    except OSError as error:
        said = error.strerror or str(error)
        raise Refused(f"`{shown(str(folder))}` could not be written ({said}); nothing was changed there") from error
    finally:
        if half:
            with suppress(OSError):
                shutil.rmtree(half)
    return files


def _fill(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    write_schemas(folder)


def _check_name(name: str) -> None:
    if ID_PATTERN.match(name):
        return
    better = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_0123456789")[:40]
    hint = f"; call it `{better}`" if ID_PATTERN.match(better) else ""
    what = "the name of a scenario's folder is its id: small letters, digits and _ only, a letter first"
    raise Misasked(f"`{shown(name)}` cannot be the name of a scenario; {what}{hint}")


def _check_free(folder: Path) -> None:
    name = shown(str(folder))
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise Misasked(f"`{name}` is there and is not a folder; give another name")
        if folder.is_dir() and any(folder.iterdir()):
            raise Misasked(f"there are files in `{name}` already; give the name of a new folder")
        if not folder.resolve().parent.is_dir():
            raise Misasked(f"there is no folder `{shown(str(folder.parent))}` to make it in; make that first")
    except (OSError, ValueError) as error:
        said = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise Refused(f"`{name}` cannot be a folder here ({said}); give another name") from error


def _next(folder: Path, count: int) -> Iterator[str]:
    program = "uv run main.py" if places.is_checkout() else Path(sys.argv[0]).name
    known = folder.resolve().parent == places.stories().resolve()
    named = folder.name if known else shlex.quote(str(folder))
    yield f"{folder}: a small scenario in {count} files, complete, with a note at every key. Play it, change it."
    for command, says in (
        (f"check {shlex.quote(str(folder))}", "names every mistake; run it after each change"),
        (f"play {named}", "plays it; with --plain as lines of text"),
        (f"playtest {named}", "lets machine players find what nobody reaches"),
        (f"words {named}", "says how long it is, and how hard to read"),
    ):
        yield f"  {program} {command}"
        yield f"      {says}"
    yield "Begin with scenario.yaml. The page docs/authors/first-scenario.md goes through the files one by one."
