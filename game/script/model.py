"""A whole scenario as frozen values: the shapes of every file in its folder, and nothing that acts."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import attrs
from attrs import frozen

from game.script.aftermath import Debrief
from game.script.faults import Place
from game.script.header import TEXTS, Beat, Cut, Desk, Header, Turn
from game.script.orders import Order
from game.script.people import Ending, EndingPart, Endings, Fate, Fixed, Official, Person, Status
from game.script.scenes import Scene, Stance
from game.script.shapes import (
    FORMULA,
    IDENT,
    INTEGER,
    NUMBER,
    TEXT,
    YES_NO,
    Formula,
    key,
    many,
    one_of,
    where,
)
from game.script.world import World

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
    carried: str = key(TEXT, "what it takes from a file that is carried in: desk.trace", default="")
    shown: tuple[str, ...] = attrs.field(default=(), kw_only=True)  # its words in another language
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
    real: Formula | None = key(FORMULA, "the true figure, where even who looks does not see all of it", default=None)
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
    scenes: Sequence[Scene]
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
