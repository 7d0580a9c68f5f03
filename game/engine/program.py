"""A scenario made ready to run: every name a slot in one list, every expression a function, every index built once.

Two ways to make the functions: `compiled` writes Python source from the checked syntax trees (never from an author's
words: names become slot numbers) and compiles it once; `plain` walks the trees and is the reference. They give the
same numbers bit for bit, which a property test holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from attrs import Factory, define

from game.engine.faults import RunFault
from game.engine.functions import Functions
from game.engine.levers import lever_value
from game.engine.memory import Memory, Standing
from game.engine.reasons import Trace
from game.engine.storylets import Atom, Storylets, atoms
from game.engine.translate import Layout, compile_program, plain_program
from game.script.checker import Scope, bind
from game.script.logic import logic_hash
from game.script.model import Band, Beat, Cut, Scenario, Turn
from game.script.portions import by_id, rows
from game.script.prose import Prose
from game.script.scenes import Choice, Effect, Field, Scene, Step
from game.script.shapes import Formula
from game.script.world import Lasts, Lever, Rule

Values: TypeAlias = list[float]
Stage: TypeAlias = Callable[[Values, Memory, "Trace | None"], None]


class Gathered(Mapping[tuple[str, str], tuple[Scene, ...]]):
    """The scenes of each turn and beat, gathered when the turn comes."""

    def __init__(self, scenes: Sequence[Scene], numbers: Mapping[tuple[str, str], list[int]]) -> None:
        self._scenes, self._numbers = scenes, numbers
        self._found: dict[tuple[str, str], tuple[Scene, ...]] = {}

    def __getitem__(self, at: tuple[str, str]) -> tuple[Scene, ...]:
        found = self._found.get(at)
        if found is None:
            found = self._found[at] = tuple(self._scenes[number] for number in self._numbers[at])
        return found

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


@define(repr=False)
class Program:
    """A linked scenario, ready to run. Immutable after `build`; shared by all runs of the scenario.

    Whatever holds one is printed by its name: a whole story in a message helps nobody.
    """

    scenario: Scenario
    scope: Scope
    layout: Layout
    functions: Functions
    stages: Mapping[str, Stage]
    scenes: Mapping[str, Scene]
    turn_index: dict[str, int]
    papers_of: Gathered
    looks_of: Gathered
    storylets: tuple[Scene, ...]
    cuts: dict[str, Cut]
    tracks: tuple[tuple[int, tuple[float, ...]], ...]
    levers: tuple[tuple[int, Lever], ...]
    computed: dict[str, tuple[int, ...]]
    kept: tuple[int, ...]
    ranges: dict[int, tuple[float, float]]
    momentary: frozenset[str]
    step_k: dict[str, float]
    rules: tuple[Rule, ...]
    bands: dict[str, Callable[[float], str]]
    prose_cache: dict[int, Prose] = Factory(dict[int, Prose])
    books: dict[bool, Any] = Factory(dict[bool, Any])  # the functions of swift/scenes.py, once they are asked for

    def __repr__(self) -> str:
        return f"Program({self.scenario.id!r})"

    @cached_property
    def logic(self) -> str:
        """The logic hash, worked out when first asked for: every run code and every save asks."""
        return logic_hash(self.scenario)

    @cached_property
    def storylet_index(self) -> Storylets:
        """The scenes that belong to no turn, by what they read."""
        return Storylets.of(self.storylets, self.first_beat, self._asks)

    def _asks(self, scene: Scene) -> Iterator[Atom]:
        """What a storylet asks of single figures."""
        if scene.when is not None:
            layout = self.layout
            yield from atoms(bind(scene.when.expr, self.scope), layout.slots, layout.constants, layout.flags)

    @property
    def slots(self) -> dict[str, int]:
        """Name to place in the list of values."""
        return self.layout.slots

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns in order."""
        return self.scenario.header.turns

    @property
    def beats(self) -> tuple[Beat, ...]:
        """The parts of a turn in order."""
        return self.scenario.header.beats

    @property
    def first_beat(self) -> str:
        """The beat of a scene that names none."""
        return self.scenario.header.beats[0].id

    @property
    def first_desk(self) -> str:
        """The desk of a scene that names none."""
        return self.scenario.header.desks[0].id

    @property
    def seasons(self) -> tuple[str, ...]:
        """The words of `season`, in their order."""
        return self.scope.symbols["season"].words

    @property
    def in_charge(self) -> Formula | None:
        """While this holds the player's orders stand."""
        return self.scenario.world.in_charge

    @property
    def standing_k(self) -> float:
        """k before anything is signed."""
        return self.scenario.world.standing_k

    def call(self, formula: Formula, values: Values, memory: Memory) -> float | bool:
        """The value of an expression of the scenario. Raises RunFault, with the place."""
        try:
            return (self.functions.made.get(formula.text) or self.functions.of(formula))(values, memory)
        except ArithmeticError as error:
            at = formula.place
            raise RunFault(f"{at.file}:{at.line}:{at.column}: {error} in `{formula.text}`") from error

    def amount(self, effect: Effect, values: Values, memory: Memory) -> float:
        """What an effect sets or adds: a word or a flag is its place in the list."""
        symbol = self.scope.symbols[effect.target]
        if symbol.words:
            return float(symbol.words.index(effect.amount.text))
        if effect.target in self.layout.flags:
            return float(effect.amount.text == "yes")
        return float(self.call(effect.amount, values, memory))

    def step_amount(
        self, formula: Formula, form: Field, step: Step, index: int, values: Values, memory: Memory
    ) -> float:
        """What a form's step writes, with `this` as its lever would stand under it."""
        if form.sets:
            lever = next(item for item in self.scenario.world.levers if item.id == form.sets)
            order = memory.orders.get(lever.id)
            if step.order is not None:
                order = Standing(self.step_k.get(step.order.step), step.order.value, step.order.step, index, "")
            values = list(values)
            values[self.layout.slots["this"]] = lever_value(lever, index, order, True, self.standing_k)
        return float(self.call(formula, values, memory))

    def read(self, name: str, values: Values, memory: Memory) -> float | bool:
        """A slot, or a derived figure or condition. Raises RunFault if it cannot be worked out."""
        slot = self.layout.slots.get(name)
        if slot is not None:
            return values[slot]
        try:
            return self.functions[f"@{name}"](values, memory)
        except ArithmeticError as error:
            raise RunFault(f"`{name}` cannot be worked out here: {error}") from error

    def run_stage(self, stage: str, values: Values, memory: Memory, trace: Trace | None) -> None:
        """Run the rules of a stage."""
        run = self.stages.get(stage)
        if run is not None:
            run(values, memory, trace)

    def name_of(self, slot: int) -> str:
        """The name that has a slot."""
        return next(n for n, s in self.layout.slots.items() if s == slot)

    def starting_values(self) -> Values:
        """Parameters at their values and variables at their starts; stocks still to be set."""
        values = [0.0] * len(self.layout.slots)
        for p in self.scenario.world.parameters:
            values[self.layout.slots[p.id]] = p.value
        for v in self.scenario.figures.variables:
            symbol = self.scope.symbols[v.id]
            if symbol.words:
                start = float(symbol.words.index(v.starts))
            else:
                start = 1.0 if v.starts == "yes" else 0.0 if v.starts == "no" else float(v.starts)
            values[self.layout.slots[v.id]] = start
        return values

    def part(self, cut: Cut | None, index: int) -> Cut | None:
        """The cut whose scenes come in a turn: the one it goes on from, until that one is over."""
        before = cut.before if cut else None
        return before if cut and before and index < self.turn_index[cut.first] else cut

    def played(self, cut: Cut | None, index: int) -> float:
        """What `played_cut` is in a turn. In the turns of a cut that is gone on from it is that cut."""
        part = self.part(cut, index)
        return float(self.scope.symbols["played_cut"].words.index(part.id if part else "full"))

    def ends(self, cut: Cut | None) -> tuple[int, int]:
        """The last turn in which anything is signed, unless silent turns come before, and the last that is computed."""
        last = self.turn_index[cut.last] if cut else len(self.turns) - 1
        return last, self.turn_index[cut.runs_on_to] if cut and cut.runs_on_to else last

    def keep(self, cut: Cut | None, index: int) -> frozenset[str] | None:
        """The scenes that may come in a turn; None for all of them."""
        part = self.part(cut, index)
        return frozenset(part.keep) if part else None

    def earlier(self, cut: Cut | None, index: int, beat: str) -> Iterator[tuple[Scene, tuple[Choice | Step, ...]]]:
        """Decisions a cut declares as signed before it began, in this turn and beat."""
        for item in cut.earlier if cut else ():
            scene = self.scenes[item.scene]
            if (scene.beat or self.first_beat) != beat or self.turn_index.get(scene.turns[0]) != index:
                continue
            if scene.choices:
                yield scene, tuple(c for c in scene.choices if c.id == item.sign[""])
            else:
                yield scene, tuple(next(s for s in f.steps if s.id == item.sign[f.id]) for f in scene.fields)


def build(scenario: Scenario, scope: Scope, *, plain: bool = False) -> Program:
    """Make a program of a scenario that was linked without errors."""
    header, world = scenario.header, scenario.world
    layout = Layout.of(scenario)
    functions, stages = (plain_program if plain else compile_program)(scenario, scope, layout)
    turn_ids = [t.id for t in header.turns]
    scenes, beat = scenario.scenes, header.beats[0].id
    papers: dict[tuple[str, str], list[int]] = {}
    looks: dict[tuple[str, str], list[int]] = {}
    loose: list[int] = []
    for number, (_, turns, own, look) in enumerate(rows(scenes)):
        if not turns and not look:
            loose.append(number)
        for turn in turns or (turn_ids if look else ()):
            (looks if look else papers).setdefault((turn, own or beat), []).append(number)
    order = {name: i for i, name in enumerate(world.season_order)}
    tracks = [(layout.slots[s.id], s.values) for s in world.series]
    for value in world.seasons:
        tracks.append((layout.slots[value.id], tuple(value.values[order[t.season]] for t in header.turns)))
    ranges = {layout.slots[s.id]: (s.low, s.high) for s in world.stocks}
    for v in scenario.figures.variables:
        ranges[layout.slots[v.id]] = (v.low, v.high) if v.kind == "number" else (0.0, float(max(1, len(v.words) - 1)))
    names = [*(s.id for s in world.stocks), *(v.id for v in scenario.figures.variables)]
    return Program(
        scenario=scenario,
        scope=scope,
        layout=layout,
        functions=functions,
        stages=stages,
        scenes=by_id(scenes),
        turn_index={t: i for i, t in enumerate(turn_ids)},
        papers_of=Gathered(scenes, papers),
        looks_of=Gathered(scenes, looks),
        storylets=tuple(scenes[number] for number in loose),
        cuts={c.id: c.after(next((b for b in header.cuts if b.id == c.continues), None)) for c in header.cuts},
        tracks=tuple(tracks),
        levers=tuple((layout.slots[lever.id], lever) for lever in world.levers),
        computed={
            b.then: tuple(dict.fromkeys(layout.slots[r.target] for r in world.rules if r.stage == b.then))
            for b in header.beats
        },
        kept=tuple(layout.slots[n] for n in names),
        ranges=ranges,
        momentary=frozenset(lever.id for lever in world.levers if lever.lasts is Lasts.TURN),
        step_k={s.id: s.k for s in world.order_steps},
        rules=world.rules,
        bands={b.id: _band(b) for b in scenario.figures.bands},
    )


def _band(band: Band) -> Callable[[float], str]:
    def word(value: float) -> str:
        return next(s.say for s in band.steps if s.below is None or value < s.below)

    return word


__all__ = ["Program", "Values", "build"]
