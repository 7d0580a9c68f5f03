"""The second act in the terminal: a debrief section by section, charts drawn with their tables under them."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from game.debrief.blocks import Section
from game.debrief.build import debrief
from game.debrief.contents import document
from game.debrief.views import DebriefView
from game.desk.commands import Command, bindings
from game.desk.content import FAINT, line, prose, stack
from game.desk.widgets.document import widgets
from game.session.game import Game

DEBRIEF: tuple[Command, ...] = (
    Command("on", "space,n", "Go on", "Scroll down, and at the foot take up the next section.", "go on", "space"),
    Command("back", "b,backspace", "Back", "The section before.", "back", "b"),
    Command("close", "escape", "Close", "Back to the desk.", "close", "esc"),
)

OPENING = "Before you begin"


class DebriefScreen(Screen[None]):
    """The debrief of one game."""

    CSS_PATH = "debrief.tcss"
    BINDINGS = bindings(DEBRIEF)

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.view: DebriefView = debrief(game)
        self.sections: tuple[Section, ...] = document(self.view)
        self.at = 0

    def compose(self) -> ComposeResult:
        """The list of sections, the section in hand."""
        with Horizontal(id="debrief"):
            titles = (OPENING, *(section.title for section in self.sections))
            yield OptionList(*(Option(line(title)) for title in titles), id="contents", markup=False, compact=True)
            with Vertical(id="hand"):
                yield Static(id="where")
                yield VerticalScroll(id="page", can_focus=False)
        yield Footer(compact=True, show_command_palette=False)

    async def on_mount(self) -> None:
        """The opening first."""
        await self.turn_to(0)

    async def turn_to(self, place: int) -> None:
        """Take up a section."""
        self.at = place
        section = self.sections[place - 1] if place else None
        where = line(f"   {place + 1} of {self.pages}", FAINT)
        self.query_one("#where", Static).update(line(section.title if section else OPENING, "bold").append(where))
        contents = self.query_one("#contents", OptionList)
        with contents.prevent(OptionList.OptionHighlighted):
            contents.highlighted = place
        page = self.query_one("#page", VerticalScroll)
        await page.remove_children()
        await page.mount(*(widgets(section) if section else [Static(self._opening())]))
        page.scroll_home(animate=False)

    @property
    def pages(self) -> int:
        """How many pages there are: the opening and the sections."""
        return len(self.sections) + 1

    def _opening(self) -> Content:
        view = self.view
        parts = [line(view.opening, "bold"), prose(view.masked), prose(view.toll)]
        told = "What follows: what was so, what was signed and what came of it, what the record holds, what to ask."
        return stack([*parts, line(told, FAINT), line(f"Run code {view.code}", FAINT)])

    async def action_on(self) -> None:
        """Scroll down, or take up the next section."""
        page = self.query_one("#page", VerticalScroll)
        if page.max_scroll_y - page.scroll_y >= 1:
            page.scroll_page_down(animate=False)
        elif self.at + 1 < self.pages:
            await self.turn_to(self.at + 1)

    async def action_back(self) -> None:
        """The section before."""
        if self.at > 0:
            await self.turn_to(self.at - 1)

    @on(OptionList.OptionHighlighted, "#contents")
    async def _from_the_list(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_index != self.at:
            await self.turn_to(event.option_index)

    def action_close(self) -> None:
        """Back to the desk."""
        self.dismiss()
