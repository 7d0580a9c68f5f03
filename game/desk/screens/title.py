"""The first screen: what this is, that people died, how to leave; then what can be played, with its minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.desk.app import DeskApp
from game.desk.chained import FIRST_SCREEN
from game.desk.commands import Command, bindings
from game.desk.content import FAINT, line, prose
from game.desk.screens.once import on_top
from game.desk.widgets.foot import Foot
from game.desk.widgets.lines import Pointed
from game.script.header import Header
from game.script.tongue import N_, _

Begin: TypeAlias = Callable[[str, str, str, str], None]

FILE = "file"  # the command that only a scenario with a desk before it has
FIRST: tuple[Command, ...] = (
    Command("page_on", "space", N_("Read on"), N_("Scroll the text down."), N_("read on"), "space"),
    Command("app.saves", "v", N_("Saved runs"), N_("The list of saved runs."), N_("saved runs")),
    Command("code", "c", N_("Run code"), N_("Open a run by its code."), N_("run code")),
    Command(FILE, "f", N_("Carry in a file"), N_("Take in the file that an earlier desk has left."), N_("carry in")),
    Command("leave", "escape", N_("Back"), N_("Back to the list."), N_("back"), "esc"),
)


@frozen
class Entry:
    """A line of the first screen: something to begin, or the run to go on with where no scenario is named."""

    title: str
    told: str = ""
    scenario: str = ""
    cut: str = ""
    goes_on: str = ""  # the title of the lesson that this one goes on from
    chain: bool = False  # the list of all scenarios instead

    def content(self) -> Content:
        """The line: its title, and a sentence."""
        return line(self.title, "bold").append(line(f"   {self.told}" if self.told else "", FAINT))


def entries(
    headers: tuple[Header, ...], *, only_cut: str = "", saved: bool = False, chain: str = ""
) -> tuple[Entry, ...]:
    """What can be chosen. `only_cut` leaves the lesson that was asked for; `saved`: a run can be gone on with.

    `chain` is the title of the list of all scenarios, where there is one.
    """
    found = [Entry(_("Go on"), _("with the run saved last"))] if saved else []
    for header in headers:
        if not only_cut:
            title = _("The full run") if header.cuts else _("Begin")
            found.append(
                Entry(
                    title, _("{minutes} minutes. {blurb}").format(minutes=header.minutes, blurb=header.blurb), header.id
                )
            )
        titles = {c.id: c.title for c in header.cuts}
        for cut in header.cuts:
            if only_cut in ("", cut.id):
                turns = {t.id: t for t in header.turns}
                span = _("{label} to {in_sentence}").format(
                    label=turns[cut.first].label, in_sentence=turns[cut.last].in_sentence
                )
                goes_on = titles.get(cut.continues, "")
                told = _("{minutes} minutes. {span}.").format(minutes=cut.minutes, span=span) + (
                    _(" Goes on from {goes_on}.").format(goes_on=goes_on) if goes_on else ""
                )
                found.append(Entry(cut.title, told, header.id, cut.id, goes_on))
    if chain:
        found.append(Entry(chain, _("every scenario, alone or in order"), chain=True))
    return tuple(found)


class Beginnings(Pointed):
    """What can be begun."""

    BINDINGS = bindings(
        (Command("select", "enter", N_("Begin"), N_("Begin what is marked."), N_("begin"), "↑↓ enter"),)
    )


class TitleScreen(Screen[None]):
    """The first screen; and, over it, that of any scenario with what comes before it told first.

    `begin` takes a scenario, a lesson, a run to go on from and a file to carry in; the application's, if left out.
    """

    CSS_PATH = "title.tcss"
    BINDINGS = bindings(FIRST)
    app = getters.app(DeskApp)

    def __init__(
        self,
        header: Header,
        choices: tuple[Entry, ...],
        *,
        before: str = "",
        file: bool = False,
        begin: Begin | None = None,
    ) -> None:
        super().__init__()
        self.header, self.entries = header, choices
        self.before, self.takes_file, self.begin = before, file, begin
        self.latest = self.carried = ""

    def compose(self) -> ComposeResult:
        """The frame and the note above, the choices docked below."""
        header = self.header
        with Vertical(id="title"):
            yield Static(line(header.title, "bold"), id="masthead")
            yield Static(line(header.subtitle, FAINT), id="subtitle")
            with VerticalScroll(id="frame", can_focus=False):
                if self.before:
                    yield Static(line(_("The years between, from the record"), "bold"), id="between-title")
                    yield Static(prose(self.before), id="between")
                yield Static(prose(header.frame), id="frame-text")
                yield Static(prose(header.content_note, FAINT), id="note")
            yield Beginnings(*(Option(e.content()) for e in self.entries), id="choices", markup=False, compact=True)
            yield Static("", id="telling")
        yield Foot(compact=True, show_command_palette=False)

    async def retell(self, header: Header, choices: tuple[Entry, ...]) -> None:
        """The same page in other words."""
        self.header, self.entries = header, choices
        await self.recompose()
        self.on_mount()

    def on_mount(self) -> None:
        """The choices have the focus."""
        self.query_one("#choices", OptionList).focus()

    @on(OptionList.OptionSelected, "#choices")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not on_top(self):
            return  # chosen already
        entry = self.entries[event.option_index]
        if entry.chain:
            self.app.open_chain()
            return
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

        hint = _("its run code, or the name of its save; leave this empty to begin without one")
        self.app.push_screen(
            AskLine(_("Your finished run of {goes_on}").format(goes_on=entry.goes_on), hint, empty=""), given
        )

    def _begin(self, entry: Entry, after: str = "") -> None:
        telling = self.query_one("#telling", Static)
        telling.update(line(_("The desk is being laid out ..."), FAINT))
        (self.begin or self.app.begin)(entry.scenario, entry.cut, after, self.carried)
        if self.app.on_desk is None:
            telling.update("")

    def tell_latest(self, path: str, told: str, *, ended: bool) -> None:
        """Say more about the run saved last, once its save has been read. One that is over is not begun by mistake."""
        if not self.is_mounted:
            return
        self.latest = path
        choices = self.query_one("#choices", OptionList)
        title = _("Your last run") if ended else _("Go on")
        choices.replace_option_prompt_at_index(0, Entry(title, told).content())
        if ended and choices.highlighted == 0 and len(self.entries) > 1:
            choices.highlighted = 1

    def action_page_on(self) -> None:
        """Read on in the frame."""
        self.query_one("#frame", VerticalScroll).scroll_page_down(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - the toolkit's
        """A file goes only into a scenario that takes one; the first screen has nothing to go back to."""
        if action == FILE:
            return self.takes_file
        return len(self.app.screen_stack) > FIRST_SCREEN if action == "leave" else True

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss()

    def action_file(self) -> None:
        """A file to carry in; it is looked at when the desk is laid out."""
        from game.desk.screens.asking import AskLine

        hint = _("the path of the file, or its code: letters and digits in groups of four")
        self.app.push_screen(AskLine(_("The file that an earlier desk left"), hint), self._file_given)

    def _file_given(self, text: str | None) -> None:
        if text and (told := self.app.file_told(self.header.id, text)):
            self.carried = text
            self.query_one("#telling", Static).update(line(told, FAINT))

    def action_code(self) -> None:
        """A code to open."""
        from game.desk.screens.asking import AskLine

        hint = _("letters and digits in groups of four; case and dashes do not matter")
        self.app.push_screen(AskLine(_("Run code"), hint), self._code_given)

    def _code_given(self, text: str | None) -> None:
        if text:
            self.app.resume(text)
