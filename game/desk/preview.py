"""The desk while the files of its story are edited: a thread watches and builds, the desk takes up what came of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from attrs import evolve
from textual.screen import Screen

from game.desk.app import DeskApp, Opening
from game.session import settings
from game.session.game import Game
from game.session.preview import CANNOT, Built, Preview
from game.session.trouble import Refused
from game.session.watching import Attempt, Look, watch

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

SOON = 0.05  # seconds
NOT_SAVED = "A preview is not saved, and opens no save."

Rehearse = Callable[[argparse.Namespace], tuple[Preview, Look]]


class PreviewApp(DeskApp):
    """The desk of a preview. `seen` is the folder as its first version was read."""

    def __init__(self, opening: Opening, preview: Preview, seen: Look) -> None:
        super().__init__(opening)
        self.preview, self.seen = preview, seen
        self.stop = Event()
        self.page = ""  # the action that opened the page over the desk

    def first(self) -> None:
        """The game; where there is none yet, what is wrong."""
        from game.desk.screens.preview import PreviewScreen, WaitingScreen

        game = self.on_desk = self.preview.game
        self.push_screen(WaitingScreen() if game is None else PreviewScreen(game))
        Thread(target=watch, args=(self.preview.folder, self.seen, self.stop, self._build), daemon=True).start()

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self.stop.set()

    # the thread that builds

    def _build(self) -> Attempt:
        try:
            built = self.preview.build()
        except CANNOT as error:
            refused = error
            return Attempt(False, lambda: self._hand_over(self.refuse, refused))
        return Attempt(True, lambda: self._hand_over(self.take, built))

    def _hand_over(self, what: Callable[..., object], found: object) -> None:
        """Let the desk do it in its own time."""
        self.call_later(what, found)

    # the desk

    async def take(self, built: Built) -> None:
        """Go on in a new version."""
        from game.desk.screens.preview import PreviewScreen, WaitingScreen

        desk = next((s for s in self.screen_stack if isinstance(s, PreviewScreen)), None)
        if desk is not None and not desk.is_mounted:  # the one before is still being laid out
            self.set_timer(SOON, partial(self.take, built))
            return
        try:
            game = self.on_desk = self.preview.take(built)
        except CANNOT as error:
            self.refuse(error)
            return
        if desk is None:
            while isinstance(self.screen, WaitingScreen) or len(self.screen_stack) > 1:
                await self.pop_screen()
            await self.push_screen(PreviewScreen(game))
            return
        desk.renew(game)
        await self._page_anew(desk, game)

    def refuse(self, error: Exception) -> None:
        """Say what is wrong; the desk stays as it is."""
        from game.desk.screens.preview import Bars

        self.preview.refuse(error)
        for screen in self.screen_stack:
            if isinstance(screen, Bars):
                screen.tell()
        if not isinstance(self.screen, Bars) and self.preview.trouble is not None:
            told = "\n".join(self.preview.trouble.told())
            self.notify(told, title="Preview", severity="error", markup=False, timeout=15)

    async def _page_anew(self, desk: Screen[None], game: Game) -> None:
        """The page that lies over the desk, as it reads now. What asks for something stays as it is."""
        from game.desk.screens.debrief import DebriefScreen

        over = self.screen_stack[self.screen_stack.index(desk) + 1 :]
        if len(over) != 1:
            return
        if isinstance(over[0], DebriefScreen):
            with self.told():
                await over[0].told_anew(game)
        elif self.page in READ_ONLY:
            await self.pop_screen()
            await self.run_action(self.page, desk)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key stands for, and remember what opened a page over the desk."""
        if isinstance(action, str) and default_namespace is not None and default_namespace is self.screen:
            self.page = action
        return await super().run_action(action, default_namespace, namespaces)

    def open_debrief(self, game: Game) -> None:
        """The second act; what is wrong in its files is told."""
        with self.told():
            super().open_debrief(game)

    def action_saves(self) -> None:
        """There are none of a preview."""
        self.notify(NOT_SAVED, markup=False)


READ_ONLY = frozenset({"record", "ledger", "people", "orders", "words", "map", "sources", "file"})


def run_preview(args: argparse.Namespace, rehearse: Rehearse) -> int:
    """Open the desk on a preview; 3 if the files cannot be played at its end. Raises Refused without a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("there is no terminal to open the desk in; `preview --plain` reads and writes plain text")
    preview, seen = rehearse(args)
    kept = settings.load()
    opening = Opening(headers=(), saves=Path(), settings=evolve(kept, summaries=kept.summaries or args.summaries))
    app = PreviewApp(opening, preview, seen)
    app.run()
    if app.failure is not None:
        raise app.failure
    if preview.trouble is not None:
        for told in preview.trouble.told():
            print(told, file=sys.stderr)
        return 3
    return app.return_code or 0
