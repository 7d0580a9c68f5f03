"""A debrief as lines of text: the whole of it, for a screen reader, a pipe or a printer. Pure: a view in, lines out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.debrief.said import INDENT, headed, item, keys, said
from game.debrief.views import DebriefView, DecisionView, KnewRow, KnewView, RecordView, TouchView
from game.session.door import one_line
from game.session.tables import chart

LEADS = {
    "Your decisions, in order": (
        "Under each: what the desk saw at once, the standing order it left, what came of it later, and what it moved "
        "in the county or the file, and why."
    ),
    "The people": (
        "All are composites, made from people in the sources, unless it says otherwise. The numbers are the decisions "
        "above that reached them."
    ),
    "What you knew": (
        "Each season: what the desk was told (claimed, by others; or seen, by you), and what was so by this model."
    ),
    "What you were told": "Each season: what the desk was told, claimed by others or seen by you.",
    "The record": (
        "Beside each paper that came: what was on paper by that time, what came out later, where accounts differ. "
        "A documented paper follows the record; a composite is put together from several cases; an invented one is "
        "the game's own."
    ),
    "Sources": (
        "The keys above, spelled out: author, year, title, publisher, the school it belongs to, and how far it was "
        "checked for this game."
    ),
}


def as_lines(view: DebriefView) -> Iterator[str]:
    """The whole debrief."""
    yield from headed(view.opening)
    yield ""
    played = f"{view.title}, the cut `{view.cut}`" if view.cut else view.title
    yield from headed(f"{played}, seed {view.seed}, run {view.code}")
    if view.masked:
        yield ""
        yield from said("", view.masked)
    for heading, lines in sections(view):
        held = list(lines)
        while held and not held[-1]:
            held.pop()
        if held:
            yield ""
            yield f"== {heading} =="
            yield ""
            if heading in LEADS:
                yield from said("", LEADS[heading])
                yield ""
            yield from held


def sections(view: DebriefView) -> Iterator[tuple[str, Iterator[str]]]:
    """The headings in order, each with its lines; a section without lines is left out."""
    yield "Reported and real" if view.closed else "As reported", _charts(view)
    yield "What was signed before you came", _decisions(view.earlier)
    yield "Your decisions, in order", _decisions(view.decisions)
    yield "The people", _people(view)
    yield "What you knew" if view.closed else "What you were told", _knew(view.knew)
    yield "The record", _record(view)
    yield "Where this model errs", _limits(view)
    yield "Questions", _questions(view)
    yield "Sources", _sources(view)


def _charts(view: DebriefView) -> Iterator[str]:
    for block in view.charts:
        yield from chart(block.chart)
        if block.say:
            yield from said("", block.say)
            yield ""
        yield from said("Read with care:", block.caution)
        yield from keys(block.sources)
        yield ""


def _decisions(decisions: Iterable[DecisionView]) -> Iterator[str]:
    for d in decisions:
        place = f"{d.number}. " if d.number else ""
        if d.looks and not d.at_once:
            yield from headed(f"{place}{d.turn_label}: {d.title}. You went: {d.act}.")
            yield ""
            continue
        yield from headed(f"{place}{d.turn_label}: {d.title}")
        yield from said("You went:" if d.looks else "Signed:", d.act, INDENT)
        for text in d.at_once:
            yield from said("What you saw:" if d.looks else "At once:", text, INDENT)
        for order in d.orders:
            yield from said("Standing order:", order, INDENT)
        for later in d.later:
            yield from said(f"Later, {later.turn}:", later.text, INDENT)
        for reason in d.why:
            yield from said("Moved:", f"{reason.figure}, {reason.moved}, because {reason.because}.", INDENT)
        yield ""


def _people(view: DebriefView) -> Iterator[str]:
    for person in view.people:
        composite = "" if person.real == "composite" else f" ({person.real})"
        yield from headed(f"{person.name}, {person.role}{composite}")
        yield from said("", person.text, INDENT)
        if person.decisions:
            yield from said("Reached by", "; ".join(_touch(t) for t in person.decisions) + ".", INDENT)
        yield ""


def _touch(touch: TouchView) -> str:
    """A decision by its number, for whoever looks it up above; a day plan by where it led."""
    what = one_line(touch.act if touch.looks else touch.title)
    return f"{touch.number} {what}" if touch.number else f"{what} (signed before you came)"


def _knew(views: Iterable[KnewView]) -> Iterator[str]:
    for view in views:
        yield from headed(view.label)
        for row in view.rows:
            if not _as_it_was(row):
                yield from said("", _knew_row(row), INDENT)
        same = [f"{row.label}, {_amount(row.truth, row)}" for row in view.rows if _as_it_was(row)]
        if same:
            yield from said("Told as it was:", "; ".join(same) + ".", INDENT)
        yield ""


def _as_it_was(row: KnewRow) -> bool:
    """Whether the desk was told the truth; of an open run, which keeps it, nobody can say."""
    return bool(row.truth) and row.told == row.truth


def _knew_row(row: KnewRow) -> str:
    told = f"told {_amount(row.told, row)} ({row.status})" if row.told else "not told"
    if not row.truth:
        return f"{row.label}: {told}."
    return f"{row.label}: {told}; it was {_amount(row.truth, row)}."


def _amount(words: str, row: KnewRow) -> str:
    """A figure with its unit; what is told in words only stands between quotes."""
    return f"{words} {row.unit}" if row.unit else f'"{words}"'


def _record(view: DebriefView) -> Iterator[str]:
    if view.toll:
        yield from said("", view.toll)
        yield from keys(view.toll_sources)
        yield ""
    for entry in view.record:
        yield from _entry(entry)


def _entry(entry: RecordView) -> Iterator[str]:
    head = f"{entry.turn_label}: {entry.title} ({entry.basis})"
    if not (entry.record or entry.later_record or entry.dispute):
        yield from headed(f"{head}. Sources: {', '.join(entry.sources)}")
        yield ""
        return
    yield from headed(head)
    for label, text in (("On paper then:", entry.record), ("Later:", entry.later_record), ("Disputed:", entry.dispute)):
        if text:
            yield from said(label, text, INDENT)
    yield from keys(entry.sources, INDENT)
    yield ""


def _limits(view: DebriefView) -> Iterator[str]:
    for limit in view.limits:
        yield from headed(f"{limit.leans.capitalize()}. {limit.say}")


def _questions(view: DebriefView) -> Iterator[str]:
    for number, question in enumerate(view.questions, start=1):
        yield from item(f"{number}.", question.ask)
        if question.signed is not None:
            yield from said("You signed:", f"{question.signed.turn_label}, {question.signed.act}", " " * 4)


def _sources(view: DebriefView) -> Iterator[str]:
    for s in view.sources:
        who = f"{s.authors} ({s.year})" if s.year else s.authors
        parts = (who, s.title, s.publication, s.school, f"Checked: {s.status}" if s.status else "")
        yield from headed(f"{s.id}: {'. '.join(part.rstrip('.') for part in parts if part)}.")
