"""A debrief as plain data, for `debrief --json`: the shape that docs/debrief.schema.json declares. Pure."""

from __future__ import annotations

from typing import Any

from game.debrief.data_history import history_data
from game.debrief.views import ChartBlock, DebriefView, DecisionView
from game.playtest.views import MatteredRow
from game.session.views import Role


def as_data(view: DebriefView) -> dict[str, Any]:
    """The debrief as mappings, lists, texts and numbers."""
    return (
        {
            "scenario": view.scenario,
            "version": view.version,
            "seed": view.seed,
            "cut": view.cut,
            "code": view.code,
            "closed": view.closed,
            "earlier": [_decision(d) for d in view.earlier],
            "decisions": [_decision(d) for d in view.decisions],
            "series": {block.chart.id: series_data(block) for block in view.charts},
            "people": [
                {
                    "person": p.id,
                    "name": p.name,
                    "fate": p.fate,
                    "text": p.text,
                    "decisions": [t.number for t in p.decisions],
                }
                for p in view.people
            ],
            "figures": [
                {"turn": k.turn, "figure": r.row, "unit": r.unit, "status": r.status, "told": r.told_number}
                | ({"real": r.truth_number} if view.closed else {})
                for k in view.knew
                for r in k.rows
            ],
            "record": history_data(view.history),
            "sources": [
                {"source": s.id, "authors": s.authors, "year": s.year, "title": s.title, "publication": s.publication}
                for s in view.sources
            ],
            **({"dossier": view.file_code} if view.file_code else {}),
            "beyond": [{"say": b.say.strip(), "sources": list(b.sources)} for b in view.beyond],
        }
        | _page(view)
        | _mattered(view)
    )


def _mattered(view: DebriefView) -> dict[str, Any]:
    """The decisions that mattered most, where that was worked out."""
    found = view.found.mattered
    if found is None or not found.most:
        return {}
    return {"mattered_most": [_row(view, row) for row in found.most]}


def _row(view: DebriefView, row: MatteredRow) -> dict[str, Any]:
    """A decision and the other answer, named as in `decisions`; what changing it moved, never the dead."""
    name, signed = row.decision, view.decisions[row.decision.number - 1].choice
    instead = name.instead_picks
    if signed != name.signed_picks:  # a form: each pick with its line before it
        instead = tuple(f"{was.rpartition('.')[0]}.{pick}" for was, pick in zip(signed, instead, strict=True))
    moved: dict[str, Any] = {m.measure: {"p5": m.p5, "p50": m.p50, "p95": m.p95} for m in row.moved}
    return {
        "decision": name.number,
        "choice": " ".join(signed),
        "instead": " ".join(instead),
        "moved": moved | {"people": row.people_mean},
    }


def _page(view: DebriefView) -> dict[str, Any]:
    """What the player wrote after the run, where anything was."""
    page = view.understanding.page
    return {"page": {"reader": page.reader, "text": page.written}} if page is not None and page.written else {}


def _decision(decision: DecisionView) -> dict[str, Any]:
    """A decision: what was signed is one word, or several for a form and a day plan; so are the stances."""
    return {
        "turn": decision.turn,
        "scene": decision.scene,
        "choice": " ".join(decision.choice),
        "stance": " ".join(dict.fromkeys(decision.stance)),
    }


def series_data(block: ChartBlock) -> dict[str, Any]:
    """A chart: the run's own lines by role, the record's by their ids. Real and record only where the run is closed."""
    chart = block.chart
    data: dict[str, Any] = {"title": chart.title, "unit": chart.unit, "labels": list(chart.labels)}
    record: dict[str, list[float | None]] = {}
    for series in chart.series:
        if series.role is Role.HISTORY:
            record[series.id] = list(series.values)
        else:
            data["claimed" if series.role is Role.REPORTED else "real"] = list(series.values)
    return data | ({"history": record} if record else {})
