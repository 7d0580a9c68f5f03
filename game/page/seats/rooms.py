"""The rooms that a server holds: one of its own, or every one in its store. Nothing of a room is kept here.

What a store in memory answers is answered at once, and what is only read in a file; else a file or a database is asked
beside the pages, which never wait for one another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from attrs import define, field
from starlette.concurrency import run_in_threadpool

from game.classroom import symbols
from game.classroom.kept import RoomFile
from game.classroom.room import Room
from game.classroom.rows import RoomKept
from game.classroom.store import Store
from game.page.shelf import Shelf
from game.script.tongue import language

P = ParamSpec("P")
T = TypeVar("T")
MOST_KEPT = 64


@define
class Rooms:
    """Rooms by their id or class code, each in the language of whoever asks. `only` leaves one room."""

    store: Store
    shelf: Shelf
    only: str = ""
    file: RoomFile | None = None
    _open: dict[tuple[str, str], Room] = field(factory=dict[tuple[str, str], Room], init=False)

    async def ask(self, what: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """Ask something that asks the store, and may write to it."""
        if self.store.kind == "memory":
            return what(*args, **more)
        return await run_in_threadpool(what, *args, **more)

    async def look(self, what: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """Ask something that only reads. A file never lets a reader wait, and answers sooner than a thread would."""
        if self.store.kind == "file":
            return what(*args, **more)
        return await self.ask(what, *args, **more)

    async def beside(self, what: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """Ask something that looks at a whole class, beside the pages of its students."""
        return await run_in_threadpool(what, *args, **more)

    async def ready(self) -> None:
        """See that every story is open in the language of whoever asks; others must not wait while one is read."""
        for name in self.shelf.folders:
            if not self.shelf.is_open(name):
                await run_in_threadpool(self.shelf.program, name)

    def by_code(self, typed: str) -> Room | None:
        """The room of a class code, as it was typed. Of the only one, a code that was misread is right, too."""
        code = symbols.class_code(typed)
        found = self.store.room_of(code) if code else None
        if found is None and code and self.only:
            one = self.store.room(self.only)
            found = one if one is not None and symbols.is_misread(code, one.class_code) else None
        return self._room(found)

    def by_id(self, room: str) -> Room | None:
        """The room of an id."""
        if self.only and room != self.only:
            return None
        known = self._open.get((room, language()))
        return known or self._room(self.store.room(room[:64]))

    def _room(self, kept: RoomKept | None) -> Room | None:
        """A room that can be held here: of a story that is, in the version that is."""
        if kept is None or (self.only and kept.id != self.only) or kept.scenario not in self.shelf.folders:
            return None
        program = self.shelf.program(kept.scenario)
        if program.logic != kept.logic:
            return None
        made = self._open.get((kept.id, language()))
        if made is None:
            made = Room(self.store, program, kept.id, self.file if kept.id == self.only else None)
            if len(self._open) >= MOST_KEPT:
                self._open.clear()
            self._open[kept.id, language()] = made
        return made
