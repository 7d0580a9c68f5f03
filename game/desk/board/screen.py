"""The board: the way in, what the class is doing, who is where. Its keys ask the room; it works nothing out itself."""

from __future__ import annotations

import webbrowser
from functools import partial

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from game.classroom.views import BoardView, PaperRow, Phase
from game.desk.board import told
from game.desk.board.app import BoardApp
from game.desk.board.drawn import asked, can_be_shown, head, how_far, joining, unreached
from game.desk.board.ending import ask_to_end, sure
from game.desk.board.keys import BOARD, TOO_SOON
from game.desk.board.pages import JoinPage, SplitPage, link_page, open_slides, tries_page
from game.desk.board.said import Said
from game.desk.board.seats import SeatList
from game.desk.board.told import ORDERS, Order
from game.desk.board.watch import Seen
from game.desk.commands import bindings
from game.desk.content import line, stack
from game.desk.screens.lists import ListScreen
from game.desk.steady import WIDE
from game.desk.widgets.foot import Foot
from game.script.tongue import N_, _

HIGH = 34  # rows from which the way in stands large for as long as the class plays
NOTED = 30.0  # seconds for which the first notes stand
EXTENDS = (5, 10, 20, -5)
AFTER = (Phase.DEBRIEF, Phase.ENDED)
TOO_LATE = frozenset({"stop", "reveal", "debrief"})  # what nobody can ask for in the debrief
PAUSED = N_("Paused. Nobody signs until you press space.")


class BoardScreen(Screen[None]):
    """Who is where."""

    BINDINGS = bindings(BOARD, TOO_SOON)
    app = getters.app(BoardApp)

    def __init__(self) -> None:
        super().__init__()
        self.order = Order.CAME
        self.split_shown = ""
        self.phase: Phase | None = None
        self.hushed = ""

    def compose(self) -> ComposeResult:
        """The way in, the head, the list; beside it what can be shown."""
        yield Static(id="title")
        yield Static(id="join")
        yield Static(id="head")
        yield Static(id="asked")
        with Horizontal(id="board"):
            yield SeatList()
            with Vertical(id="side"):
                yield Static(id="papers")
        yield Static(id="unreached")
        yield Said()
        yield Foot(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """The list has the focus."""
        self.query_one(SeatList).focus()
        self.query_one(Said).say(" ".join(self.app.notes), NOTED)
        self.show()

    def on_resize(self) -> None:
        """As large as there is room."""
        self.show()

    def show(self) -> None:
        """Show what was seen last."""
        seen = self.app.seen
        trouble = self.app.trouble
        if seen is None:
            self._say("#head", line(trouble or _("Opening the board ...")))
            return
        view = seen.board
        room = view.room
        self._say("#title", line(told.about(room), "$text-muted"))
        large = room.phase is Phase.OPEN or self.size.height >= HIGH
        wide, high = self.size.width - 4, self.size.height >= 2 * 24
        way = joining(self.app.invite, room.class_code, wide, wall=large, high=high)
        self._say("#join", Content("") if room.locked or room.phase is Phase.ENDED else way)
        bad = line(trouble, "bold") if trouble else Content("")
        self._say("#head", stack([bad, head(view)], gap=0))
        self._say("#asked", asked(seen.asked) if seen.asked is not None else Content(""))
        self._say("#unreached", self._unreached(seen))
        self.query_one(SeatList).show(view, self.order)
        if room.phase is not self.phase:
            self.phase = room.phase
            self.refresh_bindings()
        if self.size.width >= WIDE:
            self._say("#papers", can_be_shown(view, seen.revealed))
        self._show_split(seen)

    def _say(self, name: str, content: Content) -> None:
        widget = self.query_one(name, Static)
        widget.display = bool(content.plain)
        widget.update(content)

    def _unreached(self, seen: Seen) -> Content:
        """That no device gets through; not once a seat is taken, wherever it was taken from, or it was put away."""
        if not seen.advice or seen.board.seats or seen.advice == self.hushed:
            return Content("")
        return unreached(seen.advice)

    def _show_split(self, seen: Seen) -> None:
        """A split that was revealed opens by itself, once."""
        now = seen.split.question.key if seen.split is not None else ""
        if now and now != self.split_shown and self.app.screen is self and seen.split is not None:
            self.app.push_screen(SplitPage(seen.split))
        self.split_shown = now

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - the toolkit's
        """The slides are there in the debrief, and what is over then makes room for them."""
        seen = self.app.seen
        after = seen is not None and seen.board.room.phase in AFTER
        if action in ("slides", "no_slides"):
            return after == (action == "slides")
        return not (after and action in TOO_LATE)

    # keys

    def action_turn(self) -> None:
        """Begin, pause, or go on."""
        seen, room = self.app.seen, self.app.room
        if seen is None:
            return
        match seen.board.room.phase:
            case Phase.OPEN:
                self.app.do(room.start, _("The signing is open."))
            case Phase.PLAYING if not seen.board.waiting:
                self.app.do(room.pause, _(PAUSED))
            case _:
                self.app.do(room.go_on, _("On with it."))

    def action_pause(self) -> None:
        """Pause, whoever waits."""
        self.app.do(self.app.room.pause, _(PAUSED))

    def action_stop(self) -> None:
        """Where everybody waits next."""
        seen = self.app.seen
        if seen is None:
            return
        names = ["", *(name for name, _say in seen.board.stops)]
        rows = [(line(_("nowhere")), True), *((line(say), True) for _name, say in seen.board.stops)]
        at = names.index(seen.board.room.stop) if seen.board.room.stop in names else 0

        def chosen(place: int | None) -> None:
            if place is not None:
                self.app.do(lambda: self.app.room.set_stop(names[place]))

        hint = _("Whoever has come to it waits there until you go on; whoever is past it is not held.")
        self.app.push_screen(ListScreen(_("Where does everybody wait?"), hint, rows, at), chosen)

    def action_reveal(self) -> None:
        """Ask the class to predict; then show the split."""
        seen, room = self.app.seen, self.app.room
        if seen is None:
            return
        if seen.board.room.phase is Phase.ASKED:
            self.app.do(room.reveal)
            return
        if seen.split is not None and seen.split.question.key != self.split_shown:
            self.split_shown = ""
        papers = seen.board.papers
        if not papers:
            self.notify(_("A paper can be asked about once three students have signed it."), markup=False)
            return
        shown = [paper.question.key in seen.revealed for paper in papers]
        free = [before or not paper.missing for paper, before in zip(papers, shown, strict=True)]
        rows = [(_paper(seen.board, p, shown=before), f) for p, before, f in zip(papers, shown, free, strict=True)]

        def chosen(place: int | None) -> None:
            if place is None:
                return
            key = papers[place].question.key
            again = key in seen.revealed
            self.split_shown = "" if again else self.split_shown
            self.app.do(partial(room.show_again if again else room.ask, key))

        hint = _("The class guesses first; nobody signs meanwhile. What was shown before is shown again at once.")
        self.app.push_screen(ListScreen(_("How has the class split at ...?"), hint, rows, _last(free)), chosen)

    def action_extend(self) -> None:
        """More time, or no stop any more."""
        seen, room = self.app.seen, self.app.room
        if seen is None:
            return
        says = [_minutes(m) for m in EXTENDS]
        rows = [*((line(say), True) for say in says), (line(_("Take the stop away, for whoever is late")), True)]

        def chosen(place: int | None) -> None:
            if place is not None:
                self.app.do(partial(room.extend, EXTENDS[place]) if place < len(EXTENDS) else room.set_stop)

        hint = _("Nothing ends by itself: the board only counts the planned time.")
        self.app.push_screen(ListScreen(_("Extend"), hint, rows), chosen)

    def action_debrief(self) -> None:
        """Open the debrief, after asking."""
        seen = self.app.seen
        hint = _("What was signed stands. Students read their debrief and may try other ways; space takes them back.")
        hint = " ".join([told.unfinished(seen.board), hint]).strip() if seen is not None else hint
        sure(self.app, _("Open the debrief?"), hint, _("Yes, nobody signs any more"), self.app.room.debrief)

    def action_slides(self) -> None:
        """The slides, in this machine's browser."""
        open_slides(self.app)

    def action_no_slides(self) -> None:
        """There are none yet."""
        said = _("The slides are of the debrief: begin it first with d; then s opens them in your browser.")
        self.notify(said, markup=False)

    def action_lock(self) -> None:
        """Nobody new, or anybody again."""
        seen, room = self.app.seen, self.app.room
        if seen is not None:
            locked = seen.board.room.locked
            said = _("New students are let in.") if locked else _("Nobody new is let in.")
            self.app.do(lambda: room.lock(not locked), said)

    def action_join(self) -> None:
        """The address and the code for the wall."""
        seen = self.app.seen
        if seen is not None and self.app.invite.address:
            self.app.push_screen(JoinPage(self.app.invite, seen.board.room.class_code))

    def action_pages(self) -> None:
        """The pages of the board, in this machine's browser."""
        open_pages(self.app)

    def action_tries(self) -> None:
        """What to try where no device can open the address."""
        if tries := self.app.tries():
            self.app.push_screen(tries_page(tries))
        else:
            self.notify(_("This address is for this machine alone: no other device can open it."), markup=False)

    def action_hush(self) -> None:
        """Put away what the board says."""
        self.query_one(Said).hush()
        if self.app.seen is not None:
            self.hushed = self.app.seen.advice
        self.show()

    def action_remove(self) -> None:
        """Take the marked seat out, or put it back."""
        row, room = self.query_one(SeatList).in_hand, self.app.room
        if row is None:
            return
        if row.removed:
            self.app.do(lambda: room.remove(row.number, False))
            return
        title = _("Take {tag} out of the class?").format(tag=row.tag)
        hint = _("What was signed there is not counted any more, and nobody signs there. x puts the seat back.")
        sure(self.app, title, hint, _("Yes, take it out"), lambda: room.remove(row.number))

    def action_order(self) -> None:
        """Another order."""
        orders = list(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.notify(_(ORDERS[self.order]), markup=False, timeout=3)
        self.show()

    def action_clear(self) -> None:
        """Take everything out, after asking."""
        hint = _("Every seat goes, with what it signed and wrote. The class code stays, and all join anew.")
        sure(self.app, _("Clear the class?"), hint, _("Yes, take out every seat"), self.app.room.clear)

    def action_end(self) -> None:
        """End it, after asking."""
        seen = self.app.seen
        if seen is None:
            self.app.exit(0)
        else:
            ask_to_end(self.app, self.app.room, seen.board.room)


def _last(free: list[bool]) -> int:
    """The last line that can be taken."""
    return max((place for place, can in enumerate(free) if can), default=0)


def _minutes(more: int) -> str:
    if more > 0:
        return _("{minutes} minutes more").format(minutes=more)
    return _("{minutes} minutes fewer").format(minutes=-more)


def open_pages(app: BoardApp) -> None:
    """Open the teacher's link in a browser of this machine, and show it for where that does nothing."""
    if app.invite.teacher:
        app.push_screen(link_page(app.invite, opened=webbrowser.open(app.invite.teacher)))


def _paper(view: BoardView, paper: PaperRow, *, shown: bool) -> Content:
    said = f"{paper.turn}: {paper.title}" + (f" · {paper.field}" if paper.field else "")
    return stack([line(said, "bold"), line(f"   {how_far(view, paper, shown)}", "$text-muted")], gap=0)
