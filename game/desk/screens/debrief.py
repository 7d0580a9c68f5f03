"""The second act in the terminal: a debrief section by section, charts drawn with their tables under them."""

from __future__ import annotations

from functools import partial

from attrs import evolve
from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from game.debrief.blocks import Section
from game.debrief.build import debrief
from game.debrief.contents import document
from game.debrief.explained import with_explained
from game.debrief.otherwise import STILL_OPEN, Found, by_key, with_change, with_found, with_recalled, worked_out
from game.debrief.views import DebriefView
from game.desk.app import DeskApp
from game.desk.commands import DEBRIEF, bindings
from game.desk.content import FAINT, line, prose, stack
from game.desk.screens.working import WorkingScreen
from game.desk.widgets.document import widgets
from game.session.game import Game
from game.session.written import write_page

OPENING = "Before you begin"
WORKING_ON = "The decisions that mattered most"
WORK = (
    "The run is played again, thousands of times: under other seeds, with each decision changed in turn, and by "
    "machine officials. Escape stops the work; what was found is kept, and m goes on from there."
)


class DebriefScreen(Screen[None]):
    """The debrief of one game."""

    CSS_PATH = "debrief.tcss"
    BINDINGS = bindings(DEBRIEF)
    app = getters.app(DeskApp)

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.game = game
        self.view: DebriefView = with_explained(with_recalled(debrief(game), game.run, by_key("m")), game)
        self.sections: tuple[Section, ...] = document(self.view)
        self.at = 0

    def compose(self) -> ComposeResult:
        """The list of sections, the section in hand."""
        with Horizontal(id="debrief"):
            yield OptionList(*(Option(line(title)) for title in self.titles), id="contents", markup=False, compact=True)
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

    async def take(self, found: Found, turn_to: str = "") -> None:
        """Put what was found into its places; stay where the reader is, or turn to a section by its id."""
        here = turn_to or (self.sections[self.at - 1].id if self.at else "")
        self.view = with_found(self.view, found, self.view.more)
        self.sections = document(self.view)
        contents = self.query_one("#contents", OptionList)
        with contents.prevent(OptionList.OptionHighlighted):
            contents.clear_options()
            contents.add_options([Option(line(title)) for title in self.titles])
        await self.turn_to(next((n for n, s in enumerate(self.sections, start=1) if s.id == here), 0))

    @property
    def titles(self) -> tuple[str, ...]:
        """What stands in the list."""
        return (OPENING, *(section.title for section in self.sections))

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

    # what was not played

    @work
    async def action_mattered(self) -> None:
        """Play what is missing, in a thread; then turn to what was found."""
        if not self._over():
            return
        found: Found | None = self.view.found
        if not self.view.found.complete:
            job = partial(worked_out, self.game.run)
            found = await self.app.push_screen_wait(WorkingScreen(WORKING_ON, WORK, job))
        if found is not None:
            await self.take(found, "mattered")

    @work
    async def action_what_if(self) -> None:
        """Change one decision; what it came to is shown, and put into its place."""
        from game.desk.screens.whatif import ask_what_if, result_screen

        if not self._over():
            return
        view = await ask_what_if(self.app, self.game.run)
        if view is not None:
            await self.take(with_change(self.view.found, self.game.run, view))
            self.app.push_screen(result_screen(view))

    @work
    async def action_page(self) -> None:
        """The page to write: to whom, then the page; it is kept with the run and shown in its place."""
        task = self.view.understanding.page
        if task is None or not task.readers or not self._over():
            return
        from game.desk.screens.writing import WritingScreen, readers_screen

        place = await self.app.push_screen_wait(readers_screen(task))
        if place is None:
            return
        reader = task.readers[place].label
        text = await self.app.push_screen_wait(WritingScreen(task, reader))
        with self.app.told():
            written = write_page(self.game, reader, text)
            kept = evolve(task, reader=written.reader, written=written.text)
            self.view = evolve(self.view, understanding=evolve(self.view.understanding, page=kept))
            await self.take(self.view.found, "page")

    def action_model(self) -> None:
        """How the model works."""
        from game.desk.screens.model import ModelScreen

        self.app.push_screen(ModelScreen(self.game.program.scenario))

    def _over(self) -> bool:
        """Whether the run can be asked; if not, that is said."""
        if not self.game.run.over:
            self.notify(f"{STILL_OPEN[:1].upper()}{STILL_OPEN[1:]}.", markup=False, timeout=10)
        return self.game.run.over

    def action_close(self) -> None:
        """Back to the desk."""
        self.dismiss()
