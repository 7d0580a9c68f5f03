"""The record as a debrief shows it: frozen values, filled once a run has ended, complete for whoever prints them.

Nothing here is about the run but its own decisions on the timeline. Where accounts differ both stand side by side.
"""

from __future__ import annotations

from attrs import frozen

from game.script.tongue import N_
from game.session.views import ChartView

OWN = "your_run"
OWN_LABEL = N_("your own decisions")


@frozen
class RowNote:
    """What belongs to a row of a table of the record, in the order of the chart's lines."""

    id: str
    label: str
    checked: str
    note: str
    sources: tuple[str, ...]


@frozen
class TableView:
    """Figures of one unit. `level` is national, provincial or county; the labels are years or places, as `by` says."""

    id: str
    level: str
    by: str
    chart: ChartView
    say: str
    rows: tuple[RowNote, ...]


@frozen
class TollView:
    """An estimate, in millions; `words` are its author's, `standing` says how it is taken by those who work on it."""

    id: str
    author: str
    year: int
    span: str
    low: float
    high: float
    words: str
    method: str
    standing: str
    say: str
    checked: str
    sources: tuple[str, ...]


@frozen
class TollGroup:
    """The estimates of one place, of `deaths` or `births`: those that stand by size, then those that do not."""

    of: str
    counts: str
    estimates: tuple[TollView, ...]


@frozen
class OfficialView:
    """An official on record."""

    id: str
    name: str
    post: str
    at: str
    date: str
    when: str
    did: tuple[str, ...]
    what: str
    followed: str
    checked: str
    sources: tuple[str, ...]


@frozen
class EventView:
    """An entry of the timeline: of the record, or one of the run's own decisions (`own`, with its `number`).

    `date` sorts, `when` reads; `turn` is the season it falls in, or `before` and `afterwards`.
    """

    id: str
    date: str
    when: str
    turn: str
    what: str
    say: str
    at: str
    tags: tuple[str, ...]
    core: bool = True
    dispute: str = ""
    checked: str = ""
    sources: tuple[str, ...] = ()
    own: bool = False
    number: int = 0


@frozen
class TagView:
    """A word to filter by."""

    id: str
    label: str


@frozen
class TimelineView:
    """The events in their order, the run's own among them."""

    tags: tuple[TagView, ...] = ()
    events: tuple[EventView, ...] = ()


@frozen
class CorrectionView:
    """What the article this game began with says, and what scholarship says."""

    id: str
    claim: str
    record: str
    sources: tuple[str, ...]


@frozen
class PositionView:
    """One answer to a question scholars differ on."""

    who: str
    say: str
    sources: tuple[str, ...]


@frozen
class DisputeView:
    """A question scholars differ on."""

    id: str
    ask: str
    positions: tuple[PositionView, ...]


@frozen
class HistoryView:
    """All of it. `years` are those of the run; `trouble` says what could not be read."""

    tables: tuple[TableView, ...] = ()
    tolls: tuple[TollGroup, ...] = ()
    officials: tuple[OfficialView, ...] = ()
    timeline: TimelineView = TimelineView()
    corrections: tuple[CorrectionView, ...] = ()
    disputes: tuple[DisputeView, ...] = ()
    years: tuple[str, ...] = ()
    trouble: str = ""
