"""`teaching.yaml`: what a class or a reader alone is asked after a run, and what a teacher prints. Values only."""

from __future__ import annotations

from attrs import frozen

from game.script.faults import Place
from game.script.header import TEXTS
from game.script.prose import Prose
from game.script.scenes import sources
from game.script.shapes import FORMULA, IDENT, INTEGER, PROSE, TEXT, Formula, key, many, where


@frozen
class Candidate:
    """A decision that may have been the hardest, with its two questions."""

    scene: str = key(IDENT, "its scene")
    understand: Prose = key(PROSE, "a question that asks how it came about")
    justify: Prose = key(PROSE, "a question that asks whether it was right")
    when: Formula | None = key(FORMULA, "only if this holds", default=None)
    place: Place = where()


@frozen
class Card:
    """Understanding and justifying, kept apart."""

    say: str = key(TEXT, "the words that keep them apart")
    candidates: tuple[Candidate, ...] = key(many(Candidate), "the first that was signed is asked about")
    place: Place = where()


@frozen
class Addressee:
    """Somebody to whom a page may be written."""

    id: str = key(IDENT, "its id", name="reader")
    label: str = key(TEXT, "who")
    note: str = key(TEXT, "what they could do, and what telling them may cost")
    place: Place = where()


@frozen
class Task:
    """A page for the player to write."""

    title: str = key(TEXT, "its title")
    prompt: Prose = key(PROSE, "what is asked")
    readers: tuple[Addressee, ...] = key(many(Addressee), "to whom it may be written")
    words: int = key(INTEGER, "how many words it should have", default=80)
    sources: tuple[str, ...] = key(sources, "keys of the bibliography", default=())
    place: Place = where()


@frozen
class Ask:
    """A question, with empty lines under it on paper."""

    ask: Prose = key(PROSE, "the question")
    when: Formula | None = key(FORMULA, "asked only if this holds", default=None)
    lines: int = key(INTEGER, "empty lines to write on", default=0)
    place: Place = where()


@frozen
class TeachersSheet:
    """A sheet to be printed for a class: questions, and a table to fill in where it has heads."""

    id: str = key(IDENT, "its id", name="sheet")
    title: str = key(TEXT, "its title")
    lead: str = key(TEXT, "what to do with it", default="")
    asks: tuple[Ask, ...] = key(many(Ask), "its questions: those that hold", default=())
    heads: tuple[str, ...] = key(TEXTS, "the heads of a table to fill in; the first names the row", default=())
    papers: tuple[str, ...] = key(many(IDENT), "scenes: those that came are rows of the table", default=())
    empty: int = key(INTEGER, "empty rows after them", default=0)
    place: Place = where()


@frozen
class Note:
    """A note to the teacher."""

    title: str = key(TEXT, "its title")
    say: str = key(TEXT, "the note")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography", default=())
    place: Place = where()


@frozen
class Teaching:
    """`teaching.yaml`. Every part may be left out."""

    card: Card | None = key(Card, "understanding and justifying", default=None)
    page: Task | None = key(Task, "a page for the player to write", default=None)
    questions: tuple[Ask, ...] = key(many(Ask), "questions tied to what a run did: those that hold", default=())
    sheets: tuple[TeachersSheet, ...] = key(many(TeachersSheet), "sheets shown when asked for", default=())
    notes: tuple[Note, ...] = key(many(Note), "notes to the teacher", default=())
