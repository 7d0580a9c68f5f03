"""A page that asks for one line: a folder, a run code."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from game.desk.content import FAINT, line
from game.desk.screens.once import Once
from game.desk.widgets.foot import Foot
from game.script.tongue import N_


class AskLine(Once[str | None]):
    """Dismissed with the line, or None; an empty line is None too, unless it is an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", N_("close"))]

    def __init__(self, title: str, hint: str, empty: str | None = None) -> None:
        super().__init__(classes="reading asking")
        self.heading, self.hint, self.empty = title, hint, empty

    def compose(self) -> ComposeResult:
        """A heading and a line to fill in."""
        with Vertical(classes="sheet"):
            yield Static(line(self.heading, "bold"), classes="heading")
            yield Input(compact=True, max_length=4000)
            yield Static(line(self.hint, FAINT))
        yield Foot(compact=True, show_command_palette=False)

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip() or self.empty)

    def action_cancel(self) -> None:
        """Nothing is asked any more."""
        self.dismiss(None)
