"""Words and ranges for what was not played: a figure with its two ends, who held the chair, whom it reached. Pure.

A count of the dead is its two ends alone; everything else has a middle too.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.debrief.blocks import Range, Ranges, Words
from game.playtest.views import DecisionName, PartView, RangeView, ReachedView
from game.script.tongue import N_, _

RUN, SEED = N_("your run"), N_("your seed")  # the player's seed with something changed is no longer his run
NAMED = 6  # people in a row,
SELDOM = 0.1  # and of those reached in fewer plays than this, only how many
PLACES = {"int": 0, "one": 1, "two": 2, "percent": 1}
HUNDRED = N_("of a hundred")
EARLY = N_("Your run was closed before its end. Here it goes on by your usual stance.")
FIVES = N_("A range runs from the 5th to the 95th of a hundred plays.")
USUAL = N_("the kind of answer you gave oftener than somebody who picks blindly")
CHAIR = N_("Who has the chair at the end:")
SO_FAR = N_("The work was stopped; this is what was found so far.")


def where(d: DecisionName) -> str:
    """A decision by its place."""
    return _("{turn_label}: {title} (decision {number})").format(
        turn_label=d.turn_label, title=bare(d.title), number=d.number
    )


def told(early: bool, complete: bool) -> Iterator[Words]:
    """What must be known before the figures are read."""
    said = [text for text, holds in ((_(EARLY), early), (_(SO_FAR), not complete)) if holds]
    if said:
        yield Words(" ".join(said))


def figure(r: RangeView, mine: str) -> str:
    """A range in words: for the dead its two ends, for the rest the middle first; then the player's own."""
    unit = f" {r.unit}" if r.unit else ""
    own = f"{mine} {r.own_words}" if mine and r.own_words else ""
    if r.toll or r.low == r.high:
        told = r.low if r.low == r.high else _("{low} to {high}").format(low=r.low, high=r.high)
        return f"{told}{unit}" + (f" ({own})" if own else "")
    return _("{middle}{unit} ({low} to {high}{own})").format(
        middle=r.middle, unit=unit, low=r.low, high=r.high, own=_("; {own}").format(own=own) if own else ""
    )


def ranges_of(like: RangeView, rows: tuple[Range, ...], mark: str) -> Ranges:
    """Ranges of one measure; `mark` names the player's own."""
    unit = _(HUNDRED) if like.format == "percent" and not like.unit else like.unit
    return Ranges(like.label, unit, rows, PLACES.get(like.format, 2), mark, 100.0 if like.format == "percent" else 0.0)


def range_of(label: str, r: RangeView, note: str = "", *, mark: bool = True) -> Range:
    """A range as a row; of the dead without a middle."""
    times = 100 if r.format == "percent" else 1
    own = r.own * times if mark and r.own is not None else None
    middle = None if r.toll or r.p5 == r.p95 else r.p50 * times
    return Range(label, r.p5 * times, r.p95 * times, middle, own, note)


def apart_words(apart: str) -> tuple[Words, ...]:
    """Why there was less to eat and yet fewer died, where that is so."""
    return (Words(apart, _("Under your seed:")),) if apart else ()


def shares(parts: tuple[PartView, ...], mine: str) -> str:
    """In how many plays it came out in which way."""
    plays = sum(p.plays for p in parts)
    return ", ".join(
        _("{say} in {plays:,} of {plays2:,}{mine}").format(
            say=p.say, plays=p.plays, plays2=plays, mine=_(" ({mine})").format(mine=mine) if mine and p.own else ""
        )
        for p in parts
    )


def bare(text: str) -> str:
    """A text without the stop that its sentence brings."""
    return " ".join(text.split()).rstrip(".")


def quoted(text: str) -> str:
    """A text between quotes, in a sentence of ours."""
    return f'"{bare(text)}"'


def whom(people: tuple[ReachedView, ...], pairs: int) -> list[Words]:
    """Whom a change reached: of whom the last pages tell something else."""
    often = [p for p in people if p.plays >= SELDOM * pairs][:NAMED]
    if not often:
        return []
    named = "; ".join(
        _("{name}, in {plays} of {pairs} plays{p}").format(name=p.name, plays=p.plays, pairs=pairs, p=_became(p))
        for p in often
    )
    rest = len(people) - len(often)
    return [Words(f"{named}{f'; seldom, {rest} more' if rest > 0 else ''}.", _("Whose fate became another:"))]


def _became(person: ReachedView) -> str:
    said = person.was_said and person.became_said
    return (
        _(" (most often from {was_said} to {became_said})").format(
            was_said=quoted(person.was_said), became_said=quoted(person.became_said)
        )
        if said
        else ""
    )
