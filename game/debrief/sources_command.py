"""`sources [SCENARIO]`: the bibliography of a scenario, or of each, with what rests on it; as text, or as data."""

from __future__ import annotations

import argparse
import json
from typing import Any

from game.debrief.bibliography import EntryView, bibliography, bibliography_section
from game.debrief.text import lines_of
from game.engine.program import Program
from game.session import places
from game.session.door import one_line
from game.session.library import open_program


def sources(args: argparse.Namespace) -> int:
    """Print the bibliographies. Raises ScenarioError for a story that cannot be read."""
    folders = [places.find_scenario(name) for name in args.scenario] or list(places.scenario_folders())
    programs = [open_program(folder) for folder in folders]
    if args.json:
        print(json.dumps({"scenarios": [_data(p) for p in programs]}, ensure_ascii=False, indent=1))
        return 0
    for program in programs:
        section = bibliography_section(bibliography(program))
        print(f"== {one_line(program.scenario.header.title)}: {section.title.lower()} ==", "", sep="\n")
        print(*lines_of(section), "", sep="\n")
    return 0


def _data(program: Program) -> dict[str, Any]:
    return {"scenario": program.scenario.id, "sources": [_entry(entry) for entry in bibliography(program)]}


def _entry(entry: EntryView) -> dict[str, Any]:
    s = entry.source
    return {
        "source": s.id,
        "authors": s.authors,
        "year": s.year,
        "title": s.title,
        "publication": s.publication,
        "school": s.school,
        "checked": s.status,
        "supports": entry.supports,
        "rests": {rests.part.name.lower(): list(rests.labels) for rests in entry.rests},
    }
