"""What-if, the decisions that mattered, the spread as lines of text: a sentence a row. Pure: a view in, lines out."""

from __future__ import annotations

import re
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
from game.script.tongue import N_, _
from game.session.lines import EMPHASIS, WIDTH, clean
from game.session.wrapping import wrap

STOPPED_TWICE = re.compile(r"(?<=[.?!])(?<!\.\.)\.(?=\s|$)")  # a title or an answer may bring its own full stop
NAMED = 4  # people named in a row
RUN = N_("your run")
SEED = N_("your seed")  # the player's seed with something changed is no longer his run
NOTHING = N_("Nothing was played before this was stopped.")
HOW = N_("A figure is the middle of all plays, with the 5th and the 95th of a hundred in brackets.")


def what_if_lines(view: WhatIfView, apart: str = "") -> Iterator[str]:
    """One decision changed; `apart` explains what would puzzle in its figures."""
    d = view.decision
    yield from said(f"{view.label} {where(d)}")
    yield from said(_("You signed: {signed}.").format(signed=d.signed))
    yield from said(_("Signed instead: {instead}.").format(instead=d.instead))
    yield from said(
        _("The rest is signed as you signed it where it is still offered; where it is not, your usual stance decides.")
    )
    yield from said(_played(view))
    yield from _early(view.early)
    if not view.pairs:
        return
    yield ""
    for kept, changed, moved in zip(view.kept.ranges, view.changed.ranges, view.moved, strict=True):
        sides = _("as signed {kept}, changed {changed}").format(
            kept=_figure(kept), changed=_figure(changed, mine=_(SEED))
        )
        yield from said(
            _("{label}: {sides}; in each pair {moved}.").format(
                label=kept.label, sides=sides, moved=_figure(moved, mine=_(SEED))
            )
        )
    if apart:
        yield from said(_("Under your seed: {apart}").format(apart=apart))
    for what, kept, changed in (
        (_("The chair at the end"), view.kept.chair, view.changed.chair),
        (_("The last page"), view.kept.endings, view.changed.endings),
    ):
        yield from said(
            _("{what}: as signed {kept}; changed {changed}.").format(
                what=what, kept=_parts(kept), changed=_parts(changed, _(SEED))
            )
        )
    if view.people_moved is not None:
        n = view.people_moved
        own = "" if n.own is None else _("; {own} under your own seed").format(own=n.own)
        yield from said(
            _("People whose last page becomes another: {middle} ({low} to {high}{own}).").format(
                middle=n.middle, low=n.low, high=n.high, own=own
            )
        )
    for person in view.people:
        told = person.was_said and person.became_said
        often = (
            _('; most often, "{was_said}" becomes "{became_said}"').format(
                was_said=person.was_said, became_said=person.became_said
            )
            if told
            else ""
        )
        yield from said(f"{_reached(person, view.pairs)}{often}.")
    yield from _beyond(view.beyond)


def _played(view: WhatIfView) -> str:
    seeds = _("{played} seeds were played, yours among them; this answer was on offer in {pairs} of them.").format(
        played=view.played, pairs=view.pairs
    )
    stopped = "" if view.complete else _(" The work was stopped; {asked} were wanted.").format(asked=view.asked)
    return f"{seeds}{stopped} {_(HOW)}" if view.played else _(NOTHING)


def mattered_lines(view: MatteredView) -> Iterator[str]:
    """The decisions of a run in the order of what they moved."""
    yield from said(
        _(
            "{label} Each decision was changed to each of its alternatives under {seeds} seeds, yours "
            "among them; the first rows under {deep}. {how} The dead are ranges and put nothing in order."
        ).format(label=view.label, seeds=view.seeds, deep=view.deep, how=_(HOW))
    )
    yield from _early(view.early)
    if not view.complete:
        yield from said(_("The work was stopped; this is what was found so far."))
    for row in (*view.most, *view.others):
        yield ""
        yield from said(f"{row.place}. {_row(row)}")
    if view.little:
        yield ""
        yield from said(_("These mattered little:"))
        for d in view.little:
            yield from said(f"{where(d)} {d.signed}.", "   ")
    yield from _beyond(view.beyond)


def _row(row: MatteredRow) -> str:
    d = row.decision
    sentences = [
        _("{d} You signed: {signed}. Instead: {instead}.").format(d=where(d), signed=d.signed, instead=d.instead)
    ]
    sentences += [f"{m.label}: {_figure(m, _(SEED))}." for m in row.moved]
    if row.people:
        named = ", ".join(
            _("{name} ({plays} of {pairs})").format(name=p.name, plays=p.plays, pairs=row.pairs)
            for p in row.people[:NAMED]
        )
        more = len(row.people) - NAMED
        sentences.append(
            _("It reaches {named}{more}.").format(
                named=named, more=_(" and {more} more").format(more=more) if more > 0 else ""
            )
        )
    for kept, changed in zip(row.toll_kept, row.toll_changed, strict=True):
        sentences.append(
            _("{label}: as signed {kept}, changed {changed}.").format(
                label=kept.label, kept=_span(kept), changed=_span(changed)
            )
        )
    sentences.append(
        _("The chair: as signed {chair_kept}; changed {chair_changed}.").format(
            chair_kept=_parts(row.chair_kept), chair_changed=_parts(row.chair_changed, _(SEED))
        )
    )
    return " ".join(sentences)


def spread_lines(view: SpreadView) -> Iterator[str]:
    """A run among the plays of machine officials."""
    if not view.plays:
        yield from said(_(NOTHING))
        return
    yield from said(
        _("{label} Your run beside {plays:,} plays by machine officials. {how}").format(
            label=view.label, plays=view.plays, how=_(HOW)
        )
    )
    yield from _early(view.early)
    if not view.complete:
        yield from said(_("The work was stopped; {asked:,} plays were wanted.").format(asked=view.asked))
    for stand in view.stands:
        yield from said(_stand(stand))
    yield from said(_("The chair at the end: {chair}.").format(chair=_parts(view.chair)))
    for official in view.officials:
        says = f" {official.says}" if official.says else ""
        yield from said(
            _("{label}, {plays} plays.{says} {side}").format(
                label=official.label, plays=official.side.plays, says=says, side=_side(official.side)
            )
        )
    yield from _beyond(view.beyond)


def _stand(stand: StandView) -> str:
    r = stand.range
    own = f"{r.label}: {r.own_words} {r.unit}".rstrip()
    if stand.less is None or stand.more is None:
        return _("{own} in your run; the plays lie between {low} and {high}.").format(own=own, low=r.low, high=r.high)
    place = _("{less} plays of a hundred came to less, {more} to more").format(less=stand.less, more=stand.more)
    return _("{own} in your run; {place} ({low} to {high}).").format(own=own, place=place, low=r.low, high=r.high)


def _side(side: SideView) -> str:
    figures = "; ".join(f"{r.label.lower()} {_figure(r, '')}" for r in side.ranges)
    return _("{figures}{figures2}; the chair at the end: {chair}.").format(
        figures=figures[:1].upper(), figures2=figures[1:], chair=_parts(side.chair, "")
    )


def where(d: DecisionName) -> str:
    """A decision by its place."""
    return _("Decision {number}, {turn_label}: {title}.").format(
        number=d.number, turn_label=d.turn_label, title=d.title
    )


def _figure(r: RangeView, mine: str | None = None) -> str:
    """A range in words: for the dead its two ends alone, for the rest the middle first; then the player's own."""
    mine = _(RUN) if mine is None else mine
    own = f"{mine} {r.own_words}" if mine and r.own_words else ""
    if r.toll:
        return _span(r) + (f" ({own})" if own else "")
    return f"{r.middle} {r.unit}".rstrip() + _(" ({low} to {high}{own})").format(
        low=r.low, high=r.high, own=_("; {own}").format(own=own) if own else ""
    )


def _span(r: RangeView) -> str:
    return _("{low} to {high} {unit}").format(low=r.low, high=r.high, unit=r.unit).rstrip()


def _parts(parts: Iterable[PartView], mine: str | None = None) -> str:
    mine = _(RUN) if mine is None else mine
    return _(", ").join(
        _("{say} in {plays}{mine}").format(
            say=p.say, plays=p.plays, mine=_(" ({mine})").format(mine=mine) if mine and p.own else ""
        )
        for p in parts
    )


def _reached(person: ReachedView, pairs: int) -> str:
    return _("{name}: another last page in {plays} of {pairs}").format(
        name=person.name, plays=person.plays, pairs=pairs
    )


def _early(early: bool) -> Iterator[str]:
    if early:
        yield from said(_("Your run was closed before its end; here it goes on by your usual stance."))


def _beyond(items: tuple[BeyondView, ...]) -> Iterator[str]:
    if items:
        yield ""
        yield _("What nobody at this desk could change:")
        for item in items:
            sources = _(" Sources: {sources}.").format(sources=_(", ").join(item.sources)) if item.sources else ""
            yield from said(f"{item.say}{sources}", "   ")


def said(text: str, indent: str = "") -> Iterator[str]:
    """A sentence, cleaned and wrapped."""
    plain = STOPPED_TWICE.sub("", EMPHASIS.sub(r"\1", " ".join(clean(text).split())))
    yield from wrap(plain, WIDTH, indent, indent, long_words=False)
