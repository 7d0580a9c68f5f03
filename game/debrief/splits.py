"""What the runs of a class signed, paper by paper, and what became of the people: counts, as far as they may be shown.

Words that a paper fills in from a run are left open here: they would tell one run's figures. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from attrs import define, frozen

from game.debrief.hidden import Bundle, shown
from game.engine.memory import Decision
from game.engine.program import Program
from game.engine.run import Run
from game.engine.select import PLAN
from game.script.prose import Branch, Figure, Prose
from game.script.tongue import N_, _
from game.session.describe import STAY
from game.session.last_pages import fate_of

NOT_COME = N_("(the paper did not come, or was not signed)")
NO_DAYS = N_("(no days to go and look)")


class Signed(Protocol):
    """What is counted of a run: its decisions."""

    @property
    def program(self) -> Program: ...
    @property
    def decisions(self) -> Sequence[Decision]: ...


@frozen
class CountView:
    """One answer, and how many runs gave it; None where that is hidden."""

    id: str
    say: str
    runs: int | None


@frozen
class SplitView:
    """One thing that runs answered differently: a paper, a line of a form, a day plan, a person's fate."""

    turn: str
    turn_label: str
    id: str
    title: str
    field: str
    field_label: str
    rows: tuple[CountView, ...]


@define
class Asked:
    """A question with its answers, each with the runs that gave it, before anything is hidden."""

    view: SplitView
    cells: list[int]
    came: int = 0  # to which runs; nought for what follows from the rest of a run
    several: bool = False  # a run may have given more than one

    def bundle(self, everyone: int) -> Bundle:
        splits = [[cell, everyone & ~cell] for cell in self.cells] if self.several else [self.cells]
        return Bundle(splits, self.came, echo=not self.came)

    def uncounted(self) -> SplitView:
        """Nothing of it is shown."""
        v = self.view
        rows = tuple(CountView(row.id, row.say, None) for row in v.rows)
        return SplitView(v.turn, v.turn_label, v.id, v.title, v.field, v.field_label, rows)

    def counted(self, show: list[list[bool]]) -> SplitView:
        allowed = [row[0] for row in show] if self.several else show[0]
        rows = zip(self.view.rows, self.cells, allowed, strict=True)
        made = tuple(CountView(r.id, r.say, cell.bit_count() if ok else None) for r, cell, ok in rows)
        v = self.view
        return SplitView(v.turn, v.turn_label, v.id, v.title, v.field, v.field_label, made)


def counted(asked: Sequence[Asked], echoes: Sequence[Sequence[Asked]], number: int) -> list[tuple[SplitView, ...]]:
    """What was asked, and groups of what follows from it, with the counts that may be shown.

    What was signed comes first: an echo that could be shown only if something signed were hidden is left out whole, as
    if nobody counted it.
    """
    everyone = (1 << number) - 1
    own = [one.bundle(everyone) for one in asked]
    every = [one for group in echoes for one in group]
    kept = _beside(own, [one.bundle(everyone) for one in every], everyone)
    allowed = iter(shown([*own, *(one.bundle(everyone) for one, ok in zip(every, kept, strict=True) if ok)], everyone))
    first = tuple(one.counted(next(allowed)) for one in asked)
    rest = iter([one.counted(next(allowed)) if ok else one.uncounted() for one, ok in zip(every, kept, strict=True)])
    return [first, *(tuple(next(rest) for _one in group) for group in echoes)]


def _beside(own: Sequence[Bundle], echoes: Sequence[Bundle], everyone: int) -> list[bool]:
    """Which echoes may stand beside what was signed without anything of that being hidden for them."""
    alone = shown(own, everyone)

    def harmless(some: Sequence[Bundle]) -> bool:
        return shown([*own, *some], everyone)[: len(own)] == alone

    kept: list[Bundle] = []

    def taken(some: Sequence[Bundle]) -> list[bool]:
        """Many together where that does no harm, else by halves."""
        if not some or harmless([*kept, *some]):
            kept.extend(some)
            return [True] * len(some)
        half = len(some) // 2
        return [*taken(some[:half]), *taken(some[half:])] if half else [False]

    return taken(echoes)


def signed_splits(runs: Sequence[Signed]) -> tuple[SplitView, ...]:
    """What was signed alone, for runs of which some may be open; what is hidden is hidden over all of it together."""
    return counted(list(signed(runs)), [], len(runs))[0]


def signed(runs: Sequence[Signed]) -> Iterator[Asked]:
    """Every decision that came to any run, in the order of the turns."""
    program = runs[0].program
    picks: dict[tuple[str, str], dict[int, tuple[str, ...]]] = {}
    places: dict[tuple[str, str], tuple[int, int]] = {}
    for number, run in enumerate(runs):
        for place, d in enumerate(run.decisions):
            at = (d.turn, d.scene)
            picks.setdefault(at, {})[number] = d.picks
            here = (program.turn_index[d.turn], place)
            places[at] = min(places.get(at, here), here)
    everyone = (1 << len(runs)) - 1
    for at in sorted(picks, key=lambda a: places[a]):
        if at[1].startswith(PLAN):
            yield _plan(program, at, picks[at], everyone)
        else:
            yield from _paper(program, at, picks[at], everyone)


def _paper(program: Program, at: tuple[str, str], picks: dict[int, tuple[str, ...]], everyone: int) -> Iterator[Asked]:
    scene = program.scenes[at[1]]
    label = program.turns[program.turn_index[at[0]]].label
    rest = everyone & ~bits(picks)
    rows = [("", "", scene.choices)] if scene.choices else [(f.id, f.label, f.steps) for f in scene.fields]
    for place, (name, field_label, parts) in enumerate(rows):
        counts = [CountView(part.id, said(part.say), None) for part in parts]
        cells = [bits(run for run, signed in picks.items() if signed[place] == part.id) for part in parts]
        if rest:
            counts.append(CountView("", _(NOT_COME), None))
            cells.append(rest)
        view = SplitView(at[0], label, scene.id, said(scene.title), name, field_label, tuple(counts))
        yield Asked(view, cells, bits(picks))


def _plan(program: Program, at: tuple[str, str], picks: dict[int, tuple[str, ...]], everyone: int) -> Asked:
    """Where runs went to look; one may have gone to several places."""
    looks = list(dict.fromkeys(look for signed in picks.values() for look in signed))
    looks.sort(key=list(program.scenes).index)
    counts = [CountView(look, said(program.scenes[look].title), None) for look in looks]
    cells = [bits(run for run, signed in picks.items() if look in signed) for look in looks]
    counts.append(CountView("", _(STAY), None))
    cells.append(bits(run for run, signed in picks.items() if not signed))
    if rest := everyone & ~bits(picks):
        counts.append(CountView("", _(NO_DAYS), None))
        cells.append(rest)
    label = program.turns[program.turn_index[at[0]]].label
    view = SplitView(at[0], label, at[1], _("Days to go and look"), "", "", tuple(counts))
    return Asked(view, cells, bits(picks), several=True)


def fates(runs: Sequence[Run]) -> Iterator[Asked]:
    """What became of each person, in how many runs."""
    for person in runs[0].program.scenario.people:
        found = [fate_of(run, person.fates).id for run in runs]
        counts = tuple(CountView(fate.id, said(fate.text), None) for fate in person.fates)
        cells = [bits(n for n, fate in enumerate(found) if fate == row.id) for row in counts]
        yield Asked(SplitView("", "", person.id, f"{person.name}, {person.role}", "", "", counts), cells)


def bits(runs: Iterable[int]) -> int:
    """Runs as the bits of a number."""
    return sum(1 << run for run in runs)


def said(prose: Prose) -> str:
    """A text as it reads for any run: a figure is left open, of two ways to say it both stand."""
    return "".join(_part(part) for part in prose.parts)


def _part(part: str | Figure | Branch) -> str:
    match part:
        case str():
            return part
        case Figure():
            return "…"
        case Branch():
            then, otherwise = said(part.then), said(part.otherwise)
            return f"{then.rstrip()} / {otherwise.lstrip()}" if then and otherwise else then or otherwise
