"""`play --plain` and `resume --plain`: put a game together from the command line and play it through pipes.

Exit codes: 0 the input or the run ended and all is saved; 4 the save's story has changed and a way must be chosen;
5 something could not be saved (the run code, printed last, still holds the run).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from game.plain import words
from game.script.tongue import _
from game.session import places
from game.session.library import check_cut, list_headers, read_header_of

if TYPE_CHECKING:
    from game.script.header import Header
    from game.session.changed import Changed
    from game.session.game import Game

LONGEST_LINE = 10_000
NO_SAVE, REFUSED = 4, 5


def play(args: argparse.Namespace) -> int:
    """Begin a scenario. The frame is printed before the rest of the story is read."""
    name = args.scenario or list_headers()[0].id
    folder = places.find_scenario(name)
    header = read_header_of(folder)
    check_cut(args.cut, [c.id for c in header.cuts], folder)
    out = output()
    if not args.scenario:
        say(out, others(header))
    say(out, begin_lines(header))
    out.flush()
    from game.session.library import new_game
    from game.session.past import without_a_run

    game = new_game(folder, seed=args.seed, cut=args.cut, saves=args.saves, after=args.after, dossier=args.dossier)
    before = game.run.cut.before if game.run.cut else None
    if before is not None and not args.after:
        say(out, ["", *words.item(without_a_run(before.title))])
    if game.intro():
        say(out, words.paragraphs(game.intro()))
    return go(game, out, args)


def resume(args: argparse.Namespace) -> int:
    """Go on with a save or a code; where the story has changed, say how and offer what can be done."""
    from game.session import library
    from game.session.changed import Changed

    out = output()
    found = library.resume(args.save, saves=args.saves)
    if isinstance(found, Changed):
        if not args.way:
            say(out, finding(found))
            out.flush()
            return NO_SAVE
        found = library.take(found, args.way)
    return go(found, out, args)


def finding(found: Changed) -> Iterator[str]:
    """What differs, and the ways to go on."""
    yield from words.told(found.says())
    yield from words.item(
        _("{at} of {decisions} decisions agree. Nothing was changed.").format(at=found.at, decisions=found.decisions)
    )
    for offer in found.offers:
        yield from words.item(offer.says, f"  --{offer.way}: ")
    if not found.offers:
        yield _("There is no way to go on: the story it was begun in was not kept here.")


def go(game: Game, out: TextIO, args: argparse.Namespace, answers: Iterator[str] | None = None) -> int:
    """Play a game to where the input ends; `answers` where something else reads the same input."""
    from game.plain.face import PlainFace, ending

    face = PlainFace(game, input_lines() if answers is None else answers, out, summaries=args.summaries)
    try:
        while face.play():
            face.say(*ending(face))
            from game.plain.afterwards import afterwards

            if not afterwards(face):
                break
    finally:
        face.game.close()
        say(out, _last_lines(face.game))
        out.flush()
    return REFUSED if face.game.unsaved else 0


def _last_lines(game: Game) -> Iterator[str]:
    """What to keep: the code always, the save where there is one, and what is missing from it."""
    yield ""
    yield _("Run code: {code}").format(code=game.code())
    if game.unsaved:
        yield from words.told(_("{notice}; the run code holds every decision").format(notice=game.notice), "! ")
    if game.journal is not None:
        yield _("Saved in: {path}").format(
            path=words.flat(str(game.journal.path))
        )  # never wrapped: it is there to be copied


def others(header: Header) -> Iterator[str]:
    """What else can be begun, where no scenario was named."""
    found = [other for other in list_headers() if other.id != header.id]
    if found:
        named = "; ".join(f"{other.id} ({other.title})" for other in found)
        yield from words.item(
            _("Other stories: {named}. Begin one by its name: play {id} --plain. ").format(named=named, id=found[0].id)
        )
        yield from words.item(
            _("All of them in the order of their dates, one file from desk to desk: campaign --plain.")
        )
        yield ""


def begin_lines(header: Header) -> Iterator[str]:
    """What comes before anything is played."""
    yield from (*words.item(header.title), "", *words.paragraphs(header.frame), *words.paragraphs(header.content_note))


def say(out: TextIO, lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        out.write(line + "\n")


def output() -> TextIO:
    """Standard output, in UTF-8."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    return sys.stdout


def input_lines() -> Iterator[str]:
    """Lines of standard input, however long or badly encoded; ends where the input ends."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8-sig", errors="replace")  # some begin with a mark
    while line := sys.stdin.readline(LONGEST_LINE):
        rest = line
        while rest and not rest.endswith("\n"):  # one answer, though it came in pieces; what is too long is cut off
            rest = sys.stdin.readline(LONGEST_LINE)
        yield line
