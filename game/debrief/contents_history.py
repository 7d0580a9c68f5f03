"""What the record says beside a run, in order: from its views to sections of the document. Pure.

Every figure, estimate and event stands with its sources and how far it was checked; where accounts differ, both stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from attrs import evolve

from game.debrief.blocks import Block, Drawing, Entry, Keys, Points, Range, Ranges, Section, Table, Words
from game.debrief.history_views import (
    EventView,
    HistoryView,
    OfficialView,
    TableView,
    TimelineView,
    TollGroup,
    TollView,
)
from game.script.tongue import N_, _
from game.session.tables import number
from game.session.views import ChartView

DRAWN = range(2, 7)  # so many lines are told apart in one drawing
MEMORY = N_("from memory")
SAID = {
    "registered": N_("What registers give, a lower bound."),
    "accepted": "",
    "disputed": N_("Its method is disputed."),
    "rejected": N_("Rejected by those who work on it."),
    "unproven": N_("Never shown to demographers' standard."),
}
LEADS = {
    "tolls": (
        N_(
            "Who says what, in millions, and how they know. Where it says from memory, the "
            "figure is a standard one that was not looked up for this game."
        )
    ),
    "timeline": (
        N_(
            "What happened, turn by turn, and what you signed in it. Behind each event stand what it is about, the "
            "words from memory where a date was not looked up for this game, and its sources."
        )
    ),
    "officials": (
        N_(
            "People on record, and what followed for them. They are real; nobody in the game stands for one of them. "
            "Nothing here says that doing right was rewarded. Look at the dates, and at whom they told."
        )
    ),
    "figures": (
        N_(
            "As printed, for the years of the game; more years are in the data. Under each table "
            "stands how its rows were checked for this game: seen in a source, partly seen, from "
            "memory, or worked out from other rows."
        )
    ),
    "disputes": N_("Questions without an agreed answer, and who gives which."),
    "corrections": N_("This game grew from a short article. Here scholarship corrects or sharpens it."),
}


def history_sections(view: HistoryView, toll: str = "", toll_sources: tuple[str, ...] = ()) -> Iterator[Section]:
    """The sections of the record; those without content come empty, for the document to leave out."""
    parts: tuple[tuple[str, str, Iterator[Block]], ...] = (
        ("tolls", _("How many died"), _tolls(view, toll, toll_sources)),
        ("timeline", _("The timeline"), _timeline(view.timeline)),
        ("officials", _("Officials on record"), (official_entry(o) for o in view.officials)),
        ("figures", _("Figures of the record"), (b for table in view.tables for b in _table(table, view.years))),
        ("disputes", _("Where scholars differ"), _disputes(view)),
        ("corrections", _("Where scholarship corrects the article"), _corrections(view)),
    )
    if view.trouble:
        yield Section("trouble", _("The record could not all be read"), "", (Words(view.trouble),))
    for name, title, blocks in parts:
        yield Section(name, title, _(LEADS[name]), tuple(blocks))


def _tolls(view: HistoryView, toll: str, toll_sources: tuple[str, ...]) -> Iterator[Block]:
    if view.tolls and toll:
        yield Words(toll)
        yield Keys(toll_sources)
    for group in view.tolls:
        yield _toll_group(group)


def _toll_group(group: TollGroup) -> Block:
    title = f"{group.of}, {'deaths' if group.counts == 'deaths' else 'births that did not happen, a separate count'}"
    if len(group.estimates) == 1:
        toll = group.estimates[0]
        return Entry(title, (Words(_note(toll), f"{_who(toll)}:"), Keys(toll.sources)))
    top = max(toll.high for toll in group.estimates)
    rows = tuple(
        Range(_who(toll), toll.low, toll.high, note=_note(toll), sources=toll.sources) for toll in group.estimates
    )
    return Ranges(title, _("million"), rows, 1 if top > 2 else 2)


def _who(toll: TollView) -> str:
    return f"{toll.author} ({toll.year})" if toll.year else toll.author


def _note(toll: TollView) -> str:
    words = toll.words[:1].upper() + toll.words[1:]
    said = _("{words}, for {span}.").format(words=words, span=toll.span) if toll.span else f"{words}."
    return _joined(
        said, toll.method, _(SAID[toll.standing]), toll.say, _("(From memory.)") if toll.checked == MEMORY else ""
    )


def _timeline(view: TimelineView) -> Iterator[Block]:
    labels = {tag.id: tag.label for tag in view.tags}
    for turn, events in groupby(view.events, key=lambda event: event.turn):
        yield Entry(turn[:1].upper() + turn[1:], tuple(_event(event, labels) for event in events))


def _event(event: EventView, labels: Mapping[str, str]) -> Words:
    if event.own:
        place = _("You, {number}:").format(number=event.number) if event.number else _("Before this lesson:")
        return Words(f"{event.what}: {event.say}", place)
    dispute = _("Disputed: {dispute}").format(dispute=event.dispute) if event.dispute else ""
    about = "; ".join((*(labels[tag] for tag in event.tags), *([_(MEMORY)] if event.checked == MEMORY else [])))
    said = _joined(f"{event.what} ({event.at}).", event.say, dispute)
    return Words(f"{said} ({about}. {', '.join(event.sources)})", f"{event.when}:")


def official_entry(o: OfficialView) -> Entry:
    """An official on record: what they did, and what followed."""
    head = f"{o.name}, {o.post}, {o.at}, {o.when} ({_(', ').join(_(did) for did in o.did)})"
    return Entry(head, (Words(o.what), Words(o.followed, _("What followed:")), Keys(o.sources)))


def _table(table: TableView, years: tuple[str, ...]) -> Iterator[Block]:
    by_years = table.by == "years"
    chart = _within(table.chart, years) if by_years else table.chart
    if by_years and len(chart.series) in DRAWN and len(chart.labels) > len(chart.series):
        yield Drawing(evolve(chart, places=_places(chart)))
    else:
        yield _rows(chart, by_years)
    if table.say:
        yield Words(table.say)
    notes = tuple(f"{row.label[:1].upper()}{row.label[1:]}: {row.note}" for row in table.rows if row.note)
    if notes:
        yield Points(notes)
    yield Words(_how_checked(table), _("Checked:"))
    yield Keys(tuple(dict.fromkeys(source for row in table.rows for source in row.sources)))


def _how_checked(table: TableView) -> str:
    """How far the rows were checked: what holds of most, then the others by name."""
    most = Counter(row.checked for row in table.rows).most_common(1)[0][0]
    rest = {row.checked: [r.label for r in table.rows if r.checked == row.checked] for row in table.rows}
    others = (f"{how.capitalize()}: {'; '.join(labels)}." for how, labels in rest.items() if how != most)
    return _joined(f"{most}.", *others)


def _within(chart: ChartView, years: tuple[str, ...]) -> ChartView:
    """A chart for these years alone; the whole of it where it has none of them."""
    kept = [at for at, label in enumerate(chart.labels) if label in years] or list(range(len(chart.labels)))
    series = tuple(evolve(s, values=tuple(s.values[at] for at in kept)) for s in chart.series)
    return evolve(chart, labels=tuple(chart.labels[at] for at in kept), series=series)


def _rows(chart: ChartView, by_years: bool) -> Table:
    """Years across the page, places down it; a row that has no number there has a dash."""
    places = _places(chart)
    cells = [[number(value, places) for value in series.values] for series in chart.series]
    title = f"{chart.title} ({chart.unit})"
    if by_years:
        rows = tuple((series.label, *row) for series, row in zip(chart.series, cells, strict=True))
        return Table(title, ("", *chart.labels), rows, frozenset(range(1, len(chart.labels) + 1)))
    heads = ("", *(series.label for series in chart.series))
    rows = tuple((label, *(row[at] for row in cells)) for at, label in enumerate(chart.labels))
    return Table(title, heads, rows, frozenset(range(1, len(heads))))


def _places(chart: ChartView) -> int:
    """As few decimal places as show every number as it is printed in its source, two at the most."""
    printed = [value for series in chart.series for value in series.values if value is not None]
    return next((n for n in (0, 1) if all(round(value, n) == value for value in printed)), 2)


def _disputes(view: HistoryView) -> Iterator[Block]:
    for dispute in view.disputes:
        parts: list[Block] = []
        for position in dispute.positions:
            parts.extend((Words(position.say, f"{position.who}:"), Keys(position.sources)))
        yield Entry(dispute.ask, tuple(parts))


def _corrections(view: HistoryView) -> Iterator[Block]:
    for number_, correction in enumerate(view.corrections, start=1):
        yield Entry(
            _("{number}. The article: {claim}").format(number=number_, claim=correction.claim),
            (Words(correction.record, _("The record:")), Keys(correction.sources)),
        )


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)
