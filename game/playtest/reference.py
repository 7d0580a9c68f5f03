"""The model alone, no scenes: the noise-free reference run, and an official's yearly series. Levers set directly."""

from __future__ import annotations

from game.engine import chance
from game.engine.clock import Clock, Hand
from game.engine.memory import Memory, Standing
from game.engine.program import Program, Values
from game.playtest.officials import Policy
from game.script.world import Lever

MEAN_K = 0.697
SCALED = {"report": 0.66, "pace": 0.43}
REFERENCE_SETTING = "national_average"
SERIES_SEEDS = 60


def model_run(
    program: Program, seed: int, hand: Hand, *, noise: bool, setting: str | None, **overrides: float
) -> list[Values]:
    """The values at the end of every turn of a run without scenes."""
    clock = Clock(program, seed, noise=noise, hand=hand)
    values, memory = clock.start(setting, dict(overrides)), Memory()
    found: list[Values] = []
    for index in range(len(program.turns)):
        clock.open_turn(index, values, memory)
        for beat in program.beats:
            clock.run_stage(beat.then, index, values, memory, None)
        found.append(list(values))
    return found


def reference(program: Program) -> dict[str, list[float]]:
    """The reference run, under the golden run's names: noise-free, average province, k at its means, no removals."""

    def mean(lever: Lever, _index: int) -> Standing:
        return Standing(MEAN_K * SCALED.get(lever.id, 1.0), None, "", 0, "reference")

    rows = model_run(program, 0, mean, noise=False, setting=REFERENCE_SETTING, removals=0.0)
    names = program.scenario.world.aliases
    ours = {s.id: s.id for s in (*program.scenario.world.stocks, *program.scenario.world.flows)}
    golden = {**{n: n for n in ours if n not in names.values()}, **{k: v for k, v in names.items() if v in ours}}
    return {name: [round(row[program.slots[own]], 6) for row in rows] for name, own in sorted(golden.items())}


def official_hand(policy: Policy, seed: int) -> Hand:
    """An official who sets every lever directly, with no documents in between (county-model, policy bots).

    His scatter shifts each lever by a personal share of a quarter of its range, the same all through a run.
    """
    official, turns = policy.official, policy.program.turns

    def hand(lever: Lever, index: int) -> Standing:
        turn = turns[index].id
        fixed = policy.fixed(lever.id, turn)
        if fixed is not None:
            return Standing(None, fixed, "", index, "official")
        shift = official.scatter * (lever.high - lever.low) / 4
        shift *= chance.normal(seed, "start", f"official.{official.id}.{lever.id}") if shift else 0.0
        return Standing(None, policy.wanted(lever, index, turn) + shift, "", index, "official")

    return hand


def yearly(program: Program, policy: Policy, seed: int) -> dict[str, dict[int, float]]:
    """Means over seeds of the yearly series of DESIGN's `playtest --series`, levers set by the official."""
    if "harvest" not in program.slots:
        return {}
    totals: dict[str, dict[int, float]] = {}
    for at in range(seed, seed + SERIES_SEEDS):
        rows = model_run(program, at, official_hand(policy, at), noise=True, setting=None)
        for name, years in series_of(program, rows).items():
            for year, value in years.items():
                place = totals.setdefault(name, {})
                place[year] = place.get(year, 0.0) + value / SERIES_SEEDS
    return {name: {y: round(v, 4) for y, v in years.items()} for name, years in totals.items()}


def series_of(program: Program, rows: list[Values]) -> dict[str, dict[int, float]]:
    """Yearly series of one run: grain_index (1957 = 100), procurement_share, death_rate, birth_rate, claim_ratio.

    Harvest year: summer and autumn. Procurement year: summer, autumn and winter. Calendar year: winter to autumn.
    """
    slots, turns = program.slots, program.turns

    def total(name: str, year: int, seasons: dict[str, int]) -> float:
        return sum(
            row[slots[name]]
            for row, turn in zip(rows, turns, strict=False)
            if turn.season in seasons and turn.year + seasons[turn.season] == year
        )

    harvest = {"summer": 0, "autumn": 0}
    procurement = {"summer": 0, "autumn": 0, "winter": 0}
    calendar = {"winter": 1, "spring": 0, "summer": 0, "autumn": 0}
    normal = rows[0][slots["normal"]]
    found: dict[str, dict[int, float]] = {}

    def keep(name: str, year: int, value: float) -> None:
        found.setdefault(name, {})[year] = value

    for year in range(turns[0].year, turns[-1].year + 1):
        real = total("harvest", year, harvest) + (0.3 * normal if year == turns[0].year else 0.0)
        keep("grain_index", year, 100 * real / normal)
        keep("procurement_share", year, total("delivered", year, procurement) / real if real else 0.0)
        if year > turns[0].year:
            present = [r[slots["pop"]] for r, t in zip(rows, turns, strict=False) if t.year == year]
            mean = sum(present) / len(present)
            keep("death_rate", year, 1000 * total("deaths", year, calendar) / mean)
            keep("birth_rate", year, 1000 * total("births", year, calendar) / mean)
        claimed = [
            r[slots["claim"]] * normal * r[slots["hs"]]
            for r, t in zip(rows, turns, strict=False)
            if t.season in harvest and t.year == year
        ]
        grown = total("harvest", year, harvest)
        keep("claim_ratio", year, sum(claimed) / grown if grown else 0.0)
    return found
