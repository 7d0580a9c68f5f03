"""What if: a decision of the run, another answer to it, the work, and what it came to; every page can be left again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget

from game.debrief.blocks import Section
from game.debrief.contents_counterfactual import what_if_section
from game.debrief.otherwise import SEEDS, Change, ChangeableView, changeable, changed
from game.desk.app import DeskApp
from game.desk.content import FAINT, line, stack
from game.desk.screens.lists import ListScreen
from game.desk.screens.reading import ReadingScreen
from game.desk.screens.working import WorkingScreen
from game.desk.widgets.document import widgets
from game.engine.run import Run
from game.script.tongue import N_, _

TITLE = N_("What would have happened")
WHICH = N_("Enter takes a decision; then another answer that lay open. The rest is signed as you signed it.")
OTHER = N_("You signed: {}. Enter signs another answer, under {} seeds. Of a form one line is changed at a time.")
WORK = N_(
    "The run is played under {} seeds, as you signed it and with this one answer changed. Escape stops the work; what "
    "was found is kept."
)


async def ask_what_if(app: DeskApp, run: Run) -> Change | None:
    """Which decision, which other answer, and what that came to; None if nothing was asked. From a worker."""
    views = changeable(run)
    at = 0
    while (place := await app.push_screen_wait(decisions_screen(views, at))) is not None:
        view = views[at := place]
        other = await app.push_screen_wait(answers_screen(view))
        if other is not None:
            job = partial(changed, run, view.number, other)
            return await app.push_screen_wait(WorkingScreen(view.head, _(WORK).format(SEEDS), job))
    return None


def decisions_screen(views: Sequence[ChangeableView], at: int = 0) -> ListScreen:
    """The decisions that had another answer."""
    rows = [(_lines(f"{view.number}. {view.head}", view.signed), True) for view in views]
    return ListScreen(_(TITLE), _(WHICH) if rows else _("No decision of this run had another answer."), rows, at)


def answers_screen(view: ChangeableView) -> ListScreen:
    """The other answers that lay open."""
    rows = [(line(words), True) for words in view.others]
    return ListScreen(view.head, _(OTHER).format(view.signed.rstrip("."), SEEDS), rows)


def _lines(head: str, told: str) -> Content:
    return stack([line(head, "bold"), line(f"   {told}", FAINT)], gap=0)


class SectionScreen(ReadingScreen):
    """One section of a debrief, over the page."""

    CSS_PATH = "document.tcss"

    def __init__(self, section: Section) -> None:
        super().__init__(section.title, Content(""))
        self.add_class("section")
        self.section = section

    def body(self) -> Iterable[Widget]:
        """The blocks of the section."""
        return widgets(self.section)


def result_screen(view: Change, apart: str) -> SectionScreen:
    """What one change came to; `apart` explains what would puzzle."""
    return SectionScreen(what_if_section(view, apart))
