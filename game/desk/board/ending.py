"""What asks first: ending a class, deleting it, clearing it, taking out a seat, opening the debrief."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from game.classroom.room import Room
from game.classroom.views import Phase, RoomView
from game.desk.board.pages import open_slides
from game.desk.content import line
from game.desk.screens.lists import ListScreen
from game.script.tongue import _

if TYPE_CHECKING:
    from game.desk.board.app import BoardApp


def sure(app: BoardApp, title: str, hint: str, yes: str, act: Callable[[], object], said: str = "") -> None:
    """Ask first; `No` is marked."""

    def chosen(place: int | None) -> None:
        if place == 1:
            app.do(act, said)

    rows = [(line(_("No, back to the board")), True), (line(yes), True)]
    app.push_screen(ListScreen(title, hint, rows), chosen)


def ask_to_end(app: BoardApp, room: Room, view: RoomView) -> None:
    """The ways to end a class, for where its results are kept."""
    ways: list[tuple[str, Callable[[], object] | None]] = [(_("No, back to the board"), None)]
    keeps = not view.vote and view.phase in (Phase.DEBRIEF, Phase.ENDED) and bool(app.invite.slides)
    if keeps:
        ways.append((_("Keep something first: open the slides, with files to keep and to print"), None))
    if view.stored == "memory":
        hint = _("Results are in memory: they are gone when this ends.")
        ways.append((_("End the class and delete everything"), lambda: forget(room)))
    else:
        day = time.strftime("%Y-%m-%d", time.localtime(view.keep_until))
        hint = _("Results are kept until {day}, and deleted then.").format(day=day)
        ways += [
            (_("End the class and delete everything now"), lambda: forget(room)),
            (_("End the class and keep its results until {day}").format(day=day), room.end),
            (_("Close this board only; the class is not ended, and can be held again"), lambda: None),
        ]

    if view.vote:
        hint += " " + _("To keep the run, write down its code first: c shows it.")
    elif not keeps and view.stored == "memory":
        hint += " " + _("To keep something, begin the debrief first (d); then s has files to keep.")

    def chosen(place: int | None) -> None:
        way = ways[place][1] if place is not None else None
        if keeps and place == 1:
            open_slides(app)
        elif way is not None:
            app.do(lambda: _leave(app, way))

    rows = [(line(says), True) for says, _way in ways]
    app.push_screen(ListScreen(_("End the class?"), hint, rows), chosen)


def forget(room: Room) -> None:
    """End it, and delete it with everything in it."""
    room.end()
    room.forget()


def _leave(app: BoardApp, way: Callable[[], object]) -> None:
    """In the thread: do it, then close the board."""
    way()
    app.call_later(app.exit, 0)
