"""What goes on from a desk that is closed: the file as later desks will read it, and its code. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from game.debrief.blocks import Block, Entry, Section, Words
from game.debrief.views import DebriefView
from game.script.tongue import N_, _
from game.session.file_page import SAID

LEAD = N_("This is what goes from your desk to another. It holds acts and names of people, and nothing of why.")
CARRY = N_(
    "Carry it into a later desk with its code: on that desk's first page, *f* takes it in. Full screen, *k* keeps the "
    "file as a page from here, and in a campaign *f* opens the next desk."
)


def goes_on(view: DebriefView) -> Section:
    """The section; without blocks where nothing goes on."""
    return Section("goes_on", _("What goes on from here"), _(LEAD), tuple(_blocks(view)))


def _blocks(view: DebriefView) -> Iterator[Block]:
    for desk in view.left:
        lines = tuple(Words(line, f"{_(SAID[kind])}:") for kind in SAID for line in desk.lines.get(kind, ()))
        yield Entry(f"{desk.who}, {desk.dates}", lines)
    if view.left:
        yield Words(view.file_code, _("Code of the file:"))
        yield Words(_(CARRY))
