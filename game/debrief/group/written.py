"""Pages that students wrote and sent: shown without a name and in no order of seats. Pure.

A page is not in a run code and goes nowhere by itself; whoever takes one from a student asks her first. Nothing of it
says whose it is, unless she wrote that.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from attrs import frozen

from game.debrief.blocks import Entry, Words
from game.script.tongue import _
from game.session.written import tidy


@frozen
class Written:
    """A page as it was sent: to which reader, and the words."""

    reader: str
    text: str


def written_entries(pages: Sequence[Written]) -> list[Entry]:
    """Pages to be shown: in an order that only their words decide."""
    kept = [tidy(page.reader, page.text) for page in pages]
    shown = [page for page in kept if page.text]
    shown.sort(key=lambda page: sha256(f"{page.reader}\n{page.text}".encode()).digest())
    return [Entry(_("To: {reader}").format(reader=page.reader or "…"), (Words(page.text),)) for page in shown]
