"""The board as an application: it looks at the room a few times a second, in a thread, and never waits for it.

What a key asks of the room is asked in a thread too. What cannot be done now is said in the room's own words; a store
that does not answer is said at the head of the board, and asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import evolve
from textual import work
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.timer import Timer

from game.classroom.held import NotNow
from game.classroom.room import Room
from game.classroom.store import StoreTrouble
from game.desk.board.keys import BOARD, EVERYWHERE, VOTE
from game.desk.board.said import Said
from game.desk.board.watch import SOONEST, Invite, Seen, look, no_tries, nothing
from game.desk.commands import Command, bindings
from game.desk.steady import SteadyApp
from game.desk.themes import THEMES, next_theme
from game.engine.faults import RefusedDecision
from game.script.tongue import _
from game.session import settings
from game.session.settings import Settings
from game.session.trouble import report_bug

if TYPE_CHECKING:
    from game.desk.board.voting import VoteScreen


class BoardApp(SteadyApp):
    """The teacher's board, or the vote of a class that plays one run."""

    CSS_PATH = ["../desk.tcss", "board.tcss"]  # noqa: RUF012 - the toolkit's own form
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)

    def __init__(
        self,
        room: Room,
        invite: Invite,
        *,
        kept: Settings | None = None,
        settings_file: Path | None = None,
        serving: Callable[[], bool] = lambda: True,
        advise: Callable[[], str] = nothing,
        tries: Callable[[], tuple[str, ...]] = no_tries,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.kept = kept or Settings()
        super().__init__(self.kept.theme)
        self.room, self.invite, self.settings_file, self.serving = room, invite, settings_file, serving
        self.advise, self.tries, self.notes = advise, tries, notes
        self.seen: Seen | None = None
        self.vote: VoteScreen | None = None
        self.trouble = ""
        self.looking = self.stale = False
        self.next: Timer | None = None

    def on_mount(self) -> None:
        """The board, or the vote; and the first look."""
        if self.room.view().vote:
            from game.desk.board.voting import VoteScreen

            self.vote = VoteScreen(self.room)
            self.push_screen(self.vote)
        else:
            from game.desk.board.screen import BoardScreen

            self.push_screen(BoardScreen())
            self.look_again()

    # looking

    def look_again(self) -> None:
        """Look at the room; where somebody does already, once more when that is over: it may have looked too early."""
        self.stale = self.looking
        if not self.looking and self.is_running:
            self.looking = True
            self._look()

    @work(thread=True, exit_on_error=False)
    def _look(self) -> None:
        try:
            seen = look(self.room, self.advise)
        except NotNow:
            self.call_later(self.exit, 0)
        except StoreTrouble as error:
            self.call_later(self._seen, None, str(error))
        except Exception as error:  # noqa: BLE001 - a thread has no other door: what comes here becomes words
            self.call_later(self._seen, None, report_bug(error))
        else:
            self.call_later(self._seen, seen, "")

    def _seen(self, seen: Seen | None, trouble: str) -> None:
        """Show what was seen, and look again in a while."""
        from game.desk.board.screen import BoardScreen

        self.looking = False
        if not self.serving():
            trouble = _("The pages are not served any more: no student gets through. End with q, and start anew.")
        self.seen, self.trouble = seen or self.seen, trouble
        for screen in self.screen_stack:
            if isinstance(screen, BoardScreen):
                screen.show()
        if self.next is not None:  # one look goes on to the next, however often one was asked for besides
            self.next.stop()
        if self.stale:
            self.look_again()
        else:
            self.next = self.set_timer(self.seen.wait if self.seen else 4 * SOONEST, self.look_again)

    # asking something of the room

    def do(self, act: Callable[[], object], said: str = "") -> None:
        """Ask something of the room; then look at once, and say what was done."""
        self._do(act, said)

    @work(thread=True, exit_on_error=False)
    def _do(self, act: Callable[[], object], said: str) -> None:
        try:
            act()
        except (NotNow, StoreTrouble, RefusedDecision) as error:
            self.call_later(self._refused, str(error))
        except Exception as error:  # noqa: BLE001 - as above
            self.call_later(self._refused, report_bug(error))
        else:
            self.call_later(self._done, said)

    def _refused(self, why: str) -> None:
        told = why[:1].upper() + why[1:]
        self.notify(told, severity="warning", markup=False, timeout=8)

    def _done(self, said: str) -> None:
        if said:
            self.notify(said, markup=False, timeout=4)
        self.look_again()

    # what every screen has

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something: in the line that a board and a vote have for it; over any other screen as the toolkit does."""
        try:
            self.screen.query_one(Said).say(message, timeout or 5)
        except NoMatches:
            super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    @property
    def keys_here(self) -> tuple[Command, ...]:
        """The keys of the screen that stands at the bottom: the board's, or a vote's."""
        return BOARD if self.vote is None else VOTE

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the keys of this board."""
        return self.listed(screen, self.keys_here, EVERYWHERE)

    async def action_quit(self) -> None:
        """The toolkit's own key closes nothing unasked: a class hangs on it."""
        await self.screen_stack[0 if len(self.screen_stack) < 2 else 1].run_action("end")

    def action_help(self) -> None:
        """What is on the board, and every key."""
        from game.desk.board.pages import help_page

        if not self.lies_open("help"):
            page = help_page(self.keys_here)
            page.id = "help"
            self.push_screen(page)

    def action_next_theme(self) -> None:
        """The next look."""
        self.theme = next_theme(self.theme)
        self.kept = evolve(self.kept, theme=self.theme)
        settings.save(self.kept, self.settings_file)
        self.notify(_(next(told for theme, told in THEMES if theme.name == self.theme)), markup=False, timeout=3)
