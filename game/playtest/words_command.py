"""`words`: how long the paths of scenarios and their lessons are, and how hard to read (docs/words.schema.json)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from typing import Any

from game.engine.program import Program
from game.playtest.officials import need_officials
from game.playtest.words import A_MINUTE, Reading, broken, ends, grade, hardest, read
from game.script.header import Length
from game.session import places
from game.session.library import check_cut, open_program

SHOWN = 5  # broken promises told of one row
HEADS = ("words a path", "minutes", "apart", "signatures", "narration", "documents")


def words(args: argparse.Namespace) -> int:
    """Play, count and tell; 1 if a promise of length or reading level is broken."""
    folders = [places.find_scenario(name) for name in args.scenario] or list(places.scenario_folders())
    rows: list[dict[str, Any]] = []
    for folder in folders:
        program = open_program(folder)
        need_officials(program)
        check_cut(args.cut, program.cuts, folder)
        seeds = range(1, 1 + max(1, round(args.runs / len(program.scenario.officials))))
        rows += [row(read(program, seeds, cut)) for cut in _parts(program, args.cut)]
    data = {"words_a_minute": A_MINUTE, "paths": rows}
    print(json.dumps(data, ensure_ascii=False, indent=1) if args.json else "\n".join(_lines(rows)))
    return int(any(r["broken"] for r in rows))


def _parts(program: Program, cut: str) -> Iterable[str]:
    return (cut,) if cut else ("", *program.cuts)


def row(found: Reading) -> dict[str, Any]:
    """What was counted of a story or a lesson, as data."""
    told, length = found.told(), found.length or Length()
    return {
        "scenario": found.program.scenario.id,
        "cut": found.cut,
        "plays": len(found.paths),
        "words": ends(p.words for p in found.paths),
        "minutes": {k: round(v, 1) for k, v in ends(p.minutes for p in found.paths).items()},
        "apart": ends(p.apart for p in found.paths),
        "signatures": ends(p.signatures for p in found.paths),
        "grade": {
            "narration": round(grade(told, narrated=True), 1),
            "documents": round(grade(told, narrated=False), 1),
        },
        "hardest": [
            {"text": t.name, "grade": round(t.size.grade, 1), "words": round(t.size.words)} for t in hardest(told)
        ],
        "promised": {
            "reading_level": found.program.scenario.header.reading_level,
            "least_signatures": length.least_signatures,
            "most_signatures": length.most_signatures,
            "most_words": length.most_words,
            "most_apart": length.most_apart,
        },
        "broken": broken(found),
    }


def _three(at: dict[str, float]) -> str:
    return f"{at['min']:g}-{at['median']:g}-{at['max']:g}"


def _lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    names = [r["scenario"] + (f" {r['cut']}" if r["cut"] else "") for r in rows]
    first = max((len(n) for n in names), default=0)
    table = [
        [
            *(_three(r[k]) for k in ("words", "minutes", "apart", "signatures")),
            *(f"{r['grade'][k]:.1f}" for k in ("narration", "documents")),
        ]
        for r in rows
    ]
    widths = [max(len(head), *(len(cells[i]) for cells in table)) for i, head in enumerate(HEADS)]
    yield f"{'':{first}}  " + "  ".join(f"{h:>{w}}" for h, w in zip(HEADS, widths, strict=True))
    for name, cells in zip(names, table, strict=True):
        yield f"{name:{first}}  " + "  ".join(f"{c:>{w}}" for c, w in zip(cells, widths, strict=True))
    plays = ", ".join(str(n) for n in sorted({r["plays"] for r in rows}))
    yield f"least, middle and most of {plays} machine plays; minutes at {A_MINUTE} words; the last two as school grades"
    for name, r in zip(names, rows, strict=True):
        told = ", ".join(f"{h['text']} {h['grade']:.1f}" for h in r["hardest"])
        yield f"{name}, the hardest narration: {told or 'none'}"
    for name, r in zip(names, rows, strict=True):
        yield from (f"{name}: {says}" for says in r["broken"][:SHOWN])
        if len(r["broken"]) > SHOWN:
            yield f"{name}: {len(r['broken']) - SHOWN} more"
