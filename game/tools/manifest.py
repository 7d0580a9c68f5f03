"""The first member of a pack: what it is, whose it is, for whom, which engine it needs, and the sum of every file.

It is worked out from the files, and worked out again when a pack is opened: one that says anything else is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, cast

from attrs import frozen

from game.engine.version import ENGINE
from game.script.faults import ScriptError, finding
from game.script.header import Header
from game.tools.archive import HERE, Members
from game.tools.members import MANIFEST

FORMAT = 1
MOST_BYTES = 256 * 1024


@frozen
class Engines:
    """The versions of the engine a pack is for: it was made with the first, and nothing is known of those after it."""

    least: int = ENGINE
    most: int = ENGINE


def manifest(header: Header, members: Members, engines: Engines) -> bytes:
    """The manifest of a scenario's files."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "scenario": header.id,
        "title": header.title,
        "version": header.version,
        "engine": {"least": engines.least, "most": engines.most},
        "licence": header.licence,
        "authors": list(header.authors),
        "ages": header.ages,
        "files": {name: {"bytes": len(said), "sha256": sha256(said).hexdigest()} for name, said in members},
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def opened(members: Members) -> tuple[Engines, Members]:
    """The engines of a pack and its files, with every sum held against its file. Raises ScriptError."""
    if not members or members[0][0] != MANIFEST:
        raise ScriptError(finding("bad-pack", HERE, "unsaid"))
    said, files = _mapping(_json(members[0][1])), members[1:]
    if _whole(said.get("format")) > FORMAT:
        raise ScriptError(finding("bad-pack", HERE, "newer"))
    asked = _mapping(said.get("engine"))
    engines = Engines(_whole(asked.get("least")), _whole(asked.get("most")))
    if not 0 < engines.least <= engines.most:
        raise ScriptError(finding("bad-pack", HERE, "unsaid"))
    if engines.least > ENGINE:
        raise ScriptError(finding("bad-pack", HERE, "newer"))
    sums = _mapping(said.get("files"))
    if list(sums) != [name for name, _ in files]:
        raise ScriptError(finding("bad-pack", HERE, "sums"))
    for name, data in files:
        if sums[name] != {"bytes": len(data), "sha256": sha256(data).hexdigest()}:
            raise ScriptError(finding("bad-pack", HERE, "sum", name=name))
    return engines, files


def _json(data: bytes) -> object:
    if len(data) > MOST_BYTES:
        raise ScriptError(finding("bad-pack", HERE, "long", name=MANIFEST))
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise ScriptError(finding("bad-pack", HERE, "unsaid")) from None


def _mapping(value: object) -> Mapping[str, object]:
    """A mapping with texts for keys, as JSON has them; what is none says nothing."""
    return cast(Mapping[str, object], value) if isinstance(value, dict) else {}


def _whole(value: object) -> int:
    """A whole number; what is none is 0, which nothing allows."""
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9 else 0
