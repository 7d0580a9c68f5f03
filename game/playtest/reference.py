"""The model alone, no scenes: the noise-free reference run, and officials who set every lever directly."""

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


def model_run(
    program: Program, seed: int, hand: Hand, *, noise: bool, setting: str | None, **overrides: float
) -> list[Values]:
    """The values at the end of every turn of a run without scenes; what a story does not have is not overridden."""
    clock = Clock(program, seed, noise=noise, hand=hand)
    given = {name: value for name, value in overrides.items() if name in program.slots}
    values, memory = clock.start(setting, given), Memory()
    found: list[Values] = []
    for index in range(len(program.turns)):
        clock.open_turn(index, values, memory)
        for beat in program.beats:
            clock.run_stage(beat.then, index, values, memory, None)
        found.append(list(values))
    return found


def mean_hand(lever: Lever, _index: int) -> Standing:
    """The average official of the calibration."""
    return Standing(MEAN_K * SCALED.get(lever.id, 1.0), None, "", 0, "reference")


def reference(program: Program) -> dict[str, list[float]]:
    """The reference run, under the story's aliases: noise-free, k at its means, no removals, an average setting."""
    rows = model_run(program, 0, mean_hand, noise=False, setting=REFERENCE_SETTING, removals=0.0)
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
