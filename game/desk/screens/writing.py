"""The page to write after a run: whom it is for, then the page itself. Kept beside the save, never part of the run."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static, TextArea

from game.debrief.understanding_views import TaskView
from game.desk.commands import Command, bindings
from game.desk.content import FAINT, line, prose, stack
from game.desk.screens.lists import ListScreen
from game.desk.screens.once import Once
from game.desk.widgets.foot import Foot
from game.script.tongue import N_, _
from game.session.wrapping import count
from game.session.written import MOST_OF_A_PAGE

KEEP: tuple[Command, ...] = (
    Command("keep", "escape", N_("Keep"), N_("Keep the page and close it."), N_("keep and close"), "esc"),
)


def readers_screen(task: TaskView) -> ListScreen:
    """Whom the page is written to."""
    at = next((n for n, reader in enumerate(task.readers) if reader.label == task.reader), 0)
    return ListScreen(_("To whom?"), task.prompt, [(line(reader.label), True) for reader in task.readers], at)


class WritingScreen(Once[str]):
    """A page of paper. Dismissed with what stands on it."""

    BINDINGS = bindings(KEEP)

    def __init__(self, task: TaskView, reader: str) -> None:
        super().__init__(classes="reading writing")
        self.task_view, self.reader = task, reader

    def compose(self) -> ComposeResult:
        """Whom it is for, the paper, how many words it has."""
        task = self.task_view
        with Vertical(classes="sheet"):
            heading = stack([line(f"{task.title}: {self.reader}", "bold"), prose(task.prompt, FAINT)], gap=0)
            yield Static(heading, classes="heading")
            yield TextArea(task.written, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, id="paper")
            with Horizontal(id="foot"):
                yield Button(Content(_("Keep")), id="keep", compact=True)
                yield Static(id="count")
        yield Foot(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """The pen is at the end of what is written."""
        paper = self.query_one("#paper", TextArea)
        paper.move_cursor(paper.document.end)
        paper.focus()
        self._count()

    @on(TextArea.Changed, "#paper")
    def _count(self) -> None:
        text = self.query_one("#paper", TextArea).text
        words, most = count(text), self.task_view.words
        over = _(" It will be cut off where it is too long.") if len(text) > MOST_OF_A_PAGE else ""
        self.query_one("#count", Static).update(
            line(_("  {words} of about {most} words.{over}").format(words=words, most=most, over=over), FAINT)
        )

    @on(Button.Pressed, "#keep")
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Close the page with what stands on it."""
        self.dismiss(self.query_one("#paper", TextArea).text)
