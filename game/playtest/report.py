"""Plays and coverage as one report: the data of `playtest --json`. What it says of outcomes, the story declares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from game.engine.program import Program
from game.playtest.coverage import Coverage, Option, options, rows_of, scenes_of
from game.playtest.findings import jams, seldom
from game.playtest.outcome import holders
from game.playtest.plays import Play
from game.playtest.series import mean_by_turn, mean_series
from game.script.aftermath import Measure

EXACT = 5  # places of a figure in the report


def report(
    program: Program,
    plays: list[Play],
    coverage: Coverage,
    seed: int,
    seconds: float,
    lessons: Mapping[str, int] | None = None,
    cut: str = "",
) -> dict[str, Any]:
    """The report of DESIGN's `playtest --json`: counts, shares and spreads."""
    decisions = sum(p.decisions for p in plays)
    by_official: dict[str, list[Play]] = defaultdict(list)
    for p in plays:
        by_official[p.official].append(p)
    return {
        "scenario": program.scenario.id,
        "version": program.scenario.header.version,
        "runs": len(plays),
        "seed": seed,
        "decisions": decisions,
        "seconds": round(seconds, 3),
        "decisions_per_second": round(decisions / seconds) if seconds else 0,
        "coverage": _coverage(program, coverage, dict(lessons or {}), cut),
        "endings": dict(Counter(p.ending for p in plays).most_common()),
        "turns": [t.id for t in program.turns],
        "measures": {m.id: _measure(m) for m in program.scenario.debrief.measures},
        "officials": {name: _official(program, found) for name, found in by_official.items()},
        "signatures_per_run": _split(plays, lambda p: p.signatures),
        "decisions_per_run": _split(plays, lambda p: p.decisions),
        "words_per_run": _split([p for p in plays if p.words], lambda p: p.words),
        "failures": [],
        "repeats": [],
        "jams": jams(program, coverage),
        "seldom": seldom(program, coverage),
    }


def add_series(program: Program, data: dict[str, Any], plays: list[Play]) -> None:
    """Means by year and by turn: over all plays, and over each official's."""
    for found, some in [(data, plays)] + [
        (o, [p for p in plays if p.official == name]) for name, o in data["officials"].items()
    ]:
        found["series"] = mean_series(p.series for p in some)
        found["by_turn"] = mean_by_turn(program, [p.turns for p in some])


def _coverage(program: Program, coverage: Coverage, lessons: dict[str, int], cut: str) -> dict[str, Any]:
    """Of a lesson that was played alone, only what belongs to it can be missing."""
    scenario = program.scenario
    parts = scenario.endings.of(cut) if cut else (*scenario.endings.parts, *scenario.endings.cut_parts)
    taken = Counter(dict.fromkeys(coverage.ever_taken(), 1))
    return {
        "scenes": _reached([s.id for s in scenes_of(program, cut)], coverage.scenes),
        "choices": _reached([name for row in rows_of(program, cut) for name in row], taken),
        "endings": _reached([f"{part.id}.{e.id}" for part in parts for e in part.endings], coverage.endings),
        "fates": _reached([f"{p.id}.{f.id}" for p in scenario.people for f in p.fates], coverage.fates),
        "lesson_plays": lessons,
        "options": _options(program, coverage, cut),
    }


def _reached(every: list[str], times: Counter[str]) -> dict[str, Any]:
    every = list(dict.fromkeys(every))
    unreached = [name for name in every if not times[name]]
    return {"total": len(every), "reached": len(every) - len(unreached), "unreached": unreached}


def _options(program: Program, coverage: Coverage, cut: str) -> dict[str, Any]:
    """Who takes which choice how readily; those nobody would take, nobody was offered, and everybody takes."""
    found = options(program, coverage, cut)
    return {
        "dead": [_option(o) for o in found if o.dead],
        "never_offered": [o.name for o in found if not o.offers],
        "only_answer": [_option(o) for o in found if o.only_answer],
        "shares": {o.name: {k: round(v, 4) for k, v in o.shares.items()} for o in found},
    }


def _option(option: Option) -> dict[str, Any]:
    official, share = option.highest
    return {
        "choice": option.name,
        "offers": option.offers,
        "highest": round(share, 4),
        "by": official,
        "lowest": round(option.lowest[1], 4),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "label": measure.label,
        "unit": measure.unit,
        "format": measure.format,
        "direction": str(measure.direction),
        "toll": measure.toll,
    }


def _official(program: Program, plays: list[Play]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "runs": len(plays),
        "removed_share": round(sum(p.removed for p in plays) / len(plays), 4),
    }
    for name in plays[0].figures:
        found[name] = spread([p.figures[name] for p in plays], EXACT)
    turns, say = [t.id for t in program.turns], holders(program)
    found["removed_in"] = _shares(plays, lambda p: p.left, [t for t in turns if any(p.left == t for p in plays)])
    found["endings"] = _shares(plays, lambda p: p.ending)
    found["chair"] = _shares(plays, lambda p: say[p.outcome.chair])
    found["measures"] = {
        m.id: spread([p.outcome.measures[place] for p in plays], EXACT)
        for place, m in enumerate(program.scenario.debrief.measures)
    }
    return found


def _shares(plays: list[Play], of: Callable[[Play], str], order: Iterable[str] | None = None) -> dict[str, float]:
    """In which share of the plays each came, the most frequent first or in an order of its own."""
    count = Counter(of(p) for p in plays)
    names = order if order is not None else sorted(count, key=lambda name: (-count[name], name))
    return {name: round(count[name] / len(plays), 4) for name in names}


def _split(plays: list[Play], of: Callable[[Play], int]) -> dict[str, Any]:
    return {
        "finished": spread([of(p) for p in plays if not p.removed], 0),
        "removed": spread([of(p) for p in plays if p.removed], 0),
    }


def spread(values: Iterable[float], places: int) -> dict[str, float]:
    """Mean and the 5th, 50th and 95th of a hundred; empty for nothing."""
    ordered = sorted(values)
    if not ordered:
        return {}

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    mean = sum(ordered) / len(ordered)
    found = {"mean": mean, "p5": at(0.05), "p50": at(0.5), "p95": at(0.95)}
    return {k: round(v, places) if places else round(v) for k, v in found.items()}
