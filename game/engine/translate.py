"""Expressions and rules as functions over (values, memory): compiled once, or walked plainly as the reference.

The compiled source is made of slot numbers, quoted ids that passed the reader's pattern, and numbers: nothing an author
wrote reaches it as code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field, frozen

from game.engine.functions import Functions, Reader, at_once
from game.engine.memory import Memory
from game.engine.reasons import Trace
from game.script.checker import Scope, bind, form_scope
from game.script.codegen import HELPERS, to_python
from game.script.evaluator import evaluate, piecewise
from game.script.model import Scenario
from game.script.names import declared
from game.script.syntax import Expr
from game.script.world import Rule

if TYPE_CHECKING:
    from game.engine.program import Program

Values: TypeAlias = list[float]
Stage: TypeAlias = Callable[[Values, Memory, "Trace | None"], None]
BUILT_IN = ("turn", "turn_index", "season", "played_cut", "this")


@frozen
class Layout:
    """Which name has which slot. Turn ids are constants; derived figures and conditions are functions."""

    slots: dict[str, int]
    constants: dict[str, float]
    worked_out: frozenset[str]
    flags: frozenset[str]
    tables: dict[str, tuple[tuple[float, float], ...]]

    @classmethod
    def of(cls, scenario: Scenario) -> Layout:
        """Give every name of a scenario its place."""
        constants = {t.id: float(i) for i, t in enumerate(scenario.header.turns)}
        worked = {d.id for d in scenario.figures.derived} | {c.id for c in scenario.figures.conditions}
        slots: dict[str, int] = {}
        for name in (*BUILT_IN, *(s.id for s, _ in declared(scenario))):
            if name not in constants and name not in worked:
                slots.setdefault(name, len(slots))
        tables = {t.id: tuple((p[0], p[1]) for p in t.points) for t in scenario.world.tables}
        flags = frozenset(v.id for v in scenario.figures.variables if v.kind == "flag")
        return cls(slots, constants, frozenset(worked), flags, tables)


def _worked_out(scenario: Scenario, inside: Scope) -> dict[str, Expr]:
    """The expressions of figures and conditions that are worked out, with their words resolved."""
    items = (*scenario.figures.derived, *scenario.figures.conditions)
    return {f"@{item.id}": bind(item.to.expr, inside) for item in items}


def _rules(scenario: Scenario, inside: Scope) -> list[tuple[Rule, Expr]]:
    """The rules in their order, with their words resolved."""
    return [(r, bind(r.to.expr, inside)) for r in scenario.world.rules]


@frozen
class _Names:
    """How generated source says each name."""

    layout: Layout
    functions: dict[str, str] = field(factory=dict[str, str])

    def name(self, name: str) -> str:
        if name in self.layout.constants:
            return repr(self.layout.constants[name])
        if name in self.layout.worked_out:
            return f"{self.functions['@' + name]}(S, M)"
        slot = f"S[{self.layout.slots[name]}]"
        return f"({slot} != 0.0)" if name in self.layout.flags else slot

    def seen(self, scene: str, rest: tuple[str, ...]) -> str:
        return f"({'.'.join((scene, *rest))!r} in M.signed)" if rest else f"({scene!r} in M.last)"

    def visits(self, scene: str) -> str:
        return f"float(M.visits.get({scene!r}, 0))"

    def turns_since(self, scene: str) -> str:
        return f"M.since({scene!r})"

    def table(self, name: str) -> str:
        return f"_T[{name!r}]"

    def noise(self, name: str) -> str:
        return self.name(name)


def compile_program(scenario: Scenario, scope: Scope, layout: Layout) -> tuple[Functions, Mapping[str, Stage]]:
    """Functions written as Python source from the syntax trees: the model at once, the rest as it is asked for."""
    inside = form_scope(scope)
    found, rules = _worked_out(scenario, inside), _rules(scenario, inside)
    names = _Names(layout)
    names.functions.update({text: f"f{n}" for n, text in enumerate(found)})
    lines: list[str] = []
    for text, expr in found.items():
        lines.append(f"def {names.functions[text]}(S, M):\n return {to_python(expr, names)}")
    stages = {b.then: f"stage{n}" for n, b in enumerate(scenario.header.beats)}
    for stage, function in stages.items():
        for traced in (False, True):
            own = [(n, r, e) for n, (r, e) in enumerate(rules) if r.stage == stage]
            body = [f" {_assignment(n, r, e, names, layout, traced)}" for n, r, e in own]
            head = f"def {function}{'t' if traced else ''}(S, M{', note' if traced else ''}):"
            lines.append("\n".join([head, *body, " return None"]))
    space: dict[str, Any] = {**HELPERS, "_T": layout.tables}
    exec(compile("\n".join(lines), f"<{scenario.id}>", "exec"), space)  # noqa: S102 - see the module's docstring

    def make(expr: Expr) -> Reader:
        quick = at_once(expr, layout)
        if quick is not None:
            return quick
        source = f"def found(S, M):\n return {to_python(expr, names)}"
        exec(compile(source, f"<{scenario.id}>", "exec"), space)  # noqa: S102 - see the module's docstring
        return space["found"]

    made: dict[str, Reader] = {text: space[name] for text, name in names.functions.items()}
    functions = Functions(scenario, scope, made, make)
    return functions, {stage: _stage(space[name], space[name + "t"]) for stage, name in stages.items()}


def _assignment(number: int, rule: Rule, expr: Expr, names: _Names, layout: Layout, traced: bool) -> str:
    slot = layout.slots[rule.target]
    source = to_python(expr, names)
    if not traced:
        return f"S[{slot}] = {source}"
    return f"o = S[{slot}]; S[{slot}] = v = {source}; note({number}, o, v)"


def _stage(fast: Callable[..., None], traced: Callable[..., None]) -> Stage:
    def run(values: Values, memory: Memory, trace: Trace | None) -> None:
        if trace is None:
            fast(values, memory)
        else:
            traced(values, memory, trace.note_rule)

    return run


@frozen
class Env:
    """The plain evaluator's view of a moment; also what texts are rendered with."""

    program: Program
    values: Values
    memory: Memory
    this: float | None = None

    def value(self, name: str) -> float | bool:
        layout = self.program.layout
        if name == "this" and self.this is not None:
            return self.this
        if name in layout.constants:
            return layout.constants[name]
        if name in layout.worked_out:
            return self.program.functions[f"@{name}"](self.values, self.memory)
        value = self.values[layout.slots[name]]
        return value != 0.0 if name in layout.flags else value

    def seen(self, scene: str, rest: tuple[str, ...]) -> bool:
        return ".".join((scene, *rest)) in self.memory.signed if rest else scene in self.memory.last

    def visits(self, scene: str) -> float:
        return float(self.memory.visits.get(scene, 0))

    def turns_since(self, scene: str) -> float:
        return self.memory.since(scene)

    def table(self, name: str, x: float) -> float:
        return piecewise(self.program.layout.tables[name], x)

    def noise(self, name: str) -> float:
        return self.values[self.program.layout.slots[name]]


@frozen
class _PlainEnv:
    """An Env before there is a program: the same answers from a layout and the plain functions."""

    layout: Layout
    functions: Mapping[str, Reader]


def plain_program(scenario: Scenario, scope: Scope, layout: Layout) -> tuple[Functions, Mapping[str, Stage]]:
    """The same functions, walking the trees: slow, simple, and what the compiled ones are held to."""
    inside = form_scope(scope)
    rules = _rules(scenario, inside)

    def reader(expr: Expr) -> Reader:
        return lambda values, memory: evaluate(expr, Env(shell, values, memory))

    made = {text: reader(expr) for text, expr in _worked_out(scenario, inside).items()}
    functions = Functions(scenario, scope, made, reader)
    shell: Any = _PlainEnv(layout, functions)

    def stage(name: str) -> Stage:
        def run(values: Values, memory: Memory, trace: Trace | None) -> None:
            for number, (rule, expr) in enumerate(rules):
                if rule.stage != name:
                    continue
                slot = layout.slots[rule.target]
                old, new = values[slot], float(evaluate(expr, Env(shell, values, memory)))
                values[slot] = new
                if trace is not None:
                    trace.note_rule(number, old, new)

        return run

    return functions, {b.then: stage(b.then) for b in scenario.header.beats}
