"""The desk of a preview: the desk in play, with a line that says so and, where the files are wrong, what is wrong.

It holds which sheet is in hand, as every desk does; when another version takes over, that sheet stays in hand if it is
still there. Nothing is saved.
"""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from game.desk.commands import EVERYWHERE, bindings
from game.desk.content import FAINT, line, stack, verbatim
from game.desk.preview import PreviewApp
from game.desk.screens.play import PlayScreen
from game.desk.sheets import Pile
from game.desk.widgets.sheet import SheetView
from game.session.preview import Preview
from game.session.rehearsal import Rehearsal

NOT_SAVED = "This is a preview: nothing is saved. `play` begins a run that is; q closes the preview."
NO_DEBRIEF = "Figures were set by hand, so this was no run, and it has no debrief. Leave out --set to see one."


def news(preview: Preview) -> Content:
    """What is wrong with the files, and what the last change did to the choices; empty if nothing is."""
    parts: list[Content] = []
    if preview.trouble is not None:
        says, *lines = preview.trouble.told()
        parts += [line(says, "bold"), *(verbatim(told) for told in lines)]
    if preview.notice:
        parts.append(verbatim(preview.notice))
    return stack(parts, gap=0)


class Bars(Screen[None]):
    """What every screen of a preview has at its top."""

    app = getters.app(PreviewApp)

    def bars(self) -> ComposeResult:
        """The line that says what this is, and the panel for what is wrong."""
        yield Static(id="previewed")
        yield Static(id="news")

    def tell(self) -> None:
        """Say what is wrong now; where nothing is, the panel goes."""
        preview = self.app.preview
        self.query_one("#previewed", Static).update(verbatim(preview.says(), FAINT))
        told, panel = news(preview), self.query_one("#news", Static)
        panel.update(told)
        panel.display = bool(told.plain)


class WaitingScreen(Bars):
    """Before the first version that can be played."""

    CSS_PATH = "preview.tcss"
    BINDINGS = bindings(EVERYWHERE)

    def compose(self) -> ComposeResult:
        """The bars, and the keys that work."""
        yield from self.bars()
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """What is wrong."""
        self.tell()


class PreviewScreen(PlayScreen, Bars):
    """One game of a preview on the desk."""

    CSS_PATH = ["play.tcss", "preview.tcss"]  # noqa: RUF012 - the toolkit's own form
    ABOUT = "Preview"
    app = getters.app(PreviewApp)
    game: Rehearsal

    def compose(self) -> ComposeResult:
        """The bars, then the desk."""
        yield from self.bars()
        yield from super().compose()

    def on_mount(self) -> None:
        """Take up the paper that was asked for, where one was."""
        self.tell()
        self.call_after_refresh(self._begin_with, self.app.preview.first_scene)

    def _begin_with(self, scene: str) -> None:
        found = next((n for n, sheet in enumerate(self.sheets) if sheet.id == scene), None)
        if found is not None:
            self.at = found
            self.lay_down()

    def renew(self, game: Rehearsal) -> None:
        """Another version: the same sheet in hand, scrolled as it was, if it is still there; or the one that waits."""
        held, at, decisions = (self.sheet.turn, self.sheet.id), self.at, self.desk.decisions
        scrolled = self.query_one(SheetView).scroll_y
        self.game, self.desk = game, game.view()
        self.last, self.pile = self.desk, Pile.again(self.desk, game.teller.consequences)
        self.sheets = self.stacked(opening=self.desk.decisions == 0)
        places = [n for n, sheet in enumerate(self.sheets) if (sheet.turn, sheet.id) == held]
        waits = next((n for n, sheet in enumerate(self.sheets) if sheet.waits), len(self.sheets) - 1)
        same = decisions == self.desk.decisions
        self.at = places[0] if places else min(at, len(self.sheets) - 1) if same else waits
        self.tell()
        self.lay_down()
        if places:
            self.query_one(SheetView).scroll_to(y=scrolled, animate=False)

    def sign(self) -> None:
        """Sign; what was said of the last change is done with."""
        self.app.preview.notice = ""
        super().sign()
        self.tell()

    def _rewound(self, keep: int | None) -> None:
        if keep is None:
            return
        self.game = self.app.preview.game = self.app.on_desk = self.game.rewind(keep)
        self.take(self.game.view(), fresh=True)

    def action_lay_aside(self) -> None:
        """There is nothing to go back to."""
        self.notify(NOT_SAVED, markup=False)

    def action_save_elsewhere(self) -> None:
        """A preview is not saved."""
        self.notify(NOT_SAVED, markup=False)

    def action_debrief(self) -> None:
        """The debrief; a run with figures set by hand has none."""
        if self.game.staged:
            self.notify(NO_DEBRIEF, markup=False)
        else:
            super().action_debrief()

    def action_second_act(self) -> None:
        """The debrief of a run that is over; a run with figures set by hand has none."""
        if self.game.staged:
            self.notify(NO_DEBRIEF, markup=False)
        else:
            super().action_second_act()
