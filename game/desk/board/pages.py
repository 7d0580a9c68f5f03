"""Pages over the board: every key in words, the way in with its QR code, a split, the teacher's link."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.classroom import qr
from game.classroom.views import RevealView
from game.desk.board.drawn import bare, code_picture, labelled, large, plain, split
from game.desk.board.keys import EVERYWHERE
from game.desk.board.large import drawn
from game.desk.board.watch import Invite
from game.desk.commands import Command
from game.desk.content import FAINT, line, pairs, prose, stack, verbatim
from game.desk.screens.reading import ReadingScreen
from game.desk.widgets.ask import hung
from game.script.tongue import N_, _

if TYPE_CHECKING:
    from game.desk.board.app import BoardApp

LETTERS_WIDE = 40
BESIDE = 10  # columns that the picture leaves free around it
ABOUT = N_("""The list says who is where: a tag, how many papers were signed, the season and the paper, and what there
is to say. *away* means that the page has not been open for a minute, *idle* that nothing was signed for five; both have
a ! before them. What anybody signed is never on this board.

A paper that comes only to some is not named, since that alone would say what was signed before.

To show how the class has split, it first guesses: r asks, r again shows. Counts of one or two are hidden, and so is
any count that would give them away. What was shown stays as it was when it was shown.

At a stop everybody waits who has come to it. Space lets them go on, and holds whoever comes later.""")
ABOUT_VOTES = N_("""The class plays one run. A paper is read; what can be signed stands under it with letters. Ask for
hands, press v and type how many were raised for each letter. What has most is signed; where there is a tie, or where a
discussion came to something else, you choose, and may say why.

With p you can first ask what the class expects to win. Both counts are kept with the run, for the debrief.""")


def help_page(keys: tuple[Command, ...]) -> ReadingScreen:
    """What is on the board, and every key in words."""
    told = (
        (line(f"  {c.label}", "bold"), line(_("{name}. ").format(name=_(c.name))).append(line(_(c.sentence), FAINT)))
        for c in (*keys, *EVERYWHERE)
    )
    votes = any(command.action == "count" for command in keys)
    also = _("Ctrl+P opens a list of all commands to search in. Pages close with Escape.")
    return ReadingScreen(_("Help"), stack([prose(_(ABOUT_VOTES if votes else ABOUT)), pairs(told), line(also, FAINT)]))


class JoinPage(ReadingScreen):
    """How to get in, for the wall: large, with a QR code beside it."""

    def __init__(self, invite: Invite, code: str) -> None:
        super().__init__("", line(""))
        self.add_class("joining")
        self.invite, self.code = invite, code

    def body(self) -> Iterable[Widget]:
        """The picture and the words."""
        yield Horizontal(Static(code_picture(self.invite), id="picture"), Static(self.words(), id="words"))

    def on_resize(self) -> None:
        """As large as there is room."""
        self.query_one("#words", Static).update(self.words())

    def words(self) -> Content:
        """Address and code, in ordinary type and large; the address large only where it has room beside the picture."""
        address = bare(self.invite.address)
        room = self.size.width - len(qr.rows(self.invite.short)[0]) - BESIDE
        rows = drawn(address, room)
        wall = [] if rows == (address,) else [large(address, room)]
        return stack(
            [
                stack([labelled(_("In a browser:"), plain(self.invite.address)), *wall], gap=0),
                stack([labelled(_("Class code:"), self.code), large(self.code, LETTERS_WIDE)], gap=0),
                line(_("No name is asked for. Write down the resume code you are given."), FAINT),
            ]
        )


class SplitPage(ReadingScreen):
    """How the class has split."""

    def __init__(self, view: RevealView) -> None:
        said = f"{view.turn}: {view.title}" + (f" · {view.field}" if view.field else "")
        super().__init__(said, line(""))
        self.add_class("split")
        self.view = view

    def body(self) -> Iterable[Widget]:
        """The bars and the table."""
        yield Static(split(self.view, 74))


def tries_page(tries: tuple[str, ...]) -> ReadingScreen:
    """What to try where students' devices cannot open the address."""
    listed = [hung(line("· "), line(told), 74) for told in tries]
    return ReadingScreen(_("If students' devices cannot open the address"), stack(listed))


def slides_page(invite: Invite, *, opened: bool, vote: bool = False) -> ReadingScreen:
    """Where the slides are, and what can be kept there."""
    said = _("They are open in this machine's browser.") if opened else _("Open this in a browser on this machine:")
    keep = _("The list of all slides has files to keep: the slides, the debrief of the class to print, the run codes.")
    if vote:
        keep = _(
            "The list of all slides has files to keep: the slides, the debrief of the class to print, every vote as a "
            "table, the run code."
        )
    return ReadingScreen(_("The slides"), stack([line(said), verbatim(invite.slides, "bold"), line(keep, FAINT)]))


def open_slides(app: BoardApp) -> None:
    """Open the slides in a browser of this machine, and show their address for where that does nothing."""
    if app.invite.slides:
        opened = webbrowser.open(app.invite.slides)
        app.push_screen(slides_page(app.invite, opened=opened, vote=app.vote is not None))


def link_page(invite: Invite, *, opened: bool) -> ReadingScreen:
    """The teacher's link, where a browser could not be opened."""
    said = _("It is open in this machine's browser.") if opened else _("Open this in a browser on this machine:")
    only = _("It works on this machine alone. From there you open the wall for the projector.")
    told = stack([line(said), verbatim(invite.teacher, "bold"), line(only, FAINT)])
    return ReadingScreen(_("The board in a browser"), told)
