"""The first page of a scenario, `scenario.yaml`: all that the first screen needs, and the frame of play.

It stands alone: whoever lists scenarios loads no scene, no model and no check.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from attrs import evolve, frozen

from game.script.faults import Faults, Place
from game.script.nodes import Node, Text
from game.script.orders import Order, orders
from game.script.prose import Prose
from game.script.shapes import (
    DATE,
    FORMULA,
    IDENT,
    INTEGER,
    NUMBER,
    PROSE,
    TEXT,
    YES_NO,
    Formula,
    Kind,
    Unreadable,
    key,
    many,
    pairs,
    where,
)

TEXTS = many(TEXT)


def _sign(node: Node, faults: Faults) -> Mapping[str, str]:
    if isinstance(node, Text):
        return {"": str(IDENT.read(node, faults))}
    return pairs(IDENT).read(node, faults)


SIGN = Kind("a choice, or field: step lines", _sign)


LONGEST_STAMP = 12


def _stamp(node: Node, faults: Faults) -> str:
    value = str(TEXT.read(node, faults))
    if "\n" in value or len(value) > LONGEST_STAMP:
        faults.add("wrong-type", node.place, "stamp", most=LONGEST_STAMP)
        raise Unreadable
    return value


STAMP = Kind("text", _stamp)

SMALL = frozenset(
    ("spring", "summer", "autumn", "winter", "early", "mid", "late", "the", "first", "second", "third", "last", "end")
)


def in_sentence(label: str) -> str:
    """The name of a turn in a sentence: an ordinary word of time begins small, a month or any other name does not."""
    word = label.split(" ", 1)[0].lower()
    return label[:1].lower() + label[1:] if word in SMALL else label


@frozen
class Turn:
    """One turn: a season, a week, a day."""

    id: str = key(IDENT, "its id", name="turn")
    label: str = key(TEXT, "its name for a reader")
    season: str = key(IDENT, "its season", default="")
    year: int = key(INTEGER, "the year it begins in", default=0)
    months: str = key(TEXT, "the months, for the calendar", default="")
    begins: str = key(DATE, "when it begins, for the timeline of the debrief: 1957-09", default="")
    days: int = key(INTEGER, "days for looks", default=1)
    silent: bool = key(YES_NO, "computed, not played", default=False)
    said: str = key(TEXT, "its name inside a sentence, where `Early July` as `early July` is not right", default="")
    place: Place = where()

    @property
    def in_sentence(self) -> str:
        """Its name inside a sentence."""
        return self.said or in_sentence(self.label)


@frozen
class Beat:
    """A part of every turn, and the stage of the model that runs after it."""

    id: str = key(IDENT, "its id", name="beat")
    label: str = key(TEXT, "its name", default="")
    then: str = key(IDENT, "the stage of rules that runs when it is over")
    place: Place = where()


@frozen
class Desk:
    """Where the player sits while a condition holds."""

    id: str = key(IDENT, "its id", name="desk")
    label: str = key(TEXT, "its name")
    when: Formula = key(FORMULA, "while this holds")
    place: Place = where()


@frozen
class Earlier:
    """A decision signed before a cut begins."""

    scene: str = key(IDENT, "the scene")
    sign: Mapping[str, str] = key(SIGN, "the choice; or `field: step` lines for a form")
    place: Place = where()


@frozen
class Allowed:
    """A warning of `check` that is not wanted, and why."""

    code: str = key(TEXT, "the code of the warning", name="warning")
    because: str = key(TEXT, "why it is meant so")
    about: str = key(TEXT, "the scene, variable, cut, person ... it is for; the whole story if left out", default="")
    place: Place = where()


@frozen
class Pause:
    """A place where a class stops to predict."""

    after: str = key(IDENT, "the scene it follows")
    ask: str = key(TEXT, "the question")
    beside: tuple[str, ...] = key(many(IDENT), "landmarks shown beside it, to predict by", default=())
    place: Place = where()


@frozen
class Length:
    """What every path keeps to, whoever plays it; 0 leaves a bound open."""

    least_signatures: int = key(INTEGER, "no run has fewer", default=0)
    most_signatures: int = key(INTEGER, "no run has more", default=0)
    most_words: int = key(INTEGER, "no path has more words that must be read", default=0)
    most_apart: int = key(INTEGER, "nor more words counted apart: labels, record lines, optional reading", default=0)
    place: Place = where()


@frozen
class Cut:
    """A lesson made out of a scenario."""

    id: str = key(IDENT, "its id", name="cut")
    title: str = key(TEXT, "its name")
    minutes: int = key(INTEGER, "playing time")
    first: str = key(IDENT, "the turn it begins in", name="from")
    last: str = key(IDENT, "the turn it ends in", name="to")
    runs_on_to: str = key(IDENT, "the turn the model runs on to, without decisions", default="")
    intro: Prose = key(PROSE, "what is already signed")
    settings: Mapping[str, float] = key(pairs(NUMBER), "parameter: value", default={})
    earlier: tuple[Earlier, ...] = key(many(Earlier), "decisions signed before", default=())
    keep: tuple[str, ...] = key(many(IDENT), "the scenes it keeps")
    continues: str = key(IDENT, "the cut it goes on from", default="")
    past: tuple[Earlier, ...] = key(many(Earlier), "what is signed of it where no run of it is given", default=())
    before: Cut | None = attrs.field(default=None, repr=False, kw_only=True)  # the cut of that name, once it is known
    length: Length | None = key(Length, "what every path of it keeps to", default=None)
    predictions: tuple[Pause, ...] = key(many(Pause), "where a class predicts", default=())
    place: Place = where()

    @property
    def opens(self) -> str:
        """The turn its runs begin in: that of the cut it goes on from, whose decisions they sign first."""
        return self.before.first if self.before else self.first

    def after(self, before: Cut | None) -> Cut:
        """This cut, where it goes on from another: what that one set and declares as signed earlier holds here too."""
        return evolve(self, before=before, settings=before.settings, earlier=before.earlier) if before else self


@frozen
class Header:
    """`scenario.yaml`: what the first screen needs, and the frame of play."""

    id: str = key(IDENT, "its id; the folder's name", name="scenario")
    title: str = key(TEXT, "its title")
    blurb: str = key(TEXT, "one line")
    minutes: int = key(INTEGER, "playing time")
    content_note: str = key(TEXT, "what it deals with; how to pause and skip")
    frame: str = key(TEXT, "the first screen")
    turns: tuple[Turn, ...] = key(many(Turn), "the turns in order")
    beats: tuple[Beat, ...] = key(many(Beat), "the parts of a turn in order")
    desks: tuple[Desk, ...] = key(many(Desk), "desks, the first is the usual one")
    subtitle: str = key(TEXT, "a second line under the title", default="")
    reading_level: int = key(INTEGER, "school grade of the narration", default=8)
    version: int = key(INTEGER, "version of the story", default=1)
    licence: str = key(TEXT, "under which it may be shared, such as CC BY 4.0; `pack` asks for it", default="")
    authors: tuple[str, ...] = key(many(TEXT, single=True), "who wrote it; `pack` asks for it", default=())
    ages: str = key(TEXT, "for whom it is meant, in a sentence; `pack` asks for it", default="")
    role: str = key(TEXT, "who the player is", default="")
    stamp: str = key(STAMP, "what the stamp on signed papers shows; the usual one is a Chinese seal", default="")
    goals: tuple[str, ...] = key(TEXTS, "learning goals", default=())
    storylets: int = key(INTEGER, "storylets a turn", default=1)
    each_look: tuple[Order, ...] = key(orders, "what each look orders besides", default=())
    cuts: tuple[Cut, ...] = key(many(Cut), "lessons", default=())
    length: Length | None = key(Length, "what every path of a full run keeps to", default=None)
    allow: tuple[Allowed, ...] = key(many(Allowed), "warnings of `check` that are not wanted, and why", default=())
    place: Place = where()
