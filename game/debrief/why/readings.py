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
from game.script.tongue import N_, _
from game.script.written import written as as_written
from game.session.gazetteer import word_said

if TYPE_CHECKING:
    from game.debrief.why.inquiry import Inquiry

IS = {
    "==": N_("is"),
    "!=": N_("is not"),
    "<": N_("is below"),
    "<=": N_("is at most"),
    ">": N_("is above"),
    ">=": N_("is at least"),
}
IN_TIME = {
    "==": N_("It is {}"),
    "!=": N_("It is not {}"),
    "<": N_("It is before {}"),
    "<=": N_("It is {} or before"),
    ">": N_("It is after {}"),
    ">=": N_("It is {} or after"),
}
SAY = {"+": N_("plus"), "-": N_("less"), "*": N_("times"), "/": N_("divided by"), "**": N_("to the power")}
CALLS = {
    "min": N_("the least of"),
    "max": N_("the most of"),
    "clamp": N_("kept within bounds:"),
    "round": N_("rounded:"),
}


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
                return (_("{a}, and {b}") if op == "and" else _("{a}, or {b}")).format(a=self.read(a), b=self.read(b))
            case Not(SceneRef() as ref):
                return self._scene(ref, negated=True)
            case Not(x):
                return _("Not so: {x}").format(x=self.read(x))
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
            return _("{scene} came this season").format(scene=self._title(a.scene))
        if isinstance(a, Name) and isinstance(b, Name):
            symbol = program.scope.symbols[a.id]
            if symbol.words and b.id in symbol.words:
                word = word_said(program.scenario, b.id)
                word = _("not {word}").format(word=word) if op == "!=" else word
                return f"{lexicon.label(a.id)}: {word}"
            if a.id == "turn" and b.id in program.layout.constants:
                return _(IN_TIME[op]).format(program.turns[program.turn_index[b.id]].in_sentence)
        if isinstance(a, Name) and isinstance(b, Number) and lexicon.unit(a.id) == "flag" and b.value in (0.0, 1.0):
            return f"{lexicon.label(a.id)}: {_('yes') if compare(op, 1.0, b.value) else _('no')}"
        return f"{self._side(a)} {_(IS[op])} {self._side(b, lexicon.unit(a.id) if isinstance(a, Name) else '')}"

    def _side(self, expr: Expr, unit: str = "") -> str:
        program, lexicon = self.inquiry.account.program, self.inquiry.speaker.lexicon
        match expr:
            case Number(value):
                return in_unit(value, unit)
            case Name(name):
                constant = program.layout.constants.get(name)
                return program.turns[int(constant)].label if constant is not None else lexicon.label(name)
            case Negate(x):
                return _("minus {x}").format(x=self._side(x, unit))
            case Arithmetic(op, a, b):
                return f"{self._side(a, unit)} {_(SAY[op])} {self._side(b, unit)}"
            case Call("when", (test, a, b)):
                return _("{a} if {test}, else {b}").format(a=self._side(a), test=self.read(test), b=self._side(b))
            case Call(function, args):
                return f"{_(CALLS[function])} {_(' and ').join(self._side(a, unit) for a in args)}"
            case SceneRef("visits", scene):
                return _("The times that {scene} came").format(scene=self._title(scene))
            case SceneRef(_, scene):
                return _("The number of seasons since {scene}").format(scene=self._title(scene))
            case TableCall(table, x):
                label = next(t.label for t in program.scenario.world.tables if t.id == table) or table
                return _("{label} at {x}").format(label=label, x=self._side(x))
            case NoiseCall(draw):
                return lexicon.label(draw)
            case _:
                return self.read(expr)

    def _title(self, scene: str) -> str:
        return f"“{self.inquiry.speaker.title(scene)}”"

    def _scene(self, ref: SceneRef, *, negated: bool = False) -> str:
        title = self._title(ref.scene)
        if not ref.rest:
            return (_("{title} has not come") if negated else _("{title} has come")).format(title=title)
        part = self._part(ref)
        said = _("{title}: “{part}” was not signed") if negated else _("{title}: “{part}” was signed")
        return said.format(title=title, part=part)

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
