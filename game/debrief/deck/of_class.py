"""The slides of a class: from its views to titles, questions and blocks. Pure; counts were hidden where they must be.

What is shown of a single run is of one that nobody played (`group.lines`). A slide with nothing to show is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from attrs import evolve, frozen

from game.debrief.blocks import Block, Entry, Keys, Points, Table, Words
from game.debrief.class_page import MEANS, OPEN, OPENING, TOO_FEW, about_class
from game.debrief.contents_class import (
    HOW,
    ONCE,
    UNCOUNTED,
    average_shortly,
    fate_entry,
    from_to,
    knew_blocks,
    otherwise_shortly,
    parted_entries,
    parted_questions,
    ranges_lead,
    ratchet_blocks,
    silence_blocks,
    split_table,
    spread_blocks,
    summed_blocks,
)
from game.debrief.contents_history import official_entry
from game.debrief.contents_limits import limit_blocks
from game.debrief.contents_understanding import file_blocks, signature_entry
from game.debrief.contents_why import why_in_a_line
from game.debrief.deck.asked import ASKS
from game.debrief.deck.packing import packs
from game.debrief.deck.slide import Slide, in_order
from game.debrief.group.changed import ClassChanged
from game.debrief.group.written import Written, written_entries
from game.debrief.hidden import LEAST
from game.debrief.history import LAST
from game.debrief.history_views import TollGroup
from game.debrief.splits import SplitView
from game.debrief.together import ClassView
from game.debrief.understanding_views import FileView
from game.debrief.views import DebriefView, RecordView
from game.script.tongue import N_, _

MOST_QUESTIONS, MOST_SILENCES = 5, 9
RULES = (
    N_("We talk about decisions, not about who is good."),
    N_("Nobody has to say what they signed, and nobody has to tell about their family."),
    N_("Who wants to stop, stops."),
)
NOBODYS = N_(
    "One run, nobody's own: at each paper it signs what most of you signed, and the second what came next often. What "
    "fewer than three of you signed is left out."
)


@frozen
class Files:
    """What is shown of a run that nobody played: its debrief, its file, the ids of the papers that may be told of."""

    view: DebriefView
    file: FileView
    papers: frozenset[str]


def slides_of_class(
    view: ClassView,
    like: DebriefView,
    files: Sequence[Files] = (),
    changed: ClassChanged | None = None,
    written: Sequence[Written] = (),
) -> tuple[Slide, ...]:
    """All slides, in order."""
    knew = _("What was known, {turn}").format(turn=view.knew.label) if view.knew is not None else ""
    spread = _pairs(tuple(spread_blocks(view.spreads)))
    made = [
        slide("down", _(OPENING), _down(view)),
        *_figures(view),
        *_numbered("archive", _("The class as an archive"), (tuple(summed_blocks(b)) for b in view.charts)),
        slide("parted", _("Where the class parted"), parted_entries(view.splits), _(HOW)),
        slide("ratchet", _("The ratchet"), ratchet_blocks(view.ratchet)),
        slide("knew", knew, knew_blocks(view.knew), _(HOW)),
        slide("otherwise", _("What would have happened"), otherwise_shortly(changed), _(ONCE)),
        *_people(view),
        *record_slides(like),
        *_questions((*parted_questions(view.splits), *view.questions)),
        slide("close", _("One name"), _names(tuple(s.title for s in view.fates))),
        *_papers(view),
        *_numbered("outcomes", _("How the runs came out"), spread, ranges_lead(view)),
        *_nobodys(files),
        *_numbered("silences", _("The silence map"), map(silence_blocks, _some(view.silences)), _(HOW)),
        *written_slides(written),
    ]
    return in_order(made)


def slide(kind: str, title: str, blocks: Iterable[Block], lead: str = "", place: int = 0, ask: str = "") -> Slide:
    """A slide of a kind, with its minutes and its question (or that of `ask`); all but the first have a number."""
    own, minutes, stage = ASKS[kind]
    said = ASKS[ask][0] if ask else own
    return Slide(
        f"{kind}-{place}" if place else kind, title, _(said) if said else "", minutes, stage, tuple(blocks), lead
    )


def _numbered(kind: str, title: str, groups: Iterable[Iterable[Block]], lead: str = "") -> Iterator[Slide]:
    for place, blocks in enumerate(groups):
        yield slide(kind, title, blocks, lead, place)


def _pairs(blocks: Sequence[Block], size: int = 2) -> Iterator[Sequence[Block]]:
    yield from (blocks[at : at + size] for at in range(0, len(blocks), size))


def _some(silences: Sequence[SplitView]) -> Iterator[Sequence[SplitView]]:
    yield from (silences[at : at + MOST_SILENCES] for at in range(0, len(silences), MOST_SILENCES))


def _down(view: ClassView) -> Iterator[Block]:
    yield Words(about_class(view))
    if not view.closed:
        yield Words(_(OPEN))
    yield Points(tuple(map(_, RULES)))
    if view.runs < LEAST:
        yield Words(_(TOO_FEW).format(runs=view.runs, least=LEAST))


def _figures(view: ClassView) -> Iterator[Slide]:
    for place, average in enumerate(view.averages):
        kind = "figures" if place else "reported"
        lead = f"{_(MEANS)} {last_sentence(average.block.say)}".strip() if not place else ""
        yield slide(kind, average.block.chart.title, average_shortly(average), lead, place)


def last_sentence(text: str) -> str:
    """What an author says last of a chart: how a figure in it is to be held against a paper."""
    return re.split(r"(?<=[.!?])\s+|(?<=[。！？])(?=.)", text.strip())[-1]


def _people(view: ClassView) -> Iterator[Slide]:
    """The people, those first whose ends parted; of those whose ends are hidden the names, together."""
    ordered = sorted(view.fates, key=_together)
    told = [split for split in ordered if any(row.runs for row in split.rows)]
    silent = tuple(split.title for split in ordered if split not in told)
    entries = [*map(fate_entry, told), *([Entry(_(UNCOUNTED), (Points(silent),))] if silent else [])]
    for place, few in enumerate(packs(entries)):
        yield slide("folk" if place else "people", _("The people"), few, place=place)


def _together(split: SplitView) -> int:
    known = sorted((row.runs for row in split.rows if row.runs), reverse=True)
    return -(known[1] if len(known) > 1 else 0)


def record_slides(like: DebriefView) -> Iterator[Slide]:
    """What holds for any run of the story: others on record, disputes, the toll, what no desk could change, limits."""
    officials = [official_entry(o) for o in like.history.officials]
    beside = officials or [e for record in like.record if (e := _beside(record)) is not None]
    first = next(packs(beside), ())
    yield slide("record", _("Others, on record") if officials else _("The record"), first)
    yield from _numbered("toll", _("How many died"), _toll(like))
    beyond = [Entry("", (Words(item.say), Keys(item.sources))) for item in like.beyond]
    yield from _numbered("beyond", _("What no desk could change"), (_plain(few) for few in packs(beyond)))
    yield from _numbered("limits", _("Where this model errs"), packs(tuple(limit_blocks(like.limits))))
    for place, dispute in enumerate(like.history.disputes):
        said = ((Words(p.say, f"{p.who}:"), Keys(p.sources)) for p in dispute.positions)
        kind = "disputes" if place else "dispute"
        yield slide(kind, dispute.ask, (block for pair in said for block in pair), place=place)


def _beside(record: RecordView) -> Entry | None:
    """What the record says beside a paper that came to anybody, without what a run made of it."""
    texts = [Words(text) for text in (record.record, record.later_record) if text]
    return Entry(f"{record.turn_label}: {record.title}", (*texts, Keys(record.sources))) if texts else None


def _plain(entries: Iterable[Block]) -> Iterator[Block]:
    """What stands in entries without a head."""
    yield from (block for entry in entries if isinstance(entry, Entry) for block in entry.blocks)


def _toll(like: DebriefView) -> Iterator[tuple[Block, ...]]:
    """Why nobody knows the number, and on a slide of its own who says which."""
    if like.closed and like.toll:
        yield Words(like.toll), Keys(like.toll_sources)
        told = [t for group in like.history.tolls[:1] for t in group.estimates if t.standing not in LAST]
        keys = Keys(tuple(dict.fromkeys(key for t in told for key in t.sources)))
        if told:
            yield *_estimates(like.history.tolls[:1]), keys


def _estimates(groups: Sequence[TollGroup]) -> Iterator[Table]:
    """Who says how much, of estimates that stand; how they know is in the debrief of a run."""
    for group in groups:
        rows = [
            (f"{t.author} ({t.year})" if t.year else t.author, from_to((t.low, t.high), 1))
            for t in group.estimates
            if t.standing not in LAST
        ]
        if rows:
            yield Table(group.of, (_("Who"), _("million")), tuple(rows), frozenset({1}))


def _questions(asked: Sequence[str]) -> Iterator[Slide]:
    for place, few in enumerate(_pairs([Words(ask) for ask in asked], MOST_QUESTIONS)):
        points = Points(tuple(block.text for block in few if isinstance(block, Words)), numbered=True)
        made = slide("questions", _("More questions") if place else _("Questions"), (points,), place=place)
        yield evolve(made, stage=ASKS["limits"][2]) if place else made


def _names(names: tuple[str, ...]) -> Iterator[Block]:
    if names:
        yield Points(names)


def _papers(view: ClassView) -> Iterator[Slide]:
    """A slide for every paper that was signed."""
    groups = groupby(view.splits, key=lambda s: (s.turn, s.id))
    for place, (_key, group) in enumerate(groups, start=1):
        parts = list(group)
        tables = (split_table(s.field_label, _("signed"), s.rows) for s in parts)
        yield slide("papers", f"{parts[0].turn_label}: {parts[0].title}", tables, _(HOW), place)


def _nobodys(files: Sequence[Files]) -> Iterator[Slide]:
    """What is shown of runs that nobody played."""
    heads = (_("What most of you signed"), _("What came next often"))
    shown = [Entry(head, tuple(file_blocks(f.file))) for head, f in zip(heads, files, strict=False) if f.file.entries]
    title = _("Two files side by side") if len(shown) > 1 else _("One file")
    yield slide("files", title, shown, _(NOBODYS), ask="" if len(shown) > 1 else "file")
    for first in files[:1]:
        signatures = [s for s in first.view.understanding.signatures if s.id in first.papers]
        yield from headed_slides("whose", map(signature_entry, signatures), _(NOBODYS))
        yield from headed_slides("why", why_in_a_line(first.view.explained), _(NOBODYS))


def headed_slides(kind: str, entries: Iterable[Entry], lead: str = "") -> Iterator[Slide]:
    """A slide for each entry, under its head."""
    for place, entry in enumerate(entries):
        yield slide(kind, entry.head, entry.blocks, lead, place)


def written_slides(written: Sequence[Written]) -> Iterator[Slide]:
    """Pages that students sent and the teacher chose to show."""
    yield from _numbered("written", _("Pages you wrote"), packs(written_entries(written)))
