"""What plays found that an author should know, as the data of `playtest --json`: each with its place in the story.

Failures with the code that repeats them, scenes that come again and again, decisions with nothing open, what hardly
ever came, conditions that never turned out both ways, and which choices matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import pstdev
from typing import Any

from game.engine.program import Program
from game.playtest.batch import Again
from game.playtest.clauses import Clause
from game.playtest.coverage import Coverage, rows_of
from game.playtest.failures import Failure
from game.playtest.listening import Heard
from game.playtest.weighing import Tally, Weighed, alike
from game.script.faults import Place

SELDOM = 0.01  # what comes in a smaller share of plays is told of
LEAST_PAIRS = 3  # fewer pairs of plays say nothing
LITTLE = 0.05  # a measure that moves by less than this share of its spread hardly moves
EXACT = 4

Data = dict[str, Any]


def places_of(program: Program) -> dict[str, Place]:
    """Where everything stands that a play can come to: scenes, decisions and answers, endings, fates."""
    scenario, found = program.scenario, dict[str, Place]()
    for scene in scenario.scenes:
        found[scene.id] = scene.place
        found.update((f"{scene.id}.{c.id}", c.place) for c in scene.choices)
        for field in scene.fields:
            found[f"{scene.id}.{field.id}"] = field.place
            found.update((f"{scene.id}.{field.id}.{s.id}", s.place) for s in field.steps)
    for part in (*scenario.endings.parts, *scenario.endings.cut_parts):
        found.update((f"ending {part.id}.{e.id}", e.place) for e in part.endings)
    found.update((f"fate {p.id}.{f.id}", f.place) for p in scenario.people for f in p.fates)
    return found


def at(place: Place | None) -> Data:
    """A place as data."""
    return {"file": place.file, "line": place.line, "column": place.column} if place else at(Place("", 0, 0))


def failures(found: Iterable[Failure], scenario: str) -> list[Data]:
    """Every play that went wrong."""
    return [
        {
            "kind": str(f.kind),
            "says": f.says,
            "official": f.official,
            "seed": f.seed,
            "cut": f.cut,
            "turn": f.turn,
            "scene": f.scene,
            "decisions": f.decisions,
            "code": f.code,
            "command": f.command(scenario),
            **at(f.place),
        }
        for f in found
    ]


def repeats(program: Program, found: Mapping[str, Again]) -> list[Data]:
    """Scenes that come again and again, the worst first."""
    places = places_of(program)
    worst = sorted(found.values(), key=lambda a: (-a.times, a.scene))
    return [
        {"scene": a.scene, "times": a.times, "plays": a.plays, "code": a.code, **at(places.get(a.scene))} for a in worst
    ]


def jams(program: Program, coverage: Coverage) -> list[Data]:
    """Decisions whose answers were all locked."""
    places = places_of(program)
    return [{"decision": n, "times": t, **at(places.get(n))} for n, t in coverage.jams.most_common()]


def seldom(program: Program, coverage: Coverage) -> Data:
    """What came in fewer than one of a hundred plays: scenes, answers, endings and fates, each with how many plays."""
    plays = coverage.plays
    choices = Counter({n: coverage.signed[n] for row in rows_of(program) for n in row})

    def rare(count: Counter[str]) -> dict[str, int]:
        return {n: t for n, t in sorted(count.items(), key=lambda i: (i[1], i[0])) if 0 < t < SELDOM * plays}

    return {
        "plays": plays,
        "scenes": rare(coverage.scenes),
        "choices": rare(choices),
        "endings": rare(coverage.endings),
        "fates": rare(coverage.fates),
    }


def clauses(every: Iterable[Clause], heard: Heard, seconds: float) -> Data:
    """Conditions and parts of them that never turned out one way, and sides of texts that were hardly ever read."""
    every = tuple(every)
    held, failed = (list(times) or [0] * len(every) for times in (heard.held, heard.failed))
    asked = {c.of for c in every if c.number == c.of and (held[c.of] or failed[c.of])}
    found: dict[str, list[Data]] = {"never_held": [], "never_failed": [], "never_asked": [], "seldom_read": []}
    for c in every:
        yes, no = held[c.number], failed[c.number]
        told = {"where": c.where, "text": c.text, "part": c.number != c.of, **at(c.place)}
        if c.of not in asked:
            if c.number == c.of:
                found["never_asked"].append({**told, "plays": 0})
        elif not yes and not no:
            found["never_asked"].append({**told, "plays": 0})
        elif not yes:
            found["never_held"].append({**told, "plays": no})
        elif not no and not c.always:
            found["never_failed"].append({**told, "plays": yes})
        else:
            sides = ((yes, c.text_if, "if"), (no, c.text_else, "else"))
            found["seldom_read"] += [
                {**told, "plays": n, "side": side} for n, text, side in sides if text and 0 < n < SELDOM * heard.plays
            ]
    both = sum(bool(held[c.number] and failed[c.number]) for c in every)
    return {"plays": heard.plays, "seconds": round(seconds, 3), "total": len(every), "both": both, **found}


def matters(program: Program, found: Weighed, seconds: float) -> Data:
    """What each answer and each decision moves, held beside the other answers to it."""
    measures = program.scenario.debrief.measures
    columns = list(zip(*found.outcomes, strict=True)) or [()] * len(measures)
    spread = [0.0 if m.toll or not c else pstdev(c) for m, c in zip(measures, columns, strict=True)]
    names = [m.id for m in measures]
    decisions: dict[str, Data] = {}
    choices: dict[str, Data] = {}
    same: list[list[str]] = []
    for row in rows_of(program):
        own = {two: t for two, t in found.pairs.items() if two[0] in row}
        if not own:
            continue
        decisions[row[0].rpartition(".")[0]] = _moved(own.values(), spread, names)
        for name in row:
            if some := [t for two, t in own.items() if name in two]:
                choices[name] = _moved(some, spread, names)
        same += [list(group) for group in alike(row, own, LEAST_PAIRS)]
    order = sorted(decisions, key=lambda n: -decisions[n]["weight"])
    return {
        "plays": found.plays,
        "pairs": sum(t.pairs for t in found.pairs.values()),
        "seconds": round(seconds, 3),
        "decisions": {name: decisions[name] for name in order},
        "choices": choices,
        "alike": same,
        "little": [name for name in reversed(order) if _little(decisions[name])],
    }


def _moved(tallies: Iterable[Tally], spread: list[float], names: list[str]) -> Data:
    """Shares of the pairs in which something became otherwise, and the measure that moved most, in its own spreads."""
    total = Tally()
    for tally in tallies:
        total.merge(tally)
    n = total.pairs
    effects = [(m / n / s, name) for m, s, name in zip(total.measures, spread, names, strict=False) if s]
    effect, by = max(effects, default=(0.0, ""))
    shares = {
        "figures": total.figures / n,
        "papers": total.papers / n,
        "people": total.people / n,
        "endings": total.endings / n,
    }
    weight = (shares["papers"] + shares["people"] + shares["endings"] + min(1.0, effect)) / 4
    return {
        "pairs": n,
        **{k: round(v, EXACT) for k, v in shares.items()},
        "papers_apart": round(total.papers_apart / n, EXACT),
        "effect": round(effect, EXACT),
        "by": by,
        "weight": round(weight, EXACT),
    }


def _little(moved: Data) -> bool:
    """Whether figures were all that became otherwise, and none that the story measures, to speak of."""
    quiet = not (moved["papers"] or moved["people"] or moved["endings"]) and moved["effect"] < LITTLE
    return bool(quiet and moved["figures"] and moved["pairs"] >= LEAST_PAIRS)
