"""The record: what scholarship has found, shared by all scenarios like the bibliography. Shapes of `record/*.yaml`.

Nothing here moves a run. Every line names its sources and says how far it was checked, and every entry names the
scenarios whose debrief shows it. Where accounts differ an entry holds the difference; it does not settle it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from game.script.faults import Place
from game.script.model import Source
from game.script.scenes import sources
from game.script.shapes import DATE, IDENT, INTEGER, NUMBER, TEXT, YES_NO, key, many, one_of, pairs, where


class Checked(StrEnum):
    """How far a line was checked for this game."""

    SEEN = "seen"
    PARTLY = "partly seen"
    MEMORY = "from memory"
    WORKED = "worked out"


class Level(StrEnum):
    """Whose figures they are."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    COUNTY = "county"


class By(StrEnum):
    """What a table counts by."""

    YEARS = "years"
    PLACES = "places"


class Standing(StrEnum):
    """How an estimate stands among those who work on it."""

    REGISTERED = "registered"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    UNPROVEN = "unproven"
    REJECTED = "rejected"


class Counts(StrEnum):
    """What an estimate counts; the two are never added up."""

    DEATHS = "deaths"
    BIRTHS = "births"


class Act(StrEnum):
    """What somebody on record did."""

    TOLD = "told"
    REFUSED = "refused"
    HID = "hid"
    FED = "fed"
    OVER_REPORTED = "over-reported"
    ENFORCED = "enforced"
    CONCEALED = "concealed"


SCENARIOS = many(IDENT, single=True)


@frozen
class RecordLine:
    """One row of figures, as printed."""

    id: str = key(IDENT, "its id, which a chart of a debrief may name", name="series")
    label: str = key(TEXT, "whose or which")
    values: Mapping[str, float] = key(pairs(NUMBER), "year (or place): number, in order")
    checked: Checked = key(one_of(Checked), "seen, partly seen, from memory or worked out")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography")
    note: str = key(TEXT, "what is particular about it, or disputed", default="")
    place: Place = where()


@frozen
class RecordTable:
    """Rows of figures that may be set beside each other: one unit."""

    id: str = key(IDENT, "its id", name="table")
    title: str = key(TEXT, "its title")
    unit: str = key(TEXT, "the unit of every number in it")
    level: Level = key(one_of(Level), "national, provincial or county")
    by: By = key(one_of(By), "years or places", default=By.YEARS)
    scenarios: tuple[str, ...] = key(SCENARIOS, "the scenarios whose debrief shows it")
    say: str = key(TEXT, "how to read it", default="")
    lines: tuple[RecordLine, ...] = key(many(RecordLine), "its rows")
    place: Place = where()


@frozen
class Estimate:
    """What somebody makes the number of the dead, or of births that did not happen, in one place."""

    id: str = key(IDENT, "its id", name="estimate")
    of: str = key(TEXT, "where: China, or a province, prefecture or county")
    counts: Counts = key(one_of(Counts), "deaths or births", default=Counts.DEATHS)
    author: str = key(TEXT, "who")
    year: int = key(INTEGER, "when it was published, where that is known", default=0)
    span: str = key(TEXT, "the years it counts, where that is said", default="")
    low: float = key(NUMBER, "the lowest number, in millions")
    high: float = key(NUMBER, "the highest, in millions; the same as low for a single figure")
    words: str = key(TEXT, "as the author puts it")
    method: str = key(TEXT, "how it was worked out")
    standing: Standing = key(one_of(Standing), "registered, accepted, disputed, unproven or rejected")
    say: str = key(TEXT, "why it stands so", default="")
    checked: Checked = key(one_of(Checked), "seen, partly seen, from memory or worked out")
    scenarios: tuple[str, ...] = key(SCENARIOS, "the scenarios whose debrief shows it")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography")
    place: Place = where()


@frozen
class RecordedOfficial:
    """Somebody on record who refused, warned, hid, fed, over-reported or enforced, and what followed."""

    id: str = key(IDENT, "its id", name="official")
    name: str = key(TEXT, "the name, or who they were")
    post: str = key(TEXT, "what they were")
    at: str = key(TEXT, "the place", name="where")
    when: str = key(DATE, "1959, 1959-07 or 1959-07-09")
    did: tuple[Act, ...] = key(many(one_of(Act), single=True), "told, refused, hid, fed, over-reported, enforced ...")
    what: str = key(TEXT, "what they did")
    followed: str = key(TEXT, "what followed for them")
    checked: Checked = key(one_of(Checked), "seen, partly seen, from memory or worked out")
    scenarios: tuple[str, ...] = key(SCENARIOS, "the scenarios whose debrief shows it")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography")
    place: Place = where()


@frozen
class Tag:
    """A word by which the timeline may be filtered."""

    id: str = key(IDENT, "its id", name="tag")
    label: str = key(TEXT, "in words")
    place: Place = where()


@frozen
class Dated:
    """Something that happened on a date."""

    id: str = key(IDENT, "its id", name="event")
    date: str = key(DATE, "1959, 1959-07 or 1959-07-09")
    until: str = key(DATE, "the last day or month, if it lasted", default="")
    what: str = key(TEXT, "in a few words")
    say: str = key(TEXT, "in a sentence")
    at: str = key(TEXT, "the place", name="where")
    tags: tuple[str, ...] = key(many(IDENT, single=True), "words to filter by")
    core: bool = key(YES_NO, "whether it belongs to the short list", default=True)
    dispute: str = key(TEXT, "where accounts differ", default="")
    checked: Checked = key(one_of(Checked), "seen, partly seen, from memory or worked out")
    scenarios: tuple[str, ...] = key(SCENARIOS, "the scenarios whose debrief shows it")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography")
    place: Place = where()


@frozen
class Timeline:
    """`timeline.yaml`: the tags, then the events in the order of their dates."""

    tags: tuple[Tag, ...] = key(many(Tag), "the words events may be filtered by", default=())
    events: tuple[Dated, ...] = key(many(Dated), "the events, by date", default=())


@frozen
class Correction:
    """Something the article this game began with says, and what scholarship says."""

    id: str = key(IDENT, "its id", name="correction")
    claim: str = key(TEXT, "what the article says, in other words")
    record: str = key(TEXT, "what scholarship says")
    scenarios: tuple[str, ...] = key(SCENARIOS, "the scenarios whose debrief shows it")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography")
    place: Place = where()


@frozen
class Position:
    """One answer to a question scholars differ on."""

    who: str = key(TEXT, "who holds it")
    say: str = key(TEXT, "what they hold")
    sources: tuple[str, ...] = key(sources, "keys of the bibliography")
    place: Place = where()


@frozen
class Dispute:
    """A question on which those who have worked on it differ, with the answers side by side."""

    id: str = key(IDENT, "its id", name="dispute")
    ask: str = key(TEXT, "the question")
    positions: tuple[Position, ...] = key(many(Position), "the answers")
    scenarios: tuple[str, ...] = key(SCENARIOS, "the scenarios whose debrief shows it")
    place: Place = where()


@frozen
class Record:
    """All files of one `record/` folder. Each may be left out."""

    tables: tuple[RecordTable, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    officials: tuple[RecordedOfficial, ...] = ()
    timeline: Timeline = Timeline()
    corrections: tuple[Correction, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    sources: tuple[Source, ...] = ()
