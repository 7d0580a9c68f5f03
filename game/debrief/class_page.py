"""The debrief of a class as a document of blocks, and as data (docs/debrief-class.schema.json). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from game.debrief.blocks import Block, Entry, Keys, Points, Section, Words
from game.debrief.contents_class import (
    HOW,
    average_blocks,
    fate_entry,
    knew_blocks,
    otherwise_blocks,
    otherwise_lead,
    parted_questions,
    ranges_lead,
    ratchet_blocks,
    silence_blocks,
    split_table,
    spread_blocks,
    summed_blocks,
)
from game.debrief.contents_limits import limit_blocks
from game.debrief.data import series_data
from game.debrief.group.changed import ClassChanged, Effect
from game.debrief.hidden import LEAST
from game.debrief.sheet import Sheet
from game.debrief.splits import CountView, SplitView
from game.debrief.together import ClassView
from game.debrief.views import DebriefView, SourceView
from game.script.tongue import N_, _, ngettext
from game.session.lines import clean

OPENING = N_("Nobody here is their character. Put the officials down.")
TOO_FEW = N_(
    "These are {runs} runs. A class's debrief begins at {least}: with fewer, every figure would be somebody's own. "
    "Open each run's own debrief instead."
)
MEANS = N_("Means over the runs of the class. The record stands behind them where there is one.")
OPEN = N_(
    "None of these runs has ended. Only what was signed is shown; what came of it is masked until runs have ended."
)


def class_sheet(view: ClassView, like: DebriefView, changed: ClassChanged | None = None) -> Sheet:
    """The document of a class; `like` is the debrief of any run of its story, for what holds for all."""
    about = about_class(view)
    notice = "" if view.closed else _(OPEN)
    if view.runs < LEAST:
        return Sheet(view.title, _(OPENING), about, _(TOO_FEW).format(runs=view.runs, least=LEAST), ())
    spread = tuple(spread_blocks(view.spreads))
    made = (
        Section("together", _("All desks together"), "", _blocks(map(summed_blocks, view.charts)), paper=4.0),
        Section("means", _("Reported and real"), _(MEANS), _blocks(map(average_blocks, view.averages)), paper=4.0),
        Section("ratchet", _("The ratchet"), "", tuple(ratchet_blocks(view.ratchet)), paper=3.0),
        Section("splits", _("What was signed"), _(HOW), tuple(_entries(view.splits)), paper=5.0),
        Section("knew", _knew_title(view), _(HOW), tuple(knew_blocks(view.knew, most=99)), paper=1.0),
        Section("otherwise", _("What would have happened"), otherwise_lead(changed), _otherwise(changed), paper=3.0),
        Section("outcomes", _("How the runs came out"), ranges_lead(view), spread, paper=3.0),
        Section("people", _("The people"), _("In how many runs each of them met which end."), _fates(view), paper=2.0),
        Section("silences", _("The silence map"), _(HOW), tuple(silence_blocks(view.silences)), paper=2.0),
        Section("toll", _("How many died"), "", tuple(_toll(like)) if view.closed else (), paper=2.0),
        Section("limits", _("Where this model errs"), "", tuple(limit_blocks(like.limits)), paper=2.0),
        Section("questions", _("Questions"), "", tuple(_questions(view)), paper=2.0),
    )
    sections = [s for s in made if s.blocks]
    keys = {key for s in sections for b in s.blocks if isinstance(b, Keys) for key in b.sources}
    sources = tuple(source_entry(s) for s in like.sources if s.id in keys)
    if sources:
        sections.append(Section("sources", _("Sources"), "", sources))
    return Sheet(view.title, _(OPENING), about, notice, tuple(sections))


def about_class(view: ClassView) -> str:
    """What was played, and by how many; who has not finished is left out, or carried on."""
    played = f"{view.title}: {view.cut_title or view.cut}" if view.cut else view.title
    about = _("{played}: {runs} runs together").format(played=played, runs=view.runs)
    if missing := view.asked - view.runs:
        more = ngettext("of {asked}: {count} is not finished", "of {asked}: {count} are not finished", missing)
        return f"{about}, {more.format(asked=view.asked, count=missing)}"
    if not view.carried:
        return about
    return f"{about}. " + ngettext(
        "{count} is not finished; it goes on with what most of you signed, so that nothing points at it.",
        "{count} are not finished; they go on with what most of you signed, so that nothing points at them.",
        view.carried,
    ).format(count=view.carried)


def _entries(splits: Sequence[SplitView]) -> Iterator[Entry]:
    """An entry for each paper, with a table for each of its lines."""
    for _key, group in groupby(splits, key=lambda s: (s.turn, s.id)):
        parts = list(group)
        head = f"{parts[0].turn_label}: {parts[0].title}"
        yield Entry(head, tuple(split_table(s.field_label, _("signed"), s.rows) for s in parts))


def _blocks(groups: Iterable[Iterable[Block]]) -> tuple[Block, ...]:
    return tuple(block for group in groups for block in group)


def _fates(view: ClassView) -> tuple[Block, ...]:
    return tuple(map(fate_entry, view.fates))


def _otherwise(changed: ClassChanged | None) -> tuple[Block, ...]:
    return tuple(otherwise_blocks(changed))


def _knew_title(view: ClassView) -> str:
    return _("What was known, {turn}").format(turn=view.knew.label) if view.knew is not None else ""


def _toll(like: DebriefView) -> Iterator[Block]:
    if like.toll:
        yield Words(like.toll)
        yield Keys(like.toll_sources)


def _questions(view: ClassView) -> Iterator[Block]:
    """Where the class parted most evenly, a reason to talk; then the questions to any run."""
    asked = (*parted_questions(view.splits), *view.questions)
    if asked:
        yield Points(asked, numbered=True)


def source_entry(source: SourceView, *, named: bool = True) -> Entry:
    """A source spelled out, by its key if `named`, with the anchor that places which cite it lead to."""
    who = f"{source.authors} ({source.year})" if source.year else source.authors
    parts = (who, source.title, source.publication, source.school)
    said = f"{'. '.join(p.rstrip('.') for p in parts if p)}."
    return Entry(f"{source.id}: {said}" if named else said, (), f"source-{source.id}")


def class_data(view: ClassView, changed: ClassChanged | None = None) -> dict[str, Any]:
    """The class as plain data; hidden counts are null."""
    return {
        "scenario": view.scenario,
        "version": view.version,
        "cut": view.cut,
        "runs": view.runs,
        "given": view.asked,
        "closed": view.closed,
        "splits": [{"turn": s.turn, "scene": s.id, "field": s.field, "counts": _counts(s.rows)} for s in view.splits],
        "fates": [{"person": s.id, "counts": _counts(s.rows)} for s in view.fates],
        "silences": [{"paper": s.id, "counts": _counts(s.rows)} for s in view.silences],
        "knew": _knew_data(view),
        "means": {a.block.chart.id: series_data(a.block) for a in view.averages},
        "otherwise": [] if changed is None else list(map(_effect_data, changed.effects)),
        "series": {block.chart.id: series_data(block) for block in view.charts},
        "measures": [
            {"measure": s.measure, "unit": s.unit, "low": s.low, "middle": s.middle, "high": s.high}
            for s in view.spreads
        ],
    }


def _knew_data(view: ClassView) -> dict[str, Any] | None:
    if view.knew is None:
        return None
    rows = [{"figure": row.split.id, "unit": row.unit, "counts": _counts(row.split.rows)} for row in view.knew.rows]
    return {"turn": view.knew.turn, "figures": rows}


def _effect_data(effect: Effect) -> dict[str, Any]:
    at = effect.answer
    moved = {m.measure: {"low": m.low, "middle": m.middle, "high": m.high} for m in effect.moved}
    return {
        "turn": at.turn,
        "scene": at.scene,
        "field": at.field,
        "answer": at.pick,
        "moved": moved,
        "people": effect.people,
    }


def _counts(rows: Sequence[CountView]) -> list[dict[str, Any]]:
    return [{"answer": row.id, "words": clean(row.say), "runs": row.runs} for row in rows]
