"""`dossier SAVE or CODE`: the file that a run leaves, as a page to keep and to carry into a later desk."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from game.debrief.build import debrief
from game.debrief.files import check_free, write_file
from game.debrief.understanding_views import FileView
from game.engine.carried import Carried
from game.script.tongue import N_, _
from game.session import file_page
from game.session.door import one_line
from game.session.dossier import LONGEST_NAME, Layout, code_of, layout_for, leave
from game.session.game import Game
from game.session.journal import SaveError
from game.session.library import resume_game
from game.session.lines import clean

OPEN = N_("this run is not over: its file is not closed yet; finish it, or close it early with `close`")
NOTHING = N_("the desk of this scenario leaves nothing that a later one takes up")


def dossier(args: argparse.Namespace) -> int:
    """Print the file, or write it."""
    path = Path(args.to) if args.to else None
    if path is not None:
        check_free(path, force=args.force)
    game = resume_game(args.save, saves=args.saves, keep=False)
    try:
        text = as_data(game) if args.json else page_of(game, args.name)
    finally:
        game.close()
    if path is not None:
        write_file(path, text)
        print(clean(_("written: {path}").format(path=path)), file=sys.stderr)
    else:
        sys.stdout.write(text)
    return 0


def page_of(game: Game, name: str = "") -> str:
    """The page of a run that is over. Raises SaveError."""
    carried, layout = _left(game)
    player = one_line(name or (game.journal.heading.player if game.journal is not None else ""))[:LONGEST_NAME]
    entries = _entries(debrief(game).understanding.file)
    return file_page.page(layout.desks(carried), code_of(carried, layout), player, entries)


def as_data(game: Game) -> str:
    """The same as data. Raises SaveError."""
    carried, layout = _left(game)
    return json.dumps({"code": code_of(carried, layout), "carried": dict(carried)}, indent=1) + "\n"


def _left(game: Game) -> tuple[Carried, Layout]:
    if not game.run.over:
        raise SaveError(_(OPEN))
    carried, layout = leave(game.run), layout_for(game.program)
    if not carried:
        raise SaveError(_(NOTHING))
    return carried, layout


def _entries(file: FileView) -> Iterator[str]:
    yield from file.opening
    yield from (f"{entry.turn_label}: {entry.text}" for entry in file.entries)
    yield from (part for part in (file.rest, *file.closing) if part)
