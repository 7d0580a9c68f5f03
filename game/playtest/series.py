"""A run by turns, in the measures its story declares; and a county's by years, as statistics count them.

Harvest year: summer and autumn. Procurement year: summer, autumn and winter. Calendar year: winter to autumn. A year of
which the model has a part only is filled up by the seasons' known shares; a year a lesson does not reach is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from game.engine.program import Program, Values
from game.engine.run import Run
from game.script.model import Turn

HARVEST = {"summer": 0, "autumn": 0}
PROCUREMENT = {"summer": 0, "autumn": 0, "winter": 0}
CALENDAR = {"winter": 1, "spring": 0, "summer": 0, "autumn": 0}
NEEDED = ("harvest", "delivered", "deaths", "births", "claim", "normal", "pop", "hs", "qs")

Series = dict[str, dict[int, float]]
Turns = dict[str, tuple[float, ...]]


@frozen
class _Rows:
    """The values at the end of each turn of a run."""

    program: Program
    rows: Sequence[Values]

    def of(self, name: str, year: int, kind: dict[str, int]) -> list[float]:
        """A figure in the turns that belong to a year."""
        slot = self.program.slots[name]
        return [
            row[slot] for row, turn in self.turns() if turn.season in kind and turn.year + kind[turn.season] == year
        ]

    def turns(self) -> Iterable[tuple[Values, Turn]]:
        """The rows with their turns."""
        return zip(self.rows, self.program.turns, strict=False)


def series_of(program: Program, rows: Sequence[Values]) -> Series:
    """grain_index (1957 = 100), procurement_share, death_rate, birth_rate (per 1,000) and claim_ratio of one run."""
    if any(name not in program.slots for name in NEEDED):
        return {}
    run = _Rows(program, rows)
    found: Series = {
        name: {} for name in ("grain_index", "procurement_share", "death_rate", "birth_rate", "claim_ratio")
    }
    normal = rows[0][program.slots["normal"]]
    base = _harvest(run, program.turns[0].year, normal)
    for year in sorted({turn.year for _, turn in run.turns() if turn.season == "autumn"}):
        real = _harvest(run, year, normal)
        found["grain_index"][year] = 100 * real / base
        shares = sum(run.of("qs", year, PROCUREMENT))
        found["procurement_share"][year] = sum(run.of("delivered", year, PROCUREMENT)) / shares / real
        shares, grown = run.of("hs", year, HARVEST), run.of("harvest", year, HARVEST)
        claimed = sum(c * normal * hs for c, hs in zip(run.of("claim", year, HARVEST), shares, strict=True))
        found["claim_ratio"][year] = claimed / sum(grown)
        people = run.of("pop", year, CALENDAR)
        if len(people) == len(CALENDAR):
            for name, what in (("death_rate", "deaths"), ("birth_rate", "births")):
                found[name][year] = 1000 * sum(run.of(what, year, CALENDAR)) * len(people) / sum(people)
    return found


def _harvest(run: _Rows, year: int, normal: float) -> float:
    """The year's real harvest; a season before the first turn counts as ordinary."""
    return sum(run.of("harvest", year, HARVEST)) + normal * (1 - sum(run.of("hs", year, HARVEST)))


def by_turn(run: Run) -> Turns:
    """What each measure of the story stood at, turn by turn as far as the run went."""
    call, measures = run.program.call, run.program.scenario.debrief.measures
    return {m.id: tuple(float(call(m.to, row, run.memory)) for row in run.closed) for m in measures}


def mean_by_turn(program: Program, every: Iterable[Turns]) -> dict[str, dict[str, float]]:
    """The mean over runs, turn by turn."""
    runs = list(every)
    found: dict[str, dict[str, float]] = {}
    for name in runs[0] if runs else ():
        rows = zip(program.turns, zip(*(turns[name] for turns in runs), strict=True), strict=False)
        found[name] = {turn.id: round(sum(values) / len(values), 4) for turn, values in rows}
    return found


def mean_series(every: Iterable[Series]) -> Series:
    """The mean over runs, year by year."""
    found: dict[str, dict[int, list[float]]] = {}
    for series in every:
        for name, years in series.items():
            for year, value in years.items():
                found.setdefault(name, {}).setdefault(year, []).append(value)
    return {name: {y: round(sum(v) / len(v), 4) for y, v in sorted(years.items())} for name, years in found.items()}
