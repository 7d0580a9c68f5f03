"""The player's settings: a small file of their own, never part of a run. What cannot be read counts as not there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, cast

from attrs import asdict, frozen

from game.script.tongue import is_tag
from game.session import places


@frozen
class Settings:
    """`theme` is a name of the desk's looks; `summaries` reads summaries in place of noted papers;
    `language` is the tag of the language that was chosen last."""

    theme: str = ""
    summaries: bool = False
    language: str = ""


def load(path: Path | None = None) -> Settings:
    """The settings kept, or the usual ones."""
    try:
        raw: Any = json.loads((path or places.settings_file()).read_bytes()[:65536])
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    kept = cast(dict[str, Any], raw)
    theme, summaries = kept.get("theme"), kept.get("summaries")
    language = kept.get("language")
    return Settings(
        theme if isinstance(theme, str) else "",
        summaries is True,
        language if isinstance(language, str) and is_tag(language) else "",
    )


def save(settings: Settings, path: Path | None = None) -> bool:
    """Keep the settings; False if the machine refuses, which nobody needs to be told twice."""
    file = path or places.settings_file()
    fresh = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(asdict(settings)), encoding="utf-8")
        os.replace(fresh, file)
    except OSError:
        return False
    return True
