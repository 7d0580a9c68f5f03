"""What plays reached: which scenes came, and how often each official was offered a choice and took it.

A choice is named as conditions name it: `scene.choice`, or `form.field.step`. What is the only open answer of its row
is no choice at that moment: it is taken, and says nothing of who takes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from attrs import Factory, define, frozen

from game.engine.memory import Decision
from game.engine.pending import Pending
from game.engine.program import Program
from game.engine.run import Run
from game.script.scenes import Scene
from game.session.last_pages import ending_of, fate_of, parts_of

BLIND = "random"  # this official throws a die: what it takes says nothing of whether anybody would
LEAST_USED = "least_used"  # and this one takes what was taken least
UNTOLD = (BLIND, LEAST_USED)
SELDOM = 0.02  # a choice that nobody takes in more than this share of its offers is dead
ALWAYS = 0.9  # and one that everybody takes in more than this share is the only answer

Offer = tuple[str, str]  # an official and a choice


@define
class Coverage:
    """In how many plays each scene, ending and fate came, and each choice was signed; and of every offer of a choice by
    whom it was offered, taken, and taken as the only one.

    Endings are `part.ending` and fates `person.fate`. `jams` are decisions with nothing open, where the game opens all.
    """

    plays: int = 0
    scenes: Counter[str] = Factory(Counter[str])
    endings: Counter[str] = Factory(Counter[str])
    fates: Counter[str] = Factory(Counter[str])
    signed: Counter[str] = Factory(Counter[str])
    jams: Counter[str] = Factory(Counter[str])
    offered: Counter[Offer] = Factory(Counter[Offer])
    taken: Counter[Offer] = Factory(Counter[Offer])
    alone: Counter[Offer] = Factory(Counter[Offer])

    def offer(self, official: str, pending: Pending) -> None:
        """Count what lies open."""
        for names, free in zip(names_of(pending.scene), pending.open, strict=True):
            self.offered.update((official, name) for name, is_open in zip(names, free, strict=True) if is_open)

    def jam(self, here: Callable[[], Run], pending: Pending) -> None:
        """Count rows of which the story would leave nothing open. `here` is asked only where that could be."""
        for names, row in zip(names_of(pending.scene), pending.rows(), strict=True):
            needs = [part.needs for part in row if part.needs is not None]
            if len(needs) < len(row):
                continue
            run = here()
            if not any(run.program.call(n, run.values, run.memory) for n in needs):
                self.jams[names[0].rpartition(".")[0]] += 1

    def take(self, official: str, pending: Pending, decision: Decision) -> None:
        """Count what is signed."""
        rows = zip(names_of(pending.scene), pending.rows(), pending.open, decision.picks, strict=False)
        for names, row, free, pick in rows:
            name = next(n for n, part in zip(names, row, strict=True) if part.id == pick)
            self.taken[official, name] += 1
            self.alone[official, name] += sum(free) == 1

    def reach(self, run: Run) -> None:
        """Count what an ended run came to."""
        self.came(run)
        self.endings.update(f"{part.id}.{ending_of(run, part).id}" for part in parts_of(run))
        self.fates.update(f"{p.id}.{fate_of(run, p.fates).id}" for p in run.program.scenario.people)

    def came(self, run: Run) -> None:
        """Count what came and was signed in a run, wherever it stands."""
        self.plays += 1
        self.scenes.update(run.memory.last.keys())
        self.signed.update(run.memory.signed)

    def merge(self, other: Coverage) -> None:
        """Add another's counts."""
        self.plays += other.plays
        self.signed.update(other.signed)
        self.jams.update(other.jams)
        self.scenes.update(other.scenes)
        self.endings.update(other.endings)
        self.fates.update(other.fates)
        self.offered.update(other.offered)
        self.taken.update(other.taken)
        self.alone.update(other.alone)

    def ever_taken(self) -> frozenset[str]:
        """The choices anybody signed."""
        return frozenset(name for (_, name), times in self.taken.items() if times)

    def ever_offered(self) -> frozenset[str]:
        """The choices that lay open to anybody."""
        return frozenset(name for (_, name), times in self.offered.items() if times)


def names_of(scene: Scene | None) -> tuple[tuple[str, ...], ...]:
    """The choices of a scene by name, in rows as they are offered; none for a day plan."""
    if scene is None:
        return ()
    if scene.choices:
        return (tuple(f"{scene.id}.{c.id}" for c in scene.choices),)
    return tuple(tuple(f"{scene.id}.{f.id}.{s.id}" for s in f.steps) for f in scene.fields)


def scenes_of(program: Program, cut: str = "") -> tuple[Scene, ...]:
    """The scenes that may come in a full run, or in a lesson: what it keeps, and what the one before it keeps."""
    if not cut:
        return tuple(program.scenario.scenes)
    own = program.cuts[cut]
    kept = {*own.keep, *(own.before.keep if own.before else ())}
    return tuple(scene for scene in program.scenario.scenes if scene.id in kept)


def rows_of(program: Program, cut: str = "") -> Iterator[tuple[str, ...]]:
    """Every row of choices of a story, or of a lesson."""
    for scene in scenes_of(program, cut):
        yield from names_of(scene)


@frozen
class Option:
    """A choice, and in which share of its offers each official took it, who was offered it beside another."""

    name: str
    offers: int
    shares: dict[str, float]

    @property
    def highest(self) -> tuple[str, float]:
        """Who takes it most readily, and how often; nobody where nobody had another answer."""
        return max(self.shares.items(), key=lambda item: item[1], default=("", 0.0))

    @property
    def lowest(self) -> tuple[str, float]:
        """Who takes it least readily, and how often."""
        return min(self.shares.items(), key=lambda item: item[1], default=("", 0.0))

    @property
    def dead(self) -> bool:
        """Offered, and taken by nobody who chooses."""
        return bool(self.shares) and self.highest[1] < SELDOM

    @property
    def only_answer(self) -> bool:
        """Offered to several who choose, and taken by all of them nearly always."""
        return len(self.shares) > 1 and self.lowest[1] > ALWAYS


def options(program: Program, coverage: Coverage, cut: str = "") -> tuple[Option, ...]:
    """Every choice that stands beside another, with who takes it; the blind count only where nobody else played."""
    played = dict.fromkeys(official for official, _ in coverage.offered)
    officials = [o.id for o in program.scenario.officials if o.id in played]
    officials += sorted(set(played).difference(officials))
    who = [name for name in officials if name not in UNTOLD] or officials
    return tuple(
        Option(name, sum(coverage.offered[o, name] for o in officials), _shares(coverage, who, name))
        for row in rows_of(program, cut)
        if len(row) > 1
        for name in row
    )


def _shares(coverage: Coverage, officials: Sequence[str], name: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for official in officials:
        alone = coverage.alone[official, name]
        if offers := coverage.offered[official, name] - alone:
            found[official] = (coverage.taken[official, name] - alone) / offers
    return found
