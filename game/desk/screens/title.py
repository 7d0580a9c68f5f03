"""The first screen: what this is, that people died, how to leave; then what can be played, with its minutes."""

from __future__ import annotations

from attrs import frozen
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from game.desk.app import DeskApp
from game.desk.commands import Command, bindings
from game.desk.content import FAINT, line, prose
from game.script.header import Header

FIRST: tuple[Command, ...] = (
    Command("page_on", "space", "Read on", "Scroll the text down.", "read on", "space"),
    Command("app.saves", "v", "Saved runs", "The list of saved runs.", "saved runs"),
    Command("code", "c", "Run code", "Open a run by its code.", "run code"),
)


@frozen
class Entry:
    """A line of the first screen: something to begin, or the run to go on with where no scenario is named."""

    title: str
    told: str = ""
    scenario: str = ""
    cut: str = ""
    goes_on: str = ""  # the title of the lesson that this one goes on from

    def content(self) -> Content:
        """The line: its title, and a sentence."""
        return line(self.title, "bold").append(line(f"   {self.told}" if self.told else "", FAINT))


def entries(headers: tuple[Header, ...], *, only_cut: str = "", saved: bool = False) -> tuple[Entry, ...]:
    """What can be chosen. `only_cut` leaves the lesson that was asked for; `saved`: a run can be gone on with."""
    found = [Entry("Go on", "with the run saved last")] if saved else []
    for header in headers:
        if not only_cut:
            found.append(Entry("The full run", f"{header.minutes} minutes. {header.blurb}", header.id))
        titles = {c.id: c.title for c in header.cuts}
        for cut in header.cuts:
            if only_cut in ("", cut.id):
                label = {t.id: t.label for t in header.turns}
                span = f"{label[cut.first]} to {label[cut.last].lower()}"
                goes_on = titles.get(cut.continues, "")
                told = f"{cut.minutes} minutes. {span}." + (f" Goes on from {goes_on}." if goes_on else "")
                found.append(Entry(cut.title, told, header.id, cut.id, goes_on))
    return tuple(found)


class Beginnings(OptionList):
    """What can be begun."""

    BINDINGS = bindings((Command("select", "enter", "Begin", "Begin what is marked.", "begin", "↑↓ enter"),))


class TitleScreen(Screen[None]):
    """The first screen."""

    CSS_PATH = "title.tcss"
    BINDINGS = bindings(FIRST)
    app = getters.app(DeskApp)

    def __init__(self, headers: tuple[Header, ...], choices: tuple[Entry, ...]) -> None:
        super().__init__()
        self.headers, self.entries = headers, choices
        self.latest = ""

    def compose(self) -> ComposeResult:
        """The frame and the note above, the choices docked below."""
        header = self.headers[0]
        with Vertical(id="title"):
            yield Static(line(header.title, "bold"), id="masthead")
            yield Static(line(header.subtitle, FAINT), id="subtitle")
            with VerticalScroll(id="frame", can_focus=False):
                yield Static(prose(header.frame), id="frame-text")
                yield Static(prose(header.content_note, FAINT), id="note")
            yield Beginnings(*(Option(e.content()) for e in self.entries), id="choices", markup=False, compact=True)
            yield Static("", id="telling")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """The choices have the focus."""
        self.query_one("#choices", OptionList).focus()

    @on(OptionList.OptionSelected, "#choices")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        entry = self.entries[event.option_index]
        if not entry.scenario:
            self.app.resume(self.latest)
            return
        if not entry.goes_on:
            self._begin(entry)
            return
        from game.desk.screens.asking import AskLine

        def given(text: str | None) -> None:
            if text is not None:
                self._begin(entry, text)

        hint = "its run code, or the name of its save; leave this empty to begin without one"
        self.app.push_screen(AskLine(f"Your finished run of {entry.goes_on}", hint, empty=""), given)

    def _begin(self, entry: Entry, after: str = "") -> None:
        telling = self.query_one("#telling", Static)
        telling.update(line("The desk is being laid out ...", FAINT))
        self.app.begin(entry.scenario, entry.cut, after)
        if self.app.on_desk is None:
            telling.update("")

    def tell_latest(self, path: str, told: str, *, ended: bool) -> None:
        """Say more about the run saved last, once its save has been read. One that is over is not begun by mistake."""
        if not self.is_mounted:
            return
        self.latest = path
        choices = self.query_one("#choices", OptionList)
        title = "Your last run" if ended else "Go on"
        choices.replace_option_prompt_at_index(0, Entry(title, told).content())
        if ended and choices.highlighted == 0 and len(self.entries) > 1:
            choices.highlighted = 1

    def action_page_on(self) -> None:
        """Read on in the frame."""
        self.query_one("#frame", VerticalScroll).scroll_page_down(animate=False)

    def action_code(self) -> None:
        """A code to open."""
        from game.desk.screens.asking import AskLine

        hint = "letters and digits in groups of four; case and dashes do not matter"
        self.app.push_screen(AskLine("Run code", hint), self._code_given)

    def _code_given(self, text: str | None) -> None:
        if text:
            self.app.resume(text)
