"""How an official of `officials.yaml` chooses: by the orders a choice signs, and by its stance.

Each alternative is scored; the best is signed. Closeness: how near its orders' k lie to the official's own k for those
levers. Stance: how gladly this official does such a thing. A little personal chance, keyed by the official and the
scene, breaks ties and makes seeds differ. `random` draws evenly instead.
"""

from __future__ import annotations

from attrs import frozen

from game.engine import chance
from game.engine.memory import Decision
from game.engine.pending import Pending
from game.engine.program import Program
from game.engine.run import Run
from game.script.model import Official
from game.script.scenes import Choice, Step
from game.script.world import Lever

CLOSENESS = 4.0  # what a distance of one k costs
WHIM = 0.6  # how far personal chance can tip a choice
MOST_FORMS = 125


@frozen
class Policy:
    """One official, ready to choose in runs of one program."""

    official: Official
    program: Program

    def choose(self, run: Run) -> Decision:
        """The decision this official signs now."""
        pending = run.pending
        assert pending is not None
        options = pending.choices_open()
        if self.official.id == "random":
            return options[int(self._chance(run, pending.id) * len(options))]
        if pending.plan is not None:
            return self._plan(run, pending)
        preferred = self.official.prefers.get(pending.id)
        for option in options:
            if preferred is not None and ",".join(option.picks) == preferred:
                return option
        return max(options, key=lambda d: (self._score(run, pending, d), d.picks))

    def _plan(self, run: Run, pending: Pending) -> Decision:
        plans = pending.plan or ((),)
        if self._chance(run, pending.id) >= self.official.looks:
            return Decision(pending.turn, pending.id, plans[0])
        pick = 1 + int(self._chance(run, pending.id + ".which") * (len(plans) - 1))
        return Decision(pending.turn, pending.id, plans[pick])

    def _score(self, run: Run, pending: Pending, decision: Decision) -> float:
        total = 0.0
        for place, part in enumerate(pending.picked(decision)):
            whim = self._chance(run, f"{pending.id}.{place}.{part.id}")
            total += self.official.stances.get(str(part.stance), 0.0) + WHIM * whim
            total -= CLOSENESS * self._distance(run, pending, part, place)
        return total

    def _distance(self, run: Run, pending: Pending, part: Choice | Step, place: int) -> float:
        """Mean distance in k between what a choice orders and what this official would."""
        found: list[float] = []
        orders = list(part.orders)
        if isinstance(part, Step) and part.order is not None:
            orders.append(part.order)
        levers = {lever.id: lever for lever in self.program.scenario.world.levers}
        for order in orders:
            name = order.lever or (pending.scene.fields[place].sets if pending.scene else "")
            lever = levers[name]
            k = self.program.step_k.get(order.step)
            if k is None:
                k = implied_k(lever, run.index, order.value or 0.0)
            if k is not None:
                found.append(abs(k - self.k_of(name)))
            else:
                found.append(abs((order.value or 0.0) - self.fixed_value(name, run.turn_id)))
        return sum(found) / len(found) if found else 0.0

    def k_of(self, lever: str) -> float:
        """This official's k for a lever."""
        return self.official.k.get(lever, self.official.default_k)

    def fixed_value(self, lever: str, turn: str) -> float:
        """The value this official sets a lever to directly, 0 if none."""
        for fixed in self.official.fixed:
            if fixed.lever == lever and (not fixed.turns or turn in fixed.turns):
                return fixed.to
        return 0.0

    def _chance(self, run: Run, what: str) -> float:
        return chance.uniform(run.seed, run.turn_id, f"official.{self.official.id}.{what}")


def implied_k(lever: Lever, index: int, value: float) -> float | None:
    """The k a value set directly amounts to; None where the line asks nothing different."""
    span = lever.line[index] - lever.neutral[index]
    return None if abs(span) < 1e-9 else (value - lever.neutral[index]) / span
