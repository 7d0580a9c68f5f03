"""What comes to the desk: scenes with their choices, fields, effects and sources. Values only."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property

import attrs
from attrs import frozen

from game.script.faults import Faults, Place, ScriptError
from game.script.header import Allowed
from game.script.nodes import Node, Text
from game.script.orders import Order, orders, read_order
from game.script.parser import parse
from game.script.prose import Prose
from game.script.shapes import (
    FORMULA,
    IDENT,
    INTEGER,
    PROSE,
    TEXT,
    YES_NO,
    Formula,
    Kind,
    Unreadable,
    key,
    many,
    one_of,
    where,
)
from game.script.trail import along


class Stance(StrEnum):
    """What a choice is, for the debrief and the machine players; never shown during play."""

    TRUTH = "truth"
    INFLATE = "inflate"
    CONCEAL = "conceal"
    PROTECT = "protect"
    ENFORCE = "enforce"
    EVADE = "evade"
    REFUSE = "refuse"
    INQUIRE = "inquire"


class Letterhead(StrEnum):
    """How a paper is set."""

    TELEGRAM = "telegram"
    RETURN = "return"
    LETTER = "letter"
    MINUTES = "minutes"
    NEWSPAPER = "newspaper"
    POSTER = "poster"
    CIRCULAR = "circular"
    NOTE = "note"
    CALL = "call"
    LEDGER = "ledger"
    BOOK = "book"


class Basis(StrEnum):
    """How a scene stands to the record."""

    DOCUMENTED = "documented"
    COMPOSITE = "composite"
    INVENTED = "invented"
    COUNTERFACTUAL = "counterfactual"


class SceneKind(StrEnum):
    """What a scene is at the desk."""

    DOCUMENT = "document"
    FORM = "form"
    LOOK = "look"
    NEWS = "news"
    EVENT = "event"


@frozen
class Effect:
    """One change: `standing += 4 because the prefecture quotes the pledge`."""

    target: str
    op: str  # one of = += -=
    amount: Formula
    because: str
    place: Place = attrs.field(eq=False)


_EFFECT = re.compile(r"([a-z][a-z0-9_]*)\s*(=|\+=|-=)(?!=)\s*(.+?)\s+because\s+(.+)\Z", re.DOTALL)
EFFECT = r"^\s*[a-z][a-z0-9_]*\s*(=|\+=|-=)(?!=)[\s\S]+\sbecause\s[\s\S]+$"  # the same for editors


def _effect(node: Node, faults: Faults) -> Effect:
    value = " ".join(TEXT.read(node, faults).split())
    match = _EFFECT.match(value)
    if match is None:
        faults.add("bad-effect", node.place, value=value)
        raise Unreadable
    target, op, amount, because = match.groups()
    lines = node.lines if isinstance(node, Text) else ()
    at = node.place
    place = along(amount, along(value, at, lines), lines, match.start(3))
    try:
        return Effect(target, op, Formula(amount, place, parse(amount, place)), because, at)
    except ScriptError as error:
        faults.found.append(error.fault)
        raise Unreadable from None


def _source_keys(node: Node, faults: Faults) -> tuple[str, ...]:
    if isinstance(node, Text):
        return tuple(node.value.split())
    return tuple(many(IDENT).read(node, faults))


effects = many(Kind("effect", _effect))
sources = Kind("list of bibliography keys", _source_keys)


@frozen
class Later:
    """The second return of an act: dated, named, told when it has happened."""

    turn: str = key(IDENT, "the turn in which it is told")
    text: Prose = key(PROSE, "what it did, and to whom")
    when: Formula | None = key(FORMULA, "told only if this holds", default=None)
    place: Place = where()


@frozen
class Choice:
    """One act the player can sign."""

    id: str = key(IDENT, "its id", name="choice")
    say: Prose = key(PROSE, "the act, as the desk would put it")
    stance: Stance = key(one_of(Stance), "what kind of act it is")
    after: Prose = key(PROSE, "what the desk sees at once")
    needs: Formula | None = key(FORMULA, "locked unless this holds", default=None)
    locked: Prose | None = key(PROSE, "why it is locked", default=None)
    orders: tuple[Order, ...] = key(orders, "standing orders it signs", default=())
    effects: tuple[Effect, ...] = key(effects, "what it changes", default=())
    brief_after: Prose | None = key(PROSE, "a shorter `after` for cuts", default=None)
    later: tuple[Later, ...] = key(many(Later), "what comes of it in later turns", default=())
    file: Prose | None = key(PROSE, "what a personnel clerk enters of it", default=None)
    was: str = key(IDENT, "the id it had in an earlier version", default="")
    place: Place = where()


@frozen
class Step:
    """One labelled step of a form's field."""

    id: str = key(IDENT, "its id", name="step")
    say: Prose = key(PROSE, "its label")
    stance: Stance = key(one_of(Stance), "what kind of act it is")
    after: Prose | None = key(PROSE, "what the desk sees at once", default=None)
    order: Order | None = key(Kind("order", lambda n, f: read_order("", n, f)), "the step of its lever", default=None)
    value: Formula | None = key(FORMULA, "what it writes, if not the field's value", default=None)
    effects: tuple[Effect, ...] = key(effects, "what it changes", default=())
    brief_after: Prose | None = key(PROSE, "a shorter `after` for cuts", default=None)
    later: tuple[Later, ...] = key(many(Later), "what comes of it in later turns", default=())
    file: Prose | None = key(PROSE, "what a personnel clerk enters of it", default=None)
    needs: Formula | None = key(FORMULA, "locked unless this holds", default=None)
    locked: Prose | None = key(PROSE, "why it is locked", default=None)
    orders: tuple[Order, ...] = key(orders, "further standing orders", default=())
    was: str = key(IDENT, "the id it had in an earlier version", default="")
    place: Place = where()


@frozen
class Field:
    """One line of a form."""

    id: str = key(IDENT, "its id", name="field")
    label: str = key(TEXT, "what the form asks")
    steps: tuple[Step, ...] = key(many(Step), "two to five labelled steps")
    unit: str = key(TEXT, "unit of the value", default="")
    sets: str = key(IDENT, "the lever it orders", default="")
    value: Formula | None = key(FORMULA, "what a step writes; `this` is the lever under that step", default=None)
    format: str = key(TEXT, "how the value is written", default="int")
    beside: tuple[str, ...] = key(many(IDENT), "landmarks shown beside it", default=())
    place: Place = where()


@frozen
class Scene:
    """Anything that comes to the desk."""

    id: str
    kind: SceneKind
    title: Prose = key(PROSE, "its title")
    basis: Basis = key(one_of(Basis), "documented, composite, invented or counterfactual")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography; `[]` where all of it is invented")
    text: Prose = key(PROSE, "what is written on it")
    record: str = key(TEXT, "one line of what was on paper by that date", default="")
    turns: tuple[str, ...] = key(many(IDENT, single=True), "turns it belongs to", name="turn", default=())
    beat: str = key(IDENT, "the part of the turn", default="")
    desk: str = key(IDENT, "which desk it comes to, or any", default="")
    when: Formula | None = key(FORMULA, "comes only if this holds", default=None)
    priority: int = key(INTEGER, "higher comes first", default=0)
    weight: int = key(INTEGER, "1 to 5: chance among storylets of one priority", default=1)
    once: bool = key(YES_NO, "comes once only", default=True)
    cooldown: int = key(INTEGER, "turns before it may come again", default=0)
    optional: bool = key(YES_NO, "reading nobody has to do", default=False)
    tags: tuple[str, ...] = key(many(IDENT), "free tags", default=())
    letterhead: Letterhead = key(one_of(Letterhead), "how it is set", default=Letterhead.NOTE)
    sender: str = key(TEXT, "who it is from", name="from", default="")
    addressee: str = key(TEXT, "who it is to", name="to", default="")
    dated: str = key(TEXT, "its date", default="")
    brief: Prose | None = key(PROSE, "a shorter text for cuts", default=None)
    note: str = key(TEXT, "a content note shown first", default="")
    summary: Prose | None = key(PROSE, "read this instead", default=None)
    people: tuple[str, ...] = key(many(IDENT), "people in it", default=())
    effects: tuple[Effect, ...] = key(effects, "what its coming changes", default=())
    choices: tuple[Choice, ...] = key(many(Choice), "acts to choose from", default=())
    fields: tuple[Field, ...] = key(many(Field), "lines of a form", default=())
    after: Prose | None = key(PROSE, "what the desk sees once a form is signed", default=None)
    brief_after: Prose | None = key(PROSE, "a shorter `after` for cuts", default=None)
    days: int = key(INTEGER, "days a look takes", default=1)
    later_record: str = key(TEXT, "what was known only afterwards", default="")
    dispute: str = key(TEXT, "where scholars differ", default="")
    ask: str = key(TEXT, "a question for afterwards", default="")
    allow: tuple[Allowed, ...] = key(many(Allowed), "warnings of `check` that are not wanted, and why", default=())
    was: str = key(IDENT, "the id it had in an earlier version", default="")
    place: Place = where()

    @property
    def parts(self) -> tuple[Choice | Step, ...]:
        """Every answer, of whatever row."""
        return (*self.choices, *(step for field in self.fields for step in field.steps))

    @property
    def rows(self) -> tuple[tuple[Choice | Step, ...], ...]:
        """The answers as they are offered: the choices as one row, or the steps of each field."""
        return (self.choices,) if self.choices else tuple(field.steps for field in self.fields)

    @property
    def decides(self) -> bool:
        """Whether it waits for a signature."""
        return bool(self.choices or self.fields)

    def paths(self) -> frozenset[tuple[str, ...]]:
        """What `seen(scene. ...)` may name: choices, or fields with their steps."""
        return self._paths

    @cached_property
    def _paths(self) -> frozenset[tuple[str, ...]]:
        chosen = {(c.id,) for c in self.choices}
        return frozenset(chosen | {(f.id, s.id) for f in self.fields for s in f.steps})
