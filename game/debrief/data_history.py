"""The record beside a run as plain data, for `debrief --json`: the shape docs/debrief.schema.json declares. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from attrs import asdict

from game.debrief.history_views import EventView, HistoryView, OfficialView, TableView, TollGroup


def history_data(view: HistoryView) -> dict[str, Any]:
    """The record as mappings, lists, texts and numbers; every list is empty while a run is open."""
    return {
        "tables": [_table(t) for t in view.tables],
        "tolls": [_tolls(g) for g in view.tolls],
        "officials": [_official(o) for o in view.officials],
        "timeline": {
            "tags": [{"tag": t.id, "label": t.label} for t in view.timeline.tags],
            "events": [_event(e) for e in view.timeline.events],
        },
        "corrections": [
            {"correction": c.id, "claim": c.claim, "record": c.record, "sources": list(c.sources)}
            for c in view.corrections
        ],
        "disputes": [
            {
                "dispute": d.id,
                "ask": d.ask,
                "positions": [{"who": p.who, "say": p.say, "sources": list(p.sources)} for p in d.positions],
            }
            for d in view.disputes
        ],
        "trouble": view.trouble,
    }


def _table(table: TableView) -> dict[str, Any]:
    chart = table.chart
    return {
        "table": table.id,
        "title": chart.title,
        "unit": chart.unit,
        "level": table.level,
        "by": table.by,
        "say": table.say,
        "labels": list(chart.labels),
        "series": [
            {
                "series": row.id,
                "label": row.label,
                "values": list(series.values),
                "checked": row.checked,
                "note": row.note,
                "sources": list(row.sources),
            }
            for series, row in zip(chart.series, table.rows, strict=True)
        ],
    }


def _tolls(group: TollGroup) -> dict[str, Any]:
    estimates = [_named("estimate", asdict(toll)) for toll in group.estimates]
    return {"of": group.of, "counts": group.counts, "unit": "million", "estimates": estimates}


def _official(official: OfficialView) -> dict[str, Any]:
    data = _named("official", asdict(official), leave=("when",))
    return data | {"where": data.pop("at")}


def _event(event: EventView) -> dict[str, Any]:
    data = _named("event", asdict(event))
    return data | {"where": data.pop("at")}


def _named(name: str, values: dict[str, Any], leave: Iterable[str] = ()) -> dict[str, Any]:
    """The values, with the id under the name of what it is the id of, and tuples as lists."""
    plain: dict[str, Any] = {}
    for key, value in values.items():
        if key not in leave:
            plain[key] = list(cast(tuple[Any, ...], value)) if isinstance(value, tuple) else value
    return {name: plain.pop("id")} | plain
