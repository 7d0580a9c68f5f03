"""The functions of a story, each made when it is first needed and kept for all runs; with a journal or without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from math import inf
from typing import Any, TypeAlias

from attrs import Factory, define, field, frozen

from game.engine.memory import Due
from game.engine.program import Program
from game.engine.select import precedence
from game.engine.swift.bounds import Bounds
from game.engine.swift.forge import Forge
from game.engine.swift.layout import Names, Slots
from game.engine.swift.source import NOTHING_OPEN, Open, Source, Text, Wording
from game.script.codegen import HELPERS
from game.script.evaluator import ValueFault
from game.script.model import Cut
from game.script.scenes import Choice, Later, Order, Scene, Step
from game.script.shapes import Formula

State: TypeAlias = list[float]
Guard: TypeAlias = Callable[[State], bool]


@frozen
class Part:
    """One choice or step: what its signature does. `sign` takes the list, and with a journal where to note."""

    source: str
    slot: int
    orders: tuple[Order, ...]
    sign: Callable[..., None]
    later: tuple[Later, ...]
    lever: str = ""

    @property
    def id(self) -> str:
        """Its own id, without those of scene and field."""
        return self.source.rpartition(".")[2]

    def due(self, turn: int, number: int) -> Due:
        """One of its second returns."""
        return Due(turn, self.source, self.later[number].text, self.later[number].when)

    @property
    def simple(self) -> bool:
        """Whether it changes figures and nothing else."""
        return not self.orders and not self.later


@define(eq=False)
class Acts:
    """What one scene does. `come` gives what is open; `simple` has each choice's signature where all are simple."""

    scene: Scene
    id: str
    come: Callable[..., Open]
    rows: tuple[tuple[Part, ...], ...]
    radix: int
    simple: tuple[Callable[..., None], ...]
    form: bool = False
    words: Any = None  # kept here by whoever puts it into words

    def free(self, opened: Open) -> tuple[tuple[bool, ...], ...]:
        """Of each row, whether each of its alternatives is open."""
        rows = zip(self.rows, opened.rows, strict=True)
        return tuple(tuple(n in digits for n in range(len(row))) for row, digits in rows)

    def picked(self, digit: int) -> tuple[Part, ...]:
        """The choice, or the steps, that a digit stands for."""
        found: list[Part] = []
        for row in reversed(self.rows):
            digit, place = divmod(digit, len(row))
            found.append(row[place])
        return tuple(reversed(found))


@frozen(eq=False)
class Item:
    """A scene in the order of a beat: what is asked before it comes, and what it does."""

    guard: Guard | None
    acts: Acts


@frozen(eq=False)
class Course:
    """A turn's beat as it goes if nothing keeps a paper away, and whether there are looks to be made in it."""

    items: tuple[Item, ...]
    looks: bool
    sure: tuple[Acts | None, ...]  # what each does, where nothing can keep it away and it waits to be signed


@define(slots=False)
class Book:
    """All functions of one program, for runs with a journal or without."""

    program: Program
    journal: bool
    wording: Callable[[Names], Wording] | None = None
    _acts: dict[str, Acts] = Factory(dict[str, Acts])
    _guards: dict[tuple[str, bool], Guard | None] = Factory(dict[tuple[str, bool], Guard | None])
    _courses: dict[tuple[str, int, int], Course] = Factory(dict[tuple[str, int, int], Course])
    _made: dict[str, str] = Factory(dict[str, str])
    _kept: dict[str, int] = Factory(dict[str, int])
    _laters: dict[str, Guard] = Factory(dict[str, Guard])
    _openings: dict[str, list[tuple[float, ...]]] = Factory(dict[str, list[tuple[float, ...]]])
    space: dict[str, Any] = field(init=False)
    _forge: Forge = field(init=False)
    slots: Slots = field(init=False)
    source: Source = field(init=False)

    def __attrs_post_init__(self) -> None:
        program = self.program
        self.slots = Slots.of(program.scenario, program.layout)
        names = Names(self.slots, self._worked_out)
        wording = None if self.wording is None else self.wording(names)
        self.source = Source(program, self.slots, names, Bounds(program), wording)
        far = ValueFault("a number beyond all bounds")
        open_ = {"_open": _open, "_none": NOTHING_OPEN, "_Rows": _rows_open}
        own = {"_T": program.layout.tables, "_near": round, **open_, "_Far": far, "inf": inf}
        self.space = {**HELPERS, **own}
        self._forge = Forge(self.space)
        self.space["desk"] = self._make(self.source.desk())

    def _make(self, text: Text) -> Callable[..., Any]:
        return self._forge.make(text.lines, text.given)

    def _worked_out(self, name: str) -> str:
        """The function of a derived figure or condition, made before whoever calls it."""
        function = self._made.get(name)
        if function is None:
            function = self._made[name] = f"w{len(self._made)}"
            self.space[function] = self.condition(self._formulas[name])
        return function

    @cached_property
    def _formulas(self) -> dict[str, Formula]:
        figures = self.program.scenario.figures
        return {item.id: item.to for item in (*figures.derived, *figures.conditions)}

    def desk(self, state: State) -> int:
        """The number of the desk the player sits at."""
        return int(self.space["desk"](state))

    @cached_property
    def in_charge(self) -> Guard | None:
        """While this holds the player's orders stand."""
        formula = self.program.in_charge
        return None if formula is None else self.condition(formula)

    def condition(self, formula: Formula) -> Callable[[State], Any]:
        """An expression of the story as a function of the list."""
        return self._make(self.source.asked(formula))

    @cached_property
    def stages(self) -> tuple[Callable[..., None] | None, ...]:
        """For each beat the stage that follows it; None for one without rules."""
        found: list[Callable[..., None] | None] = []
        for beat in self.program.beats:
            ruled = self.program.computed[beat.then]
            found.append(self._make(self.source.stage(beat, self.journal)) if ruled else None)
        return tuple(found)

    def made(self, lines: Sequence[str], given: Sequence[Any]) -> Callable[..., Any]:
        """A function among those of this book."""
        return self._forge.make(lines, given)

    def acts(self, scene: Scene) -> Acts:
        """What a scene does."""
        known = self._acts.get(scene.id)
        return known if known is not None else self._acts.setdefault(scene.id, self._build(scene))

    def guard(self, scene: Scene, again: bool) -> Guard | None:
        """Whether a scene may come, once it is its turn and beat; None where nothing can keep it away."""
        key = (scene.id, again)
        if key not in self._guards:
            text = self.source.guard(scene, again)
            self._guards[key] = self._make(text) if text else None
        return self._guards[key]

    def course(self, cut: Cut | None, index: int, beat: int) -> Course:
        """How a turn's beat goes."""
        key = (cut.id if cut else "", index, beat)
        found = self._courses.get(key)
        if found is None:
            program = self.program
            at = (program.turns[index].id, program.beats[beat].id)
            keep = program.keep(cut, index)
            papers = (s for s in program.papers_of.get(at, ()) if keep is None or s.id in keep)
            items = tuple(self.item(s) for s in sorted(papers, key=precedence))
            sure = tuple(item.acts if item.guard is None and item.acts.rows else None for item in items)
            found = self._courses[key] = Course(items, bool(program.looks_of.get(at)), sure)
        return found

    @cached_property
    def figures(self) -> int:
        """How many of the slots are figures."""
        return len(self.program.slots)

    @cached_property
    def opened(self) -> tuple[int, ...]:
        """The slots that history writes when a turn opens."""
        slots = self.program.slots
        where = (slots[name] for name in ("played_cut", "turn", "turn_index", "season"))
        return (*where, *(slot for slot, _ in self.program.tracks))

    @cached_property
    def drawn(self) -> tuple[int, ...]:
        """The slots that chance writes then."""
        return tuple(self.program.slots[draw.id] for draw in self.program.scenario.world.draws)

    def openings(self, cut: Cut | None) -> list[tuple[float, ...]]:
        """What history writes into them, turn by turn."""
        name = cut.id if cut else ""
        if name not in self._openings:
            program = self.program
            found: list[tuple[float, ...]] = []
            for index, turn in enumerate(program.turns):
                season = float(program.seasons.index(turn.season)) if turn.season else 0.0
                tracks = (track[index] for _, track in program.tracks)
                found.append((program.played(cut, index), float(index), float(index), season, *tracks))
            self._openings[name] = found
        return self._openings[name]

    def kept(self, cut: Cut | None, index: int) -> int:
        """The bits of the storylets that may come in a turn of a cut; all of them in a full run."""
        part = self.program.part(cut, index)
        name = part.id if part else ""
        if name not in self._kept:
            self._kept[name] = self.program.storylet_index.bits(part.keep) if part else -1
        return self._kept[name]

    def later(self, part: Part, number: int) -> Guard:
        """Whether a second return of a signature is told."""
        key = f"{part.source}.{number}"
        if key not in self._laters:
            formula = part.later[number].when
            assert formula is not None
            self._laters[key] = self.condition(formula)
        return self._laters[key]

    def item(self, scene: Scene) -> Item:
        """A scene as it stands in an order."""
        again = len(scene.turns) != 1 or scene.id in self._signed_earlier
        return Item(self.guard(scene, again), self.acts(scene))

    @cached_property
    def _signed_earlier(self) -> frozenset[str]:
        """Scenes that a cut declares as signed before it begins."""
        return frozenset(item.scene for cut in self.program.cuts.values() for item in cut.earlier)

    def _build(self, scene: Scene) -> Acts:
        source, journal = self.source, self.journal
        come = self._make(source.come(scene, journal))
        made: list[tuple[Part, ...]] = []
        for prefix, lever, parts in _rows(scene):
            names = [f"{prefix}.{part.id}" for part in parts]
            signs = [self._make(source.sign(scene, n, p, journal)) for n, p in zip(names, parts, strict=True)]
            made.append(
                tuple(
                    Part(name, self.slots.signed[name], _orders(part), sign, part.later, lever)
                    for name, part, sign in zip(names, parts, signs, strict=True)
                )
            )
        radix = 1
        for row in made:
            radix *= len(row)
        simple = len(made) == 1 and all(part.simple for part in made[0])
        signs = tuple(part.sign for part in made[0]) if simple else ()
        return Acts(scene, scene.id, come, tuple(made), radix, signs, form=bool(scene.fields))


def book_of(program: Program, *, journal: bool = False) -> Book:
    """The functions of a program, the same for all who ask."""
    book: Book | None = program.books.get(journal)
    if book is None:
        book = program.books[journal] = Book(program, journal)
    return book


def _rows(scene: Scene) -> list[tuple[str, str, tuple[Choice | Step, ...]]]:
    """The choices as one row, or the steps of each field: how they are called, which lever they are for."""
    if scene.choices:
        return [(scene.id, "", scene.choices)]
    return [(f"{scene.id}.{field.id}", field.sets, field.steps) for field in scene.fields]


def _open(row: tuple[bool, ...]) -> tuple[int, ...]:
    """The open digits of a row; where none would be, all are."""
    return tuple(n for n, free in enumerate(row) if free) or tuple(range(len(row)))


def _rows_open(rows: tuple[tuple[int, ...], ...]) -> Open:
    return Open(rows, rows[0])


def _orders(part: Choice | Step) -> tuple[Order, ...]:
    own = (part.order,) if isinstance(part, Step) and part.order is not None else ()
    return (*own, *part.orders)
