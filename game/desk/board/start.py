"""From a room that is served to the board in this terminal: the one door for whoever puts a class together."""

from __future__ import annotations

import sys
from collections.abc import Callable

from game.classroom.room import Room
from game.desk.board.watch import Invite
from game.session import settings


def can_open() -> bool:
    """Whether there is a terminal to open a board in."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def run_board(room: Room, invite: Invite, serving: Callable[[], bool] = lambda: True) -> int:
    """Open the board and stay until it is closed; the room says whether the class was ended or deleted."""
    from game.desk.board.app import BoardApp

    app = BoardApp(room, invite, kept=settings.load(), serving=serving)
    app.run()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
