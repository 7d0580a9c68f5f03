"""A strip of letters: what a reader of the printed booklet signed, a letter for each line, A for the first answer.

A strip holds letters and nothing else: story, lesson and seed stand on the booklet. Spaces, commas, dashes and small
letters do not matter, since people write strips by hand; a letter that stands for nothing is named, with its place.
"""

from __future__ import annotations

from game.engine.faults import RefusedDecision
from game.engine.memory import Decision
from game.engine.pending import Pending
from game.engine.program import Program
from game.script.tongue import _
from game.session.door import shown
from game.session.game import Game
from game.session.letters import CodeError

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SEED = 7  # of a booklet, if no other is asked for: middling weather, in which letters settle most
PREFIX = "letters:"  # of a line of a list of codes that is a strip
MOST = 200  # letters of any strip
BETWEEN = frozenset(" \t\r\n,;.-_/|\u00b7\u2013\u2014")


def sizes(pending: Pending) -> tuple[int, ...]:
    """How many answers each letter may stand for: one letter for a choice or a day plan, one a line for a form."""
    return (len(pending.plan),) if pending.plan is not None else tuple(len(row) for row in pending.open)


def decision(pending: Pending, places: tuple[int, ...]) -> Decision:
    """The decision that some letters, as numbers from 0, stand for."""
    digit = 0
    for size, place in zip(sizes(pending), places, strict=True):
        digit = digit * size + place
    return pending.at(digit)


def read(text: str) -> str:
    """A strip as it is meant: capital letters. Raises CodeError for anything that is no letter."""
    found = "".join(c for c in text if c not in BETWEEN).upper()
    odd = next((c for c in found if c not in LETTERS), "")
    if odd:
        raise CodeError(_("`{odd}` is no letter of a strip; it has only letters, A to Z").format(odd=shown(odd)))
    if not found:
        raise CodeError(_("this strip has no letters; copy them from the last page of the booklet"))
    if len(found) > MOST:
        said = _("this strip has {count} letters; none has more than {most}")
        raise CodeError(said.format(count=len(found), most=MOST))
    return found


def game_of(program: Program, strip: str, *, seed: int = SEED, cut: str = "") -> Game:
    """The run that a strip stands for, without a journal; it may be short of the end. Raises CodeError."""
    letters, game = read(strip), Game.new(program, seed, cut)
    at = 0
    while at < len(letters):
        pending = game.run.pending
        if pending is None:
            raise CodeError(
                _("this strip has {count} letters; its lesson has {most}").format(count=len(letters), most=at)
            )
        wanted = sizes(pending)
        part = letters[at : at + len(wanted)]
        places = tuple(LETTERS.index(c) for c in part)
        for number, (place, size) in enumerate(zip(places, wanted, strict=False), start=at):
            if place >= size:
                raise CodeError(
                    _("letter {number} of this strip is {letter}; only A to {last} can be signed there").format(
                        number=number + 1, letter=letters[number], last=LETTERS[size - 1]
                    )
                )
        if len(part) < len(wanted):
            raise CodeError(
                _("this strip ends in the middle of a form, after letter {count}; each line of a form has one").format(
                    count=len(letters)
                )
            )
        try:
            game.follow(decision(pending, places))
        except RefusedDecision as error:
            raise CodeError(
                _("letter {number} of this strip is {letter}: {error}").format(
                    number=at + 1, letter=letters[at], error=error
                )
            ) from error
        at += len(wanted)
    return game
