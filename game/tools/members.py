"""What may stand in a pack: the files of a scenario, by their names and places, as text. Nothing else, ever.

Names are small letters, digits, `_` and `-` in ASCII, so that no two of them are one on any system, none leads out of
the folder, and none is a device.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from game.script.faults import ScriptError, finding
from game.script.record_files import FILES as RECORD
from game.script.tongue import is_tag
from game.session.lines import clean
from game.tools.archive import HERE, MOST_BYTES, MOST_MEMBERS

MANIFEST = "pack.json"
PROSE = ("LICENSE", "README.md")
_FILES = """
    scenario world figures people endings officials debrief papers dossier teaching glossary places leaves bibliography
"""
FILES = frozenset(f"{name}.yaml" for name in _FILES.split())
NEEDED = "scenario.yaml"
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
_STEM = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}\Z")


def is_member(name: str) -> bool:
    """Whether a file of this name, in its folder, belongs to a scenario that is packed."""
    *folders, last = name.split("/")
    stem, dot, ending = last.partition(".")
    if not folders:
        return last in FILES or last in PROSE
    if dot + ending not in (".yaml", ".txt") or not _STEM.match(stem) or DEVICES.match(stem):
        return False
    if folders == ["plays"]:  # golden transcripts
        return True
    if ending != "yaml":
        return False
    if folders == ["scenes"]:
        return True
    if folders == ["record"]:
        return last in RECORD
    return len(folders) == 2 and folders[0] == "text" and is_tag(folders[1]) and len(folders[1]) < 40


def is_meant(name: str) -> bool:
    """Whether a file is part of the scenario by its place, whatever it is called: it would be missed."""
    return (name.endswith(".yaml") and name.split("/")[0] in ("scenes", "record", "text")) or name in FILES


def check_names(names: Iterable[str]) -> None:
    """Whether these may stand together in a pack. Raises ScriptError."""
    found = set(names)
    for name in sorted(found):
        if not is_member(name):
            raise ScriptError(finding("bad-pack", HERE, "name", name=name))
    if NEEDED not in found:
        raise ScriptError(finding("bad-pack", HERE, "none"))
    if len(found) >= MOST_MEMBERS:
        raise ScriptError(finding("bad-pack", HERE, "many", most=MOST_MEMBERS))


def check_text(name: str, data: bytes) -> None:
    """Whether a file is text that can be shown. Raises ScriptError."""
    if len(data) > MOST_BYTES:
        raise ScriptError(finding("bad-pack", HERE, "long", name=name))
    try:
        text = data.decode("utf-8").replace("\r\n", "\n").replace("\t", " ")
    except UnicodeDecodeError:
        raise ScriptError(finding("bad-pack", HERE, "binary", name=name)) from None
    if clean(text.removeprefix("\ufeff")) != text.removeprefix("\ufeff"):
        raise ScriptError(finding("bad-pack", HERE, "binary", name=name))


__all__ = ["FILES", "MANIFEST", "NEEDED", "PROSE", "check_names", "check_text", "is_meant", "is_member"]
