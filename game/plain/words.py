"""Views as lines of text. Pure: a view in, lines out. Markup and control characters are taken off, columns are kept.

What stands on one line on the desk (a title, a label, an option) cannot break it here: no story can forge a prompt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.script.cells import cells
from game.script.tongue import _
from game.session.enum_words import BASIS
from game.session.lines import WIDTH, clean, inside, paragraphs, unstressed
from game.session.tables import chart as chart
from game.session.views import (
    AskView,
    ConsequenceView,
    DeskView,
    EndView,
    FieldView,
    FigureView,
    LaterView,
    OptionView,
    PaperView,
    PassedView,
    PersonView,
    Status,
    TermUse,
    TermView,
)
from game.session.wrapping import wrap

LONGEST_QUOTE = 40


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(clean(text).split())


def item(text: str, lead: str = "") -> Iterator[str]:
    """One thing, wrapped under its lead, its stress marks taken off; a word longer than a line is broken."""
    yield from wrap(unstressed(flat(text)), WIDTH, lead, " " * cells(lead)) or [lead.rstrip()]


def told(text: str, lead: str = "") -> Iterator[str]:
    """One thing that may hold the name of a file: never broken in it, so that it can be copied."""
    yield from wrap(flat(text), WIDTH, lead, " " * cells(lead), long_words=False)


def paper(view: PaperView, *, summaries: bool = False) -> Iterator[str]:
    """A paper: what it is, who from, when, its title, its text."""
    kind = {"look": _("What you see"), "event": _("In the room")}.get(view.kind, _(view.letterhead).capitalize())
    head = (
        view.sender and _("from {sender}").format(sender=inside(view.sender)),
        view.addressee and _("to {addressee}").format(addressee=view.addressee),
        view.dated,
    )
    yield from item(f"{kind}: {view.title}")
    if any(head):
        yield from item(f"({'; '.join(p for p in head if p)})")
    short = summaries and bool(view.summary)
    if view.note:
        offered = _(" Type summaries to read summaries of such papers.") if view.summary else ""
        more = _(" A summary follows.") if short else offered
        yield from item(_("[Note: {note}{more}]").format(note=view.note, more=more))
    yield ""
    yield from paragraphs(view.summary if short else view.text)
    yield from new_words(t for t in view.terms if not short or t.text == 0)
    if view.kind == "news" and view.record:
        yield from item(_("On record: {record}").format(record=view.record))
        yield ""


def new_words(terms: Iterable[TermUse]) -> Iterator[str]:
    """The words of the time that have just been read for the first time: where to look them up, as one line."""
    told = _(", ").join(use.written for use in terms)
    if told:
        yield from item(_("[Words: {told}. Type glossary and one of them.]").format(told=told))
        yield ""


def figure(view: FigureView) -> str:
    """One figure in a line; in the ledger, with what was seen of it before."""
    seen = _("last seen: {last_seen}").format(last_seen=flat(view.last_seen)) if view.last_seen else ""
    if view.status is Status.UNKNOWN:
        return _("{label}: unknown").format(label=flat(view.label)) + (f" ({seen})" if seen else "")
    how = "; ".join(part for part in (_(str(view.status)), seen) if part)
    return f"{flat(view.label)}: {flat(f'{view.value} {view.unit}')} ({how})"


def consequence(view: ConsequenceView, stamp: str = "") -> Iterator[str]:
    """What the desk sees at once; `stamp` is what the story's own stamp shows."""
    yield from item(
        (_("Signed and stamped {stamp}: {act}") if stamp else _("Signed: {act}")).format(stamp=stamp, act=view.act)
    )
    yield ""
    for text in view.texts:
        yield from paragraphs(text)
    yield from new_words(view.terms)
    for order in view.orders:
        yield from item(_("Standing order: {order}").format(order=order))
    if view.orders:
        yield ""


def person(view: PersonView) -> Iterator[str]:
    """A person: name, role, the line of the moment, what the desk knows."""
    said = _(" (say {pronounce})").format(pronounce=view.pronounce) if view.pronounce else ""
    name = " ".join(filter(None, (view.name, view.characters)))
    yield from item(f"{name}{said}, {view.role} ({_(view.real)}). {view.status}")
    yield from paragraphs(view.about)


def term(view: TermView) -> Iterator[str]:
    """A word of the time."""
    said = _("(say {pronounce})").format(pronounce=view.pronounce) if view.pronounce else ""
    yield from item(f"{' '.join(filter(None, (view.term, view.characters, said)))}: {view.say}")


def on_record(view: PaperView, cited: tuple[str, ...]) -> Iterator[str]:
    """What was on paper about a scene by its date, how it stands to the record, its sources."""
    yield from item(_("On record: {title}").format(title=view.title))
    yield from paragraphs(view.record or _("No paper records it."))
    yield from item(_(BASIS.get(view.basis, view.basis)))
    for source in cited:
        yield from item(source, "  ")


def ask(view: AskView) -> Iterator[str]:
    """The decision that waits, with numbers to answer by."""
    if view.plan is not None:
        yield _("Days to go and look: {days}. Where do you go?").format(days=view.plan.days)
        for option in view.plan.options:
            yield from _option(option)
        return
    for field in view.fields:
        yield from _field(field)
    for option in view.options:
        yield from _option(option)
    if len(view.fields) > 1:
        yield _("Answer with one number a line of the form, for example: ") + " ".join("2" for _ in view.fields)


def _option(option: OptionView) -> Iterator[str]:
    value = f" [{option.value}]" if option.value else ""
    yield from item(f"{option.say}{value}", f"  {option.number}. ")
    if option.locked:
        yield from item(_("(closed: {locked})").format(locked=option.locked), "     ")


def _field(field: FieldView) -> Iterator[str]:
    yield from item(f"{field.label} ({field.unit})" if field.unit else field.label)
    for landmark in field.beside:
        yield from item(figure(landmark), "    ")
    for option in field.options:
        yield from _option(option)


def turn_head(view: DeskView) -> Iterator[str]:
    """The season, the three figures while there is somebody to tell them to, and what came of earlier acts."""
    yield from item(f"== {view.calendar.label} ({view.calendar.months}), {view.desk} ==")
    if view.trial:
        yield from item(view.trial)
    yield ""
    if not view.ended:
        for row in view.figures:
            yield from item(figure(row))
        yield ""
    yield from came_of_it(view.later)


def came_of_it(later: tuple[LaterView, ...]) -> Iterator[str]:
    """The second returns of earlier acts."""
    for return_ in later:
        yield _("What came of it:")
        yield from paragraphs(return_.text)
        yield from new_words(return_.terms)


def passed(view: PassedView, here: str, *, summaries: bool = False) -> Iterator[str]:
    """What came in a turn that closed before anything could be signed; its heading unless it is the turn one was in."""
    if view.turn != here:
        yield from item(f"== {view.turn} ({view.months}) ==")
        yield ""
    yield from came_of_it(view.later)
    for come in view.papers:
        yield from paper(come, summaries=summaries)


def end(view: EndView) -> Iterator[str]:
    """The last pages: the people, then the run."""
    yield _("== The people ==")
    yield ""
    for person in view.people:
        yield from item(f"{person.name}, {person.role}")
        yield from paragraphs(person.text)
    for page in view.pages:
        if page.title:
            yield from item(f"== {page.title} ==")
            yield ""
        yield from paragraphs(page.text)
