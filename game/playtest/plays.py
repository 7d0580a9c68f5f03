"""One machine play, and many: what each reached, how it ended, its cost. Bulk plays carry no text and no reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import frozen

from game.engine.program import Program
from game.engine.run import Run, begin
from game.playtest.coverage import Coverage
from game.playtest.officials import Policy
from game.playtest.series import Series, series_of
from game.session.last_pages import ending_id
from game.session.teller import Teller
from game.session.wording import Wording

MOST_DECISIONS = 5_000
WHEN_LEFT = {"trust": "trust", "truth_on_file": "file_truth"}


@frozen
class Play:
    """What one play came to. `left` is the turn in which the chair was lost, empty if it never was.

    Figures named `excess_...` are fractions of the people of 1957; the others are as they stood when he left the chair.
    """

    official: str
    seed: int
    decisions: int
    signatures: int
    removed: bool
    left: str
    ending: str
    figures: dict[str, float]
    series: Series
    words: int = 0
    words_optional: int = 0


def play(
    program: Program,
    policy: Policy,
    seed: int,
    cut: str = "",
    *,
    coverage: Coverage | None = None,
    told: bool = False,
    watch: Callable[[Run], None] | None = None,
    series: bool = False,
) -> tuple[Play, Run, Teller | None]:
    """Play one run to its end. `told` keeps the text, and counts words."""
    teller = Teller(Wording(program), program.cuts[cut] if cut else None) if told else None
    run = begin(program, seed, cut, observer=teller)
    while not run.ended:
        pending = run.pending
        assert pending is not None
        if coverage is not None:
            coverage.offer(policy.official.id, pending)
        if teller is not None:
            teller.fresh()
        decision = policy.choose(run)
        run.decide(decision)
        if coverage is not None:
            coverage.take(policy.official.id, pending, decision)
        if watch is not None:
            watch(run)
        if len(run.decisions) > MOST_DECISIONS:
            raise RuntimeError(f"seed {seed}, {policy.official.id}: no ending after {MOST_DECISIONS} decisions")
    if coverage is not None:
        coverage.scenes.update(run.memory.last.keys())
    signatures = sum(not d.scene.startswith("looks.") for d in run.decisions)
    result = Play(
        official=policy.official.id,
        seed=seed,
        decisions=len(run.decisions),
        signatures=signatures,
        removed=_removed(run),
        left=_left(run),
        ending=ending_id(run),
        figures=_figures(run),
        series=series_of(program, run.closed) if series else {},
        words=teller.words if teller else 0,
        words_optional=teller.words_optional if teller else 0,
    )
    return result, run, teller


def _removed(run: Run) -> bool:
    """Whether the player's orders no longer hold."""
    in_charge = run.program.in_charge
    return in_charge is not None and not run.program.call(in_charge, run.values, run.memory)


def _left(run: Run) -> str:
    """The turn at whose end the player's orders stopped holding."""
    in_charge = run.program.in_charge
    if in_charge is None:
        return ""
    for turn, values in zip(run.program.turns, run.closed, strict=False):
        if not run.program.call(in_charge, values, run.memory):
            return turn.id
    return ""


def _figures(run: Run) -> dict[str, float]:
    """The figures a scenario's outcome is judged by, where its model has them."""
    slots = run.program.slots
    if "excess" not in slots or "pop0" not in slots:
        return {}
    people = run.values[slots["pop0"]]
    found = {
        "excess_share": run.values[slots["excess"]] / people,
        "excess_in_office": run.values[slots["ex_office"]] / people,
    }
    left = _left(run)
    then = run.closed[run.program.turn_index[left]] if left else run.values
    found.update((name, then[slots[slot]]) for name, slot in WHEN_LEFT.items() if slot in slots)
    return found


def many(
    program: Program,
    jobs: Iterable[tuple[Policy, int]],
    cut: str = "",
    *,
    told_every: int = 0,
    first: int = 0,
    series: bool = False,
) -> tuple[list[Play], Coverage]:
    """Play many runs in this process; every `told_every`-th keeps its words counted."""
    coverage = Coverage()
    plays: list[Play] = []
    for number, (policy, seed) in enumerate(jobs, start=first):
        told = bool(told_every) and number % told_every == 0
        result, _, _ = play(program, policy, seed, cut, coverage=coverage, told=told, series=series)
        plays.append(result)
    return plays, coverage
