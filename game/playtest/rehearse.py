"""From the command line to a preview: what is to be shown, and from where."""

from __future__ import annotations

import argparse
import sys

from game.playtest.reach import Search
from game.script.faults import ScenarioError
from game.session import places
from game.session.library import read_header_of
from game.session.preview import Find, Preview, from_the_start
from game.session.reload import Reloader
from game.session.staged import Staged, read_settings
from game.session.trouble import Misasked
from game.session.watching import Look, look

SEED = 1


def rehearse(args: argparse.Namespace) -> tuple[Preview, Look]:
    """The preview that was asked for, with its first version, and the folder as that was read.

    Files that cannot be played are told in the preview; what was asked for and is not there raises Misasked.
    """
    folder = places.find_scenario(args.scenario)
    if not (folder / "scenario.yaml").is_file():
        read_header_of(folder)  # raises: there is no scenario here
    staged = Staged(args.start, read_settings(args.set))
    preview = Preview(folder, args.cut, _find(args, staged), Reloader(folder).load)
    seen = look(folder)
    try:
        preview.take(preview.build())
    except ScenarioError as error:
        preview.refuse(error)
    finally:
        _progress("")
    return preview, seen


def _find(args: argparse.Namespace, staged: Staged) -> Find:
    if not args.start:
        if args.official:
            raise Misasked("`--official` says who plays to the scene of `--from`; name a scene with it")
        return from_the_start(args.cut, SEED if args.seed is None else args.seed, staged)
    return Search(args.start, args.cut, staged, args.official, args.seed, said=_searched(args.start)).find


def _searched(scene: str):
    def said(plays: int) -> None:
        if plays and plays % 5 == 0:
            _progress(f"looking for the way to {scene}: {plays} plays")

    return said


def _progress(text: str) -> None:
    """How far it is, on a terminal only; nothing wipes the line."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
