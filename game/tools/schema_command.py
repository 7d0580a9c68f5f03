"""`schema`: the JSON Schema of a file on standard output, or all of them where an editor finds them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from game.script.faults import nearest
from game.session.door import shown
from game.session.lines import clean
from game.session.trouble import Misasked
from game.tools.editors import SETTINGS, modeline, read_settings, settings, text_of, write_schemas, write_settings
from game.tools.formats import FORMATS, Format
from game.tools.schema import schema_of


def schema(args: argparse.Namespace) -> int:
    """Print one schema, or write all; without either, say what there is."""
    if args.file and args.to:
        raise Misasked("`--to` writes the schemas of all files; leave out the name of one")
    if args.to:
        print("\n".join(_write(Path(args.to), as_data=args.json)))
    elif args.file:
        print(text_of(_named(args.file)), end="")
    elif args.json:
        print(json.dumps({form.name: schema_of(form) for form in FORMATS}, ensure_ascii=False, indent=1))
    else:
        print("\n".join(f"{form.name:17} {form.says}" for form in FORMATS))
    return 0


def _named(name: str) -> Format:
    """The file of a name, with or without its ending. Raises Misasked."""
    bare = name.removesuffix(".yaml")
    known = {form.name: form for form in FORMATS}
    if bare not in known:
        hint = nearest(bare, known) or "there are: " + ", ".join(known)
        raise Misasked(f"the format has no file `{shown(name)}`; {hint}")
    return known[bare]


def _write(root: Path, *, as_data: bool) -> Iterator[str]:
    if not root.is_dir():
        raise Misasked(f"`{shown(str(root))}` is not a folder; name the folder of a scenario, or of several")
    written = write_schemas(root)
    path = write_settings(root)
    files = [*written, *([path] if path else [])]
    told = read_settings(root) == settings()
    if as_data:
        yield json.dumps({"written": [str(p) for p in files]}, ensure_ascii=False, indent=1)
        return
    yield clean(f"{len(written)} schemas are in {written[0].parent}")
    if path or told:
        yield clean(f"{root / SETTINGS} tells VS Code of them, if you open the folder {root} there")
    else:
        yield clean(f"{root / SETTINGS} was there and stays as it is; for VS Code to find the schemas it needs:")
        yield json.dumps(settings(), indent=2)
    yield "Any other editor with a YAML language server finds them by a first line in each file, such as:"
    for form in FORMATS[:4]:
        yield f"  {form.pattern.removeprefix('**/'):16} {modeline(form, root / form.folder, root)}"
