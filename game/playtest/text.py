"""What-if, the decisions that mattered, the spread as lines of text: a sentence a row. Pure: a view in, lines out."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from game.playtest.views import (
    BeyondView,
    DecisionName,
    MatteredRow,
    MatteredView,
    PartView,
    RangeView,
    ReachedView,
    SideView,
    SpreadView,
    StandView,
    WhatIfView,
)
from game.session.lines import EMPHASIS, WIDTH, clean

STOPPED_TWICE = re.compile(r"(?<=[.?!])(?<!\.\.)\.(?=\s|$)")  # a title or an answer may bring its own full stop
NAMED = 4  # people named in a row
RUN = "your run"
SEED = "your seed"  # the player's seed with something changed is no longer his run
NOTHING = "Nothing was played before this was stopped."
HOW = "A figure is the middle of all plays, with the 5th and the 95th of a hundred in brackets."


def what_if_lines(view: WhatIfView) -> Iterator[str]:
    """One decision changed."""
    d = view.decision
    yield from said(f"{view.label} {where(d)}")
    yield from said(f"You signed: {d.signed}.")
    yield from said(f"Signed instead: {d.instead}.")
    yield from said(
        "The rest is signed as you signed it where it is still offered; where it is not, your usual stance decides."
    )
    yield from said(_played(view))
    yield from _early(view.early)
    if not view.pairs:
        return
    yield ""
    for kept, changed, moved in zip(view.kept.ranges, view.changed.ranges, view.moved, strict=True):
        sides = f"as signed {_figure(kept)}, changed {_figure(changed, mine=SEED)}"
        yield from said(f"{kept.label}: {sides}; in each pair {_figure(moved, mine=SEED)}.")
    for what, kept, changed in (
        ("The chair at the end", view.kept.chair, view.changed.chair),
        ("The last page", view.kept.endings, view.changed.endings),
    ):
        yield from said(f"{what}: as signed {_parts(kept)}; changed {_parts(changed, SEED)}.")
    if view.people_moved is not None:
        n = view.people_moved
        own = "" if n.own is None else f"; {n.own} under your own seed"
        yield from said(f"People whose last page becomes another: {n.middle} ({n.low} to {n.high}{own}).")
    for person in view.people:
        told = person.was_said and person.became_said
        often = f'; most often, "{person.was_said}" becomes "{person.became_said}"' if told else ""
        yield from said(f"{_reached(person, view.pairs)}{often}.")
    yield from _beyond(view.beyond)


def _played(view: WhatIfView) -> str:
    seeds = f"{view.played} seeds were played, yours among them; this answer was on offer in {view.pairs} of them."
    stopped = "" if view.complete else f" The work was stopped; {view.asked} were wanted."
    return f"{seeds}{stopped} {HOW}" if view.played else NOTHING


def mattered_lines(view: MatteredView) -> Iterator[str]:
    """The decisions of a run in the order of what they moved."""
    yield from said(
        f"{view.label} Each decision was changed to each of its alternatives under {view.seeds} seeds, yours among "
        f"them; the first rows under {view.deep}. {HOW} The dead are ranges and put nothing in order."
    )
    yield from _early(view.early)
    if not view.complete:
        yield from said("The work was stopped; this is what was found so far.")
    for row in (*view.most, *view.others):
        yield ""
        yield from said(f"{row.place}. {_row(row)}")
    if view.little:
        yield ""
        yield from said("These mattered little:")
        for d in view.little:
            yield from said(f"{where(d)} {d.signed}.", "   ")
    yield from _beyond(view.beyond)


def _row(row: MatteredRow) -> str:
    d = row.decision
    sentences = [f"{where(d)} You signed: {d.signed}. Instead: {d.instead}."]
    sentences += [f"{m.label}: {_figure(m, SEED)}." for m in row.moved]
    if row.people:
        named = ", ".join(f"{p.name} ({p.plays} of {row.pairs})" for p in row.people[:NAMED])
        more = len(row.people) - NAMED
        sentences.append(f"It reaches {named}{f' and {more} more' if more > 0 else ''}.")
    for kept, changed in zip(row.toll_kept, row.toll_changed, strict=True):
        sentences.append(f"{kept.label}: as signed {_span(kept)}, changed {_span(changed)}.")
    sentences.append(f"The chair: as signed {_parts(row.chair_kept)}; changed {_parts(row.chair_changed, SEED)}.")
    return " ".join(sentences)


def spread_lines(view: SpreadView) -> Iterator[str]:
    """A run among the plays of machine officials."""
    if not view.plays:
        yield from said(NOTHING)
        return
    yield from said(f"{view.label} Your run beside {view.plays:,} plays by machine officials. {HOW}")
    yield from _early(view.early)
    if not view.complete:
        yield from said(f"The work was stopped; {view.asked:,} plays were wanted.")
    for stand in view.stands:
        yield from said(_stand(stand))
    yield from said(f"The chair at the end: {_parts(view.chair)}.")
    for official in view.officials:
        says = f" {official.says}" if official.says else ""
        yield from said(f"{official.label}, {official.side.plays} plays.{says} {_side(official.side)}")
    yield from _beyond(view.beyond)


def _stand(stand: StandView) -> str:
    r = stand.range
    own = f"{r.label}: {r.own_words} {r.unit}".rstrip()
    if stand.less is None or stand.more is None:
        return f"{own} in your run; the plays lie between {r.low} and {r.high}."
    place = f"{stand.less} plays of a hundred came to less, {stand.more} to more"
    return f"{own} in your run; {place} ({r.low} to {r.high})."


def _side(side: SideView) -> str:
    figures = "; ".join(f"{r.label.lower()} {_figure(r, '')}" for r in side.ranges)
    return f"{figures[:1].upper()}{figures[1:]}; the chair at the end: {_parts(side.chair, '')}."


def where(d: DecisionName) -> str:
    """A decision by its place."""
    return f"Decision {d.number}, {d.turn_label}: {d.title}."


def _figure(r: RangeView, mine: str = RUN) -> str:
    """A range in words: for the dead its two ends alone, for the rest the middle first; then the player's own."""
    own = f"{mine} {r.own_words}" if mine and r.own_words else ""
    if r.toll:
        return _span(r) + (f" ({own})" if own else "")
    return f"{r.middle} {r.unit}".rstrip() + f" ({r.low} to {r.high}{f'; {own}' if own else ''})"


def _span(r: RangeView) -> str:
    return f"{r.low} to {r.high} {r.unit}".rstrip()


def _parts(parts: Iterable[PartView], mine: str = RUN) -> str:
    return ", ".join(f"{p.say} in {p.plays}{f' ({mine})' if mine and p.own else ''}" for p in parts)


def _reached(person: ReachedView, pairs: int) -> str:
    return f"{person.name}: another last page in {person.plays} of {pairs}"


def _early(early: bool) -> Iterator[str]:
    if early:
        yield from said("Your run was closed before its end; here it goes on by your usual stance.")


def _beyond(items: tuple[BeyondView, ...]) -> Iterator[str]:
    if items:
        yield ""
        yield "What nobody at this desk could change:"
        for item in items:
            sources = f" Sources: {', '.join(item.sources)}." if item.sources else ""
            yield from said(f"{item.say}{sources}", "   ")


def said(text: str, indent: str = "") -> Iterator[str]:
    """A sentence, cleaned and wrapped."""
    plain = STOPPED_TWICE.sub("", EMPHASIS.sub(r"\1", " ".join(clean(text).split())))
    yield from textwrap.wrap(
        plain, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
