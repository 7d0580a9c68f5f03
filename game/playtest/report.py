"""Plays and coverage as one report: data for JSON, and the same as text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from game.engine.program import Program
from game.playtest.coverage import Coverage, Option, options, rows_of
from game.playtest.plays import Play
from game.playtest.series import mean_series

SELDOM = 0.03  # a smaller share of removals is left out of the text


def report(
    program: Program,
    plays: list[Play],
    coverage: Coverage,
    seed: int,
    seconds: float,
    lessons: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """The report of DESIGN's `playtest --json`: counts, shares and spreads."""
    scenes = [s.id for s in program.scenario.scenes]
    choices = [name for row in rows_of(program) for name in row]
    taken = coverage.ever_taken()
    unreached_scenes = [s for s in scenes if not coverage.scenes[s]]
    unreached = [c for c in choices if c not in taken]
    decisions = sum(p.decisions for p in plays)
    turns = [t.id for t in program.turns]
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
        "coverage": {
            "scenes": _reached(scenes, unreached_scenes),
            "choices": _reached(choices, unreached),
            "lesson_plays": dict(lessons or {}),
            "options": _options(program, coverage, list(by_official)),
        },
        "endings": dict(Counter(p.ending for p in plays).most_common()),
        "officials": {name: _official(found, turns) for name, found in by_official.items()},
        "signatures_per_run": _split(plays, lambda p: p.signatures),
        "decisions_per_run": _split(plays, lambda p: p.decisions),
        "words_per_run": _split([p for p in plays if p.words], lambda p: p.words),
    }


def add_series(data: dict[str, Any], plays: list[Play]) -> None:
    """Yearly means: over all plays, and over each official's."""
    data["series"] = mean_series(p.series for p in plays)
    for name, found in data["officials"].items():
        found["series"] = mean_series(p.series for p in plays if p.official == name)


def _reached(every: list[str], unreached: list[str]) -> dict[str, Any]:
    return {"total": len(every), "reached": len(every) - len(unreached), "unreached": unreached}


def _options(program: Program, coverage: Coverage, officials: list[str]) -> dict[str, Any]:
    """Who takes which choice how readily; those nobody would take, nobody was offered, and everybody takes."""
    found = options(program, coverage, officials)
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


def _official(plays: list[Play], turns: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "runs": len(plays),
        "removed_share": round(sum(p.removed for p in plays) / len(plays), 4),
    }
    for name in plays[0].figures:
        found[name] = spread([p.figures[name] for p in plays], 5)
    left = Counter(p.left for p in plays)
    found["removed_in"] = {turn: round(left[turn] / len(plays), 4) for turn in turns if left[turn]}
    return found


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


def _options_as_text(found: dict[str, Any]) -> Iterator[str]:
    for o in found["dead"]:
        most = f"at most {o['highest']:.1%} by {o['by']}" if o["highest"] else "by nobody but chance"
        yield f"  hardly ever taken: {o['choice']}, {most}, in {o['offers']} offers"
    yield from (f"  never offered: {name}" for name in found["never_offered"])
    for o in found["only_answer"]:
        yield f"  taken by all: {o['choice']}, at least {o['lowest']:.0%} by every official, in {o['offers']} offers"


def shares_as_text(data: dict[str, Any]) -> str:
    """The table of `--options`: for each choice, in which share of its offers each official takes it."""
    shares: dict[str, dict[str, float]] = data["coverage"]["options"]["shares"]
    officials = [name for name in data["officials"] if any(name in row for row in shares.values())]
    wide = max((len(name) for name in shares), default=0)
    cells = (
        (name, *(f"{row[o]:>9.0%}" if o in row else f"{'-':>9}" for o in officials)) for name, row in shares.items()
    )
    head = f"{'taken of its offers':{wide}} " + " ".join(f"{o[:9]:>9}" for o in officials)
    return "\n".join([head, *(f"{name:{wide}} " + " ".join(row) for name, *row in cells)])


def as_text(data: dict[str, Any]) -> str:
    """The report for a reader."""
    cover = data["coverage"]
    lines = [
        f"{data['scenario']}: {data['runs']} plays from seed {data['seed']}, {data['decisions']} decisions "
        f"in {data['seconds']} s ({data['decisions_per_second']} a second)",
        f"scenes {cover['scenes']['reached']} of {cover['scenes']['total']}, "
        f"choices {cover['choices']['reached']} of {cover['choices']['total']}"
        + "".join(f", with {n} plays of `{cut}`" for cut, n in cover["lesson_plays"].items()),
    ]
    lines += [f"  never came: {s}" for s in cover["scenes"]["unreached"]]
    lines += [f"  never signed: {c}" for c in cover["choices"]["unreached"]]
    lines += _options_as_text(cover["options"])
    lines.append("endings: " + ", ".join(f"{k} {v}" for k, v in data["endings"].items()))
    for name, o in data["officials"].items():
        parts = [f"removed {o['removed_share']:.0%}"]
        for figure in ("excess_share", "excess_in_office"):
            if figure in o:
                s = o[figure]
                parts.append(f"{figure} {s['mean']:.2%} ({s['p5']:.2%} / {s['p50']:.2%} / {s['p95']:.2%})")
        for figure in ("trust", "truth_on_file"):
            if figure in o:
                parts.append(f"{figure.replace('_', ' ')} {o[figure]['mean']:.0f}")
        if o["removed_in"]:
            often = (f"{turn} {share:.0%}" for turn, share in o["removed_in"].items() if share >= SELDOM)
            parts.append("left in " + " ".join(often))
        lines.append(f"  {name:<10} " + ", ".join(parts))
    for name in ("signatures_per_run", "decisions_per_run", "words_per_run"):
        lines.append(f"{name.replace('_', ' ')}: {data[name]}")
    if "series" in data:
        for name, series in [("all plays", data["series"]), *((n, o["series"]) for n, o in data["officials"].items())]:
            lines.append(f"series {name}:")
            lines += [f"  {k}: " + " ".join(f"{y} {v:g}" for y, v in years.items()) for k, years in series.items()]
    for name, values in data.get("reference", {}).items():
        lines.append(f"reference {name}: " + " ".join(f"{v:g}" for v in values))
    return "\n".join(lines)
