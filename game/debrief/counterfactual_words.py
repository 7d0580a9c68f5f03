"""Words and ranges for what was not played: a figure with its two ends, who held the chair, whom it reached. Pure.

A count of the dead is its two ends alone; everything else has a middle too.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.debrief.blocks import Range, Ranges, Words
from game.playtest.views import DecisionName, PartView, RangeView, ReachedView

RUN, SEED = "your run", "your seed"  # the player's seed with something changed is no longer his run
NAMED = 6  # people in a row,
SELDOM = 0.1  # and of those reached in fewer plays than this, only how many
PLACES = {"int": 0, "one": 1, "two": 2, "percent": 1}
HUNDRED = "of a hundred"
EARLY = "Your run was closed before its end. Here it goes on by your usual stance."
FIVES = "A range runs from the 5th to the 95th of a hundred plays."
USUAL = "the kind of answer you gave oftener than somebody who picks blindly"
CHAIR = "Who has the chair at the end:"
SO_FAR = "The work was stopped; this is what was found so far."


def where(d: DecisionName) -> str:
    """A decision by its place."""
    return f"{d.turn_label}: {bare(d.title)} (decision {d.number})"


def told(early: bool, complete: bool) -> Iterator[Words]:
    """What must be known before the figures are read."""
    said = [text for text, holds in ((EARLY, early), (SO_FAR, not complete)) if holds]
    if said:
        yield Words(" ".join(said))


def figure(r: RangeView, mine: str) -> str:
    """A range in words: for the dead its two ends, for the rest the middle first; then the player's own."""
    unit = f" {r.unit}" if r.unit else ""
    own = f"{mine} {r.own_words}" if mine and r.own_words else ""
    if r.toll or r.low == r.high:
        told = r.low if r.low == r.high else f"{r.low} to {r.high}"
        return f"{told}{unit}" + (f" ({own})" if own else "")
    return f"{r.middle}{unit} ({r.low} to {r.high}{f'; {own}' if own else ''})"


def ranges_of(like: RangeView, rows: tuple[Range, ...], mark: str) -> Ranges:
    """Ranges of one measure; `mark` names the player's own."""
    unit = HUNDRED if like.format == "percent" and not like.unit else like.unit
    return Ranges(like.label, unit, rows, PLACES.get(like.format, 2), mark, 100.0 if like.format == "percent" else 0.0)


def range_of(label: str, r: RangeView, note: str = "", *, mark: bool = True) -> Range:
    """A range as a row; of the dead without a middle."""
    times = 100 if r.format == "percent" else 1
    own = r.own * times if mark and r.own is not None else None
    middle = None if r.toll or r.p5 == r.p95 else r.p50 * times
    return Range(label, r.p5 * times, r.p95 * times, middle, own, note)


def shares(parts: tuple[PartView, ...], mine: str) -> str:
    """In how many plays it came out in which way."""
    plays = sum(p.plays for p in parts)
    return ", ".join(f"{p.say} in {p.plays:,} of {plays:,}{f' ({mine})' if mine and p.own else ''}" for p in parts)


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
    named = "; ".join(f"{p.name}, in {p.plays} of {pairs} plays{_became(p)}" for p in often)
    rest = len(people) - len(often)
    return [Words(f"{named}{f'; seldom, {rest} more' if rest > 0 else ''}.", "Whose fate became another:")]


def _became(person: ReachedView) -> str:
    said = person.was_said and person.became_said
    return f" (most often from {quoted(person.was_said)} to {quoted(person.became_said)})" if said else ""
