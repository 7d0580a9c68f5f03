"""From the command line to the desk: what must be known before a screen is taken is told first, in plain words."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from game.script.faults import Place, ScenarioError, finding
from game.script.tongue import _
from game.session import places, settings
from game.session.library import read_header_of, shelf
from game.session.lines import clean
from game.session.trouble import Refused

if TYPE_CHECKING:
    from game.desk.app import Opening
    from game.script.header import Header
    from game.session.changed import Changed
    from game.session.game import Game


def run_desk(args: argparse.Namespace) -> int:
    """Open the desk. Raises ScenarioError, SaveError, CodeError or Refused before any screen is taken."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused(_("there is no terminal to open the desk in; `play --plain` reads and writes plain text"))
    from game.desk.app import DeskApp

    app = DeskApp(opening(args))
    app.run()
    if app.on_desk is not None:
        let_go(app.on_desk)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def opening(args: argparse.Namespace) -> Opening:
    """What the command line asks for."""
    from game.desk.app import Opening

    kept = settings.load()
    if getattr(args, "summaries", False):
        kept = evolve(kept, summaries=True)
    saves = Path(getattr(args, "saves", "") or places.saves())
    found = _found(args, saves) if args.command == "resume" else None
    name = getattr(args, "scenario", "")
    folders = (places.find_scenario(name),) if name else shelf()
    headers = tuple((folder, read_header_of(folder)) for folder in folders)
    cut = getattr(args, "cut", "")
    if cut:
        _known(cut, headers[0][0], headers[0][1])
    after, dossier = getattr(args, "after", ""), getattr(args, "dossier", "")
    if after or dossier:
        from game.session.library import new_game

        found = new_game(headers[0][0], seed=args.seed, cut=cut, saves=saves, after=after, dossier=dossier)
    return Opening(
        headers=headers,
        saves=saves,
        cut=cut,
        seed=getattr(args, "seed", None),
        settings=kept,
        found=found,
        alone=bool(name),
        campaign=("new" if args.new else "on") if args.command == "campaign" else "",
        exit_on_ready=bool(os.environ.get("TTJ_EXIT_ON_READY")),
    )


def _found(args: argparse.Namespace, saves: Path) -> Game | Changed:
    from game.session.changed import Changed
    from game.session.library import resume, take

    found = resume(args.save, saves=saves)
    return take(found, args.way) if isinstance(found, Changed) and args.way else found


def _known(cut: str, folder: Path, header: Header) -> None:
    if cut not in {c.id for c in header.cuts}:
        hint = _("there are: ") + (", ".join(c.id for c in header.cuts) or "none")
        raise ScenarioError([finding("unknown-cut", Place(str(folder)), "asked", name=cut, hint=hint)])


def let_go(game: Game) -> None:
    """Close a game's save, and print its code and place where the player will find them."""
    game.close()
    print(_("Run code: {code}").format(code=game.code()))
    if game.journal is not None:
        print(_("Saved in: {path}").format(path=clean(str(game.journal.path))))
