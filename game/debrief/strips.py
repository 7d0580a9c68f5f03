"""Strips of letters, off the paper of a booklet, as run codes: from there on they are runs like any others.

A strip that cannot be read is told with its letters, and the others go on; of one strip alone what is wrong is raised.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from contextlib import suppress

from game.engine.program import Program
from game.script.tongue import _
from game.session import places
from game.session.door import shown
from game.session.game import Game
from game.session.letters import CodeError
from game.session.library import check_cut, open_program, shelf
from game.session.strip import PREFIX, SEED, game_of

STRIP = re.compile(r"\bletters\s*[:：](.*)", re.IGNORECASE)  # whatever stands before it: a number, a bullet, a tag


def asked(args: argparse.Namespace) -> list[str]:
    """The strips of the command line, as lines of a list."""
    return [f"{PREFIX} {strip}" for strip in args.letters]


def as_codes(names: Sequence[str], args: argparse.Namespace) -> tuple[list[str], list[str]]:
    """What was asked for with a code in place of each strip, and what is wrong with strips. Raises CodeError."""
    if not any(STRIP.search(name) for name in names):
        return list(names), []
    folder = places.find_scenario(args.scenario) if args.scenario else shelf()[0]
    program = open_program(folder)
    check_cut(args.cut, program.cuts, folder)
    seed = SEED if args.seed is None else args.seed
    found: list[str] = []
    troubles: list[str] = []
    for name in names:
        written = STRIP.search(name)
        if written is None:
            found.append(name)
            continue
        strip = written.group(1).strip()
        try:
            found.append(_game(program, strip, seed, args.cut).code())
        except CodeError as error:
            troubles.append(_("letters {strip}: {error}").format(strip=shown(strip), error=error))
    if not found:
        raise CodeError("; ".join(troubles[:3]))
    return found, troubles


def _game(program: Program, strip: str, seed: int, cut: str) -> Game:
    """The run of a strip. Where no lesson is named, the one that its letters lead to the end of. Raises CodeError."""
    if cut:
        return game_of(program, strip, seed=seed, cut=cut)
    for name in ("", *program.cuts):
        with suppress(CodeError):
            game = game_of(program, strip, seed=seed, cut=name)
            if game.run.ended:
                return game
    said = _("these letters lead to no end; name the lesson with `--cut` (there are: {lessons})")
    raise CodeError(said.format(lessons=_(", ").join(program.cuts) or _("none")))
