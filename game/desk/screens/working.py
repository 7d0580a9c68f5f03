"""Work that takes a while, with a bar: it goes on in a thread of its own, and Escape stops it with what was found.

The thread never touches the screen. It says how far it is, and a clock here looks at that.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Generic, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ProgressBar, Static

from game.debrief.otherwise import Stop, Tell
from game.desk.app import DeskApp
from game.desk.commands import Command, bindings
from game.desk.content import FAINT, line, prose, stack
from game.desk.screens.once import Once
from game.desk.widgets.foot import Foot
from game.script.tongue import N_, _
from game.session.trouble import report_bug

R = TypeVar("R")
LOOK = 0.2  # seconds between two looks at how far it is
WORKING: tuple[Command, ...] = (
    Command("stop", "escape,q", N_("Stop"), N_("Stop the work; what was found is kept."), N_("stop"), "esc"),
)


class WorkingScreen(Once[R | None], Generic[R]):
    """Dismissed with what the work gave; None if it failed, and that was told."""

    CSS_PATH = "document.tcss"
    BINDINGS = bindings(WORKING)
    app = getters.app(DeskApp)

    def __init__(self, title: str, says: str, job: Callable[[Tell, Stop], R]) -> None:
        super().__init__(classes="reading working")
        self.heading, self.says, self.job = title, says, job
        self.stopped, self.done = Event(), Event()
        self.far = (0, 0)
        self.found: R | None = None
        self.trouble = ""

    def compose(self) -> ComposeResult:
        """What is being done, and how far it is."""
        with Vertical(classes="sheet"):
            yield Static(stack([line(self.heading, "bold"), prose(self.says, FAINT)]), classes="heading")
            yield ProgressBar(id="bar")
            yield Static(id="far")
        yield Foot(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin."""
        self.clock = self.set_interval(LOOK, self.look)
        self.run_worker(self._go_on, thread=True, exit_on_error=False)

    def _go_on(self) -> None:
        """In the thread. It stops too when the page, or the whole desk, is closed over it."""
        try:
            self.found = self.job(self._say, lambda: self.stopped.is_set() or not self.is_running)
        except Exception as error:  # noqa: BLE001 - a thread has no other door: what comes here becomes words
            self.trouble = report_bug(error)
        finally:
            self.done.set()

    def _say(self, done: int, total: int) -> None:
        self.far = (done, total)

    def look(self) -> None:
        """Show how far it is; close when it is done."""
        if self.done.is_set():
            self.clock.stop()
            app, told = self.app, self.trouble
            self.dismiss(self.found)
            if told:  # on the screen below: this one takes its messages with it
                app.call_later(app.notify, told, severity="error", markup=False, timeout=15)
            return
        done, total = self.far
        if total:
            self.query_one(ProgressBar).update(total=total, progress=done)
            told = (
                _("Stopping ...")
                if self.stopped.is_set()
                else _("{done:,} of about {total:,} plays").format(done=done, total=total)
            )
            self.query_one("#far", Static).update(line(told, FAINT))

    def action_stop(self) -> None:
        """Stop; the page closes when the thread has let go."""
        self.stopped.set()
