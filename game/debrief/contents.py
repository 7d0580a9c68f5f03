"""What a debrief says, in order: from its views to a document of sections. Pure.

A section without blocks is left out, so that an open run and a story that declares less give a shorter document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from game.debrief.bibliography import source_line
from game.debrief.blocks import Block, Drawing, Entry, Keys, Section, Words
from game.debrief.contents_brief import LOOK_UP, after_blocks, brief_blocks, ways
from game.debrief.contents_counterfactual import counterfactual_sections
from game.debrief.contents_file import goes_on
from game.debrief.contents_glossary import glossary_blocks
from game.debrief.contents_history import history_sections
from game.debrief.contents_knew import knew_blocks
from game.debrief.contents_limits import limit_blocks
from game.debrief.contents_understanding import teachers_sections, understanding_sections
from game.debrief.contents_why import why_blocks
from game.debrief.trial import trial_section
from game.debrief.views import DebriefView, DecisionView, RecordView, TouchView
from game.script.tongue import N_, _
from game.session.door import one_line
from game.session.lines import stopped

LEADS = {
    "decisions": (
        N_(
            "Under each: what the desk saw at once, the standing order it left, what came of it "
            "later, and what it moved, and why."
        )
    ),
    "why": (
        N_(
            "Some figures, opened: what each rested on, step by step, by the rules of the model, "
            "and the decisions found behind it, by weight, whether they pushed it up or down. "
            "What a change of one decision would have come to stands under the decisions that "
            "mattered most, in an order of its own. Any other figure of a run can be asked for "
            "too: on the desk, Enter on a line of the ledger; in a terminal, *uv run main.py "
            "why* with the run's code and a figure's name."
        )
    ),
    "people": (
        N_(
            "All are composites, made from people in the sources, unless it says otherwise. "
            "Behind each stand the decisions whose papers name the person, by their numbers. "
            "What a decision changed for a person is said under *The decisions that mattered "
            "most*."
        )
    ),
    "knew": (
        N_(
            "Each turn as you last read the ledger in it: what the desk was told (claimed, by "
            "others; or seen, by you), and what was so at that moment by this model. What its "
            "signatures then came to is in the charts: their points are the ends of turns, and "
            "need not be figures that you read."
        )
    ),
    "reported": (
        N_(
            "A point is what a turn closed with, after its last signature. What your desk had "
            "read when it signed stands by itself, turn by turn, further down."
        )
    ),
    "told": N_(
        "Each turn as you last read the ledger in it: what the desk was told, claimed by others or seen by you."
    ),
    "record": (
        N_(
            "Beside each paper that came: what was on paper by that time, what came out later, where accounts differ. "
            "A documented paper follows the record; a composite is put together from several cases; an invented one is "
            "the game's own."
        )
    ),
    "sources": (
        N_(
            "The keys above, spelled out: author, year, title, publisher, the school it belongs to, and how far it was "
            "checked for this game."
        )
    ),
}


FIRST = (  # what a class has time for; what is looked up follows in its own order
    "trial",
    "brief",
    "reported",
    "trouble-understanding",
    "ratchet",
    "why",
    "earlier",
    "decisions",
    "mattered",
    "instead",
    "chance",
    "stands",
    "beyond",
    "besides",
    "people",
    "questions",
    "card",
    "whose",
    "silences",
    "file",
    "goes_on",
    "page",
)


def document(view: DebriefView, *, teacher: bool = False) -> tuple[Section, ...]:
    """The whole debrief, without the sections that have nothing to say; a teacher's sheets only when asked for."""
    knew, told = ("knew", _("What you knew")) if view.closed else ("told", _("What you were told"))
    parts: tuple[tuple[str, str, Iterator[Block]], ...] = (
        ("brief", _("In brief"), iter(brief_blocks(view))),
        ("besides", _("Also worth knowing"), after_blocks(view)),
        ("reported", _("Reported and real") if view.closed else _("As reported"), _charts(view)),
        ("earlier", _("What was signed before this lesson"), _decisions(view.earlier)),
        ("decisions", _("Your decisions, in order"), _decisions(view.decisions)),
        ("why", _("Why"), why_blocks(view.explained)),
        ("people", _("The people"), _people(view)),
        (knew, told, knew_blocks(view)),
        ("record", _("The record"), _record(view)),
        ("limits", _("Where this model errs"), limit_blocks(view.limits)),
        ("questions", _("Questions"), _questions(view)),
        ("glossary", _("Words of the time"), glossary_blocks(view.words)),
        ("sources", _("Sources"), _sources(view)),
    )
    made = [Section(name, title, _(LEADS.get(name, "")), tuple(blocks)) for name, title, blocks in parts]
    after = next(i for i, section in enumerate(made) if section.id == "record") + 1
    made[after:after] = history_sections(view.history, view.toll, view.toll_sources)
    made[-1:-1] = teachers_sections(view.understanding, _asked(view)) if teacher else ()
    made += (*understanding_sections(view.understanding), goes_on(view), *counterfactual_sections(view))
    made.append(trial_section(view))
    made.sort(key=lambda section: FIRST.index(section.id) if section.id in FIRST else len(FIRST))
    kept = tuple(evolve(section, look_up=section.id in LOOK_UP) for section in made if section.blocks)
    at = next((place for place, section in enumerate(kept) if section.id == "brief"), None)
    if at is None:
        return kept
    first, rest = kept[at], kept[at + 1 :]
    return (*kept[:at], evolve(first, blocks=(*first.blocks, *ways(rest))), *rest)


def _charts(view: DebriefView) -> Iterator[Block]:
    for block in view.charts:
        parts: list[Block] = [Drawing(block.chart)]
        if block.say:
            parts.append(Words(block.say))
        if block.caution:
            parts.append(Words(block.caution, _("Read with care:")))
        yield from (*parts, *_keys(block.sources))


def _keys(sources: tuple[str, ...]) -> Iterator[Keys]:
    if sources:
        yield Keys(sources)


def _decisions(decisions: Iterable[DecisionView]) -> Iterator[Block]:
    for d in decisions:
        place = f"{d.number}. " if d.number else ""
        anchor = f"decision-{d.number}" if d.number else ""
        if d.looks and not d.at_once:
            went = _("{place}{turn_label}: {title} You went: {act}").format(
                place=place, turn_label=d.turn_label, title=stopped(d.title), act=stopped(d.act)
            )
            yield Entry(went, tuple(_missed(d)), anchor)
        else:
            yield Entry(f"{place}{d.turn_label}: {d.title}", tuple(_followed(d)), anchor)


def _missed(d: DecisionView) -> Iterator[Words]:
    if d.missed:
        yield Words("; ".join(d.missed), _("Not looked at:"))


def _followed(d: DecisionView) -> Iterator[Words]:
    yield Words(d.act, _("You went:") if d.looks else _("Signed:"))
    yield from _missed(d)
    for text in d.at_once:
        yield Words(text, _("What you saw:") if d.looks else _("At once:"))
    for order in d.orders:
        yield Words(order, _("Standing order:"))
    for later in d.later:
        yield Words(later.text, _("Later, {turn}:").format(turn=later.turn))
    for reason in d.why:
        yield Words(
            _("{figure}: {moved}, because {because}").format(
                figure=reason.figure, moved=reason.moved, because=stopped(reason.because)
            ),
            _("Moved:"),
        )


def _people(view: DebriefView) -> Iterator[Block]:
    for person in view.people:
        composite = "" if person.real == "composite" else f" ({person.real})"
        parts = [Words(person.text)]
        if person.decisions:
            parts.append(Words("; ".join(_touch(t) for t in person.decisions) + ".", _("Named in")))
        yield Entry(f"{person.name}, {person.role}{composite}", tuple(parts))


def _touch(touch: TouchView) -> str:
    """A decision by its number, for whoever looks it up above; a day plan by where it led."""
    what = one_line(touch.act if touch.looks else touch.title)
    return f"{touch.number} {what}" if touch.number else _("{what} (signed before this lesson)").format(what=what)


def _record(view: DebriefView) -> Iterator[Block]:
    if view.toll and not view.history.tolls:
        yield Words(view.toll)
        yield from _keys(view.toll_sources)
    for entry in view.record:
        yield _entry(entry)


def _entry(entry: RecordView) -> Entry:
    head = f"{entry.turn_label}: {entry.title} ({_(entry.basis)})"
    texts = ((_("On paper then:"), entry.record), (_("Later:"), entry.later_record), (_("Disputed:"), entry.dispute))
    return Entry(head, (*(Words(text, label) for label, text in texts if text), *_keys(entry.sources)))


def _questions(view: DebriefView) -> Iterator[Block]:
    for number, question in enumerate(view.questions, start=1):
        signed = question.signed
        parts = (Words(f"{signed.turn_label}, {signed.act}", _("You signed:")),) if signed is not None else ()
        yield Entry(f"{number}. {question.ask}", parts)


def _asked(view: DebriefView) -> Iterator[tuple[str, str]]:
    """Every question with what it is about."""
    for q in view.questions:
        yield q.ask, f"{q.signed.turn_label}, {q.signed.act}" if q.signed is not None else ""


def _sources(view: DebriefView) -> Iterator[Block]:
    yield from (Entry(source_line(s), (), f"source-{s.id}") for s in view.sources)
