"""The decisions that mattered most: the rule of their order, one table of figures, then what each change was. Pure.

Nothing is put in order by a count of the dead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from attrs import evolve

from game.debrief.blocks import Block, Entry, Points, Table, Words
from game.debrief.counterfactual_words import (
    CHAIR,
    FIVES,
    RUN,
    SEED,
    apart_words,
    bare,
    figure,
    quoted,
    shares,
    told,
    where,
    whom,
)
from game.playtest.views import MatteredRow, MatteredView, RangeView
from game.script.tongue import N_, _

SIGNED = N_("as signed")
Apart: TypeAlias = Mapping[tuple[int, tuple[str, ...]], str]


def how_ordered(view: MatteredView) -> str:
    """What was played, and the rule by which decisions stand above each other."""
    row = next(iter((*view.most, *view.others)), None)
    by = _(" or ").join(
        [*(quoted(m.label) for m in row.moved), _("the fates of people")] if row else [_("the fates of people")]
    )
    return _(
        "{label} Each decision was changed, by itself, to each of its other answers and played on "
        "under {seeds} seeds, yours among them; those that come first, under {deep}. A decision "
        "stands higher the more its change moved {by}; what counts is the one of these by which it "
        "stands highest. A fate is what the last pages tell of a person. The dead put nothing in "
        "order. {fives}"
    ).format(label=view.label, seeds=view.seeds, deep=view.deep, by=by, fives=_(FIVES))


def mattered(view: MatteredView, apart: Apart, care: tuple[Words, ...] = ()) -> Iterator[Block]:
    """The rule, the table with what it must not be taken for, the changes in order, and what mattered less.

    `apart` explains changes after which there was less to eat and yet fewer died.
    """
    yield from told(view.early, view.complete)
    yield Words(how_ordered(view))
    if view.most:
        yield _table(view.most)
    yield from care
    for row in view.most:
        yield _change(row, apart.get(row.decision.changed, ""))
    if view.others:
        yield Entry(_("Less than these"), (Points(tuple(_short(row) for row in view.others)),))
    if view.little:
        yield Entry(_("Mattered little"), (Points(tuple(f"{where(d)}: {bare(d.signed)}." for d in view.little)),))


def _table(rows: tuple[MatteredRow, ...]) -> Table:
    """What each change came to, below the run as it was signed."""
    first = rows[0]
    shared = all((r.toll_kept, r.chair_kept) == (first.toll_kept, first.chair_kept) for r in rows)
    heads = (
        _("Changed"),
        *(_head(m, _("moved by")) for m in first.moved),
        *(_head(t) for t in first.toll_kept),
        _(CHAIR)[:-1],
    )
    made = [_cells(row, "" if shared else _(SIGNED)) for row in rows]
    if shared:
        still = ("-",) * len(first.moved)
        toll = (figure(_bare(t), _(RUN)) for t in first.toll_kept)
        made.insert(
            0, (_("Nothing: {signed}").format(signed=_(SIGNED)), *still, *toll, shares(first.chair_kept, _(RUN)))
        )
    return Table("", heads, tuple(made))


def _cells(row: MatteredRow, kept: str) -> tuple[str, ...]:
    """A change as a row; where the plays as signed are not the same for all, they stand in each."""
    d = row.decision
    moved = (figure(_bare(m), _(SEED)) for m in row.moved)
    toll = [figure(_bare(t), _(SEED)) for t in row.toll_changed]
    chair = shares(row.chair_changed, _(SEED))
    if kept:
        toll = [f"{new} ({kept} {figure(_bare(old), _(RUN))})" for new, old in zip(toll, row.toll_kept, strict=True)]
        chair = f"{chair} ({kept} {shares(row.chair_kept, _(RUN))})"
    return (f"{row.place}. {bare(d.title)}: {bare(d.instead)}", *moved, *toll, chair)


def _head(r: RangeView, moved: str = "") -> str:
    return f"{r.label}{f', {moved}' if moved else ''}{f' ({r.unit})' if r.unit else ''}"


def _bare(r: RangeView) -> RangeView:
    """A range whose unit stands in the head of its column."""
    return evolve(r, unit="")


def _change(row: MatteredRow, apart: str) -> Entry:
    d = row.decision
    parts = [Words(bare(d.signed) + ".", _("You signed:")), Words(bare(d.instead) + ".", _("Instead:"))]
    return Entry(f"{row.place}. {where(d)}", (*parts, *whom(row.people, row.pairs), *apart_words(apart)))


def _short(row: MatteredRow) -> str:
    moved = "; ".join(f"{m.label}, {figure(m, '')}" for m in row.moved)
    d = row.decision
    return _("{d}. Instead of {signed}, {instead}").format(
        d=where(d), signed=quoted(d.signed), instead=quoted(d.instead)
    ) + (f": {moved}." if moved else ".")
