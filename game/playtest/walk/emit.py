"""From a place where something waits to every place that follows, as one generated function over many states.

The function does what the engine does, in its order: the effects of an answer, the papers that come by themselves, the
rules when a part of a turn is over, until the next thing waits. Where its way forks and would come together again it
stops at a place where nothing waits (a way mark), and goes on from there as a step of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from attrs import define, field, frozen

from game.playtest.walk.alive import Place
from game.playtest.walk.arrivals import comes_as
from game.playtest.walk.cells import Cell, Of, named_parts
from game.playtest.walk.changes import Changes, fit, kept, written
from game.playtest.walk.clauses import clause
from game.playtest.walk.found import Target, What
from game.playtest.walk.ground import Ground
from game.playtest.walk.speech import Lines, Speech
from game.playtest.walk.table import MOST_BITS, Table
from game.script.codegen import HELPERS
from game.script.scenes import Choice, Scene, Step

LONGEST = 150  # papers asked for and beats passed in one function: beyond it stands a way mark
DEEPEST = 20
END = Place(-1, -1, "", ())


@frozen
class Code:
    """The generated functions of a place: over many states with counts, over one state with where each answer goes.

    `count(items, mask, factors, *outs)` adds what follows to `outs`, one for each of `aims`, and gives the marks that
    were hit; `edges(state, add)` calls `add((digit, aim, state, marks))`. `open`: how many answers may lie open.
    `here`: what is reached wherever a state is here; `always`: what always lies open here. `marks` are named by the
    bits of what `count` gives, `all_marks` by those of `edges`.
    """

    count: Callable[..., int]
    edges: Callable[..., None]
    aims: tuple[Place, ...]
    open: tuple[int, ...]
    here: tuple[Target, ...]
    always: tuple[Target, ...]
    marks: tuple[Target, ...]
    all_marks: tuple[Target, ...]


def code_of(ground: Ground, place: Place) -> Code:
    """Generate and compile. Raises NotFast."""
    count, edges = _Script(ground, place, counting=True), _Script(ground, place, counting=False)
    space: dict[str, Any] = {**HELPERS, "_fit": fit, "_kept": kept}
    text = "\n".join((*count.function(), *edges.function()))
    exec(compile(text, "<walk>", "exec"), space)  # noqa: S102 - see speech.py: numbers and our own words only
    answers = tuple(sorted(count.open))
    here = tuple(t for t in count.always if t[0] is What.SCENE)
    always = tuple(t for t in count.always if t[0] is What.CHOICE)
    aims, all_marks = tuple(count.aims), tuple(edges.marks)
    assert aims == tuple(edges.aims)
    table = edges.table(space["edges"])
    if table is not None:
        return Code(table.count, space["edges"], aims, answers, here, always, all_marks, all_marks)
    return Code(space["count"], space["edges"], aims, answers, here, always, tuple(count.marks), all_marks)


@define(eq=False)
class _Script:
    """Writes one of the two functions of a place."""

    ground: Ground
    place: Place
    counting: bool
    lines: Lines = field(factory=Lines)
    aims: list[Place] = field(factory=list[Place])
    open: set[int] = field(factory=set[int])
    always: list[Target] = field(factory=list[Target])
    marks: list[Target] = field(factory=list[Target])
    digit: int = -1
    leads: dict[int, set[int]] = field(factory=dict[int, set[int]])  # the aims of each answer
    passed: int = 0
    certain: bool = True  # whether this line runs for every state of the place
    say: Speech = field(init=False)
    change: Changes = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.say = Speech(self.ground, self._live(self.place), self.place.turn, self.lines)
        self.change = Changes(self.ground, self.say)

    def _live(self, place: Place) -> tuple[Cell, ...]:
        alive = self.ground.alive
        return tuple(sorted(alive.at_end if place == END else alive.cells(place)))

    def function(self) -> Iterator[str]:
        """The lines of the function."""
        body = self._body()
        outs = "".join(f", o{n}" for n in range(len(self.aims)))
        pattern, n = self.say.pattern(), next(iter(self.open), 1)
        if not self.counting:
            yield "def edges(s, E):"
            yield " m = 0"
            if pattern != "s":
                yield f" {pattern} = s"
            yield from (f" {line}" for line in self.say.load())
            yield from body
            yield " return None"
            return
        yield f"def count(items, C, F{outs}):"
        yield " m = 0"
        yield from (f" g{i} = o{i}.get" for i in range(len(self.aims)))
        if len(self.open) <= 1:
            yield f" f = F[{n}]"
            yield " if f != 1: items = [(s, (v & C) + (v - (v & C)) * f) for s, v in items]"
        yield f" for {pattern}, {'c' if len(self.open) <= 1 else 'v'} in items:"
        yield from (f"  {line}" for line in self.say.load())
        yield from (f" {line}" for line in body)
        yield " return m"

    def table(self, edges: Callable[..., None]) -> Table | None:
        """The same as a table, where every answer leads to one place only and looks at few bits."""
        if not self.ground.packed or any(len(aims) != 1 for aims in self.leads.values()):
            return None
        slot, aims = self.ground.slot, [set(self._live(aim)) for aim in self.aims]
        touched = self.say.loaded | self.say.touched
        looked = sum(slot(cell).mask for cell in touched)
        if looked.bit_count() > MOST_BITS:
            return None
        passed = [sum(slot(c).mask for c in self.say.source if c in aim and c not in touched) for aim in aims]
        to = [next(iter(self.leads[digit])) for digit in sorted(self.leads)]
        return Table(edges, tuple(to), looked, tuple(passed))

    def _body(self) -> list[str]:
        if self.place.waits:
            self._answers(self.ground.program.scenes[self.place.waits])
        else:
            self.open.add(1)
            self._papers(self.place.turn, self.place.beat, self.place.rest)
        return self.lines.found or [" pass"]

    # answers

    def _answers(self, scene: Scene) -> None:
        """Each answer that may lie open, with all that follows."""
        rows: tuple[tuple[Choice | Step, ...], ...] = (
            (scene.choices,) if scene.choices else tuple(f.steps for f in scene.fields)
        )
        names = {id(part): name for name, part in named_parts(scene)}
        locks = [self._locks(row, number) for number, row in enumerate(rows)]
        self._opened(rows, locks)
        for name, _ in named_parts(scene):
            self._clauses((What.CHOICE, name))
        self.always.append((What.SCENE, scene.id))
        for row, lock in zip(rows, locks, strict=True):
            self.always += [(What.CHOICE, names[id(p)]) for p, key in zip(row, lock, strict=True) if not key]
        if not self.counting:
            self.lines.put("b = m")
        places = [range(len(row)) for row in rows]
        for digit, picks in enumerate(product(*places)):
            parts = [row[i] for row, i in zip(rows, picks, strict=True)]
            keys = [lock[i] for lock, i in zip(locks, picks, strict=True) if lock[i]]
            self.digit = digit
            self.say.again()
            if not self.counting:
                self.lines.put("m = b")
            if keys:
                self.lines.put(f"if {' and '.join(keys)}:")
                self.lines.depth += 1
            self.certain = False
            for part, lock, i in zip(parts, locks, picks, strict=True):
                if lock[i] or not self.counting:
                    self._mark((What.CHOICE, names[id(part)]))
            for part in parts:
                self.change.write(Cell(Of.SIGNED, names[id(part)]), "1")
                self.change.effects(part.effects)
            self._papers(self.place.turn, self.place.beat, self.place.rest)
            if keys:
                self.lines.depth -= 1

    def _locks(self, row: tuple[Choice | Step, ...], number: int) -> list[str]:
        """For each answer of a row the local that says whether it lies open; empty where it always does."""
        tests = [self.say.condition(part.needs) for part in row]
        if all(test is False for test in tests):
            return ["" for _ in row]  # a desk never jams
        for i, test in enumerate(tests):
            if test is not True:
                self.lines.put(f"q{number}_{i} = {test}")
        locks = ["" if test is True else f"q{number}_{i}" for i, test in enumerate(tests)]
        if all(locks):
            self.lines.put(f"if not ({' or '.join(locks)}): {' = '.join(locks)} = True")
        return locks

    def _opened(self, rows: tuple[tuple[Choice | Step, ...], ...], locks: list[list[str]]) -> None:
        """How many answers lie open, and what each of them then counts for."""
        sums, counts = list[str](), {1}
        for row, lock in zip(rows, locks, strict=True):
            keys = [key for key in lock if key]
            free = len(row) - len(keys)
            sums.append("(" + " + ".join([str(free), *keys]) + ")")
            counts = {a * b for a in counts for b in range(max(1, free), len(row) + 1)}
        self.open |= counts
        if self.counting and len(counts) > 1:
            self.lines.put("h = v & C")
            self.lines.put(f"c = h + (v - h) * F[{' * '.join(sums)}]")

    # papers

    def _papers(self, turn: int, beat: int, rest: tuple[str, ...]) -> None:
        """Papers come until something waits, or the beat is over."""
        depth, held, certain = self.lines.depth, dict(self.say.held), self.certain
        self._ask(turn, beat, rest)
        self.lines.depth, self.say.held, self.certain = depth, held, certain

    def _ask(self, turn: int, beat: int, rest: tuple[str, ...]) -> None:
        scenes, early = self.ground.program.scenes, tuple[str, ...]()
        while rest:
            scene, rest = scenes[rest[0]], rest[1:]
            self.passed += 1
            self._clauses((What.SCENE, scene.id))
            comes = comes_as(self.say, scene)
            if comes is False:
                continue
            if comes is True:
                self._deliver(scene, turn)
                if scene.decides:
                    self._out(self._waiting(turn, beat, scene, early + rest))
                    return
                rest, early = early + rest, ()
                continue
            still = [scenes[name] for name in (*early, *rest)]
            settled = self.ground.alive.settled(scene.id, still)
            if not scene.decides and settled and not early:
                self.say.settle(written(scene))
                self.lines.put(f"if {comes}:")
                self._inside(lambda scene=scene: self._deliver(scene, turn), empty=True)
                continue
            self.lines.put(f"if {comes}:")
            self._inside(lambda scene=scene, still=early + rest: self._fork(turn, beat, scene, still))
            self.lines.put("else:")
            self.lines.depth += 1
            self.certain = False
            early = early if settled else (*early, scene.id)
            if self.lines.depth > DEEPEST:
                self._out(Place(turn, beat, "", early + rest))
                return
        self._over(turn, beat)

    def _fork(self, turn: int, beat: int, scene: Scene, still: tuple[str, ...]) -> None:
        self._deliver(scene, turn)
        self._out(self._waiting(turn, beat, scene, still) if scene.decides else Place(turn, beat, "", still))

    def _inside(self, write: Callable[[], None], *, empty: bool = False) -> None:
        """Lines under a condition; what they hold in locals of their own stays, all else is as before."""
        held, certain, before = dict(self.say.held), self.certain, len(self.lines.found)
        self.certain = False
        self.lines.depth += 1
        write()
        if empty and len(self.lines.found) == before:
            self.lines.put("pass")
        self.lines.depth -= 1
        self.say.held, self.certain = held, certain

    def _waiting(self, turn: int, beat: int, scene: Scene, still: tuple[str, ...]) -> Place:
        place = Place(turn, beat, scene.id, still)
        return Place(turn, beat, scene.id, self.ground.alive.rest(place))

    def _deliver(self, scene: Scene, turn: int) -> None:
        if not scene.decides:  # one that waits is reached where a state waits at it
            self._came((What.SCENE, scene.id))
        self.change.comes(scene, turn)

    def _came(self, target: Target) -> None:
        if self.certain:
            self.always.append(target)
        else:
            self._mark(target)

    def _clauses(self, target: Target) -> None:
        """Of something that was not reached: which parts of its condition hold here."""
        if target in self.ground.asked:
            self._mark(clause(target, -1))
            for number, part in enumerate(self.ground.asked[target]):
                self.lines.put(f"if {self.say.part(part)}:")
                self.lines.depth += 1
                self._mark(clause(target, number))
                self.lines.depth -= 1

    def _mark(self, target: Target) -> None:
        if target not in self.marks:
            self.marks.append(target)
        self.lines.put(f"m |= {1 << self.marks.index(target)}")

    def _over(self, turn: int, beat: int) -> None:
        """A beat is over: its rules, then the next one, the next turn, or the end."""
        program, course = self.ground.program, self.ground.alive.course
        self.change.rules(turn, beat)
        if beat + 1 < len(program.beats):
            self._next(turn, beat + 1)
        elif turn + 1 in course.played:
            self.say.turn = turn + 1
            self._next(turn + 1, 0)
            self.say.turn = turn
        else:
            for later in course.silent:
                self.say.turn = later
                for number in range(len(program.beats)):
                    self.change.rules(later, number)
            self.say.turn = turn
            self._out(END)

    def _next(self, turn: int, beat: int) -> None:
        papers = tuple(s.id for s in self.ground.alive.course.spots[turn, beat].papers)
        self.passed += 1
        if self.passed > LONGEST:
            self._out(Place(turn, beat, "", papers))
        else:
            self._ask(turn, beat, papers)

    def _out(self, place: Place) -> None:
        """A state has got somewhere."""
        if place not in self.aims:
            self.aims.append(place)
        number, state = self.aims.index(place), self.say.state(self._live(place))
        self.leads.setdefault(self.digit, set()).add(number)
        if self.counting:
            self.lines.put(f"t = {state}")
            self.lines.put(f"o{number}[t] = g{number}(t, 0) + c")
        else:
            self.lines.put(f"E(({self.digit}, {number}, {state}, m))")
