"""A condition as it is written, and as a reader would say it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from game.debrief.why.account import Point
from game.debrief.why.amounts import in_unit, plain
from game.script.evaluator import compare
from game.script.scenes import Choice, Step
from game.script.syntax import (
    Arithmetic,
    Call,
    Compare,
    Expr,
    Logic,
    Name,
    Negate,
    NoiseCall,
    Not,
    Number,
    SceneRef,
    TableCall,
)
from game.script.written import written as as_written
from game.session.gazetteer import word_said

if TYPE_CHECKING:
    from game.debrief.why.inquiry import Inquiry

IS = {"==": "is", "!=": "is not", "<": "is below", "<=": "is at most", ">": "is above", ">=": "is at least"}
IN_TIME = {
    "==": "It is {}",
    "!=": "It is not {}",
    "<": "It is before {}",
    "<=": "It is {} or before",
    ">": "It is after {}",
    ">=": "It is {} or after",
}
SAY = {"+": "plus", "-": "less", "*": "times", "/": "divided by", "**": "to the power"}
CALLS = {"min": "the least of", "max": "the most of", "clamp": "kept within bounds:", "round": "rounded:"}


def written(expr: Expr) -> str:
    """An expression as an author writes it, with its numbers as a reader likes them."""
    return as_written(expr, _number)


def _number(value: float) -> str:
    return plain(value) if value == float(plain(value).replace(",", "")) else repr(value)


@frozen
class Reader:
    """Says conditions in the words of one story, as they read at one point of a run."""

    inquiry: Inquiry
    point: Point

    def read(self, expr: Expr) -> str:
        """A condition in words."""
        match expr:
            case Logic(op, a, b):
                return f"{self.read(a)}, {op} {self.read(b)}"
            case Not(SceneRef() as ref):
                return self._scene(ref, "not ")
            case Not(x):
                return f"Not so: {self.read(x)}"
            case Compare():
                return self._compare(expr)
            case SceneRef():
                return self._scene(expr)
            case _:
                return self._side(expr)

    def _compare(self, expr: Compare) -> str:
        program, lexicon = self.inquiry.account.program, self.inquiry.speaker.lexicon
        op, a, b = expr.op, expr.a, expr.b
        if isinstance(a, SceneRef) and a.function == "turns_since" and op == "<" and b == Number(1.0):
            return f"{self._title(a.scene)} came this season"
        if isinstance(a, Name) and isinstance(b, Name):
            symbol = program.scope.symbols[a.id]
            if symbol.words and b.id in symbol.words:
                word = word_said(program.scenario, b.id)
                return f"{lexicon.label(a.id)}: {'not ' if op == '!=' else ''}{word}"
            if a.id == "turn" and b.id in program.layout.constants:
                return IN_TIME[op].format(program.turns[program.turn_index[b.id]].in_sentence)
        if isinstance(a, Name) and isinstance(b, Number) and lexicon.unit(a.id) == "flag" and b.value in (0.0, 1.0):
            return f"{lexicon.label(a.id)}: {'yes' if compare(op, 1.0, b.value) else 'no'}"
        return f"{self._side(a)} {IS[op]} {self._side(b, lexicon.unit(a.id) if isinstance(a, Name) else '')}"

    def _side(self, expr: Expr, unit: str = "") -> str:
        program, lexicon = self.inquiry.account.program, self.inquiry.speaker.lexicon
        match expr:
            case Number(value):
                return in_unit(value, unit)
            case Name(name):
                constant = program.layout.constants.get(name)
                return program.turns[int(constant)].label if constant is not None else lexicon.label(name)
            case Negate(x):
                return f"minus {self._side(x, unit)}"
            case Arithmetic(op, a, b):
                return f"{self._side(a, unit)} {SAY[op]} {self._side(b, unit)}"
            case Call("when", (test, a, b)):
                return f"{self._side(a)} if {self.read(test)}, else {self._side(b)}"
            case Call(function, args):
                return f"{CALLS[function]} {' and '.join(self._side(a, unit) for a in args)}"
            case SceneRef("visits", scene):
                return f"The times that {self._title(scene)} came"
            case SceneRef(_, scene):
                return f"The number of seasons since {self._title(scene)}"
            case TableCall(table, x):
                label = next(t.label for t in program.scenario.world.tables if t.id == table) or table
                return f"{label} at {self._side(x)}"
            case NoiseCall(draw):
                return lexicon.label(draw)
            case _:
                return self.read(expr)

    def _title(self, scene: str) -> str:
        return f"“{self.inquiry.speaker.title(scene)}”"

    def _scene(self, ref: SceneRef, negated: str = "") -> str:
        title = self._title(ref.scene)
        if not ref.rest:
            return f"{title} has {negated}come"
        part = self._part(ref)
        return f"{title}: “{part}” was {negated}signed"

    def _part(self, ref: SceneRef) -> str:
        """What a choice or a step says."""
        scene = self.inquiry.account.program.scenes[ref.scene]
        part: Choice | Step
        if len(ref.rest) == 1:
            part = next(c for c in scene.choices if c.id == ref.rest[0])
        else:
            field = next(f for f in scene.fields if f.id == ref.rest[0])
            part = next(s for s in field.steps if s.id == ref.rest[1])
        env = self.inquiry.account.env(self.point)
        return self.inquiry.account.game.teller.wording.text(part.say, env.values, env.memory).strip().rstrip(".")
