"""A whole scenario as frozen values: the shapes of every file in its folder, and nothing that acts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs
from attrs import frozen

from game.script.aftermath import Debrief
from game.script.faults import Faults, Place
from game.script.nodes import Node, Text
from game.script.people import Ending, EndingPart, Endings, Fate, Fixed, Official, Person, Status
from game.script.prose import Prose
from game.script.scenes import Order, Scene, Stance, orders
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
    key,
    many,
    one_of,
    pairs,
    where,
)
from game.script.world import World

TEXTS = many(TEXT)


def _sign(node: Node, faults: Faults) -> Mapping[str, str]:
    if isinstance(node, Text):
        return {"": str(IDENT.read(node, faults))}
    return pairs(IDENT).read(node, faults)


SIGN = Kind("a choice, or field: step lines", _sign)


# scenario.yaml


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
    place: Place = where()


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
class Pause:
    """A place where a class stops to predict."""

    after: str = key(IDENT, "the scene it follows")
    ask: str = key(TEXT, "the question")
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
    predictions: tuple[Pause, ...] = key(many(Pause), "where a class predicts", default=())
    place: Place = where()


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
    role: str = key(TEXT, "who the player is", default="")
    goals: tuple[str, ...] = key(TEXTS, "learning goals", default=())
    storylets: int = key(INTEGER, "storylets a turn", default=1)
    each_look: tuple[Order, ...] = key(orders, "what each look orders besides", default=())
    cuts: tuple[Cut, ...] = key(many(Cut), "lessons", default=())
    place: Place = where()


# figures.yaml


class VariableKind(StrEnum):
    """What a variable of the story holds."""

    FLAG = "flag"
    WORD = "word"
    NUMBER = "number"


@frozen
class Variable:
    """Something the story remembers that the model does not."""

    id: str = key(IDENT, "its id", name="variable")
    kind: VariableKind = key(one_of(VariableKind), "flag, word or number")
    label: str = key(TEXT, "what it means")
    starts: str = key(TEXT, "yes or no, a word, or a number")
    words: tuple[str, ...] = key(many(IDENT), "the words it may hold", default=())
    low: float = key(NUMBER, "lowest number", default=0.0)
    high: float = key(NUMBER, "highest number", default=1000.0)
    unit: str = key(TEXT, "unit of a number", default="")
    place: Place = where()


@frozen
class Derived:
    """A figure worked out from others whenever it is read."""

    id: str = key(IDENT, "its id", name="figure")
    to: Formula = key(FORMULA, "how it is worked out", name="is")
    label: str = key(TEXT, "what it is")
    unit: str = key(TEXT, "unit", default="")
    place: Place = where()


@frozen
class Condition:
    """A named condition, so that `when` stays readable."""

    id: str = key(IDENT, "its id", name="condition")
    to: Formula = key(FORMULA, "when it holds", name="is")
    label: str = key(TEXT, "what it means", default="")
    place: Place = where()


@frozen
class BandStep:
    """One word of a band."""

    say: str = key(TEXT, "the word")
    below: float | None = key(NUMBER, "for figures below this; left out for the last", default=None)


@frozen
class Band:
    """Words for a figure."""

    id: str = key(IDENT, "its id", name="band")
    steps: tuple[BandStep, ...] = key(many(BandStep), "from low to high")
    place: Place = where()


@frozen
class Row:
    """A line of the ledger, or a landmark beside a form: what is claimed, and when it is seen or unknown."""

    id: str = key(IDENT, "its id", name="row")
    label: str = key(TEXT, "its label")
    claimed: Formula = key(FORMULA, "what the desk is told")
    unit: str = key(TEXT, "unit", default="")
    format: str = key(TEXT, "int, one, two, percent or a band", default="int")
    seen: Formula | None = key(FORMULA, "the true figure, if it can be seen", default=None)
    seen_when: Formula | None = key(FORMULA, "when it is seen", default=None)
    unknown_when: Formula | None = key(FORMULA, "when nothing is known", default=None)
    group: str = key(TEXT, "heading in the ledger", default="")
    desk: int = key(INTEGER, "1 to 3: one of the three figures always on the desk", default=0)
    chart: bool = key(YES_NO, "its history can be drawn", default=False)
    note: str = key(TEXT, "what it is, in a sentence", default="")
    place: Place = where()


@frozen
class Figures:
    """`figures.yaml`."""

    variables: tuple[Variable, ...] = key(many(Variable), "what the story remembers", default=())
    derived: tuple[Derived, ...] = key(many(Derived), "figures worked out from others", default=())
    conditions: tuple[Condition, ...] = key(many(Condition), "named conditions", default=())
    bands: tuple[Band, ...] = key(many(Band), "words for figures", default=())
    ledger: tuple[Row, ...] = key(many(Row), "the ledger", default=())
    landmarks: tuple[Row, ...] = key(many(Row), "what stands beside a form's field", default=())


# glossary.yaml, bibliography.yaml


@frozen
class Term:
    """A word of the time."""

    term: str = key(TEXT, "the word")
    say: str = key(TEXT, "what it means")
    characters: str = key(TEXT, "in characters", default="")
    pronounce: str = key(TEXT, "how to say it", default="")
    also: tuple[str, ...] = key(TEXTS, "other spellings", default=())


@frozen
class Source:
    """One entry of the bibliography."""

    id: str = key(TEXT, "its key", name="source")
    authors: str = key(TEXT, "authors")
    title: str = key(TEXT, "title")
    year: str = key(TEXT, "year", default="")
    publication: str = key(TEXT, "where", default="")
    supports: str = key(TEXT, "what it is used for here", default="")
    school: str = key(TEXT, "how it stands among historians", default="")
    status: str = key(TEXT, "how it was checked", default="")
    place: Place = where()


@frozen
class Scenario:
    """All files of one folder, read and linked. Immutable; the engine compiles it."""

    header: Header
    world: World
    figures: Figures
    scenes: tuple[Scene, ...]
    people: tuple[Person, ...]
    endings: Endings
    officials: tuple[Official, ...]
    glossary: tuple[Term, ...]
    sources: tuple[Source, ...]
    folder: str = attrs.field(default="", eq=False)
    debrief: Debrief = attrs.field(factory=Debrief)

    @property
    def id(self) -> str:
        """The scenario's id."""
        return self.header.id


__all__ = [
    "Band",
    "Beat",
    "Condition",
    "Cut",
    "Debrief",
    "Derived",
    "Desk",
    "Ending",
    "EndingPart",
    "Endings",
    "Fate",
    "Figures",
    "Fixed",
    "Header",
    "Official",
    "Order",
    "Person",
    "Row",
    "Scenario",
    "Scene",
    "Source",
    "Stance",
    "Status",
    "Term",
    "Turn",
    "Variable",
    "VariableKind",
    "World",
]
