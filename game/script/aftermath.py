"""`debrief.yaml`: the charts, the toll, the model in words, its limits, the questions that follow a run. Values only.

A chart's lines and the measures of a run are expressions over the model, read at the end of each turn; the record's
lines are numbers with sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attrs import Factory, field, frozen

from game.script.faults import Place
from game.script.prose import Prose, format_number
from game.script.scenes import sources
from game.script.shapes import FORMULA, IDENT, NUMBER, PROSE, TEXT, YES_NO, Formula, key, many, one_of, pairs, where


class LineRole(StrEnum):
    """What a line of a chart is."""

    REPORTED = "reported"
    REAL = "real"
    HISTORY = "history"


class Fold(StrEnum):
    """How several turns make one period."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"


class Leans(StrEnum):
    """Where a model errs."""

    KIND = "too kind"
    HARSH = "too harsh"
    SIMPLE = "too simple"


class Over(StrEnum):
    """How the turns of a run make one number."""

    LAST = "last"
    LOWEST = "lowest"
    HIGHEST = "highest"
    MEAN = "mean"
    SUM = "sum"


class Stands(StrEnum):
    """Where a line in brief stands."""

    FIRST = "first"
    RECORD = "record"
    AFTER = "after"


class Direction(StrEnum):
    """Which way a measure moves when the people of the place fare better."""

    MORE = "more"
    LESS = "less"


@frozen
class Period:
    """Turns that count as one place of a chart: a harvest year, a calendar year."""

    id: str = key(TEXT, "its name, as the chart prints it", name="period")
    turns: tuple[str, ...] = key(many(IDENT, single=True), "its turns")
    said: str = field(default=Factory(lambda self: self.id, takes_self=True), kw_only=True)  # in another language
    place: Place = where()


@frozen
class Calendar:
    """A way to count turns into periods."""

    id: str = key(IDENT, "its id", name="calendar")
    periods: tuple[Period, ...] = key(many(Period), "the periods in order")
    place: Place = where()


@frozen
class Line:
    """One line of a chart: an expression of the run, or the record's own numbers."""

    id: str = key(IDENT, "its id", name="line")
    label: str = key(TEXT, "its name beside the chart")
    role: LineRole = key(one_of(LineRole), "reported, real or history")
    to: Formula | None = key(FORMULA, "its value at the end of a turn", name="is", default=None)
    per: Formula | None = key(FORMULA, "what the value is divided by, both counted over the period", default=None)
    fold: Fold = key(one_of(Fold), "how the turns of a period make one value: sum, mean or last", default=Fold.LAST)
    values: Mapping[str, float] = key(pairs(NUMBER), "period (or turn): number, for the record", default={})
    sources: tuple[str, ...] = key(sources, "keys of the bibliography", default=())
    place: Place = where()


@frozen
class Chart:
    """A chart of the debrief, with its words."""

    id: str = key(IDENT, "its id", name="chart")
    title: str = key(TEXT, "its title")
    unit: str = key(TEXT, "unit")
    lines: tuple[Line, ...] = key(many(Line), "its lines: at most one reported and one real")
    calendar: str = key(IDENT, "the calendar it counts by; every turn if left out", default="")
    parts: bool = key(YES_NO, "a period is drawn though some of its turns are not computed", default=False)
    together: bool = key(YES_NO, "only in the debrief of a class: its lines added up over the runs", default=False)
    say: str = key(TEXT, "what it shows, for a student", default="")
    caution: str = key(TEXT, "what it must not be taken for", default="")
    behind: tuple[str, ...] = key(many(IDENT, single=True), "series of the record drawn behind its lines", default=())
    mark: Formula | None = key(FORMULA, "a level line", default=None)
    mark_label: str = key(TEXT, "what the level line is", default="")
    place: Place = where()


@frozen
class Statement:
    """A sentence with its sources."""

    say: str = key(TEXT, "the sentence")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography")
    place: Place = where()


@frozen
class Passage:
    """A part of the model in words, for a reader who asks how it works."""

    id: str = key(IDENT, "its id", name="passage")
    title: str = key(TEXT, "its title")
    say: str = key(TEXT, "the words; a blank line begins a paragraph")
    place: Place = where()


@frozen
class Limit:
    """Something the model gets wrong."""

    leans: Leans = key(one_of(Leans), "too kind, too harsh or too simple")
    say: str = key(TEXT, "in what")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography; needed where it names a year", default=())
    place: Place = where()


@frozen
class Explain:
    """A figure whose chain of reasons every debrief shows, for the turn in which it was lowest, highest or last."""

    id: str = key(IDENT, "the figure: a stock or a flow", name="explain")
    title: str = key(TEXT, "what is asked")
    at: Over = key(one_of(Over), "lowest, highest or last")
    say: str = key(TEXT, "what to look for", default="")
    place: Place = where()


@frozen
class Question:
    """A question to any run."""

    id: str = key(IDENT, "its id", name="question")
    ask: str = key(TEXT, "the question")
    place: Place = where()


@frozen
class Measure:
    """A figure by which one run is held beside others."""

    id: str = key(IDENT, "its id", name="measure")
    label: str = key(TEXT, "its name in a sentence")
    to: Formula = key(FORMULA, "its value at the end of a turn", name="is")
    over: Over = key(one_of(Over), "the turns as one number: last, lowest, highest, mean or sum", default=Over.LAST)
    in_charge: bool = key(YES_NO, "only the turns in which the player's orders stand", default=False)
    unit: str = key(TEXT, "unit", default="")
    format: str = key(TEXT, "int, one, two or percent", default="two")
    direction: Direction = key(one_of(Direction), "which way people fare better: more or less", default=Direction.MORE)
    ranks: bool = key(YES_NO, "decisions are put in order by what they moved of it", default=False)
    little: float = key(NUMBER, "a decision that moves it by less than this mattered little", default=0.0)
    toll: bool = key(YES_NO, "it counts the dead: shown as a range, nothing is put in order by it", default=False)
    caution: str = key(TEXT, "what its figure must not be taken for, said wherever the measure is shown", default="")
    place: Place = where()

    def says(self, value: float) -> str:
        """A value of it as it is written, without its unit."""
        return format_number(value, self.format, {})


@frozen
class Holder:
    """Who sits in the chair at the end of a run."""

    say: str = key(TEXT, "who, in a few words")
    when: Formula | None = key(FORMULA, "if this holds", default=None)
    place: Place = where()


@frozen
class InBrief:
    """A line of what comes first: what a reader must know before anything else, of this run; or what comes after."""

    label: str = key(TEXT, "what it is about, in a word or two")
    text: Prose = key(PROSE, "the words, read at the end of the run")
    stands: Stands = key(
        one_of(Stands),
        "first: on the first page, which is short; record: there too, as what the record says of the same years; "
        "after: in a section further down",
        default=Stands.FIRST,
    )
    when: Formula | None = key(FORMULA, "if this holds", default=None)
    sources: tuple[str, ...] = key(sources, "keys of the bibliography", default=())
    place: Place = where()


@frozen
class Debrief:
    """`debrief.yaml`. Every part may be left out."""

    opening: str = key(TEXT, "its first words", default="You are not your character. Put the pen down.")
    brief: tuple[InBrief, ...] = key(many(InBrief), "what comes first, in a few lines; all that hold", default=())
    calendars: tuple[Calendar, ...] = key(many(Calendar), "ways to count turns into periods", default=())
    charts: tuple[Chart, ...] = key(many(Chart), "the charts in order", default=())
    toll: Statement | None = key(Statement, "the range of the dead, with who says what", default=None)
    model: tuple[Passage, ...] = key(many(Passage), "the model in words, part by part", default=())
    limits: tuple[Limit, ...] = key(many(Limit), "where the model errs", default=())
    explain: tuple[Explain, ...] = key(many(Explain), "figures to be explained", default=())
    questions: tuple[Question, ...] = key(many(Question), "questions to any run", default=())
    measures: tuple[Measure, ...] = key(many(Measure), "figures by which runs are held beside each other", default=())
    chair: tuple[Holder, ...] = key(many(Holder), "who sits in the chair at the end; first that holds", default=())
    beyond: tuple[Statement, ...] = key(many(Statement), "what nobody at this desk could change", default=())
