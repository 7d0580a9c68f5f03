"""The first page of a debrief: enough alone, and short; then the ways on from it, each with its minutes. Pure.

Who, when and how it ended; what was reported and what was so; what it cost, by the model; the decisions that mattered
most; what the record says of the same years; a question or two to bring along. Where it would be too long, it has a
decision or a question less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.debrief.blocks import Block, Entry, Keys, Points, Section, Way, Ways, Words
from game.debrief.counterfactual_words import bare
from game.debrief.length import reading_minutes, words_of
from game.debrief.views import BriefLine, DebriefView, MovedView, WeightView
from game.playtest.views import LABEL
from game.script.tongue import N_, _, foreign

MOST_WORDS, MOST_LETTERS = 400, 760  # where words are counted by their characters
TRIES = ((3, 2), (3, 1), (2, 2), (2, 1), (1, 1))  # so many decisions and questions, until it is short enough
TRIED = N_("Each was changed by itself, with everything else and all chance as in your run.")
LOOK_UP = frozenset(
    ("knew", "told", "record", "tolls", "timeline", "officials", "figures", "disputes", "corrections", "limits",
     "glossary", "sources")
)  # fmt: skip


def brief_blocks(view: DebriefView) -> tuple[Block, ...]:
    """The first page, without the ways on."""
    made: tuple[Block, ...] = ()
    for decisions, questions in TRIES if view.brief else ():
        made = tuple(_page(view, decisions, questions))
        if words_of(made) <= (MOST_LETTERS if foreign() else MOST_WORDS):
            break
    return made


def after_blocks(view: DebriefView) -> Iterator[Block]:
    """What the story wants said beside it, further down."""
    yield from _lines(line for line in view.brief if line.stands == "after")


def ways(sections: Sequence[Section]) -> tuple[Block, ...]:
    """The other sections by name and minutes: those to read on in, and those to look things up in."""
    made = [(s.look_up, Way(s.title, s.id, reading_minutes(s))) for s in sections]
    on = tuple(way for look_up, way in made if not look_up)
    up = tuple(way for look_up, way in made if look_up)
    both = ((_("Read on"), on), (_("To look things up"), up))
    return tuple(Ways(label, some) for label, some in both if some)


def _page(view: DebriefView, decisions: int, questions: int) -> Iterator[Block]:
    yield from _lines(line for line in view.brief if line.stands == "first")
    if view.weights:
        yield _mattered(view.weights[:decisions])
    yield from _lines(line for line in view.brief if line.stands == "record")
    asked = _asked(view)[:questions]
    if asked:
        yield Entry(_("Bring along"), (Points(asked),))


def _lines(lines: Iterator[BriefLine]) -> Iterator[Block]:
    for line in lines:
        yield Words(line.text, f"{line.label}:")
        if line.sources:
            yield Keys(line.sources)


def _mattered(weights: Sequence[WeightView]) -> Entry:
    """The decisions in order; a figure that stands in all of them is named once."""
    named = {m.label for w in weights for m in w.moved}
    shared = named.pop() if len(named) == 1 else ""
    figure = [_("The figure: {label}.").format(label=_inside(shared))] if shared else []
    lead = Words(" ".join((_(LABEL), _(TRIED), *figure)))
    points = Points(tuple(_weight(w, shared) for w in weights), numbered=True)
    return Entry(_("What mattered most of what you signed"), (lead, points))


def _weight(weight: WeightView, shared: str) -> str:
    """One decision in a line: what was signed, what else lay open and what that moved, and why."""
    say = _("{turn}, *{title}*: you signed “{signed}”. With “{instead}”: {moved}.")
    moved = [_moved(m, named=m.label != shared) for m in weight.moved]
    moved += [
        _("{name}: “{became}” in place of “{was}”").format(name=name, was=was, became=became)
        for name, was, became in weight.people[: 1 if moved else 2]
    ]
    told = say.format(
        turn=weight.turn_label,
        title=bare(weight.title),
        signed=bare(weight.signed),
        instead=bare(weight.instead),
        moved=_("; ").join(moved) or _("little that is counted"),
    )
    return told + (_(" At once: {because}.").format(because=bare(_inside(weight.because))) if weight.because else "")


def _moved(moved: MovedView, *, named: bool) -> str:
    say = _("{label}: {became} {unit} in place of {was}") if named else _("{became} {unit} in place of {was}")
    return say.format(label=_inside(moved.label), became=moved.became, unit=moved.unit, was=moved.was)


def _inside(text: str) -> str:
    """A text as it stands within a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def _asked(view: DebriefView) -> tuple[str, ...]:
    """Questions of the decisions that mattered most, in that order; then those to any run."""
    own = {q.signed.number: q.ask for q in view.questions if q.signed is not None and q.ask}
    first = [own[w.number] for w in view.weights if w.number in own]
    return (*first, *(q.ask for q in view.questions if q.signed is None))
