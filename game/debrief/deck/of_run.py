"""The slides of one run, for a class that played it together, by votes or at one desk: it is nobody's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from attrs import evolve

from game.debrief.blocks import Block, Entry, Points, Words
from game.debrief.contents import document
from game.debrief.contents_class import ratchet_blocks, summed_blocks
from game.debrief.contents_understanding import file_blocks, signature_entry, silence_entry
from game.debrief.contents_votes import TITLE, vote_entry, votes_lead
from game.debrief.contents_why import why_in_a_line
from game.debrief.deck.of_class import RULES, headed_slides, record_slides, slide, written_slides
from game.debrief.deck.packing import packs
from game.debrief.deck.slide import Slide, in_order
from game.debrief.group.votes import Voted, most_even
from game.debrief.group.written import Written
from game.debrief.understanding_views import SignatureView, SilenceView
from game.debrief.views import DebriefView
from game.script.tongue import _

MOST_ASKED = 5
Of = TypeVar("Of", SignatureView, SilenceView)
PROSE = 36.0  # lines, by the measure of narrower lists


def slides_of_run(view: DebriefView, written: Sequence[Written] = (), votes: Sequence[Voted] = ()) -> tuple[Slide, ...]:
    """All slides, in order; with the votes of a class, if it signed the run by raised hands."""
    parts = {section.id: section for section in document(view)}

    def blocks(name: str) -> tuple[Block, ...]:
        return parts[name].blocks if name in parts else ()

    knew = [block for block in blocks("knew") if isinstance(block, Entry)]
    return in_order(
        [
            *_down(view),
            *_figures(view),
            *_votes(votes),
            slide("ratchet", _("The ratchet"), ratchet_blocks(view.understanding.ratchet, "")),
            *(slide("knew", _("What was known, {turn}").format(turn=e.head), e.blocks) for e in knew[-1:]),
            slide("otherwise", _("What would have happened"), blocks("mattered")),
            *_people(view),
            *record_slides(view),
            slide("questions", _("Questions"), _questions(view)),
            slide("close", _("One name"), (Points(tuple(f"{p.name}, {p.role}" for p in view.people)),)),
            *_papers(_entries(blocks("decisions"))),
            *_files(view),
            *headed_slides("whose", map(signature_entry, _here(view.understanding.signatures))),
            *headed_slides("why", why_in_a_line(view.explained)),
            *headed_slides("silences", map(silence_entry, _here(view.understanding.silences))),
            *written_slides(written),
        ]
    )


def _down(view: DebriefView) -> Iterator[Slide]:
    """What was played, and the rules of the talk; what it came to is told when everybody has left the chair."""
    played = f"{view.title}: {view.cut_title or view.cut}" if view.cut else view.title
    masked = (Words(view.masked),) if view.masked else ()
    yield slide("down", view.opening, (Words(played), *masked, Points(tuple(map(_, RULES)))))
    said = tuple(Words(line.text, f"{line.label}:") for line in view.brief)
    for place, few in enumerate(packs(said, PROSE)):
        yield slide("brief", _("In brief"), few, place=place)


def _papers(papers: Iterator[Entry]) -> Iterator[Slide]:
    """What was signed: one answer each, so that the question is about that one."""
    for place, paper in enumerate(papers, start=1):
        yield slide("papers", paper.head, paper.blocks, place=place, ask="signed")


def _files(view: DebriefView) -> Iterator[Slide]:
    for place, few in enumerate(packs(_file(view), PROSE)):
        yield slide("files", _("The file"), few, place=place, ask="file")


def _file(view: DebriefView) -> tuple[Block, ...]:
    return tuple(file_blocks(view.understanding.file))


def _figures(view: DebriefView) -> Iterator[Slide]:
    for place, block in enumerate(view.charts):
        shown = evolve(block, say="") if place else block
        yield slide("figures" if place else "reported", block.chart.title, summed_blocks(shown), place=place)


def _votes(votes: Sequence[Voted]) -> Iterator[Slide]:
    """As many of those with the most even hands as fit a slide, as they were signed; the others if there is time."""
    fit = len(next(packs([vote_entry(vote) for vote in most_even(votes)]), ()))
    first = [vote for vote in votes if vote in most_even(votes)[:fit]]
    yield slide("votes", _(TITLE), map(vote_entry, first), votes_lead(first))
    rest = [vote for vote in votes if vote not in first]
    for place, few in enumerate(packs([vote_entry(vote) for vote in rest]), start=1):
        yield slide("voted", _(TITLE), few, votes_lead(rest), place)


def _people(view: DebriefView) -> Iterator[Slide]:
    entries = [Entry(f"{p.name}, {p.role}", (Words(p.text),)) for p in view.people]
    for place, few in enumerate(packs(entries)):
        yield slide("folk" if place else "people", _("The people"), few, place=place)


def _questions(view: DebriefView) -> Iterator[Block]:
    asked = [q.ask for q in view.questions]
    if asked:
        yield Points(tuple(asked[:MOST_ASKED]), numbered=True)


def _here(found: Sequence[Of]) -> Iterator[Of]:
    """What a lesson declares of the time before its first paper is left out: the class never saw it."""
    yield from (one for one in found if not one.earlier)


def _entries(blocks: Sequence[Block]) -> Iterator[Entry]:
    yield from (block for block in blocks if isinstance(block, Entry))
