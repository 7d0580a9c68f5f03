"""The second act in the terminal: a debrief section by section, charts drawn with their tables under them."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from game.debrief.build import debrief
from game.debrief.text import sections
from game.debrief.views import ChartBlock, DebriefView
from game.desk.commands import Command, bindings
from game.desk.content import FAINT, line, prose, stack
from game.desk.widgets.chart import Chart
from game.session.game import Game
from game.session.tables import rows

DEBRIEF: tuple[Command, ...] = (
    Command("on", "space,n", "Go on", "Scroll down, and at the foot take up the next section.", "go on", "space"),
    Command("back", "b,backspace", "Back", "The section before.", "back", "b"),
    Command("close", "escape", "Close", "Back to the desk.", "close", "esc"),
)


class DebriefScreen(Screen[None]):
    """The debrief of one game."""

    CSS_PATH = "debrief.tcss"
    BINDINGS = bindings(DEBRIEF)

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.view: DebriefView = debrief(game)
        found = [(heading, list(lines)) for heading, lines in sections(self.view)]
        told = [(heading, rows) for heading, rows in found if any(rows)]
        self.pages: list[tuple[str, list[str]]] = [("Before you begin", []), *told]
        self.at = 0

    def compose(self) -> ComposeResult:
        """The list of sections, the section in hand."""
        with Horizontal(id="debrief"):
            yield OptionList(*(Option(line(h)) for h, _ in self.pages), id="contents", markup=False, compact=True)
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
        heading, lines = self.pages[place]
        where = line(f"   {place + 1} of {len(self.pages)}", FAINT)
        self.query_one("#where", Static).update(line(heading, "bold").append(where))
        contents = self.query_one("#contents", OptionList)
        with contents.prevent(OptionList.OptionHighlighted):
            contents.highlighted = place
        page = self.query_one("#page", VerticalScroll)
        await page.remove_children()
        await page.mount(*self._widgets(place, lines))
        page.scroll_home(animate=False)

    def _widgets(self, place: int, lines: list[str]) -> list[Widget]:
        if place == 0:
            return [Static(self._opening())]
        if place == 1 and self.view.charts:
            return [widget for block in self.view.charts for widget in _block(block)]
        return [Static(Content("\n").join([_row(text) for text in lines]))]

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
        elif self.at + 1 < len(self.pages):
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


def _row(text: str) -> Content:
    """A line of a section: what begins at the margin and is no sentence is a heading."""
    heading = bool(text) and not text.startswith(" ") and not text.rstrip().endswith((".", "?", "!"))
    return line(text, "bold" if heading else "")


def _block(block: ChartBlock) -> list[Widget]:
    """A chart, its words, its table."""
    drawing = Chart()
    drawing.chart = block.chart
    sources = line("Sources: " + ", ".join(block.sources), FAINT) if block.sources else Content("")
    words = stack([prose(block.say), prose(block.caution, FAINT), sources])
    return [drawing, Static(words), Static(Content("\n").join([line(row, FAINT) for row in rows(block.chart)]))]
