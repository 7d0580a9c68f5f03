"""What was not played, beside a run: decisions that mattered, single changes, chance, the spread, what lay beyond.

Pure. All of it is the model, and says so. Nothing is put in order by a count of the dead.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.debrief.blocks import Block, Entry, Keys, Points, Section, Words
from game.debrief.contents_mattered import mattered
from game.debrief.counterfactual_words import (
    CHAIR,
    FIVES,
    RUN,
    SEED,
    USUAL,
    apart_words,
    bare,
    figure,
    range_of,
    ranges_of,
    shares,
    told,
    where,
    whom,
)
from game.debrief.views import DebriefView
from game.playtest.views import (
    BeyondView,
    ChanceView,
    PartView,
    Recalled,
    SpreadView,
    StandView,
    WhatIfView,
)
from game.script.tongue import N_, _

TITLE = N_("What would have happened")
LUCK = N_(
    "Chance had a part in this run. What is drawn follows its seed, and no signature changed it. Under other seeds the "
    "same signatures come to other figures."
)
ELSE = N_("What did not come to your desk, and comes under another seed, is signed by your usual stance, {usual}.")
KEPT = N_(
    "The rest is signed as you signed it where it is still offered; where it is not, your usual stance decides, "
    "{usual}."
)
PAPER = {"mattered": 12.0, "instead": 0.5, "chance": 2.5, "stands": 0.0, "beyond": 9.0}


def _kept() -> str:
    return _(KEPT).format(usual=_(USUAL))


def counterfactual_sections(view: DebriefView) -> list[Section]:
    """The sections in order, the empty ones to be left out. `view.more` says how to get what is missing."""
    if not view.closed:
        return []
    found, care = view.found, tuple(Words(text, _("Read with care:")) for text in view.cautions)
    missing = (Words(view.more),) if view.more and not found.complete else ()
    ordered = found.mattered
    return [
        _section(
            "mattered",
            _("The decisions that mattered most"),
            "",
            (*(mattered(ordered, view.apart, care) if ordered else ()), *missing),
        ),
        _section("instead", _(TITLE), _asked_lead(found), _with(care, _asked(view))),
        _section("chance", _("What chance did"), "", _with(care if found.chance else (), _chance(found.chance))),
        _section("stands", _("Where this run stands"), _spread_lead(found.spread), _with(care, _spread(found.spread))),
        _section("beyond", _("What nobody at this desk could change"), "", _beyond(view.beyond)),
    ]


def what_if_section(view: WhatIfView, apart: str = "") -> Section:
    """One decision changed, by itself."""
    return Section("instead", _(TITLE), f"{view.label} {_(FIVES)} {_kept()}", tuple(_what_if(view, apart)))


def _section(name: str, title: str, lead: str, blocks: Iterator[Block] | tuple[Block, ...]) -> Section:
    return Section(name, title, lead, tuple(blocks), paper=PAPER[name])


def _with(care: tuple[Words, ...], blocks: Iterator[Block]) -> Iterator[Block]:
    """Blocks, and what their figures must not be taken for; nothing after nothing."""
    found = tuple(blocks)
    yield from (*found, *(care if found else ()))


# single changes


def _asked_lead(found: Recalled) -> str:
    view = next(iter(found.asked), None)
    return (
        _("{label} One decision changed, the others kept. {kept} {fives}").format(
            label=view.label, kept=_kept(), fives=_(FIVES)
        )
        if view
        else ""
    )


def _asked(debrief: DebriefView) -> Iterator[Block]:
    found = debrief.found
    most = found.mattered.most if found.mattered else ()
    shown = {r.decision.changed for r in most}
    for view in found.asked:
        if view.decision.changed not in shown:
            yield from _what_if(view, debrief.apart.get(view.decision.changed, ""))


def _what_if(view: WhatIfView, apart: str) -> Iterator[Block]:
    d = view.decision
    yield Entry(
        where(d), (Words(bare(d.signed) + ".", _("You signed:")), Words(bare(d.instead) + ".", _("Signed instead:")))
    )
    yield from told(view.early, view.complete)
    yield Words(
        _("Under {played} seeds, yours among them. This answer was on offer in {pairs} of them.").format(
            played=view.played, pairs=view.pairs
        )
    )
    for kept, changed, moved in zip(view.kept.ranges, view.changed.ranges, view.moved, strict=True):
        rows = (
            range_of(_("as signed"), kept),
            range_of(_("signed instead"), changed, _("Moved: {moved}.").format(moved=figure(moved, ""))),
        )
        yield ranges_of(kept, rows, SEED)
    yield from apart_words(apart)
    if view.pairs:
        for label, of in ((_(CHAIR), "chair"), (_("How it ended:"), "endings")):
            sides: tuple[tuple[PartView, ...], ...] = (getattr(view.kept, of), getattr(view.changed, of))
            yield Words(
                _("as signed {sides}; instead {sides2}.").format(
                    sides=shares(sides[0], SEED), sides2=shares(sides[1], SEED)
                ),
                label,
            )
    yield from whom(view.people, view.pairs)


# chance


def _chance(view: ChanceView | None) -> Iterator[Block]:
    yield Words(_(LUCK))
    if view is None or not view.side.plays:
        return
    yield Words(
        _("{label} The same signatures under {plays} seeds, yours among them. {rest} {fives}").format(
            label=view.label, plays=view.side.plays, rest=_(ELSE).format(usual=_(USUAL)), fives=_(FIVES)
        )
    )
    yield from told(view.early, view.complete)
    for r in view.side.ranges:
        yield ranges_of(r, (range_of(_("the same signatures"), r),), RUN)
    yield Words(f"{shares(view.side.chair, RUN)}.", _(CHAIR))


# the spread


def _spread_lead(view: SpreadView | None) -> str:
    if view is None or not view.plays:
        return ""
    return _(
        "{label} Your run beside {plays:,} plays by machine officials, each with a way of his own. "
        "{fives} A count of the dead is a range, and no run has a place by it."
    ).format(label=view.label, plays=view.plays, fives=_(FIVES))


def _spread(view: SpreadView | None) -> Iterator[Block]:
    if view is None or not view.plays:
        return
    yield from told(view.early, view.complete)
    officials = [o for o in view.officials if o.side.plays]
    yield Points(tuple(f"{o.label}: {bare(o.says)}." for o in officials if o.says))
    for place, stand in enumerate(view.stands):
        rows = (range_of(_("all of them"), stand.range, _stand(stand)),)
        rows += tuple(range_of(o.label, o.side.ranges[place], mark=False) for o in officials)
        yield ranges_of(stand.range, rows, RUN)
    yield Words(f"{shares(view.chair, RUN)}.", _(CHAIR))


def _stand(stand: StandView) -> str:
    if stand.less is None or stand.more is None:
        return ""
    same = 100 - stand.less - stand.more
    alike = _(", and {same} to the same").format(same=same) if same > 0 else ""
    return _("Of a hundred plays, {less} came to less than your run and {more} to more{alike}.").format(
        less=stand.less, more=stand.more, alike=alike
    )


# what lay beyond


def _beyond(items: tuple[BeyondView, ...]) -> Iterator[Block]:
    for item in items:
        yield Words(item.say)
        if item.sources:
            yield Keys(item.sources)
