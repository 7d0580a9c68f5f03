"""Every condition and every text, asked at the moments at which a play would read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import Factory, define, evolve, frozen

from game.script.chain import Leaves
from game.script.faults import Place
from game.script.lint.reading import assume
from game.script.lint.state import Names, State
from game.script.lint.verdicts import Verdicts
from game.script.lint.watcher import Part, Watcher
from game.script.model import Scenario
from game.script.prose import Prose
from game.script.scenes import Later, Scene
from game.script.shapes import Formula
from game.script.understanding import Understanding


@frozen
class Item:
    """A condition and the texts that are read where it holds."""

    what: str
    when: Formula | None
    texts: tuple[Prose, ...] = ()
    quiet: bool = False
    place: Place | None = None


@define(eq=False)
class Conditions(Watcher):
    """A watcher that asks them all. `single` are read each on its own, of `chains` the first that holds is taken."""

    verdicts: Verdicts
    single: tuple[Item, ...]
    chains: tuple[tuple[Item, ...], ...]
    over: tuple[tuple[str, tuple[Item, ...]], ...]  # of the last pages: the cut they are for, or every one of them
    taken: set[str] = Factory(set[str])
    reached: dict[str, Item] = Factory(dict[str, Item])
    _done: set[int] = Factory(set[int])

    @classmethod
    def of(cls, names: Names, understood: Understanding, leaves: Leaves | None) -> Conditions:
        """Those of a scenario."""
        scenario = names.scenario
        single = (*_any_time(scenario), *_afterwards(understood))
        chains = (*_first_of(scenario), *_first_afterwards(scenario, understood, leaves))
        over = tuple((cut, _quiet(chain)) for cut, chain in _last_pages(scenario))
        return cls(Verdicts(names), single, tuple(map(_quiet, chains)), over)

    # what is told

    def moment(self, at: State) -> None:
        """Whatever can be read at any time, and what would be read if the desk were closed now."""
        for item in self.single:
            self._ask(item, at)
        for chain in self.chains:
            self._chain(chain, at)
        for cut, chain in self.over:
            if cut == self.way.id:
                self._chain(chain, at)

    def might(self, scene: Scene, at: State) -> None:
        """Before the desk is asked for."""
        if scene.kind == "look":
            self.verdicts.text(scene.title, at, f"the title of `{scene.id}`")

    def asked(self, scene: Scene, at: State) -> None:
        """Its condition."""
        self.verdicts.ask(scene.when, at, f"the condition of `{scene.id}`")

    def comes(self, scene: Scene, at: State) -> None:
        """A scene has come and is read."""
        text = self.verdicts.text
        short = self.way.cut is not None and scene.brief is not None
        text(scene.title, at, f"the title of `{scene.id}`")
        text(scene.brief if short else scene.text, at, f"the text of `{scene.id}`")
        text(scene.summary, at, f"the summary of `{scene.id}`")

    def offered(self, scene: Scene, part: Part, at: State) -> None:
        """A choice is read, and may be locked."""
        name = f"`{part.id}` of `{scene.id}`"
        self.verdicts.ask(part.needs, at, f"what {name} needs")
        self.verdicts.text(part.say, at, name)
        locked = assume(self.verdicts.names.bound(part.needs.expr), False, at) if part.needs else None
        if locked is not None:
            self.verdicts.text(part.locked, locked, f"the `locked` of {name}")

    def signed(self, scene: Scene, part: Part, at: State) -> None:
        """A choice is signed, and what follows is read."""
        text, name, cut = self.verdicts.text, f"`{part.id}` of `{scene.id}`", self.way.cut is not None
        text(part.say, at, name)
        text(scene.title, at, f"the title of `{scene.id}`")
        text(part.brief_after if cut and part.brief_after else part.after, at, f"what follows {name}")
        text(scene.brief_after if cut and scene.brief_after else scene.after, at, f"what follows `{scene.id}`")

    def filed(self, scene: Scene, part: Part, at: State) -> None:
        """The turn of a signature is over: the clerk makes his entry."""
        self.verdicts.text(part.file, at, f"the `file` of `{part.id}` of `{scene.id}`")

    def falls_due(self, scene: str, later: Later, at: State) -> None:
        """The second return of an act."""
        self.verdicts.ask(later.when, at, f"a `later` of `{scene}`")
        known = assume(self.verdicts.names.bound(later.when.expr), True, at) if later.when else at
        if known is not None:
            self.verdicts.text(later.text, known, f"a `later` of `{scene}`")

    def begins(self, at: State) -> None:
        """A cut begins."""
        if self.way.cut is not None:
            self.verdicts.text(self.way.cut.intro, at, f"the intro of the cut `{self.way.id}`")

    # how it is asked

    def _ask(self, item: Item, at: State) -> None:
        self.verdicts.ask(item.when, at, item.what, quiet=item.quiet)
        if item.texts:
            known = assume(self.verdicts.names.bound(item.when.expr), True, at) if item.when else at
            for text in item.texts if known is not None else ():
                self.verdicts.text(text, known, item.what)  # type: ignore[arg-type]

    def _chain(self, chain: tuple[Item, ...], at: State) -> None:
        if id(chain) in self._done:
            return
        rest: State | None = at
        for item in chain:
            if item.when is None:
                self.reached[item.what] = item
                if rest is not None:
                    self.taken.add(item.what)
            if rest is None:
                continue
            self._ask(item, rest)
            rest = assume(self.verdicts.names.bound(item.when.expr), False, rest) if item.when else None
        done = self.verdicts.done
        if all(done(i.when, i.texts) and (i.when is not None or i.what in self.taken) for i in chain):
            self._done.add(id(chain))

    def never_taken(self) -> tuple[Item, ...]:
        """Last resorts that nothing is left for."""
        return tuple(item for what, item in self.reached.items() if what not in self.taken)


def _quiet(chain: tuple[Item, ...]) -> tuple[Item, ...]:
    """Of several, a later one may say when it holds though nothing else is left: that is good style."""
    return tuple(evolve(item, quiet=True) for item in chain)


def _any_time(scenario: Scenario) -> Iterator[Item]:
    figures = scenario.figures
    for row in (*figures.ledger, *figures.landmarks):
        yield Item(f"when `{row.id}` is seen", row.seen_when)
        yield Item(f"when `{row.id}` is unknown", row.unknown_when)
    for condition in figures.conditions:
        yield Item(f"the condition `{condition.id}`", condition.to)
    yield Item("whose orders hold", scenario.world.in_charge, quiet=True)
    for person in scenario.people:
        yield Item(f"the `about` of `{person.id}`", None, (person.about,))
    for item in scenario.debrief.brief:
        yield Item("this line of `brief`", item.when, (item.text,))


def _first_of(scenario: Scenario) -> Iterator[tuple[Item, ...]]:
    yield tuple(Item(f"when the player sits at `{d.id}`", d.when, quiet=True) for d in scenario.header.desks)
    for person in scenario.people:
        yield tuple(Item(f"a status of `{person.id}`", s.when, (s.say,)) for s in person.status)
        yield tuple(Item(f"the fate `{f.id}` of `{person.id}`", f.when, (f.text,), place=f.place) for f in person.fates)


def _last_pages(scenario: Scenario) -> Iterator[tuple[str, tuple[Item, ...]]]:
    for cut in ("", *(c.id for c in scenario.header.cuts)):
        for part in scenario.endings.of(cut):
            yield (
                cut,
                tuple(
                    Item(f"the ending `{e.id}` of `{part.id}`", e.when, (e.text,), place=e.place) for e in part.endings
                ),
            )


def _afterwards(understood: Understanding) -> Iterator[Item]:
    papers, dossier, teaching = understood.papers, understood.dossier, understood.teaching
    for paper in papers.signatures:
        texts = (paper.ordered, paper.reported, paper.knew, paper.gained, paper.paid)
        yield Item(f"the signature `{paper.id}`", paper.when, texts)
    for silence in papers.silences:
        yield Item(f"the silence `{silence.id}`", silence.when, (silence.said,))
    for what, lines in (("opening", dossier.opening), ("closing", dossier.closing), ("missing", dossier.missing)):
        yield from (Item(f"a line of `{what}` in the dossier", line.when, (line.text,)) for line in lines)
    yield from (Item("an event of the dossier", event.when, (event.text,)) for event in dossier.events)
    asks: list[Any] = [*teaching.questions, *(a for sheet in teaching.sheets for a in sheet.asks)]
    yield from (Item("this question", ask.when, (ask.ask,)) for ask in asks)
    if teaching.page is not None:
        yield Item("the page to write", None, (teaching.page.prompt,))


def _first_afterwards(
    scenario: Scenario, understood: Understanding, leaves: Leaves | None
) -> Iterator[tuple[Item, ...]]:
    yield tuple(Item("who holds the chair", h.when, place=h.place) for h in scenario.debrief.chair)
    for silence in understood.papers.silences:
        yield tuple(
            Item(f"an outcome of `{silence.id}`", o.when, (o.at, o.by), place=o.place) for o in silence.outcomes
        )
    if understood.teaching.card is not None:
        for c in understood.teaching.card.candidates:
            yield (Item(f"the candidate `{c.scene}`", c.when, (c.understand, c.justify)),)
    for trace in leaves.carries if leaves else ():
        yield tuple(Item(f"`{w.id}` of `{trace.id}`", w.when) for w in trace.values if w.when)
