"""`graph SCENARIO`: the story as a picture, as text that other programs draw or as an SVG page, printed or written."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import attrs

from game.debrief.files import check_free, write_file
from game.playtest.progress import Progress
from game.session import places
from game.session.library import check_cut, open_program
from game.session.lines import clean
from game.session.trouble import Misasked
from game.tools.graph_svg import svg
from game.tools.graph_text import dot, mermaid
from game.tools.picture import Picture, flow, storylets
from game.tools.traffic import count

FORMATS = {"mermaid": mermaid, "dot": dot, "svg": svg}
ENDINGS = {".mmd": "mermaid", ".mermaid": "mermaid", ".dot": "dot", ".gv": "dot", ".svg": "svg"}
MOST_PLAYS = 100_000


def graph(args: argparse.Namespace) -> int:
    """Draw it."""
    path = Path(args.to) if args.to else None
    if path is not None:
        check_free(path, force=args.force)
    if not 0 <= args.traffic <= MOST_PLAYS:
        raise Misasked(f"`--traffic` takes a number of plays, 0 to {MOST_PLAYS:,}")
    form = args.format or (ENDINGS.get(path.suffix, "") if path is not None else "") or "mermaid"
    folder = places.find_scenario(args.scenario)
    program = open_program(folder)
    check_cut(args.cut, program.cuts, folder)
    progress = Progress() if sys.stderr.isatty() else None
    traffic = count(program, args.traffic, args.cut, progress) if args.traffic else None
    cut = program.cuts[args.cut] if args.cut else None
    picture = (storylets if args.kind == "storylets" else flow)(program.scenario, cut, traffic)
    text = _data(picture) if args.json else FORMATS[form](picture)
    if path is None:
        sys.stdout.write(text)
    else:
        write_file(path, text)
        print(clean(f"written: {path}"), file=sys.stderr)
    return 0


def _data(picture: Picture) -> str:
    return json.dumps(attrs.asdict(picture), ensure_ascii=False, indent=1) + "\n"
