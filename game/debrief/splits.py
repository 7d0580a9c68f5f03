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
from game.session.game import Game
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
class _Asked:
    """A question with its answers, each with the runs that gave it, before anything is hidden."""

    view: SplitView
    cells: list[int]
    came: int  # to which runs; nought for what follows from the rest of a run
    several: bool = False  # a run may have given more than one

    def bundle(self, everyone: int) -> Bundle:
        splits = [[cell, everyone & ~cell] for cell in self.cells] if self.several else [self.cells]
        return Bundle(splits, self.came, echo=not self.came)

    def counted(self, show: list[list[bool]]) -> SplitView:
        allowed = [row[0] for row in show] if self.several else show[0]
        rows = zip(self.view.rows, self.cells, allowed, strict=True)
        made = tuple(CountView(r.id, r.say, cell.bit_count() if ok else None) for r, cell, ok in rows)
        v = self.view
        return SplitView(v.turn, v.turn_label, v.id, v.title, v.field, v.field_label, made)


def splits_of(games: Sequence[Game], *, closed: bool) -> tuple[tuple[SplitView, ...], tuple[SplitView, ...]]:
    """Decisions, and fates where the runs have ended. What is hidden is hidden over both together."""
    runs = [g.run for g in games]
    signed = list(_signed(runs))
    fates = list(_fates(runs)) if closed else []
    everyone = (1 << len(runs)) - 1
    allowed = shown([asked.bundle(everyone) for asked in (*signed, *fates)], everyone)
    views = [asked.counted(show) for asked, show in zip((*signed, *fates), allowed, strict=True)]
    return tuple(views[: len(signed)]), tuple(views[len(signed) :])


def signed_splits(runs: Sequence[Signed]) -> tuple[SplitView, ...]:
    """What was signed alone, for runs of which some may be open; what is hidden is hidden over all of it together."""
    signed = list(_signed(runs))
    everyone = (1 << len(runs)) - 1
    allowed = shown([asked.bundle(everyone) for asked in signed], everyone)
    return tuple(asked.counted(show) for asked, show in zip(signed, allowed, strict=True))


def _signed(runs: Sequence[Signed]) -> Iterator[_Asked]:
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


def _paper(program: Program, at: tuple[str, str], picks: dict[int, tuple[str, ...]], everyone: int) -> Iterator[_Asked]:
    scene = program.scenes[at[1]]
    label = program.turns[program.turn_index[at[0]]].label
    rest = everyone & ~_bits(picks)
    rows = [("", "", scene.choices)] if scene.choices else [(f.id, f.label, f.steps) for f in scene.fields]
    for place, (name, field_label, parts) in enumerate(rows):
        counts = [CountView(part.id, said(part.say), None) for part in parts]
        cells = [_bits(run for run, signed in picks.items() if signed[place] == part.id) for part in parts]
        if rest:
            counts.append(CountView("", _(NOT_COME), None))
            cells.append(rest)
        view = SplitView(at[0], label, scene.id, said(scene.title), name, field_label, tuple(counts))
        yield _Asked(view, cells, _bits(picks))


def _plan(program: Program, at: tuple[str, str], picks: dict[int, tuple[str, ...]], everyone: int) -> _Asked:
    """Where runs went to look; one may have gone to several places."""
    looks = list(dict.fromkeys(look for signed in picks.values() for look in signed))
    looks.sort(key=list(program.scenes).index)
    counts = [CountView(look, said(program.scenes[look].title), None) for look in looks]
    cells = [_bits(run for run, signed in picks.items() if look in signed) for look in looks]
    counts.append(CountView("", _(STAY), None))
    cells.append(_bits(run for run, signed in picks.items() if not signed))
    if rest := everyone & ~_bits(picks):
        counts.append(CountView("", _(NO_DAYS), None))
        cells.append(rest)
    label = program.turns[program.turn_index[at[0]]].label
    view = SplitView(at[0], label, at[1], _("Days to go and look"), "", "", tuple(counts))
    return _Asked(view, cells, _bits(picks), several=True)


def _fates(runs: Sequence[Run]) -> Iterator[_Asked]:
    """What became of each person, in how many runs."""
    for person in runs[0].program.scenario.people:
        found = [fate_of(run, person.fates).id for run in runs]
        counts = tuple(CountView(fate.id, said(fate.text), None) for fate in person.fates)
        cells = [_bits(n for n, fate in enumerate(found) if fate == row.id) for row in counts]
        yield _Asked(SplitView("", "", person.id, f"{person.name}, {person.role}", "", "", counts), cells, 0)


def _bits(runs: Iterable[int]) -> int:
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
