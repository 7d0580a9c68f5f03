"""The words of the time, with a line to search them."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Static

from game.desk.content import FAINT, line, prose, stack
from game.session.views import TermView


def entry(term: TermView) -> Content:
    """One word explained."""
    said = f", say {term.pronounce}" if term.pronounce else ""
    head = line(term.term, "bold").append(line(f" {term.characters}{said}".rstrip(), FAINT))
    return stack([head, prose(term.say)], gap=0)


class GlossaryScreen(ModalScreen[None]):
    """A page of words; what is typed narrows it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "close", "close", key_display="esc")]

    def __init__(self, terms: tuple[TermView, ...]) -> None:
        super().__init__(classes="reading")
        self.terms = terms

    def compose(self) -> ComposeResult:
        """A line to search, the words under it."""
        with Vertical(classes="sheet"):
            yield Static(line("Words of the time", "bold"), classes="heading")
            yield Input(placeholder="type to search", compact=True, max_length=60)
            with VerticalScroll():
                yield Static(id="terms")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """All words at first."""
        self.narrow("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.narrow(event.value)

    @on(Input.Submitted)
    def _entered(self, _event: Input.Submitted) -> None:
        self.dismiss()

    def narrow(self, wanted: str) -> None:
        """Show the words that hold some letters."""
        letters = wanted.strip().lower()
        found = [t for t in self.terms if letters in " ".join((t.term, *t.also)).lower()]
        shown = stack([entry(t) for t in found]) if found else line("No such word here.", FAINT)
        self.query_one("#terms", Static).update(shown)

    def action_close(self) -> None:
        """Back to the desk."""
        self.dismiss()
