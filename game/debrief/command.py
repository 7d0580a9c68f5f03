"""`debrief SAVE or CODE`: the first debrief of a run, as text or as data (docs/debrief.schema.json)."""

from __future__ import annotations

import argparse
import json
import sys

from game.debrief.build import debrief as build
from game.debrief.data import as_data
from game.debrief.text import as_lines
from game.session.game import Game
from game.session.library import resume_game
from game.session.lines import clean


def debrief(args: argparse.Namespace) -> int:
    """Print what a run came to. The save is opened, read and left as it was."""
    game = resume_game(args.save, keep=False)
    try:
        if game.notice:
            print(clean(game.notice), file=sys.stderr)
        view = build(game)
    finally:
        game.close()
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    if args.json:
        print(json.dumps(as_data(view), ensure_ascii=False, indent=1))
    else:
        print("\n".join(as_lines(view)))
    return 0


def lines_of(game: Game) -> list[str]:
    """The debrief of a game as text, for the plain face."""
    return list(as_lines(build(game)))
