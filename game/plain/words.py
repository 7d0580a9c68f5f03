"""Views as lines of text. Pure: a view in, lines out. Markup is taken off, columns are kept, control characters are not."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from game.session.lines import WIDTH, clean, paragraphs
from game.session.tables import chart as chart
from game.session.views import (
    AskView,
    ConsequenceView,
    DeskView,
    EndView,
    FieldView,
    FigureView,
    PaperView,
    PassedView,
    Status,
)


def paper(view: PaperView, *, summaries: bool = False) -> Iterator[str]:
    """A paper: what it is, who from, when, its title, its text."""
    kind = {"look": "What you see", "event": "In the room"}.get(view.kind, view.letterhead.capitalize())
    head = [clean(p) for p in (view.sender and f"from {view.sender}", view.addressee and f"to {view.addressee}", view.dated) if p]
    yield f"{kind}: {clean(view.title)}"
    if head:
        yield f"({'; '.join(head)})"
    if view.note:
        yield f"[Note: {clean(view.note)}]"
    yield ""
    yield from paragraphs(view.summary if summaries and view.summary else view.text)


def figure(view: FigureView) -> str:
    """One figure in a line."""
    if view.status is Status.UNKNOWN:
        return f"{clean(view.label)}: unknown"
    value = f"{clean(view.value)} {clean(view.unit)}".strip()
    return f"{clean(view.label)}: {value} ({view.status})"


def consequence(view: ConsequenceView) -> Iterator[str]:
    """What the desk sees at once."""
    yield f"Signed: {clean(view.act)}"
    yield ""
    for text in view.texts:
        yield from paragraphs(text)


def ask(view: AskView) -> Iterator[str]:
    """The decision that waits, with numbers to answer by."""
    if view.plan is not None:
        yield f"Days to go and look: {view.plan.days}. Where do you go?"
        for option in view.plan.options:
            yield f"  {option.number}. {clean(option.say)}"
        return
    for field in view.fields:
        yield from _field(field)
    for option in view.options:
        yield f"  {option.number}. {clean(option.say)}"
        if option.locked:
            yield from textwrap.wrap(f"(closed: {' '.join(clean(option.locked).split())})", WIDTH, initial_indent="     ")
    if view.fields:
        several = len(view.fields) > 1
        yield "Answer with one number a line of the form, for example: " + " ".join("2" for _ in view.fields) if several else ""


def _field(field: FieldView) -> Iterator[str]:
    yield f"{clean(field.label)}" + (f" ({clean(field.unit)})" if field.unit else "")
    for landmark in field.beside:
        yield f"    {figure(landmark)}"
    for option in field.options:
        value = f" [{clean(option.value)}]" if option.value else ""
        yield f"  {option.number}. {clean(option.say)}{value}"
        if option.locked:
            yield f"     (closed: {' '.join(clean(option.locked).split())})"


def turn_head(view: DeskView) -> Iterator[str]:
    """The season, the three figures, and what came of earlier acts."""
    yield f"== {clean(view.calendar.label)} ({clean(view.calendar.months)}), {clean(view.desk)} =="
    yield ""
    for item in view.figures:
        yield figure(item)
    yield ""
    for later in view.later:
        yield "What came of it:"
        yield from paragraphs(later.text)


def passed(view: PassedView, here: str, *, summaries: bool = False) -> Iterator[str]:
    """What came in a turn that closed before anything could be signed; its heading unless it is the turn one was in."""
    if view.turn != here:
        yield f"== {clean(view.turn)} ({clean(view.months)}) =="
        yield ""
    for later in view.later:
        yield "What came of it:"
        yield from paragraphs(later.text)
    for item in view.papers:
        yield from paper(item, summaries=summaries)


def end(view: EndView) -> Iterator[str]:
    """The last pages: the people, then the run."""
    yield "== The people =="
    yield ""
    for person in view.people:
        yield f"{clean(person.name)}, {clean(person.role)}"
        yield from paragraphs(person.text)
    for page in view.pages:
        if page.title:
            yield f"== {clean(page.title)} =="
            yield ""
        yield from paragraphs(page.text)
