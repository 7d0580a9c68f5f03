"""What waits to be signed: the alternatives, which of them are open, and the digit each has in a run code."""

from __future__ import annotations

from typing import Protocol

from attrs import frozen

from game.engine.faults import RefusedDecision
from game.engine.memory import Decision, Memory
from game.engine.program import Program, Values
from game.script.scenes import Choice, Scene, Step
from game.script.tongue import _


class Waiting(Protocol):
    """What whoever signs can know of a run, whichever engine it is in: where it stands, and what waits."""

    @property
    def seed(self) -> int: ...
    @property
    def index(self) -> int: ...
    @property
    def turn_id(self) -> str: ...
    @property
    def pending(self) -> Pending | None: ...


@frozen
class Pending:
    """A decision on offer: a scene with choices or fields, or a day plan.

    `open` has one row for the choices, or one a field: whether each alternative may be signed now.
    """

    turn: str
    id: str
    scene: Scene | None
    plan: tuple[tuple[str, ...], ...] | None
    open: tuple[tuple[bool, ...], ...] = ()

    @property
    def radix(self) -> int:
        """How many alternatives there are, locked ones too: a run code counts in this base here."""
        if self.plan is not None:
            return len(self.plan)
        total = 1
        for row in self.open:
            total *= len(row)
        return total

    def digit(self, decision: Decision) -> int:
        """The place of a decision among the alternatives. Raises RefusedDecision."""
        if decision.turn != self.turn or decision.scene != self.id:
            raise RefusedDecision(
                _("`{scene}` is not what waits here; `{id}` is").format(scene=decision.scene, id=self.id)
            )
        if self.plan is not None:
            if decision.picks not in self.plan:
                raise RefusedDecision(_("this day plan does not fit the days, or names a lead that is not there"))
            return self.plan.index(decision.picks)
        rows = self.rows()
        if len(decision.picks) != len(rows):
            raise RefusedDecision(
                _("`{id}` asks for {rows} answer(s), not {picks}").format(
                    id=self.id, rows=len(rows), picks=len(decision.picks)
                )
            )
        digit = 0
        for pick, row, free in zip(decision.picks, rows, self.open, strict=True):
            ids = [part.id for part in row]
            if pick not in ids:
                raise RefusedDecision(
                    _("`{pick}` is not an answer to `{id}`; there are: {ids}").format(
                        pick=pick, id=self.id, ids=_(", ").join(ids)
                    )
                )
            if not free[ids.index(pick)]:
                raise RefusedDecision(_("`{pick}` is closed to you here").format(pick=pick))
            digit = digit * len(ids) + ids.index(pick)
        return digit

    def at(self, digit: int) -> Decision:
        """The decision a digit stands for."""
        if self.plan is not None:
            return Decision(self.turn, self.id, self.plan[digit])
        picks: list[str] = []
        for row in reversed(self.rows()):
            digit, place = divmod(digit, len(row))
            picks.append(row[place].id)
        return Decision(self.turn, self.id, tuple(reversed(picks)))

    def rows(self) -> tuple[tuple[Choice | Step, ...], ...]:
        """The choices as one row, or the steps of each field."""
        return () if self.scene is None else self.scene.rows

    def picked(self, decision: Decision) -> tuple[Choice | Step, ...]:
        """The choice, or the steps, a valid decision names."""
        found: list[Choice | Step] = []
        for pick, row in zip(decision.picks, self.rows(), strict=True):
            found.append(next(part for part in row if part.id == pick))
        return tuple(found)

    def choices_open(self) -> tuple[Decision, ...]:
        """Every decision that may be signed now."""
        if self.plan is not None:
            return tuple(Decision(self.turn, self.id, p) for p in self.plan)
        found: list[Decision] = []
        for digit in range(self.radix):
            decision = self.at(digit)
            try:
                self.digit(decision)
            except RefusedDecision:
                continue
            found.append(decision)
        return tuple(found)


def pending_plan(turn: str, name: str, plans: tuple[tuple[str, ...], ...]) -> Pending:
    """A day plan on offer."""
    return Pending(turn, name, None, plans)


def pending_scene(turn: str, scene: Scene, program: Program, values: Values, memory: Memory) -> Pending:
    """A scene's decision on offer, with what is locked. If all were locked, all are open: a desk never jams."""
    free = tuple(
        tuple(part.needs is None or bool(program.call(part.needs, values, memory)) for part in row)
        for row in scene.rows
    )
    free = tuple(row if any(row) else tuple(True for _ in row) for row in free)
    return Pending(turn, scene.id, scene, None, free)
