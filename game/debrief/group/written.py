"""Pages that students wrote and sent: taken in cleaned and cut, shown without a name and in no order of seats. Pure.

A page is not in a run code and goes nowhere by itself. `sent` is the door for whoever takes one from a student; it
gives what may be kept. Nothing of it says whose it is, unless the student wrote that.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from attrs import frozen

from game.debrief.blocks import Entry, Words
from game.debrief.understanding_views import TaskView
from game.engine.run import Run
from game.script.tongue import _
from game.session.trouble import Misasked
from game.session.written import MOST_OF_A_PAGE, tidy

MOST_SENT = 1_500  # characters: eighty words are some five hundred


@frozen
class Written:
    """A page as it was sent: to which reader, and the words."""

    reader: str
    text: str


def task_of(run: Run) -> TaskView | None:
    """What is to be written after a run, and to whom; None where the story asks for nothing, or it is not over."""
    from game.debrief.understanding import task_at

    return task_at(run) if run.over else None


def sent(task: TaskView, reader: str, text: str) -> Written:
    """A page as it may be kept. `reader` is the id of one of the task's. Raises Misasked with what is wrong."""
    label = next((r.label for r in task.readers if r.id == reader), "")
    if not label:
        raise Misasked(_("choose to whom the page is written"))
    if len(text) > MOST_OF_A_PAGE:
        raise Misasked(
            _("this page is too long to be sent; about {words} words are asked for").format(words=task.words)
        )
    page = tidy(label, text)
    if not page.text:
        raise Misasked(_("there is nothing on this page yet"))
    if len(page.text) > MOST_SENT:
        raise Misasked(
            _("this page is too long to be sent; about {words} words are asked for").format(words=task.words)
        )
    return Written(page.reader, page.text)


def written_entries(pages: Sequence[Written]) -> list[Entry]:
    """Pages to be shown: in an order that only their words decide."""
    kept = [tidy(page.reader, page.text) for page in pages]
    shown = [page for page in kept if page.text]
    shown.sort(key=lambda page: sha256(f"{page.reader}\n{page.text}".encode()).digest())
    return [
        Entry(_("To: {reader}").format(reader=page.reader or "…"), (Words(page.text[:MOST_SENT]),)) for page in shown
    ]
