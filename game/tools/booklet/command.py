"""`booklet`: a lesson as a file to be printed, and how many pages it came to."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from game.debrief.files import check_free, write_file
from game.playtest.progress import Progress
from game.script.tongue import _
from game.session import places
from game.session.library import check_cut, open_program, shelf
from game.session.lines import clean
from game.session.strip import SEED
from game.tools.booklet.book import book_of
from game.tools.booklet.found import spots
from game.tools.booklet.page import front_of, html
from game.tools.booklet.plays import played, say_nothing


def booklet(args: argparse.Namespace) -> int:
    """Play, lay out, write. Raises Misasked for a story that cannot be printed so."""
    path = Path(args.html)
    check_free(path, force=args.force)
    standard = shelf()[0]
    folder = places.find_scenario(args.scenario) if args.scenario else standard
    program = open_program(folder)
    check_cut(args.cut, program.cuts, folder)
    seed = SEED if args.seed is None else args.seed
    plays = played(program, seed, args.cut, args.plays, Progress() if sys.stderr.isatty() else say_nothing)
    book = book_of(spots(plays), plays.intro, seed)
    named = "" if folder == standard else str(args.scenario)
    front = front_of(program, book, seed, args.cut, len(plays.letters), named)
    text, sheets = html(program, book, front)
    write_file(path, text)
    pages = len(sheets.pages) + 1
    if args.json:
        data = {"scenario": program.scenario.id, "cut": args.cut, "seed": seed, "plays": len(plays.letters)}
        data |= {"pages": pages, "slips": len(book.slips), "letters": len(book.boxes), "file": str(path)}
        print(json.dumps(data, ensure_ascii=False, indent=1))
    said = _("written: {path}; {pages} pages, {slips} slips").format(path=path, pages=pages, slips=len(book.slips))
    print(clean(said), file=sys.stderr)
    return 0
