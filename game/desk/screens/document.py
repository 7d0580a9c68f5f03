"""A document of sections, one in hand at a time: turned like papers, or taken from the list where there is room."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.debrief.blocks import Section
from game.desk.app import DeskApp
from game.desk.commands import TURNING, bindings
from game.desk.content import FAINT, line
from game.desk.widgets.document import widgets
from game.desk.widgets.foot import Foot
from game.desk.widgets.lines import Pointed
from game.script.tongue import _


class DocumentScreen(Screen[None]):
    """Sections over the desk."""

    CSS_PATH = "document.tcss"
    BINDINGS = bindings(TURNING)
    app = getters.app(DeskApp)

    def __init__(self, sections: tuple[Section, ...]) -> None:
        super().__init__()
        self.sections = sections
        self.at = 0
        self.laid = False

    def compose(self) -> ComposeResult:
        """The list of sections, the section in hand."""
        with Horizontal(classes="document"):
            yield Pointed(*self._titles(), id="contents", markup=False, compact=True)
            with Vertical(id="hand"):
                yield Static(id="where")
                yield VerticalScroll(id="page", can_focus=False)
        yield Foot(compact=True, show_command_palette=False)

    def _titles(self) -> list[Option]:
        return [Option(line(section.title)) for section in self.sections]

    async def on_mount(self) -> None:
        """The first section."""
        await self.turn_to(0)

    async def turn_to(self, place: int) -> None:
        """Take up a section."""
        self.at = place
        section = self.sections[place]
        where = line(_("   {place} of {sections}").format(place=place + 1, sections=len(self.sections)), FAINT)
        self.query_one("#where", Static).update(line(section.title, "bold").append(where))
        contents = self.query_one("#contents", OptionList)
        with contents.prevent(OptionList.OptionHighlighted):
            contents.highlighted = place
        page = self.query_one("#page", VerticalScroll)
        self.laid = False
        with self.app.batch_update():  # the page before stays in sight until this one is there
            await page.remove_children()
            await page.mount(*widgets(section))
            page.scroll_home(animate=False)
        self.call_after_refresh(self._now_laid)

    def _now_laid(self) -> None:
        self.laid = True

    async def renew(self, sections: tuple[Section, ...], turn_to: str = "") -> None:
        """Other sections in place of these; stay where the reader is, or turn to one by its id."""
        here = turn_to or self.sections[self.at].id
        self.sections = sections
        contents = self.query_one("#contents", OptionList)
        with contents.prevent(OptionList.OptionHighlighted):
            contents.clear_options()
            contents.add_options(self._titles())
        await self.turn_to(next((place for place, s in enumerate(sections) if s.id == here), 0))

    async def action_on(self) -> None:
        """Scroll down, or take up the next section."""
        page = self.query_one("#page", VerticalScroll)
        if not self.laid:
            return  # nothing of the page in hand has been read yet
        if page.max_scroll_y - page.scroll_y >= 1:
            page.scroll_to(y=next_top(page), animate=False)
        elif self.at + 1 < len(self.sections):
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
        """Back to where it was opened."""
        self.dismiss()


def next_top(page: VerticalScroll) -> float:
    """Where a page goes on: at its foot, or at the top of a drawing that the foot would cut in two."""
    top, height = page.scroll_y, page.scrollable_content_region.height
    for part in page.query("Chart, RangeBars"):
        begins, ends = part.virtual_region.y, part.virtual_region.bottom
        if top < begins < top + height < ends and ends - begins <= height:
            return begins
    return top + height
