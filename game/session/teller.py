"""Watches a run and puts what happens into words at that moment: papers, consequences, what falls due, what was told.

A teller is an observer of the engine; it never changes the run.
"""

from __future__ import annotations

from attrs import Factory, define, evolve, field

from game.engine.memory import Due
from game.engine.run import Run
from game.script.model import Cut
from game.script.scenes import Choice, Scene, Step
from game.session.first_use import FirstUses
from game.session.told import Reading, Told
from game.session.views import ConsequenceView, LaterView, PaperView, PassedView, SignedView
from game.session.wording import Wording
from game.session.wrapping import count


@define
class Teller:
    """The words of one run so far."""

    wording: Wording
    cut: Cut | None = None
    papers: list[PaperView] = Factory(list[PaperView])
    later: list[LaterView] = Factory(list[LaterView])
    passed: list[PassedView] = Factory(list[PassedView])
    consequence: ConsequenceView | None = None
    signed_lines: list[SignedView] = Factory(list[SignedView])
    consequences: list[ConsequenceView] = Factory(list[ConsequenceView])
    readings: list[Reading] = Factory(list[Reading])  # as each turn that has closed was read last
    leads: dict[int, dict[str, str]] = Factory(dict[int, dict[str, str]])  # of each day plan, by its number
    reading: Reading | None = None
    archive: list[tuple[int, PaperView]] = Factory(list[tuple[int, PaperView]])
    returned: list[tuple[int, LaterView]] = Factory(list[tuple[int, LaterView]])
    turn_changed: bool = False
    first_uses: FirstUses = field(init=False)
    words: int = 0
    words_optional: int = 0
    transcript: list[tuple[str, str]] = Factory(list[tuple[str, str]])
    _turn: int = 0
    _read: int = 0
    _told: list[Told] = Factory(list[Told])

    def __attrs_post_init__(self) -> None:
        self._unread()

    def _unread(self) -> None:
        """No word of the time has been read yet."""
        self.first_uses = FirstUses.of(self.wording.program.scenario.glossary)

    def turn_opens(self, run: Run) -> None:
        """A new turn clears the desk; what came to it since the last signature is kept as passed, to be read.

        Where a lesson goes on from another, its own first turn is the first of which anything is shown or counted.
        """
        unread = tuple(self.papers[self._read :])
        later = tuple(self.later) if self.turn_changed else ()
        if unread or later:
            turn = run.program.turns[self._turn]
            self.passed.append(PassedView(turn.label, turn.months, later, unread))
        self.papers, self.later, self.turn_changed = [], [], True
        self._turn, self._read = run.index, 0
        self.transcript.append(("turn", run.program.turns[run.index].label))
        if self.cut is not None and run.turn_id == self.cut.first:
            self._unread()
        if self.cut is not None and self.cut.before is not None and run.turn_id == self.cut.first:
            self.words, self.words_optional, self.passed, self.consequence = 0, 0, [], None

    def comes(self, run: Run, scene: Scene) -> None:
        """A paper comes to the desk."""
        say = self.wording.text
        v, m = run.values, run.memory
        brief = self.cut is not None and scene.brief is not None
        text = say(scene.brief if brief else scene.text, v, m)
        title = say(scene.title, v, m)
        paper = PaperView(
            id=scene.id,
            kind=str(scene.kind),
            letterhead=str(scene.letterhead),
            sender=scene.sender,
            addressee=scene.addressee,
            dated=scene.dated,
            title=title,
            text=text,
            note=scene.note,
            summary=say(scene.summary, v, m),
            optional=scene.optional,
            signed=False,
            record=scene.record,
            basis=str(scene.basis),
            sources=scene.sources,
            people=scene.people,
            terms=self.first_uses.new_in(title, text),
        )
        self.papers.append(paper)
        self.archive.append((run.index, paper))
        self._count(text, scene.optional or scene.kind == "look")
        head = " - ".join(p for p in (paper.title, paper.sender, paper.dated) if p)
        self.transcript.append((paper.kind, f"{head}\n{text}"))

    def falls_due(self, run: Run, due: Due) -> None:
        """The second return of an earlier act."""
        text = self.wording.text(due.text, run.values, run.memory)
        self.later.append(LaterView(due.source, text, self.first_uses.new_in(text)))
        self.returned.append((run.index, self.later[-1]))
        self._count(text, optional=True)
        self.transcript.append(("later", text))

    def signed(self, run: Run, scene: Scene, signed: tuple[Choice | Step, ...]) -> None:
        """A signature falls: the act and what the desk sees at once."""
        say = self.wording.text
        v, m = run.values, run.memory
        short = self.cut is not None
        acts = [say(part.say, v, m) for part in signed]
        afters = [say(p.brief_after if short and p.brief_after else p.after, v, m) for p in signed]
        afters.append(say(scene.brief_after if short and scene.brief_after else scene.after, v, m))
        lines = (f"{field.label}: {act}" for field, act in zip(scene.fields, acts, strict=not scene.choices))
        act = acts[0] if scene.choices else "; ".join(lines)
        texts = tuple(t for t in afters if t)
        orders = self._orders(run, scene, signed)
        number = len(run.decisions)
        self.consequence = ConsequenceView(scene.id, act, texts, orders, self.first_uses.new_in(*texts))
        self.consequences.append(self.consequence)
        title = say(scene.title, v, m)
        self.signed_lines.append(SignedView(number, run.program.turns[run.index].label, scene.id, title, act))
        self.papers = [evolve(p, signed=True) if p.id == scene.id else p for p in self.papers]
        for text in texts:
            self._count(text, optional=False)
        self.transcript.append(("signed", act))
        self.transcript.extend(("after", t) for t in texts)

    def _orders(self, run: Run, scene: Scene, signed: tuple[Choice | Step, ...]) -> tuple[str, ...]:
        """The standing orders just signed, in words."""
        levers = {lever.id: lever for lever in run.program.scenario.world.levers}
        says: list[str] = []
        for number, part in enumerate(signed):
            names = [o.lever for o in part.orders]
            if isinstance(part, Step) and part.order is not None:
                names.append(part.order.lever or scene.fields[number].sets)
            for name in names:
                says.append(order_words(run, levers[name].id))
        return tuple(dict.fromkeys(s for s in says if s))

    def waits(self, run: Run) -> None:
        """Something waits to be signed: until then the desk lies there to be read."""
        self.reading = Reading.of(run)
        if run.pending is not None and run.pending.plan is not None:
            leads = dict.fromkeys(name for plan in run.pending.plan for name in plan)
            titles = {n: self.wording.text(run.program.scenes[n].title, run.values, run.memory) for n in leads}
            self.leads[len(run.decisions) + 1] = titles

    def turn_closes(self, run: Run) -> None:
        """Keep what the desk was told this turn, if it could be read in it."""
        if self.reading is not None and self.reading.turn == run.turn_id:
            self.readings.append(self.reading)

    @property
    def told(self) -> list[Told]:
        """What was read in each turn that has closed, put into words when somebody asks."""
        self._told += [reading.told(self.wording) for reading in self.readings[len(self._told) :]]
        return self._told

    def tellings(self) -> tuple[Told, ...]:
        """What the desk was told, turn by turn, with the turn that is open now as it can be read."""
        now = self.reading
        told = tuple(self.told)
        if now is None or (told and told[-1].turn == now.turn):
            return told
        return (*told, now.told(self.wording))

    @property
    def read(self) -> int:
        """How many of the papers lay there already when something was signed last."""
        return self._read

    @property
    def is_read(self) -> bool:
        """Whether all that was said of the last decision is done with."""
        said = self.consequence is not None or self.turn_changed or bool(self.passed)
        return not said and self._read == len(self.papers)

    def fresh(self) -> None:
        """Before a decision: what was said of the last one is done with."""
        self.consequence, self.turn_changed = None, False
        self.passed, self._read = [], len(self.papers)

    def _count(self, text: str, optional: bool) -> None:
        number = count(text)
        if optional:
            self.words_optional += number
        else:
            self.words += number


def order_words(run: Run, lever: str) -> str:
    """What a standing order says on the desk, in the lever's own words."""
    order = run.memory.orders.get(lever)
    declared = next(item for item in run.program.scenario.world.levers if item.id == lever)
    if order is None:
        return declared.words.get("default", "")
    step = order.step or _nearest_step(run, lever, order.value or 0.0)
    return declared.words.get(step, "")


def _nearest_step(run: Run, lever: str, value: float) -> str:
    """The step whose value at this turn lies nearest to one set directly."""
    declared = next(item for item in run.program.scenario.world.levers if item.id == lever)
    neutral, line = declared.neutral[run.index], declared.line[run.index]
    if neutral == line:
        span = declared.high - declared.low
        share = (value - declared.low) / span if span else 0.0
        return "own" if share <= 0.05 else "light" if share < 0.4 else "half" if share < 0.7 else "full"
    steps = run.program.step_k
    return min(steps, key=lambda s: abs(neutral + steps[s] * (line - neutral) - value))
