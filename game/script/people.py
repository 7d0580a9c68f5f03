"""The people of a story, what becomes of them, the last pages, and the officials who play by machine. Values only."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from game.script.faults import Place
from game.script.prose import Prose
from game.script.shapes import FORMULA, IDENT, NUMBER, PROSE, TEXT, Formula, key, many, pairs, where

# people.yaml


@frozen
class Status:
    """One line about a person while the run is open."""

    say: Prose = key(PROSE, "the line")
    when: Formula | None = key(FORMULA, "while this holds", default=None)


@frozen
class Fate:
    """What became of a person."""

    id: str = key(IDENT, "its id", name="fate")
    text: Prose = key(PROSE, "what became of them")
    label: str = key(TEXT, "the same in a few words, for tables", default="")
    when: Formula | None = key(FORMULA, "if this holds", default=None)
    place: Place = where()


@frozen
class Person:
    """Somebody who comes again."""

    id: str = key(IDENT, "its id", name="person")
    name: str = key(TEXT, "family name first")
    role: str = key(TEXT, "what they do")
    about: Prose = key(PROSE, "what the desk knows of them")
    status: tuple[Status, ...] = key(many(Status), "one line while the run is open", default=())
    fates: tuple[Fate, ...] = key(many(Fate), "the last pages")
    age: str = key(TEXT, "age at the start", default="")
    real: str = key(TEXT, "composite, or real", default="composite")
    wants: str = key(TEXT, "what they want", default="")
    characters: str = key(TEXT, "the name in characters", default="")
    pronounce: str = key(TEXT, "how to say it", default="")
    threads: tuple[str, ...] = key(many(IDENT), "scenes that touch them", default=())
    place: Place = where()


# endings.yaml


@frozen
class Ending:
    """One text of one part of the ending."""

    id: str = key(IDENT, "its id", name="ending")
    text: Prose = key(PROSE, "the page")
    title: str = key(TEXT, "its title", default="")
    label: str = key(TEXT, "its name where several endings are listed; its title if left out", default="")
    when: Formula | None = key(FORMULA, "if this holds", default=None)
    place: Place = where()


@frozen
class EndingPart:
    """A part of the ending: the first of its texts whose condition holds."""

    id: str = key(IDENT, "its id", name="part")
    endings: tuple[Ending, ...] = key(many(Ending), "texts in order")
    cuts: tuple[str, ...] = key(many(IDENT, single=True), "the cuts it is for; all if left out", default=())
    title: str = key(TEXT, "its heading", default="")
    place: Place = where()


@frozen
class Endings:
    """`endings.yaml`."""

    parts: tuple[EndingPart, ...] = key(many(EndingPart), "the last pages of a full run")
    cut_parts: tuple[EndingPart, ...] = key(many(EndingPart), "the last pages of a cut", default=())

    def of(self, cut: str) -> tuple[EndingPart, ...]:
        """The parts of a run: of the full run for no cut, and for a cut that has none of its own."""
        own = tuple(p for p in self.cut_parts if not p.cuts or cut in p.cuts) if cut else ()
        return own or self.parts

    def naming(self) -> tuple[EndingPart, ...]:
        """Every part that may name the ending of a run: the first of the full run, and of the cuts."""
        first = [self.parts[:1], self.cut_parts[:1], *((p,) for p in self.cut_parts if p.cuts)]
        return tuple({part.id: part for parts in first for part in parts}.values())


# officials.yaml


@frozen
class Fixed:
    """A lever an official sets directly in some turns (reference mode)."""

    lever: str = key(IDENT, "the lever")
    to: float = key(NUMBER, "its value")
    turns: tuple[str, ...] = key(many(IDENT, single=True), "the turns; all if left out", default=())


@frozen
class Official:
    """A policy for machine plays."""

    id: str = key(IDENT, "its id", name="official")
    label: str = key(TEXT, "its name")
    default_k: float = key(NUMBER, "k of every lever not named")
    says: str = key(TEXT, "one line", default="")
    k: Mapping[str, float] = key(pairs(NUMBER), "lever: k", default={})
    scatter: float = key(NUMBER, "personal spread of k, as a share of a quarter of the range", default=0.05)
    fixed: tuple[Fixed, ...] = key(many(Fixed), "levers set directly", default=())
    stances: Mapping[str, float] = key(pairs(NUMBER), "stance: how gladly it is taken", default={})
    prefers: Mapping[str, str] = key(
        pairs(TEXT), "scene: the choice he takes where it is open; `one or other` for either by chance", default={}
    )
    looks: float = key(NUMBER, "chance of making a look", default=0.5)
    place: Place = where()

    def preferred(self, scene: str) -> tuple[tuple[str, ...], ...]:
        """The answers he prefers to a scene, each with a pick for every row."""
        named = self.prefers.get(scene, "")
        return tuple(tuple(answer.strip().split(",")) for answer in named.split(" or ")) if named else ()
