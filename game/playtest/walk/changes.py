"""What generated code writes: the coming of a paper, effects, the rules of a stage; kept as the engine keeps them."""

from __future__ import annotations

from attrs import define

from game.engine.clock import PLACES
from game.engine.faults import RunFault
from game.playtest.walk.cells import Cell, Cells, Of
from game.playtest.walk.ground import Ground
from game.playtest.walk.speech import Speech
from game.script.evaluator import FAR
from game.script.scenes import Effect, Scene


def fit(value: float, low: float, high: float) -> float:
    """A figure after an effect. Raises RunFault."""
    if not -FAR < value < FAR:
        raise RunFault("a figure is not a finite number")
    return round(max(low, min(high, value)), PLACES)


def kept(value: float) -> float:
    """A figure after a stage. Raises RunFault."""
    value = round(value, PLACES)
    if not -FAR < value < FAR:
        raise RunFault("a figure is not a finite number")
    return value


def written(scene: Scene) -> Cells:
    """What the coming of a scene writes, its answers apart."""
    came = {Cell(of, scene.id) for of in (Of.CAME, Of.VISITS, Of.LAST)}
    return frozenset(came | {Cell(Of.VALUE, e.target) for e in scene.effects})


@define(eq=False)
class Changes:
    """Writes changes into the lines of one function."""

    ground: Ground
    say: Speech

    def comes(self, scene: Scene, turn: int) -> None:
        """A scene comes."""
        self.write(Cell(Of.CAME, scene.id), "1")
        self.write(Cell(Of.LAST, scene.id), str(turn + 1))
        visits = Cell(Of.VISITS, scene.id)
        if self.say.matters(visits):
            self.write(visits, f"{self.say.value(visits)} + 1")
        self.effects(scene.effects)

    def write(self, cell: Cell, source: str) -> None:
        """A cell becomes something, if anybody may still read it."""
        if self.say.matters(cell):
            self.say.hold(cell, source)

    def effects(self, effects: tuple[Effect, ...]) -> None:
        """Effects in their order; those on a figure that nobody reads only where they may break off."""
        for effect in effects:
            cell = Cell(Of.VALUE, effect.target)
            if self.say.matters(cell):
                self._effect(cell, effect)
            elif not self._is_word(effect) and self.ground.alive.reader.may_fail(effect.amount.expr):
                self.say.lines.put(self.say.formula(effect.amount))

    def rules(self, turn: int, beat: int) -> None:
        """The rules of the stage after a beat, those that matter; then all of it rounded."""
        say = self.say
        rules = self.ground.alive.rules(turn, beat, self.ground.program.beats[beat].then)
        for rule in rules:
            cell = Cell(Of.VALUE, rule.target)
            local = f"y{say.number(cell)}"
            say.lines.put(f"{local} = {say.formula(rule.to)}")
            say.held[cell] = local
        for target in dict.fromkeys(rule.target for rule in rules):
            local = f"y{say.number(Cell(Of.VALUE, target))}"
            say.lines.put(f"{local} = _kept({local})")

    def _is_word(self, effect: Effect) -> bool:
        program = self.ground.program
        return bool(program.scope.symbols[effect.target].words) or effect.target in program.layout.flags

    def _effect(self, cell: Cell, effect: Effect) -> None:
        ground, say, program = self.ground, self.say, self.ground.program
        low, high = program.ranges[program.slots[effect.target]]
        if self._is_word(effect):
            amount = say.literal(program.amount(effect, ground.fixed[say.turn], ground.memory(say.turn)))
        else:
            amount = say.formula(effect.amount)
        old = "" if effect.op == "=" else f"{say.value(cell)} {effect.op[0]} "
        if not ground.packed:
            say.hold(cell, f"_fit({old}{amount}, {low!r}, {high!r})")
        elif not old and amount.lstrip("-").isdigit():
            say.hold(cell, str(int(max(low, min(high, int(amount))))))
        else:
            self._whole(cell, old, amount, effect.op == "+=", int(low), int(high))

    def _whole(self, cell: Cell, old: str, amount: str, adds: bool, low: int, high: int) -> None:
        """A whole number within its range; only that end of it is asked about which can be passed."""
        say, local = self.say, f"y{self.say.number(cell)}"
        say.lines.put(f"{local} = {old}{amount}")
        number = amount.isdigit()
        if not number or adds:
            say.lines.put(f"if {local} > {high}: {local} = {high}")
        if not number or not adds:
            say.lines.put(f"if {local} < {low}: {local} = {low}")
        say.held[cell] = local
