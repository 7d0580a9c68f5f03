"""`papers.yaml` and `dossier.yaml`: how claims became quotas, whose signature, what fell silent, the file. Values only.

No run depends on them. Their conditions and texts are read at the end of a run, with everything it signed; an entry of
the dossier is read as the turn closed that it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from game.script.aftermath import Fold
from game.script.faults import Place
from game.script.prose import Prose
from game.script.scenes import sources
from game.script.shapes import (
    FORMULA,
    IDENT,
    INTEGER,
    PROSE,
    TEXT,
    Formula,
    key,
    many,
    one_of,
    pairs,
    where,
)


@frozen
class Column:
    """A figure of each year. In the ratchet's texts its id is its value, `last_` with its id the year before's."""

    id: str = key(IDENT, "its id", name="column")
    label: str = key(TEXT, "the head of its column, short")
    note: str = key(TEXT, "what it is, with its unit")
    to: Formula = key(FORMULA, "its value at the end of a turn", name="is")
    per: Formula | None = key(FORMULA, "what the value is divided by, both counted over the year", default=None)
    fold: Fold = key(one_of(Fold), "how the turns of a year make one value: sum, mean or last", default=Fold.SUM)
    format: str = key(TEXT, "int, one, two or percent", default="int")
    place: Place = where()


@frozen
class Said:
    """A text with a condition."""

    text: Prose = key(PROSE, "the words")
    when: Formula | None = key(FORMULA, "if this holds", default=None)
    place: Place = where()


@frozen
class Ratchet:
    """How a claim became a quota, year by year."""

    calendar: str = key(IDENT, "a calendar of debrief.yaml: its periods are the rows")
    lead: str = key(TEXT, "what the table shows")
    head: str = key(TEXT, "what a row is", default="Year")
    columns: tuple[Column, ...] = key(many(Column), "its columns in order")
    says: tuple[Said, ...] = key(many(Said), "a sentence for each year: the first that holds", name="say")
    caution: str = key(TEXT, "what it must not be taken for", default="")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography", default=())
    place: Place = where()


@frozen
class Paper:
    """A decisive paper: who did what with it, each in a phrase."""

    id: str = key(IDENT, "its id", name="paper")
    title: str = key(TEXT, "its name")
    ordered: Prose = key(PROSE, "who ordered it")
    reported: Prose = key(PROSE, "who reported")
    knew: Prose = key(PROSE, "who knew")
    gained: Prose = key(PROSE, "who gained")
    paid: Prose = key(PROSE, "who paid")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography")
    when: Formula | None = key(FORMULA, "shown only if this holds: that the paper came", default=None)
    place: Place = where()


class Way(StrEnum):
    """What became of a paper or a voice."""

    STOPPED = "stopped"
    PASSED = "passed"
    LATE = "late"


@frozen
class Outcome:
    """One way a paper or a voice may have gone."""

    way: Way = key(one_of(Way), "stopped, passed or late", name="is")
    at: Prose = key(PROSE, "where it stopped, or how far it came", name="where")
    by: Prose = key(PROSE, "who stopped it, or let it pass")
    when: Formula | None = key(FORMULA, "if this holds", default=None)
    place: Place = where()


@frozen
class Silence:
    """A paper or a voice on its way up, and what it would have said."""

    id: str = key(IDENT, "its id", name="silence")
    title: str = key(TEXT, "whose it is")
    said: Prose = key(PROSE, "what it would have said, or said")
    outcomes: tuple[Outcome, ...] = key(many(Outcome), "what became of it: the first that holds; none, not shown")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography")
    when: Formula | None = key(FORMULA, "shown only if this holds", default=None)
    place: Place = where()


@frozen
class Papers:
    """`papers.yaml`. Every part may be left out."""

    ratchet: Ratchet | None = key(Ratchet, "how a claim became a quota", default=None)
    signatures: tuple[Paper, ...] = key(many(Paper), "whose signature, paper by paper", default=())
    silences: tuple[Silence, ...] = key(many(Silence), "what stopped, where, and who stopped it", default=())


@frozen
class Event:
    """An entry of the dossier that no signature made: a removal, a warning."""

    text: Prose = key(PROSE, "the sentence")
    at: Formula = key(FORMULA, "the number of the turn it belongs to, such as `removed_turn`")
    when: Formula | None = key(FORMULA, "if this holds", default=None)
    place: Place = where()


@frozen
class Dossier:
    """`dossier.yaml`: the file of the run, put together from the `file` of what was signed."""

    heading: str = key(TEXT, "what stands on its cover", default="")
    most_words: int = key(INTEGER, "as many as fit the page", default=350)
    opening: tuple[Said, ...] = key(many(Said), "its first lines: all that hold", default=())
    closing: tuple[Said, ...] = key(many(Said), "its last lines: all that hold", default=())
    missing: tuple[Said, ...] = key(many(Said), "what is not in it: the first that hold", default=())
    most_missing: int = key(INTEGER, "so many of them", default=5)
    rest: str = key(TEXT, "said where not everything fits", default="")
    events: tuple[Event, ...] = key(many(Event), "entries that no signature made", default=())
    weights: Mapping[str, int] = key(pairs(INTEGER), "scene: weight; the heaviest are kept, 1 if left out", default={})
    place: Place = where()
