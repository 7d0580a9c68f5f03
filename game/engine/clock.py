"""One turn of the model: history, chance and orders go in, stages run, stocks are rounded. No scenes here.

Rounding to nine decimals at the end of each stage makes a run the same on every system: what conditions, digests and
the next turn read is the rounded value.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from game.engine import chance
from game.engine.faults import RunFault
from game.engine.levers import lever_value
from game.engine.memory import Memory, Standing
from game.engine.program import Program, Values
from game.engine.reasons import Moment, Trace
from game.script.world import Draw, Lever

PLACES = 9
Hand = Callable[[Lever, int], "Standing | None"]


@frozen
class Clock:
    """How turns of one run pass. `noise` off gives the reference run; `hand` overrides the standing orders."""

    program: Program
    seed: int
    noise: bool = True
    hand: Hand | None = None

    def start(self, setting: str | None = None, overrides: dict[str, float] | None = None) -> Values:
        """Values before the first turn, in the slots of the program."""
        program = self.program
        values = program.starting_values()
        world = program.scenario.world
        chosen = next((s for s in world.settings if s.id == setting), None) or (
            world.settings[0] if world.settings and setting is None else None
        )
        for name, value in {**(chosen.set if chosen else {}), **(overrides or {})}.items():
            values[program.slots[name]] = value
        if self.noise:
            for p in world.parameters:
                if p.varies:
                    slot = program.slots[p.id]
                    spread = 1 + p.varies * chance.normal(self.seed, "start", p.id)
                    values[slot] = round(values[slot] * spread, PLACES)
        memory = Memory()
        for stock in world.stocks:
            values[program.slots[stock.id]] = round(float(program.call(stock.starts, values, memory)), PLACES)
        return values

    def open_turn(self, index: int, values: Values, memory: Memory) -> None:
        """Put the turn's history and chance into the values; orders of one turn lapse."""
        program = self.program
        turn = program.turns[index]
        memory.turn = float(index)
        values[program.slots["turn"]] = values[program.slots["turn_index"]] = float(index)
        values[program.slots["season"]] = float(program.seasons.index(turn.season)) if turn.season else 0.0
        for slot, track in program.tracks:
            values[slot] = track[index]
        for draw, value in zip(program.scenario.world.draws, self.drawn(turn.id), strict=True):
            values[program.slots[draw.id]] = value
        for name in [n for n in memory.orders if n in program.momentary and memory.orders[n].turn < index]:
            del memory.orders[name]
        self.set_levers(index, values, memory)

    def drawn(self, turn: str) -> tuple[float, ...]:
        """What each draw of the story comes to in a turn."""
        draws = self.program.scenario.world.draws
        if not self.noise:
            return tuple(draw.reference for draw in draws)
        kinds = {Draw.NORMAL: chance.normal, Draw.UNIFORM: chance.uniform}
        return tuple(kinds[draw.kind](self.seed, turn, draw.id) for draw in draws)

    def set_levers(self, index: int, values: Values, memory: Memory) -> None:
        """Work out every lever from the order in force, whoever is in the chair."""
        program = self.program
        in_charge = program.in_charge is None or bool(program.call(program.in_charge, values, memory))
        hand, orders, standing_k = self.hand if in_charge else None, memory.orders, program.standing_k
        for slot, lever in program.levers:
            order = hand(lever, index) if hand else orders.get(lever.id)
            values[slot] = lever_value(lever, index, order, in_charge, standing_k)

    def run_stage(self, stage: str, index: int, values: Values, memory: Memory, trace: Trace | None) -> None:
        """Run the rules of one stage in their order, then round."""
        program = self.program
        self.set_levers(index, values, memory)
        noted = len(trace.ruled) if trace is not None else 0
        if trace is not None:
            trace.moment(Moment.STAGE, values, memory)
        try:
            program.run_stage(stage, values, memory, trace)
            for slot in program.computed[stage]:
                values[slot] = value = round(values[slot], PLACES)
                if not -1e15 < value < 1e15:
                    raise RunFault(f"`{program.name_of(slot)}` is not a finite number in {program.turns[index].id}")
        except (ArithmeticError, ValueError) as error:
            raise RunFault(f"a rule of stage `{stage}` failed in {program.turns[index].id}: {error}") from error
        if trace is not None:
            trace.settle(noted, [program.slots[rule.target] for rule in program.rules], values)
            trace.moment(Moment.SETTLED, values, memory)
