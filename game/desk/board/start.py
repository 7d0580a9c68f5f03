"""From a room that is served to the board in this terminal: the one door for whoever puts a class together."""

from __future__ import annotations

import sys
from collections.abc import Callable

from game.classroom.room import Room
from game.desk.board.watch import Invite, no_tries, nothing
from game.script.tongue import _
from game.session import settings


def can_open() -> bool:
    """Whether there is a terminal to open a board in."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def run_board(
    room: Room,
    invite: Invite,
    serving: Callable[[], bool] = lambda: True,
    advise: Callable[[], str] = nothing,
    tries: Callable[[], tuple[str, ...]] = no_tries,
    notes: tuple[str, ...] = (),
) -> None:
    """Open the board and stay until it is closed; the room says whether the class was ended or deleted.

    `serving` says whether the pages are still served, `advise` that nobody gets through and `tries` what to do then;
    `notes` are told at the beginning. Of a vote the run code is printed at the end, where the teacher will find it.
    """
    from game.desk.board.app import BoardApp

    app = BoardApp(room, invite, kept=settings.load(), serving=serving, advise=advise, tries=tries, notes=notes)
    app.run()
    if app.failure is not None:
        raise app.failure
    if app.vote is not None:
        print(_("Run code: {code}").format(code=app.vote.game.code()))
