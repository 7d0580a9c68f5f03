"""How an official of `officials.yaml` chooses: by the orders a choice signs, and by its stance.

Each alternative is scored; the best is signed. Closeness: how near its orders lie to what this official would order.
Stance: how gladly he does such a thing. A little personal chance, keyed by the official and the scene, breaks ties and
makes seeds differ. What he `prefers` for a scene goes before all that. `random` draws evenly instead. What does not
depend on the seed is worked out once and kept.
"""

from __future__ import annotations

from pathlib import Path

from attrs import Factory, define

from game.engine import chance
from game.engine.memory import Decision
from game.engine.pending import Pending, Waiting
from game.engine.program import Program
from game.script.faults import Place, ScenarioError, finding
from game.script.files import short
from game.script.model import Official
from game.script.scenes import Choice, Order, Step
from game.script.world import Lever

CLOSENESS = 4.0  # what a distance of one k costs
WHIM = 0.6  # how far personal chance can tip a choice
FAR = 1.5  # a value set directly, a whole range away from the wanted one, counts as so much k
TELLING = 0.1  # a line closer to one's own judgement than this share of the range tells nothing about a value
WIDEST = 1.5  # and no wish lies further from one's own judgement than this


def need_officials(program: Program) -> None:
    """Machine plays need somebody who signs. Raises ScenarioError."""
    if not program.scenario.officials:
        file = short(Path(program.scenario.folder) / "officials.yaml")
        raise ScenarioError([finding("no-officials", Place(file))])


@define
class Policy:
    """One official, ready to choose in runs of one program."""

    official: Official
    program: Program
    _levers: dict[str, Lever] = Factory(dict[str, Lever])
    _liking: dict[tuple[str, int], tuple[tuple[float, ...], ...]] = Factory(
        dict[tuple[str, int], tuple[tuple[float, ...], ...]]
    )

    def __attrs_post_init__(self) -> None:
        self._levers.update((lever.id, lever) for lever in self.program.scenario.world.levers)

    def choose(self, run: Waiting) -> Decision:
        """The decision this official signs now."""
        pending = run.pending
        assert pending is not None
        if self.official.id == "random":
            options = pending.choices_open()
            return options[int(self._chance(run, pending.id) * len(options))]
        if pending.plan is not None:
            return self._plan(run, pending)
        preferred = self.official.preferred(pending.id)
        wanted = [o for o in pending.choices_open() if o.picks in preferred] if preferred else []
        if wanted:
            return wanted[int(self._chance(run, pending.id + ".prefers") * len(wanted))]
        return Decision(pending.turn, pending.id, self._picks(run, pending))

    def _plan(self, run: Waiting, pending: Pending) -> Decision:
        plans = pending.plan or ((),)
        if self._chance(run, pending.id) >= self.official.looks:
            return Decision(pending.turn, pending.id, plans[0])
        pick = 1 + int(self._chance(run, pending.id + ".which") * (len(plans) - 1))
        return Decision(pending.turn, pending.id, plans[pick])

    def _picks(self, run: Waiting, pending: Pending) -> tuple[str, ...]:
        """The best of each row; fields of a form do not depend on each other."""
        liking = self._liking.get((pending.id, run.index))
        if liking is None:
            liking = self._liking[(pending.id, run.index)] = self._work_out(run, pending)
        found: list[str] = []
        for place, (row, free, likes) in enumerate(zip(pending.rows(), pending.open, liking, strict=True)):
            scored = (
                (like + WHIM * self._chance(run, f"{pending.id}.{place}.{part.id}"), part.id)
                for part, open_now, like in zip(row, free, likes, strict=True)
                if open_now
            )
            found.append(max(scored)[1])
        return tuple(found)

    def _work_out(self, run: Waiting, pending: Pending) -> tuple[tuple[float, ...], ...]:
        stances = self.official.stances
        return tuple(
            tuple(
                stances.get(str(part.stance), 0.0) - CLOSENESS * self._distance(run, pending, part, place)
                for part in row
            )
            for place, row in enumerate(pending.rows())
        )

    def _distance(self, run: Waiting, pending: Pending, part: Choice | Step, place: int) -> float:
        """Mean distance in k between what a choice orders and what this official would."""
        orders = list(part.orders)
        if isinstance(part, Step) and part.order is not None:
            orders.append(part.order)
        sets = pending.scene.fields[place].sets if pending.scene and pending.scene.fields else ""
        found = [self._apart(order, self._levers[order.lever or sets], run) for order in orders]
        return sum(found) / len(found) if found else 0.0

    def _apart(self, order: Order, lever: Lever, run: Waiting) -> float:
        k = self.program.step_k.get(order.step)
        if k is not None:
            return abs(k - self.wanted_k(lever, run.index, run.turn_id))
        value, span = order.value or 0.0, lever.line[run.index] - lever.neutral[run.index]
        apart = abs(value - self.wanted(lever, run.index, run.turn_id))
        telling = self.fixed(lever.id, run.turn_id) is None and abs(span) > TELLING * (lever.high - lever.low)
        return apart / abs(span) if telling else FAR * apart / (lever.high - lever.low)

    def k_of(self, lever: str) -> float:
        """This official's k for a lever."""
        return self.official.k.get(lever, self.official.default_k)

    def fixed(self, lever: str, turn: str) -> float | None:
        """The value this official sets a lever to directly in a turn, if any."""
        for fixed in self.official.fixed:
            if fixed.lever == lever and (not fixed.turns or turn in fixed.turns):
                return fixed.to
        return None

    def wanted(self, lever: Lever, index: int, turn: str) -> float:
        """Where this official wants a lever: its fixed value, or neutral + k * (line - neutral)."""
        fixed = self.fixed(lever.id, turn)
        if fixed is not None:
            return fixed
        wanted = lever.neutral[index] + self.k_of(lever.id) * (lever.line[index] - lever.neutral[index])
        return max(lever.low, min(lever.high, wanted))

    def wanted_k(self, lever: Lever, index: int, turn: str) -> float:
        """The k he wants, or the k his fixed value amounts to where the line asks for something of its own."""
        fixed = self.fixed(lever.id, turn)
        span = lever.line[index] - lever.neutral[index]
        if fixed is None or abs(span) < 1e-9:
            return self.k_of(lever.id)
        return max(-WIDEST, min(WIDEST, (fixed - lever.neutral[index]) / span))

    def _chance(self, run: Waiting, what: str) -> float:
        return chance.uniform(run.seed, run.turn_id, f"official.{self.official.id}.{what}")
