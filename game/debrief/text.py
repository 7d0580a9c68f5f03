"""A debrief as lines of text: the whole of it, for a screen reader, a pipe or a printer. Pure: a view in, lines out.

Words are cleaned here, on their way out; what stands in them is never taken for markup.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from game.debrief.views import DebriefView, DecisionView, KnewRow, KnewView, RecordView, TouchView
from game.session.door import one_line
from game.session.lines import EMPHASIS, WIDTH, blocks
from game.session.tables import chart

INDENT = "   "


def as_lines(view: DebriefView) -> Iterator[str]:
    """The whole debrief."""
    yield one_line(view.opening)
    yield ""
    played = f"{view.title}, the cut `{view.cut}`" if view.cut else view.title
    yield one_line(f"{played}, seed {view.seed}, run {view.code}")
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


def said(label: str, text: str, indent: str = "") -> Iterator[str]:
    """A labelled text, wrapped; columns keep their spacing."""
    lead = f"{indent}{one_line(label)} " if label else indent
    for block in blocks(text):
        if block.kept:
            yield from (indent + row for row in block.rows)
            continue
        joined = EMPHASIS.sub(r"\1", " ".join(block.rows))
        yield from textwrap.wrap(
            joined, WIDTH, initial_indent=lead, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        lead = indent


def _charts(view: DebriefView) -> Iterator[str]:
    for block in view.charts:
        yield from chart(block.chart)
        for text in (block.say, block.caution):
            yield from said("", text)
        yield ""


def _decisions(decisions: Iterable[DecisionView]) -> Iterator[str]:
    for d in decisions:
        place = f"{d.number}. " if d.number else ""
        yield one_line(f"{place}{d.turn_label}: {d.title}")
        yield from said("You went:" if d.looks else "Signed:", d.act, INDENT)
        for text in d.at_once:
            yield from said("What you saw:" if d.looks else "At once:", text, INDENT)
        for order in d.orders:
            yield from said("Standing order:", order, INDENT)
        for item in d.later:
            yield from said(f"Later, {item.turn}:", item.text, INDENT)
        for reason in d.why:
            yield from said("Why:", f"{reason.figure} {reason.moved}, because {reason.because}.", INDENT)
        yield ""


def _touch(touch: TouchView) -> str:
    where = f"decision {touch.number}" if touch.number else "before you came"
    return f"{touch.turn_label}, {where}: {touch.title}: {touch.act}"


def _people(view: DebriefView) -> Iterator[str]:
    for person in view.people:
        composite = "" if person.real == "composite" else f" ({person.real})"
        yield one_line(f"{person.name}, {person.role}{composite}")
        yield from said("", person.text, INDENT)
        for touch in person.decisions:
            yield from said("Reached by", _touch(touch), INDENT)
        yield ""


def _knew(views: Iterable[KnewView]) -> Iterator[str]:
    for view in views:
        yield one_line(view.label)
        for row in view.rows:
            if not _as_it_was(row):
                yield from said("", _knew_row(row), INDENT)
        same = [f"{row.label} {_amount(row.truth, row.unit)}" for row in view.rows if _as_it_was(row)]
        if same:
            yield from said("Told as it was:", "; ".join(same) + ".", INDENT)
        yield ""


def _as_it_was(row: KnewRow) -> bool:
    """Whether the desk was told the truth; of an open run, which keeps it, nobody can say."""
    return bool(row.truth) and row.told == row.truth


def _knew_row(row: KnewRow) -> str:
    told = f"told {_amount(row.told, row.unit)} ({row.status})" if row.told else "not told"
    if not row.truth:
        return f"{row.label}: {told}."
    return f"{row.label}: {told}; it was {_amount(row.truth, row.unit)}."


def _amount(words: str, unit: str) -> str:
    return f"{words} {unit}".rstrip()


def _record(view: DebriefView) -> Iterator[str]:
    if view.toll:
        yield from said("", view.toll)
        yield from _keys(view.toll_sources, "")
        yield ""
    for entry in view.record:
        yield from _entry(entry)


def _entry(entry: RecordView) -> Iterator[str]:
    yield one_line(f"{entry.turn_label}: {entry.title} ({entry.basis})")
    for label, text in (("On paper then:", entry.record), ("Later:", entry.later_record), ("Disputed:", entry.dispute)):
        if text:
            yield from said(label, text, INDENT)
    yield from _keys(entry.sources, INDENT)
    yield ""


def _keys(keys: tuple[str, ...], indent: str) -> Iterator[str]:
    if keys:
        yield from said("Sources:", ", ".join(keys), indent)


def _limits(view: DebriefView) -> Iterator[str]:
    for limit in view.limits:
        yield from said(f"{limit.leans.capitalize()}.", limit.say)


def _questions(view: DebriefView) -> Iterator[str]:
    for number, question in enumerate(view.questions, start=1):
        yield from said(f"{number}.", question.ask)
        if question.signed is not None:
            yield from said("You signed:", f"{question.signed.turn_label}, {question.signed.act}", INDENT)


def _sources(view: DebriefView) -> Iterator[str]:
    for s in view.sources:
        who = f"{s.authors} ({s.year})" if s.year else s.authors
        parts = (who, s.title, s.publication, s.school, f"Checked: {s.status}" if s.status else "")
        yield from said(f"{s.id}:", ". ".join(part.rstrip(".") for part in parts if part) + ".")
