"""What set each figure, as a graph: a cause for every change, and the causes of what its formula read at that time.

The graph has no circle: a rule reads what was set before it, so last turn's stocks lead to last turn's causes. Changes
of one stock by rules of one turn are one cause with several steps. Only what a formula really read is an input: a
branch that was not taken is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from attrs import define, field, frozen

from game.debrief.why.account import Account, Point
from game.debrief.why.views import Kind
from game.engine.memory import Standing
from game.engine.reasons import Change
from game.engine.translate import Env
from game.script.evaluator import Value, evaluate, piecewise
from game.script.faults import Place
from game.script.syntax import Expr
from game.script.tongue import _

Over = Mapping[str, Value]
Reads = tuple[tuple[str, str], ...]  # as written in the formula, and the id of the cause behind it


@frozen(eq=False)
class Step:
    """One formula of a cause. `reads` says which cause stands behind each name it read; `work` works it out again.

    `work` takes other values for some of the names, and the value that the step before left in the figure itself.
    `place` says where in the story it stands, `moved` how far it moved the figure.
    """

    formula: str
    why: str
    reads: Reads
    work: Callable[[Over, Value | None], Value]
    moved: float = 0.0
    place: str = ""


@frozen(eq=False)
class Cause:
    """What gave a name a value. `usual` is what it is put back to when its weight is judged (None: nothing)."""

    id: str
    name: str
    turn: int
    kind: Kind
    number: Value | None
    usual: Value | None = None
    steps: tuple[Step, ...] = ()
    change: Change | None = None
    order: Standing | None = None
    how: str = ""
    scene: str = ""
    decision: int | None = None

    @property
    def inputs(self) -> tuple[str, ...]:
        """The causes behind it, in the order in which they were read."""
        return tuple(dict.fromkeys(behind for step in self.steps for _, behind in step.reads))

    def again(self, others: Over) -> Value | None:
        """Its value with other values for some of its inputs, by their ids."""
        running: Value | None = None
        for step in self.steps:
            running = step.work({ref: others[b] for ref, b in step.reads if b in others}, running)
        return running


@define
class Local:
    """A moment in which some names have other values; notes what is read. An environment for expressions."""

    env: Env
    over: Over = field(factory=dict[str, Value])
    refs: dict[str, tuple[str, str]] = field(factory=dict[str, tuple[str, str]])  # as written: (kind, name or path)

    def _read(self, ref: str, kind: str, name: str, value: Value) -> Value:
        self.refs[ref] = (kind, name)
        return self.over.get(ref, value)

    def value(self, name: str) -> Value:
        """A name; what a turn is called is no figure."""
        value = self.env.value(name)
        if name in self.env.program.layout.constants:
            return value
        found = self._read(name, "name", name, value)
        return found != 0.0 if isinstance(value, bool) else found

    def seen(self, scene: str, rest: tuple[str, ...]) -> bool:
        """Whether something came or was signed."""
        path = ".".join((scene, *rest))
        return bool(self._read(f"seen({path})", "scene", path, self.env.seen(scene, rest)))

    def visits(self, scene: str) -> float:
        """How often something came."""
        return float(self._read(f"visits({scene})", "scene", scene, self.env.visits(scene)))

    def turns_since(self, scene: str) -> float:
        """How long ago something came."""
        return float(self._read(f"turns_since({scene})", "scene", scene, self.env.turns_since(scene)))

    def table(self, name: str, x: float) -> float:
        """A point of a curve."""
        return piecewise(self.env.program.layout.tables[name], x)

    def noise(self, name: str) -> float:
        """A draw."""
        return float(self._read(name, "name", name, self.env.noise(name)))


@define
class Causes:
    """All causes of a run, each worked out when it is first asked for.

    `find` gives the id of the cause behind a name at a point, `scene` of that behind `seen(...)`: see sources.py.
    """

    account: Account
    find: Find
    scene: Find
    kinds: dict[str, str] = field(init=False)
    ranks: dict[str, tuple[tuple[str, float], ...]] = field(factory=dict[str, tuple[tuple[str, float], ...]])
    _recipes: dict[str, Callable[[], Cause]] = field(factory=dict[str, Callable[[], Cause]])
    _known: dict[str, Cause] = field(factory=dict[str, Cause])
    _labels: dict[tuple[str, ...], str] = field(factory=dict[tuple[str, ...], str])

    def __attrs_post_init__(self) -> None:
        world = self.account.program.scenario.world
        self.kinds = {
            **{p.id: "parameter" for p in world.parameters},
            **{s.id: "track" for s in (*world.series, *world.seasons)},
            **{d.id: "draw" for d in world.draws},
            **{lever.id: "lever" for lever in world.levers},
            **{f.id: "flow" for f in world.flows},
            **{s.id: "stock" for s in world.stocks},
            **dict.fromkeys(self.account.program.layout.worked_out, "worked out"),
            **dict.fromkeys(("turn", "turn_index", "season"), "calendar"),
        }

    def cause(self, name: str) -> Cause:
        """The cause of an id that was given before."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._recipes[name]()
        return known

    def recipe(self, name: str, make: Callable[[], Cause]) -> str:
        """Remember how a cause is worked out; gives its id."""
        self._recipes.setdefault(name, make)
        return name

    def label(self, plain: str, inputs: tuple[str, ...]) -> str:
        """The id of what is worked out from these inputs: the plain one for the first, numbered for others."""
        key = (plain, *inputs)
        if key not in self._labels:
            number = sum(k[0] == plain for k in self._labels) + 1
            self._labels[key] = plain if number == 1 else f"{plain}.{number}"
        return self._labels[key]

    def formula(self, why: str, written: str, expr: Expr, point: Point, target: str = "") -> Step:
        """A step that works out an expression at a point; `target` is what the step before left."""
        env = self.account.env(point)

        def work(over: Over, running: Value | None) -> Value:
            return evaluate(expr, Local(env, over if running is None else {**over, target: running}))

        return Step(written, why, self.reads(expr, point, env), work)

    def reads(self, expr: Expr, point: Point, env: Env) -> Reads:
        """What an expression reads at a point, and the causes behind it; up to where it cannot be worked out."""
        local = Local(env)
        with suppress(ArithmeticError):
            evaluate(expr, local)
        of = {"name": self.find, "scene": self.scene}
        return tuple((ref, of[kind](self, name, point)) for ref, (kind, name) in local.refs.items())


Find = Callable[[Causes, str, Point], str]


def where(place: Place, what: str) -> str:
    """A place in a story, for a reader who wants to look it up."""
    return _("{value}, line {line}, {what}").format(
        value=place.file.replace(chr(92), "/").rsplit("/", 1)[-1], line=place.line, what=what
    )
