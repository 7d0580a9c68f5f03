"""The sheet in hand: a scrolling paper with its head, its text and, where something was signed, the seal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.desk.content import FAINT, line, marked, prose, stack, verbatim
from game.desk.letterheads import head
from game.desk.sheets import Sheet, SheetKind
from game.script.tongue import _
from game.session.views import ConsequenceView, LaterView, PaperView

WIDEST = 76
SEAL = "印"


def render(sheet: Sheet, width: int, *, summary: bool, unread_note: bool, record: str = "", stamp: str = "") -> Content:
    """A sheet as content for so many columns. `unread_note`: only the content note, until the reader goes on.

    `stamp` is what the story's own stamp shows, in place of a seal.
    """
    match sheet.kind:
        case SheetKind.PAPER if sheet.paper is not None:
            return _paper(sheet.paper, width, summary, unread_note, record)
        case SheetKind.CONSEQUENCE if sheet.consequence is not None:
            return _signed(sheet.consequence, stamp)
        case SheetKind.LATER:
            return stack([line(_("WHAT CAME OF IT"), FAINT), *_returns(sheet.later)])
        case SheetKind.PLAN:
            passes = _("What is not looked at passes, and is named in the debrief.")
            return stack([line(sheet.title, "bold"), line(passes, FAINT)])
        case _:
            parts = [stack([line(heading, "bold"), prose(text)], gap=0) for heading, text in sheet.parts]
            return stack([line(sheet.title.upper(), FAINT), *parts])


def _paper(paper: PaperView, width: int, summary: bool, unread_note: bool, record: str) -> Content:
    top = head(paper, width)
    if paper.note and unread_note:
        ways = _("space  read it") + (_("     s  read a summary instead") if paper.summary else "")
        return stack([top, line(paper.note, "bold"), line(ways, FAINT)])
    if summary and paper.summary:
        return stack([top, line(_("A summary; s brings the paper itself."), FAINT), prose(paper.summary)])
    foot = line(_("On record: {record}").format(record=record), FAINT) if record else Content("")
    text = marked(prose(paper.text), ((n, use) for n, use in enumerate(paper.terms) if use.text == 1))
    return stack([top, text, foot])


def _returns(items: Iterable[LaterView]) -> Iterator[Content]:
    """What came of earlier acts, with the words that are read here first."""
    number = 0
    for item in items:
        yield marked(prose(item.text), enumerate(item.terms, start=number))
        number += len(item.terms)


def _signed(view: ConsequenceView, stamp: str) -> Content:
    mark = verbatim(f" {stamp or SEAL} ", "bold $on-seal on $accent")
    seal = mark.append(line(_("  Signed: "), FAINT)).append(line(view.act, "bold"))
    orders = [line(_("Standing order: {text}").format(text=text), FAINT) for text in view.orders]
    texts = (
        marked(prose(text), ((n, use) for n, use in enumerate(view.terms) if use.text == place))
        for place, text in enumerate(view.texts)
    )
    return stack([seal, *texts, stack(orders, gap=0)])


class SheetView(VerticalScroll):
    """The paper in hand."""

    can_focus = False

    def compose(self) -> ComposeResult:
        """One paper."""
        yield Static(id="paper")

    @property
    def columns(self) -> int:
        """How many columns a paper may use."""
        return max(20, min(WIDEST, self.content_size.width - 4))

    def show(self, content: Content, kind: str) -> None:
        """Lay a sheet down, from its top."""
        paper = self.query_one("#paper", Static)
        paper.set_classes(kind)
        paper.update(content)
        self.scroll_home(animate=False)

    def on_from_here(self) -> bool:
        """Scroll down by a page; False if the foot is already in sight."""
        if self.max_scroll_y - self.scroll_y < 1:
            return False
        self.scroll_page_down(animate=False)
        return True
