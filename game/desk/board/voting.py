"""A class that plays one run: the papers to be read together, what can be signed with letters, hands counted, signed.

Where the run stands is asked of the room, so that the page of the same vote in a browser may go on with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from game.classroom.held import NotNow
from game.classroom.room import Room
from game.classroom.store import StoreTrouble
from game.classroom.views import Ballot, Phase
from game.classroom.votes import letter
from game.desk.board.app import BoardApp
from game.desk.board.counting import HandsScreen, ask_what_is_signed, votes_page
from game.desk.board.ending import ask_to_end
from game.desk.board.keys import TOO_SOON, VOTE
from game.desk.board.pages import open_slides
from game.desk.board.said import Said
from game.desk.board.screen import open_pages
from game.desk.commands import bindings
from game.desk.content import FAINT, line, stack
from game.desk.screens.reading import code_page
from game.desk.sheets import Pile, Sheet, first_new, last_sheets, page
from game.desk.widgets.ask import hung
from game.desk.widgets.foot import Foot
from game.desk.widgets.sheet import SheetView, render
from game.script.tongue import _
from game.session.game import Game

OFTEN = 1.0  # seconds between two looks at whether the run has gone on in the browser
Counts = Mapping[str, Mapping[str, int]]


def lettered(ballot: Ballot, width: int) -> Content:
    """What can be signed, with the letter that hands are raised for; a row of a form under its label."""
    parts: list[Content] = []
    for row in ballot.rows:
        lines = (hung(line(f"{letter(n)}  ", "bold"), line(say), width) for n, (_id, say) in enumerate(row.answers))
        parts.append(stack([line(row.label, FAINT), *lines], gap=0))
    return stack(parts)


def opening(game: Game) -> tuple[Sheet, ...]:
    """What comes before the first paper: what the story deals with, and whose desk it is."""
    header = game.program.scenario.header
    note = page("note", _("Before it begins"), "", ("", header.content_note), ("", header.frame))
    return note, page("opening", _("Who you are"), "", ("", game.intro()))


class VoteScreen(Screen[None]):
    """The desk of a class that votes."""

    BINDINGS = bindings(VOTE, TOO_SOON)
    app = getters.app(BoardApp)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.game = Game.of_code(room.program, room.class_code())
        self.pile = Pile()
        self.sheets: tuple[Sheet, ...] = ()
        self.at = 0
        self.noted: set[str] = set()
        self.predicted: Counts = {}
        self.ballot: Ballot | None = None

    def compose(self) -> ComposeResult:
        """Where the class is, the paper, what can be signed."""
        yield Static(id="title")
        yield SheetView(id="paper-in-hand")
        with VerticalScroll(id="ballot", can_focus=False):
            yield Static(id="answers")
        yield Said()
        yield Foot(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Lay out the first papers, and look now and then whether the run has gone on."""
        self.query_one(Said).say(" ".join(self.app.notes), 12)
        self.take(self.game)
        self.set_interval(OFTEN, self.look)

    def on_resize(self) -> None:
        """Papers are laid out to the width."""
        self.call_after_refresh(self.lay_down)

    # where the run stands

    @work(thread=True, exclusive=True, exit_on_error=False)
    def look(self) -> None:
        """Whether the run has gone on elsewhere, or the class has been deleted."""
        stood = self.game.code()
        try:
            code = self.room.class_code()
        except NotNow:
            self.app.call_later(self.app.exit, 0)
        except StoreTrouble:
            return  # the next look will tell
        else:
            if code != stood:
                self.app.call_later(self.go_on, stood, Game.of_code(self.room.program, code))

    def go_on(self, stood: str, game: Game) -> None:
        """Take up a run that went on from a code; not if another look has already taken it up."""
        if self.game.code() == stood:
            self.take(game)

    def take(self, game: Game) -> None:
        """Take up the run as it stands now, and the first sheet that is new in it."""
        before, view = self.sheets, game.view()
        self.game, self.pile, self.predicted = game, self.pile.after(view), {}
        first = () if before or view.decisions else opening(game)
        ending = tuple(last_sheets(game.end())) if view.ended else ()
        self.sheets = (*first, *self.pile.sheets(view), *ending)
        self.ballot = self.room.ballot(view.ask) if view.ask is not None else None
        self.at = first_new(before, self.sheets)
        self.lay_down()
        self.refresh_bindings()

    # showing

    @property
    def waits(self) -> bool:
        """Whether the sheet in hand is what the class votes on, and has been read."""
        return bool(self.sheets) and self.sheets[self.at].waits and not self._note_unread(self.sheets[self.at])

    def _note_unread(self, sheet: Sheet) -> bool:
        return sheet.paper is not None and bool(sheet.paper.note) and sheet.id not in self.noted

    def lay_down(self) -> None:
        """Show the sheet in hand; under it what can be signed, where that is the paper that waits."""
        if not self.sheets:
            return
        sheet, view = self.sheets[self.at], self.query_one(SheetView)
        desk = self.game.view()
        place = _("{at} of {sheets}").format(at=self.at + 1, sheets=len(self.sheets))
        which = self.ballot.placed if self.ballot is not None else ""
        told = " · ".join(part for part in (desk.calendar.label, desk.desk, which, place) if part)
        self.query_one("#title", Static).update(line(told, FAINT))
        record = sheet.paper.record if sheet.paper is not None and sheet.paper.kind == "news" else ""
        unread = self._note_unread(sheet)
        view.show(render(sheet, view.columns, summary=False, unread_note=unread, record=record, stamp=desk.stamp), "")
        panel, ballot = self.query_one("#ballot"), self.ballot
        panel.display = self.waits and ballot is not None
        if panel.display and ballot is not None:
            hint = line(_("Ask for hands, then v. p first asks what the class expects to win."), FAINT)
            told = stack([lettered(ballot, max(20, self.size.width - 6)), hint])
            self.query_one("#answers", Static).update(told)

    # keys

    def action_on(self) -> None:
        """Down, and on to the next paper."""
        if not self.sheets:
            return
        sheet = self.sheets[self.at]
        if self._note_unread(sheet):
            self.noted.add(sheet.id)
            self.lay_down()
        elif not self.query_one(SheetView).on_from_here() and self.at + 1 < len(self.sheets):
            self.at += 1
            self.lay_down()

    def action_back(self) -> None:
        """The paper before."""
        if self.at:
            self.at -= 1
            self.lay_down()

    def action_predict(self) -> None:
        """Hands for what is expected to win."""
        self._hands(_("Which of these will win? Hands that were raised to guess it:"), self._predicted)

    def _predicted(self, counts: Counts | None) -> None:
        if counts is not None:
            self.predicted = counts
            self.notify(_("The guess is kept. Now ask for hands, and press v."), markup=False)

    def action_count(self) -> None:
        """Hands for what is to be signed."""
        self._hands(_("Hands that were raised for each:"), self._counted)

    def _hands(self, says: str, then: Callable[[Counts | None], None]) -> None:
        if self.ballot is None:
            self.notify(_("Nothing waits to be signed any more. c has the run code, for the debrief."), markup=False)
        elif not self.waits:
            self.notify(_("Read on with space to the paper that waits to be signed."), markup=False)
        else:
            self.app.push_screen(HandsScreen(self.ballot, says), then)

    def _counted(self, counts: Counts | None) -> None:
        """What is signed then: what most hands were raised for, or what a discussion came to."""
        ballot, predicted, stood = self.ballot, self.predicted, self.game.code()
        if counts is None or ballot is None:
            return

        def sign(chosen: Mapping[str, str], reason: str) -> None:
            def act() -> None:
                _counted, answer = self.room.vote(ballot, counts, chosen, reason=reason, predicted=predicted)
                if answer is None or answer.says:
                    raise NotNow(answer.says if answer is not None else _("nothing has most hands yet"))
                self.app.call_later(self.go_on, stood, Game.of_code(self.room.program, answer.code))

            self.app.do(act)

        ask_what_is_signed(self.app, ballot, counts, sign)

    def action_votes(self) -> None:
        """Every vote so far."""
        self.app.push_screen(votes_page(self.room.votes()))

    def action_code(self) -> None:
        """The run code."""
        keep = _("The class keeps this run until it is deleted; to have it longer, write the code down.")
        self.app.push_screen(code_page(self.game, keep))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - the toolkit's
        """Slides are there once nothing is to be signed any more; hands are counted before."""
        if action in ("slides", "no_slides"):
            return self.game.run.over == (action == "slides")
        return not (self.game.run.over and action in ("count", "predict"))

    def action_slides(self) -> None:
        """The debrief of what was signed: it begins now, and its slides are opened."""
        if self.room.view().phase not in (Phase.DEBRIEF, Phase.ENDED):
            self.room.debrief()
        open_slides(self.app)

    def action_no_slides(self) -> None:
        """There are none yet."""
        said = _("The slides are of the debrief: once the last paper is signed, s opens them in your browser.")
        self.notify(said, markup=False)

    def action_pages(self) -> None:
        """The page of this vote in this machine's browser."""
        open_pages(self.app)

    def action_end(self) -> None:
        """End it, after asking."""
        ask_to_end(self.app, self.room, self.room.view())
