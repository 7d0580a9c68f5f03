"""`play --plain` and `resume --plain`: put a game together from the command line and play it through pipes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TextIO

from game.plain import words
from game.session import places
from game.session.library import list_headers, read_header_of


def play(args: argparse.Namespace) -> int:
    """Begin a scenario. The frame is printed before the rest of the story is read."""
    name = args.scenario or list_headers()[0].id
    folder = places.find_scenario(name)
    header = read_header_of(folder)
    out = _output()
    out.write(f"{words.clean(header.title)}\n\n")
    for line in (*words.paragraphs(header.frame), *words.paragraphs(header.content_note)):
        out.write(line + "\n")
    out.flush()
    from game.session.library import new_game

    game = new_game(folder, seed=args.seed, cut=args.cut, saves=args.saves)
    out.writelines(line + "\n" for line in words.paragraphs(game.intro()))
    return _go(game, out, args)


def resume(args: argparse.Namespace) -> int:
    """Go on with a save or a code."""
    from game.session.library import resume_game

    game = resume_game(args.save, saves=args.saves)
    return _go(game, _output(), args)


def _go(game: object, out: TextIO, args: argparse.Namespace) -> int:
    from game.plain.face import PlainFace, ending
    from game.session.game import Game

    assert isinstance(game, Game)
    face = PlainFace(game, _input(), out, summaries=args.summaries)
    try:
        if face.play():
            face.say(*ending(face))
    finally:
        game = face.game
        game.close()
        face.say("", f"Run code: {game.code()}")
        if game.journal is not None and not game.journal.read_only:
            face.say(f"Saved in: {words.clean(str(game.journal.path))}")
        out.flush()
    return 0


def _output() -> TextIO:
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    return sys.stdout


def _input() -> Iterator[str]:
    """Lines of standard input, however long or badly encoded; ends where the input ends."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    while line := sys.stdin.readline(10_000):
        yield line
