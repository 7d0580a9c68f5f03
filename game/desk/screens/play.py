"""The desk: composes the calendar, the figures, the tray, the sheet and what waits, and forwards keys to the game.

It holds which sheet is in hand and nothing else; what may be signed, and what follows, is the game's.
"""

from __future__ import annotations

from attrs import evolve
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from game.desk.commands import OTHERWISE, PLAY, bindings
from game.desk.content import FAINT, line
from game.desk.screens.pages import PagesOverDesk
from game.desk.sheets import Pile, Sheet, closed_sheet, first_new, last_sheets, page
from game.desk.steady import WIDE
from game.desk.widgets.ask import AskPanel
from game.desk.widgets.figures import Calendar, Figures, rest
from game.desk.widgets.foot import Foot
from game.desk.widgets.sheet import SheetView, render
from game.desk.widgets.tray import Tray
from game.engine.faults import RefusedDecision
from game.script.tongue import N_, _
from game.session.game import Game
from game.session.views import DeskView

SAVED = N_("It is among the saves, on the first screen (a).")
LEAST_NAME = 8  # columns; with less the name of a turn says nothing


class PlayScreen(PagesOverDesk):
    """One game on the desk."""

    CSS_PATH = "play.tcss"
    BINDINGS = bindings(PLAY, OTHERWISE)
    ABOUT = N_("About this save")  # over what the game has to say

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.game = game
        self.desk: DeskView = game.view()
        self.last = self.desk  # where a signature ends the run, the figures as they stood when it was signed
        self.pile = Pile()
        self.sheets: tuple[Sheet, ...] = ()
        self.at = 0
        self.read: set[tuple[str, str]] = set()
        self.noted: set[str] = set()
        self.turned: set[str] = set()

    # putting it together

    def compose(self) -> ComposeResult:
        """The side, the sheet, what waits, the foot."""
        with Horizontal(id="desk"):
            with Vertical(id="side"):
                yield Calendar(id="calendar")
                yield Figures(id="figures")
                yield Tray(id="tray", markup=False, compact=True)
            with Vertical(id="main"):
                yield Static(id="trial")
                yield Calendar(id="calendar-line")
                yield Figures(id="figures-line")
                yield Static(id="place")
                yield SheetView(id="sheet")
                yield AskPanel(id="ask")
        yield Foot(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Lay out the first papers."""
        self.take(self.desk, fresh=True)

    def take(self, view: DeskView, *, fresh: bool = False) -> None:
        """Take up a new view of the game and the first sheet that is new in it."""
        before = () if fresh else self.sheets
        self.last = self.desk if view.ended and not fresh else view
        self.desk, self.pile = view, (Pile() if fresh else self.pile).after(view)
        self.sheets = self.stacked(opening=fresh and view.decisions == 0)
        self.at = first_new(before, self.sheets)
        if view.notice:
            self.notify(view.notice, title=_(self.ABOUT), markup=False, timeout=12)
        self.lay_down()

    def retell(self, game: Game) -> None:
        """The same game in other words; the reader stays with her sheet."""
        here, shown = self.sheets[self.at].id if self.sheets else "", [s.id for s in self.sheets]
        self.game = game
        self.last = self.desk = game.view()
        self.pile = Pile().after(self.desk)
        self.sheets = self.stacked(opening="opening" in shown)
        ids = [sheet.id for sheet in self.sheets]
        self.at = ids.index(here) if here in ids else max(0, len(ids) - 1)
        panel = self.query_one(AskPanel)
        panel.ask = None
        self.lay_down()
        panel.call_after_refresh(panel.say_below)

    def stacked(self, *, opening: bool) -> tuple[Sheet, ...]:
        """Every sheet of the turn, with who the player is before the first, and the last pages after the last."""
        view = self.desk
        first = (page("opening", _("Who you are"), "", ("", self.game.intro())),) if opening else ()
        ending = tuple(last_sheets(self.game.end())) if view.ended else ()
        if view.laid_down:
            ending = (closed_sheet(self.game.code()),)
        return (*first, *self.pile.sheets(view), *ending)

    # showing

    @property
    def sheet(self) -> Sheet:
        """The sheet in hand."""
        return self.sheets[self.at]

    @property
    def is_narrow(self) -> bool:
        """Whether the side has no room."""
        return self.app.size.width < WIDE

    def lay_down(self) -> None:
        """Show the sheet in hand and everything around it."""
        if not self.sheets:
            return
        sheet, desk, narrow = self.sheet, self.desk, self.is_narrow
        self.read.add((sheet.turn, sheet.id))
        calendar = self.query_one("#calendar-line" if narrow else "#calendar", Calendar)
        shown = desk.calendar
        if sheet.id.startswith("end."):
            shown = evolve(shown, label=_("After {said}").format(said=shown.said))
        calendar.show(shown, desk.desk, narrow=narrow)
        self.query_one("#figures-line" if narrow else "#figures", Figures).show(self._figures(), narrow=narrow)
        self.query_one(Tray).show(self.sheets, self.at, frozenset(self.read))
        trial = self.query_one("#trial", Static)
        trial.update(line(f"{desk.trial} {_(SAVED)}" if desk.trial else "", "$accent"))
        trial.display = bool(desk.trial)
        self.query_one("#place", Static).update(self._place(sheet))
        self._show_sheet()
        asked = desk.ask if sheet.waits and not self._note_unread(sheet) else None
        panel = self.query_one(AskPanel)
        if panel.ask != asked:
            panel.ask = asked
        panel.display = asked is not None
        if asked is not None:
            panel.call_after_refresh(panel.to_next)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The foot of the page has what can be done now: sign where something waits, the debrief where all is over."""
        if action == "sign":
            return bool(self.sheets) and self.sheet.waits
        if action == "second_act":
            return self.game.run.over
        return action != "debrief" or not self.game.run.over

    def _figures(self) -> DeskView:
        """The figures that lie beside the sheet in hand."""
        return self.desk if self.sheet.id.startswith("end.") else self.last

    def _place(self, sheet: Sheet) -> Content:
        """The third figure where the side has no room, and at the right how many sheets there are: that always whole.

        Where both do not fit, the name of an earlier turn gives way first, then the figure.
        """
        waits = sum(s.waits for s in self.sheets)
        waiting = line(_("■ to sign  ") if sheet.waits else (_("■ one waits  ") if waits else ""), "$accent")
        counted = line(_("{at} of {sheets}").format(at=self.at + 1, sheets=len(self.sheets)), FAINT)
        left = rest(self._figures()) if self.is_narrow else Content("")
        room = self.query_one("#place").content_size.width
        free = room - left.cell_length - waiting.cell_length - counted.cell_length - 4
        season = sheet.turn if sheet.turn != self.desk.calendar.label and free >= LEAST_NAME else ""
        named = line(season, FAINT).truncate(free, ellipsis=True).append("  ") if season else Content("")
        place = waiting.append(named).append(counted)
        left = left.truncate(max(0, room - place.cell_length - 2), ellipsis=True)
        return left.append(" " * max(0, room - left.cell_length - place.cell_length)).append(place)

    def _show_sheet(self) -> None:
        sheet, view = self.sheet, self.query_one(SheetView)
        summaries = self.app.settings.summaries
        summary = summaries != (sheet.id in self.turned)
        record = sheet.paper.record if sheet.paper is not None and sheet.paper.kind == "news" else ""
        content = render(
            sheet,
            view.columns,
            summary=summary,
            unread_note=self._note_unread(sheet),
            record=record,
            stamp=self.desk.stamp,
        )
        view.show(content, f"-{sheet.paper.letterhead}" if sheet.paper else f"-{sheet.kind}")

    def _note_unread(self, sheet: Sheet) -> bool:
        """Whether a content note stands before this sheet and has not been answered."""
        paper = sheet.paper
        if paper is None or not paper.note or sheet.id in self.noted or paper.signed:
            return False
        return not self.app.settings.summaries

    def on_resize(self, _event: events.Resize) -> None:
        """Heads and rules are drawn to the width."""
        self.call_after_refresh(self.lay_down)

    # turning sheets

    def action_on(self) -> None:
        """Scroll down, or take up the next sheet."""
        if self._note_unread(self.sheet):
            self.noted.add(self.sheet.id)
            self.lay_down()
        elif self.query_one(SheetView).on_from_here():
            return
        elif self.sheet.waits:
            self.query_one(AskPanel).hint()
        elif self.at + 1 < len(self.sheets):
            self.at += 1
            self.lay_down()

    def action_back(self) -> None:
        """Take up the sheet before."""
        if self.at > 0:
            self.at -= 1
            self.lay_down()

    @on(OptionList.OptionSelected, "#tray")
    def _from_the_tray(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.at = event.option_index
        self.lay_down()

    def action_summary(self) -> None:
        """A summary in place of the paper, or the paper again."""
        paper = self.sheet.paper
        if paper is None or not paper.summary:
            self.notify(_("This paper has no summary."), markup=False)
            return
        self.noted.add(self.sheet.id)
        self.turned ^= {self.sheet.id}
        self.lay_down()

    # signing

    def key_digit(self, number: int) -> None:
        """A number key: mark that alternative."""
        if self.query_one(AskPanel).display:
            self.query_one(AskPanel).pick(number)

    def on_key(self, event: events.Key) -> None:
        """Digits mark; everything else is a declared command."""
        if event.character is not None and event.character in "123456789":
            event.stop()
            self.key_digit(int(event.character))

    def action_sign(self) -> None:
        """Sign what is marked; where its note is still to be read, go on."""
        panel = self.query_one(AskPanel)
        if not panel.display:
            self.action_on()
        elif panel.picks() is not None:
            self.sign()

    @on(AskPanel.Wanted)
    def sign(self) -> None:
        """Hand the decision to the game; what it answers is the next view."""
        panel = self.query_one(AskPanel)
        picks, ask = panel.picks(), panel.ask
        if picks is None or ask is None or not panel.display:
            return
        try:
            view = self.game.decide(ask.scene, *picks)
        except RefusedDecision as refused:
            self.notify(refused.reason, severity="warning", markup=False)
            return
        panel.ask = None
        self.take(view)
