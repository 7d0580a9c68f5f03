"""A chronicle: a trace that also keeps how the run stood at each moment, so that any change can be worked out again.

Only somebody who asks why keeps one, by replaying a run; a run that is played has a plain trace. `writes` are all
changes of figures in order, `frames` the moments between them; a place in `writes` is a point in time.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import Factory, define, frozen

from game.engine.carried import NOTHING, Carried
from game.engine.memory import Decision, Memory
from game.engine.program import Program
from game.engine.reasons import Change, Moment, Trace
from game.engine.run import Run


@frozen
class Frame:
    """How a run stood at one moment. `at` is the number of writes before it, `beat` that of the stages before it."""

    what: Moment
    turn: int
    beat: int
    at: int
    values: tuple[float, ...]
    memory: Memory
    came: tuple[str, ...]


@frozen
class Write:
    """One change of one figure. `rule` is the number of the rule that made it, -1 if `change` says what did.

    `new` is what the next rules of the stage read; what is read later is rounded and stands in the next frame.
    """

    turn: int
    slot: int
    rule: int
    change: Change | None
    old: float
    new: float


@define
class Chronicle(Trace):
    """A trace with its moments. `beat` counts the stages that ran in the turn."""

    frames: list[Frame] = Factory(list[Frame])
    writes: list[Write] = Factory(list[Write])
    targets: list[int] = Factory(list[int])
    slots: dict[str, int] = Factory(dict[str, int])
    beat: int = 0

    def note_rule(self, number: int, old: float, new: float) -> None:
        """A rule has set its target."""
        Trace.note_rule(self, number, old, new)
        self.writes.append(Write(self.turn, self.targets[number], number, None, old, new))

    def note_change(self, change: Change) -> None:
        """A decision, or a paper's coming, has changed a figure."""
        Trace.note_change(self, change)
        self.writes.append(Write(change.turn, self.slots[change.target], -1, change, change.old, change.new))

    def moment(self, what: Moment, values: Sequence[float], memory: Memory, came: Sequence[str] = ()) -> None:
        """Keep how the run stands."""
        if what is Moment.OPENS:
            self.beat = 0
        kept = Memory(memory.turn, dict(memory.visits), dict(memory.last), set(memory.signed), dict(memory.orders))
        frame = Frame(what, self.turn, self.beat, len(self.writes), tuple(values), kept, tuple(came))
        self.frames.append(frame)
        if what is Moment.SETTLED:
            self.beat += 1


def chronicled(
    program: Program, seed: int, cut: str, decisions: Sequence[Decision], carried: Carried = NOTHING
) -> tuple[Run, Chronicle]:
    """The run of these decisions, with its chronicle."""
    slots = program.slots
    kept = Chronicle(targets=[slots[rule.target] for rule in program.rules], slots=slots)
    run = Run(program, seed, program.cuts[cut] if cut else None, carried, trace=kept)
    run.start()
    for decision in decisions:
        run.decide(decision)
    return run, kept
