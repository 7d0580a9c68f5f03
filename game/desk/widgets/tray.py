"""The in-tray: the sheets of this turn as a list, with what waits to be signed marked in vermilion."""

from __future__ import annotations

from textual.content import Content
from textual.widgets.option_list import Option

from game.desk.content import FAINT, line
from game.desk.sheets import Sheet, SheetKind
from game.desk.widgets.lines import Pointed
from game.script.tongue import N_, _

KINDS = {
    SheetKind.CONSEQUENCE: N_("signed"),
    SheetKind.LATER: N_("what came of it"),
    SheetKind.PAGE: "",
    SheetKind.PLAN: N_("your days"),
}


def kind_word(sheet: Sheet) -> str:
    """What a sheet is, in a word."""
    paper = sheet.paper
    if paper is None:
        return _(KINDS.get(sheet.kind, ""))
    return {"look": _("what you saw"), "event": _("in the room"), "news": _("news")}.get(
        paper.kind, _(paper.letterhead)
    )


def entry(sheet: Sheet, *, read: bool) -> Content:
    """A sheet in the list: its mark, its title, and its kind below."""
    mark = Content.styled("■ ", "$accent") if sheet.waits else Content("  " if read else "· ")
    title = line(sheet.title, "" if read and not sheet.waits else "bold")
    word = _("to sign") if sheet.waits and sheet.kind is SheetKind.PAPER else kind_word(sheet)
    return mark.append(title).append("\n  ").append(line(word, FAINT))


class Tray(Pointed):
    """The list beside the paper. Choosing a line takes the sheet up; the focus stays with what is to be signed."""

    can_focus = False

    def show(self, sheets: tuple[Sheet, ...], at: int, read: frozenset[tuple[str, str]]) -> None:
        """List the sheets and mark the one in hand."""
        self.set_options([Option(entry(s, read=(s.turn, s.id) in read)) for s in sheets])
        if sheets:
            self.highlighted = at
