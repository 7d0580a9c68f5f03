"""Where editors look for schemas: a folder of them beside the files, a line in each file, settings for a workspace.

The line is a comment, and the folder begins with a dot: neither is any part of a scenario.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from game.debrief.files import write_file
from game.session.door import shown
from game.session.trouble import Refused
from game.tools.formats import FORMATS, Format
from game.tools.schema import schema_of

FOLDER = ".schema"
SETTINGS = Path(".vscode") / "settings.json"
KEY = "yaml.schemas"


def name_of(form: Format) -> str:
    """The file that holds its schema."""
    return f"{form.name}.schema.json"


def text_of(form: Format) -> str:
    """Its schema as text."""
    return json.dumps(schema_of(form), ensure_ascii=False, indent=1) + "\n"


def modeline(form: Format, folder: Path, root: Path) -> str:
    """The line that tells an editor where the schema of a file is, whose folder and scenario these are."""
    way = os.path.relpath(root / FOLDER / name_of(form), folder).replace(os.sep, "/")
    return f"# yaml-language-server: $schema={way}"


def write_schemas(root: Path) -> tuple[Path, ...]:
    """Write every schema under a folder, new ones over old. Raises Refused."""
    _make(root / FOLDER)
    written: list[Path] = []
    for form in FORMATS:
        path = root / FOLDER / name_of(form)
        write_file(path, text_of(form))
        written.append(path)
    return tuple(written)


def settings() -> dict[str, dict[str, str]]:
    """What a workspace of VS Code needs, so that its YAML extension finds the schemas without a line in each file."""
    return {KEY: {f"./{FOLDER}/{name_of(form)}": form.pattern for form in FORMATS}}


def read_settings(root: Path) -> object:
    """The settings that are there, as data; None where none can be read."""
    try:
        return json.loads((root / SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def write_settings(root: Path) -> Path | None:
    """Write the settings of a workspace; None where some are there already, which stay as they are. Raises Refused."""
    path = root / SETTINGS
    if path.exists() or path.is_symlink():
        return None
    _make(path.parent)
    write_file(path, json.dumps(settings(), indent=2) + "\n")
    return path


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        said = error.strerror or str(error)
        raise Refused(f"the folder `{shown(str(folder))}` could not be made ({said})") from error
